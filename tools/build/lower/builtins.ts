// Built-ins that exist on the board and answer wrongly, replaced by an expression that is right on the
// board and in Node. Only forms that can be recognised without types are here; the others are in the list
// of README "Language".

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { callMethod, isGlobal, type Lowering } from "./context.ts";

/** Replaces calls and operators whose answer would differ from Node's. */
export function lowerBuiltins(context: Lowering): Visitor {
  return {
    CallExpression: {
      exit(path) {
        const replaced = lowerCall(path, context);
        if (!replaced) return;
        path.replaceWith(replaced);
        path.skip();
      },
    },
    BinaryExpression(path) {
      const { operator, left, right } = path.node;
      if (operator === "**") {
        path.replaceWith(t.callExpression(context.helper("pow"), [left as t.Expression, right]));
      } else if (operator === "instanceof" && isGlobal(path, right, "Error")) {
        path.replaceWith(t.callExpression(context.helper("isError"), [left as t.Expression]));
      } else if (operator === "in" && mayEnterForHead(path)) {
        path.replaceWith(t.callExpression(context.helper("has"), [left as t.Expression, right]));
      }
    },
    AssignmentExpression(path) {
      if (path.node.operator !== "**=") return;
      const { left, right } = path.node;
      path.node.operator = "=";
      path.node.right = t.callExpression(context.helper("pow"), [t.cloneNode(left) as t.Expression, right]);
    },
    MemberExpression(path) {
      const { object, property } = path.node;
      // Array.prototype.slice is undefined on the board, [].slice is the function.
      if (!t.isMemberExpression(object) || !t.isIdentifier(object.property, { name: "prototype" })) return;
      if (path.key === "left" && path.parentPath.isAssignmentExpression()) return;
      if (isGlobal(path, object.object, "Array")) path.node.object = t.arrayExpression([]);
      else if (isGlobal(path, object.object, "String")) path.node.object = t.stringLiteral("");
      else if (
        isGlobal(path, object.object, "Object") &&
        !t.isIdentifier(property, { name: "hasOwnProperty" })
      ) {
        path.node.object = t.objectExpression([]);
      }
    },
    ForInStatement(path) {
      const { right } = path.node;
      if (t.isObjectExpression(right) || t.isThisExpression(right) || t.isArrayExpression(right)) return;
      // Over null the board throws, Node does nothing.
      path.node.right = t.logicalExpression("||", right, t.objectExpression([]));
    },
  };
}

function lowerCall(path: NodePath<t.CallExpression>, context: Lowering): t.Expression | undefined {
  const { callee, arguments: args } = path.node;
  const first = args[0] as t.Expression | undefined;
  if (
    t.isIdentifier(callee) &&
    (isGlobal(path, callee, "clearTimeout") || isGlobal(path, callee, "clearInterval"))
  ) {
    // No timer has the number 0; undefined throws on the board.
    const mayBeMissing = args.length === 1 && !t.isNumericLiteral(first) && !t.isLogicalExpression(first);
    return mayBeMissing
      ? t.callExpression(callee, [t.logicalExpression("||", first!, t.numericLiteral(0))])
      : undefined;
  }
  if (!t.isMemberExpression(callee) || callee.computed || !t.isIdentifier(callee.property)) return undefined;
  const { object, property } = callee;
  if (isGlobal(path, object, "Math") && property.name === "pow") {
    return t.callExpression(context.helper("pow"), args);
  }
  if (isGlobal(path, object, "Math") && property.name === "round" && first) {
    return callMethod(t.cloneNode(object), "floor", [t.binaryExpression("+", first, t.numericLiteral(0.5))]);
  }
  if (isGlobal(path, object, "Date") && property.name === "now" && !isFloored(path)) {
    return callMethod(t.identifier("Math"), "floor", [path.node]);
  }
  if (property.name === "split" && args.length === 2) {
    const split = callMethod(object as t.Expression, "split", [first!]);
    return callMethod(split, "slice", [t.numericLiteral(0), args[1] as t.Expression]);
  }
  return undefined;
}

function isFloored(path: NodePath): boolean {
  const call = path.parentPath;
  if (!call?.isCallExpression() || !t.isMemberExpression(call.node.callee)) return false;
  const { object, property } = call.node.callee;
  return (
    t.isIdentifier(object, { name: "Math" }) &&
    t.isIdentifier(property) &&
    /^(floor|ceil|round)$/.test(property.name)
  );
}

// The minifier moves statements that stand before a `for` into its head, where `in` is a syntax error on
// the board.
function mayEnterForHead(path: NodePath): boolean {
  if (path.findParent((parent) => parent.parentPath?.isForStatement() === true && parent.key === "init"))
    return true;
  const around = path.getFunctionParent() ?? path.findParent((parent) => parent.isProgram());
  const inPlainStatement =
    path.getStatementParent()?.isExpressionStatement() || path.getStatementParent()?.isVariableDeclaration();
  let hasFor = false;
  if (inPlainStatement) {
    around?.traverse({
      Function: (inner) => inner.skip(),
      ForStatement: () => void (hasFor = true),
      WhileStatement: () => void (hasFor = true),
    });
  }
  return hasFor;
}
