// Loops over something that their own body takes items from. The interpreter walks a linked list: where the
// item at hand is removed, the walk ends. `for (k in o) delete o[k]` gets the keys first, and a loop over an
// array that calls splice, shift or the like on it counts an index.

import { types as t, type Visitor } from "@babel/core";
import { callMethod } from "./context.ts";

const REMOVING = new Set(["splice", "shift", "pop", "unshift"]);

/** Rewrites such loops. */
export function lowerWalks(): Visitor {
  return {
    ForInStatement: {
      exit(path) {
        if (!holds(path.node.body, (node) => t.isUnaryExpression(node, { operator: "delete" }))) return;
        const object = t.logicalExpression("||", path.node.right, t.objectExpression([]));
        const keys = callMethod(t.identifier("Object"), "keys", [object]);
        path.replaceWith(t.forOfStatement(path.node.left, keys, path.node.body));
      },
    },
    ForOfStatement: {
      exit(path) {
        const { left, right, body } = path.node;
        if (!t.isVariableDeclaration(left) || !isNamed(right) || !removesFrom(body, right)) return;
        const at = path.scope.generateUidIdentifier("at");
        const item = t.memberExpression(t.cloneNode(right), t.cloneNode(at), true);
        left.declarations[0].init = item;
        const head = t.variableDeclaration("let", [t.variableDeclarator(at, t.numericLiteral(0))]);
        const length = t.memberExpression(t.cloneNode(right), t.identifier("length"));
        const test = t.binaryExpression("<", t.cloneNode(at), length);
        const step = t.updateExpression("++", t.cloneNode(at));
        const block = t.isBlockStatement(body) ? body : t.blockStatement([body]);
        block.body.unshift(left);
        path.replaceWith(t.forStatement(head, test, step, block));
      },
    },
  };
}

// A variable, or a property of `this` or of a variable: the same object every time.
function isNamed(node: t.Expression): boolean {
  if (t.isIdentifier(node)) return true;
  return (
    t.isMemberExpression(node) &&
    !node.computed &&
    (t.isThisExpression(node.object) || t.isIdentifier(node.object))
  );
}

function removesFrom(body: t.Statement, list: t.Expression): boolean {
  return holds(
    body,
    (node) =>
      t.isCallExpression(node) &&
      t.isMemberExpression(node.callee) &&
      t.isIdentifier(node.callee.property) &&
      REMOVING.has(node.callee.property.name) &&
      t.isNodesEquivalent(node.callee.object, list),
  );
}

function holds(body: t.Node, test: (node: t.Node) => boolean): boolean {
  let found = false;
  t.traverseFast(body, (node) => void (found ||= test(node)));
  return found;
}
