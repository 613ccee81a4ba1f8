// Named numbers and short texts of the top level take their names' places: on the board a name costs two variables for
// ever. The bundler does this only for constants that stand before everything else in their file, imports included.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { firstCall, mayBeEarly } from "./early.ts";

/** Puts the values of top-level constants in the places of their names, where that is not longer. */
export function inlineConstants(): Visitor {
  return {
    Program(path) {
      const first = firstCall(path);
      for (const binding of Object.values(path.scope.bindings)) {
        const declarator = binding.path;
        if (!binding.constant || !declarator.isVariableDeclarator() || !isPlain(declarator)) continue;
        const value = declarator.node.init ?? t.identifier("undefined");
        if (!isValue(value) || !isWorth(value, binding.referencePaths.length)) continue;
        const isUndefined = t.isIdentifier(value);
        if (isUndefined && binding.referencePaths.some(({ scope }) => scope.hasBinding("undefined", true))) continue;
        if (!isUndefined && binding.referencePaths.some((use) => mayBeEarly(use, declarator, first))) continue;
        for (const reference of binding.referencePaths) replace(reference, value);
        declarator.remove();
      }
    },
  };
}

function isPlain(declarator: NodePath<t.VariableDeclarator>): boolean {
  return t.isIdentifier(declarator.node.id) && t.isProgram(declarator.parentPath.parent);
}

function isValue(node: t.Node): node is t.Expression {
  return t.isIdentifier(node, { name: "undefined" }) || t.isBooleanLiteral(node) || t.isNumericLiteral(node) || t.isStringLiteral(node)
    || (t.isUnaryExpression(node, { operator: "-" }) && t.isNumericLiteral(node.argument))
    || (t.isUnaryExpression(node, { operator: "!" }) && t.isNumericLiteral(node.argument));
}

// A declaration takes its name of about two characters, `=`, `,` and the value; each use the name or the value.
function isWorth(value: t.Node, uses: number): boolean {
  const length = t.isStringLiteral(value) ? value.value.length + 2 : 4;
  return !t.isStringLiteral(value) || uses * length <= 4 + length + 2 * uses;
}

function replace(reference: NodePath, value: t.Expression): void {
  const copy = t.cloneNode(value, true, true);
  if (reference.parentPath?.isObjectProperty({ shorthand: true })) reference.parentPath.node.shorthand = false;
  reference.replaceWith(copy);
}
