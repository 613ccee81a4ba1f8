// Arrows that use `this` or `arguments` of the function around them. Espruino gives an arrow its own
// `arguments`, and a build with assertions stops for good when it skips over an arrow that mentions `this`
// without running it (the untaken side of `?:` or `&&`, or an arrow within an arrow). Both are kept in
// constants of the outer function.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { E_LANGUAGE } from "../../../lib/codes.ts";
import { bodyOf, type Lowering } from "./context.ts";

/** Replaces `this` and `arguments` inside arrows by constants of the function that they belong to. */
export function lowerArrows(context: Lowering): Visitor {
  return {
    Function: {
      exit(path) {
        if (path.isArrowFunctionExpression()) return;
        const uses = usesInArrows(path);
        if (uses.length === 0) return;
        const superCall = isDerivedConstructor(path) ? superStatement(path) : undefined;
        if (isDerivedConstructor(path) && !superCall) {
          context.refuse(
            uses[0].node,
            E_LANGUAGE,
            "an arrow function with this before super()",
            "call super() first",
          );
          return;
        }
        const declared = new Map<string, string>();
        for (const use of uses) {
          const word = use.isThisExpression() ? "this" : "arguments";
          if (!declared.has(word)) declared.set(word, path.scope.generateUid(word));
          use.replaceWith(t.identifier(declared.get(word)!));
        }
        for (const [word, name] of declared) {
          const value = word === "this" ? t.thisExpression() : t.identifier("arguments");
          const statement = t.variableDeclaration("const", [t.variableDeclarator(t.identifier(name), value)]);
          const body = bodyOf(path);
          body.splice(superCall && word === "this" ? body.indexOf(superCall) + 1 : 0, 0, statement);
        }
      },
    },
  };
}

function usesInArrows(path: NodePath<t.Function>): NodePath[] {
  const uses: NodePath[] = [];
  const note = (use: NodePath) => {
    const owner = use.findParent((parent) => parent.isFunction());
    if (owner !== path && owner?.isArrowFunctionExpression()) uses.push(use);
  };
  path.traverse({
    Function(inner) {
      if (!inner.isArrowFunctionExpression()) inner.skip();
    },
    ThisExpression: note,
    Identifier(use) {
      if (use.node.name === "arguments" && use.isReferencedIdentifier()) note(use);
    },
  });
  return uses;
}

function isDerivedConstructor(path: NodePath): boolean {
  return (
    path.isClassMethod({ kind: "constructor" }) && (path.parentPath.parent as t.Class).superClass != null
  );
}

function superStatement(path: NodePath<t.Function>): t.Statement | undefined {
  return bodyOf(path).find(
    (statement) =>
      t.isExpressionStatement(statement) &&
      t.isCallExpression(statement.expression) &&
      t.isSuper(statement.expression.callee),
  );
}
