// Whether something may look at a variable of the top level before its declaration has run. The bundler turns the
// `const` and `let` of the top level into `var`, so that a look at one finds undefined where Node might throw; a pass that
// moves such a declaration, or puts its value in the place of its name, would let it find the value.

import type { types as t, NodePath } from "@babel/core";
import { REQUIRE_NAME } from "../bundle.ts";

/** The first statement of the top level that calls something, or declaration in a list of them; no function runs before. */
export function firstCall(program: NodePath<t.Program>): NodePath | undefined {
  return program.get("body")
    .filter((statement) => !statement.isFunctionDeclaration())
    .flatMap((statement): NodePath[] => (statement.isVariableDeclaration() ? statement.get("declarations") : [statement]))
    .find(calls);
}

/** Whether a use of a variable may run before its declaration; `first` is what firstCall told. */
export function mayBeEarly(use: NodePath, declarator: NodePath, first: NodePath | undefined): boolean {
  const isAbove = !isAfter(use, declarator);
  if (use.getFunctionParent() === null) return isAbove;
  // A function that is made below is not called above, unless it is declared.
  return (isAbove || statementOf(use).isFunctionDeclaration()) && first !== undefined && !isAfter(first, declarator);
}

function isAfter(path: NodePath, declarator: NodePath): boolean {
  const places = [statementOf(path).key as number, declarator.parentPath!.key as number];
  if (places[0] !== places[1]) return places[0]! > places[1]!;
  const own = path.find(({ parentPath }) => parentPath === declarator.parentPath)!;
  return (own.key as number) > (declarator.key as number);
}

function statementOf(path: NodePath): NodePath {
  return path.find(({ parentPath }) => parentPath!.isProgram())!;
}

// The interpreter's own functions call nothing of the program that they have not been handed.
function calls(statement: NodePath): boolean {
  let found = false;
  const call = (path: NodePath<t.CallExpression> | NodePath<t.OptionalCallExpression> | NodePath<t.NewExpression>): void => {
    if (!isForeign(path.get("callee") as NodePath) || !(path.get("arguments") as NodePath[]).every(isPlain)) found = true;
  };
  statement.traverse({
    Function: (inner) => inner.skip(),
    CallExpression: call,
    OptionalCallExpression: call,
    NewExpression: call,
    AwaitExpression: () => { found = true; },
  });
  return found;
}

function isForeign(callee: NodePath): boolean {
  if (callee.isMemberExpression()) return isForeign(callee.get("object"));
  if (callee.isCallExpression()) return callee.get("callee").isIdentifier({ name: REQUIRE_NAME });
  if (!callee.isIdentifier()) return false;
  const binding = callee.scope.getBinding(callee.node.name);
  // A module of the interpreter, kept under a name.
  const value = binding?.path.isVariableDeclarator() && binding.constant ? binding.path.get("init") : undefined;
  return !binding || ((value as NodePath | undefined)?.isCallExpression() === true && isForeign(value as NodePath));
}

function isPlain(value: NodePath): boolean {
  if (value.isObjectExpression()) {
    return value.get("properties").every((one) => one.isObjectProperty({ computed: false }) && isPlain(one.get("value")));
  }
  if (value.isUnaryExpression()) return isPlain(value.get("argument"));
  return value.isStringLiteral() || value.isNumericLiteral() || value.isBooleanLiteral() || isForeign(value);
}
