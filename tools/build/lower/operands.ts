// Values that change between being read and being used. `x += f()`: Espruino reads x after the call, Node
// before it. `s + f()`: where f appends to s by `+=`, the interpreter appends in place, to the very string
// that waits to be added. In the first case the sum is written out, in the second a variable more holds the
// string, which then is copied. Only what a call can change pays: not a call of a built-in, nor a variable
// that no other function changes.

import { types as t, type NodePath, type Visitor } from "@babel/core";

// Built-ins that run no code of the program.
const PURE_GLOBALS = new Set([
  "Math",
  "String",
  "Number",
  "Date",
  "E",
  "parseInt",
  "parseFloat",
  "isNaN",
  "Object",
  "JSON",
]);
const PURE_METHODS = new Set([
  "charAt",
  "charCodeAt",
  "concat",
  "endsWith",
  "hasOwnProperty",
  "includes",
  "indexOf",
  "join",
  "lastIndexOf",
  "padEnd",
  "padStart",
  "pop",
  "push",
  "repeat",
  "shift",
  "slice",
  "split",
  "startsWith",
  "substr",
  "substring",
  "toFixed",
  "toLowerCase",
  "toString",
  "toUpperCase",
  "trim",
  "getTime",
]);

/**
 * Keeps values that a call on the right side may change; `appended` are the properties that `+=` ever
 * assigns.
 */
export function lowerOperandOrder(appended: Set<string>): Visitor {
  return {
    AssignmentExpression: {
      exit(path) {
        const { operator, left, right } = path.node;
        if (!/^(?:[-+*/%&|^]|<<|>>>?)=$/.test(operator) || !mayChange(path, left)) return;
        const read = t.isMemberExpression(left) ? readAgain(path, left) : t.cloneNode(left as t.Identifier);
        const held = operator === "+=" && mayAppend(path, read, appended) ? hold(path, read) : read;
        path.node.operator = "=";
        path.node.right = t.binaryExpression(
          operator.slice(0, -1) as t.BinaryExpression["operator"],
          held,
          right,
        );
        path.get("right").skip();
      },
    },
    BinaryExpression: {
      exit(path) {
        const { operator, left, right } = path.node;
        if (operator !== "+" || !mayAppend(path, left, appended) || !callsProgram(right)) return;
        path.node.left = hold(path, left as t.Expression);
      },
    },
  };
}

/** The names of the properties that a program appends to. */
export function appendedProperties(program: t.Node): Set<string> {
  const names = new Set<string>();
  t.traverseFast(program, (node) => {
    if (!t.isAssignmentExpression(node, { operator: "+=" }) || !t.isMemberExpression(node.left)) return;
    const { property, computed } = node.left;
    if (!computed && t.isIdentifier(property)) names.add(property.name);
  });
  return names;
}

function mayAppend(path: NodePath, left: t.Node, appended: Set<string>): boolean {
  if (t.isMemberExpression(left)) {
    return (
      left.computed || (t.isIdentifier(left.property) && appended.has(left.property.name) && !isCount(path))
    );
  }
  if (!t.isIdentifier(left)) return false;
  const around = path.getFunctionParent();
  const changes = path.scope.getBinding(left.name)?.constantViolations ?? [];
  return changes.some(
    (change) => change.node !== path.node && isAppend(change) && change.getFunctionParent() !== around,
  );
}

function isAppend(path: NodePath): boolean {
  return path.isAssignmentExpression({ operator: "+=" });
}

// A sum with a number in it appends nothing.
function isCount(path: NodePath): boolean {
  return path.isBinaryExpression() && t.isNumericLiteral(path.node.right);
}

function hold(path: NodePath, value: t.Expression): t.Expression {
  return t.assignmentExpression("=", path.scope.generateDeclaredUidIdentifier("held"), value);
}

function mayChange(path: NodePath<t.AssignmentExpression>, left: t.Node): boolean {
  if (t.isIdentifier(left)) {
    const binding = path.scope.getBinding(left.name);
    const changes = binding?.constantViolations ?? [];
    const right = path.get("right");
    if (changes.some((change) => change.isDescendant(right) || change === right)) return true;
    const around = path.getFunctionParent();
    if (binding && changes.every((change) => change.getFunctionParent() === around)) return false;
  } else if (assigns(path.node.right)) return true;
  return callsProgram(path.node.right);
}

function assigns(node: t.Node): boolean {
  let found = false;
  t.traverseFast(node, (inner) => {
    if (t.isAssignmentExpression(inner) || t.isUpdateExpression(inner)) found = true;
  });
  return found;
}

function callsProgram(node: t.Node): boolean {
  let found = false;
  t.traverseFast(node, (inner) => {
    if (t.isNewExpression(inner) || (t.isCallExpression(inner) && !isPure(inner.callee))) found = true;
  });
  return found;
}

function isPure(callee: t.Node): boolean {
  if (t.isIdentifier(callee)) return PURE_GLOBALS.has(callee.name);
  if (!t.isMemberExpression(callee) || callee.computed || !t.isIdentifier(callee.property)) return false;
  const ofGlobal = t.isIdentifier(callee.object) && PURE_GLOBALS.has(callee.object.name);
  return ofGlobal || PURE_METHODS.has(callee.property.name);
}

// The value of a member that is about to be assigned; its object and key are evaluated once.
function readAgain(path: NodePath<t.AssignmentExpression>, left: t.MemberExpression): t.Expression {
  const keep = (node: t.Expression): t.Expression => {
    if (t.isIdentifier(node) || t.isThisExpression(node) || t.isLiteral(node)) return node;
    const kept = path.scope.generateDeclaredUidIdentifier("kept");
    return t.assignmentExpression("=", kept, node);
  };
  const again = (node: t.Expression): t.Expression =>
    t.cloneNode(t.isAssignmentExpression(node) ? (node.left as t.Identifier) : node);
  left.object = keep(left.object as t.Expression);
  if (left.computed) left.property = keep(left.property as t.Expression);
  const property = left.computed ? again(left.property as t.Expression) : t.cloneNode(left.property);
  return t.memberExpression(again(left.object), property, left.computed);
}
