// `default` before the last `case`, which Espruino can't parse. The cases are numbered in their order and a chain of
// comparisons picks the number, so that falling through works as written.

import { types as t, type Visitor } from "@babel/core";

/** Rewrites a switch whose default is not last. */
export function lowerSwitches(): Visitor {
  return {
    SwitchStatement: {
      exit(path) {
        const { cases } = path.node;
        const at = cases.findIndex((one) => one.test === null || one.test === undefined);
        if (at < 0 || at === cases.length - 1) return;
        const value = path.scope.generateUidIdentifier("value");
        const chosen = cases.reduceRight<t.Expression>(
          (otherwise, one, index) =>
            one.test
              ? t.conditionalExpression(t.binaryExpression("===", t.cloneNode(value), one.test), t.numericLiteral(index), otherwise)
              : otherwise,
          t.numericLiteral(at),
        );
        path.insertBefore(t.variableDeclaration("const", [t.variableDeclarator(value, path.node.discriminant)]));
        path.node.discriminant = chosen;
        cases.forEach((one, index) => (one.test = t.numericLiteral(index)));
      },
    },
  };
}
