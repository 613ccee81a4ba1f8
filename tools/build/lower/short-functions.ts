// Function declarations become arrows in one list of variables, where nobody can tell: `function a(b){return c}` takes
// 22 bytes and `a=b=>c,` takes 7. On the board both cost the same variables and the same time.
// What only one place at the top level names stands there itself.
// At the top level they are `var`: the loader evaluates an image inside of a block, where `let` makes a scope of its own,
// which costs each function one variable more.
// A function at the top level that begins with the directive "once" is called once: it forgets itself, which leaves one
// variable of all that it costs. A second call would find nothing to call, so it may be named at one place only.
// To run after hoisting: the declarations then stand first in their blocks, so that nothing runs before the variables
// have their values.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { E_LANGUAGE } from "../../../lib/codes.ts";
import type { Lowering } from "./context.ts";

/** Notes functions with the directive "once" that may be called again. */
export function refuseTwice(context: Lowering): Visitor {
  return {
    Program({ scope }) {
      for (const { path, constant, references } of Object.values(scope.bindings)) {
        if (!path.isFunctionDeclaration() || !hasDirective(path.node, "once") || (constant && references < 2)) continue;
        context.refuse(path.node, E_LANGUAGE, 'a function with "once" that is named twice', "take the directive away");
      }
    },
  };
}

/** Turns function declarations into arrows. */
export function shortenFunctions(): Visitor {
  let isOpen = false;
  return {
    Program: {
      enter(path) {
        isOpen = makesUnknown(path);
      },
      exit: (path) => shorten(path, isOpen),
    },
    BlockStatement: { exit: (path) => shorten(path, isOpen) },
  };
}

/** Whether a function begins with a directive. */
export function hasDirective({ body }: t.Function, text: string): boolean {
  return t.isBlockStatement(body) && body.directives.some(({ value }) => value.value === text);
}

function shorten(path: NodePath<t.Program> | NodePath<t.BlockStatement>, isOpen: boolean): void {
  const arrows: t.VariableDeclarator[] = [];
  const others: t.Statement[] = [];
  for (const statement of path.get("body") as NodePath<t.Statement>[]) {
    if (!statement.isFunctionDeclaration()) {
      others.push(statement.node);
      continue;
    }
    const { id, params, body } = statement.node;
    const isArrow = canBeArrow(statement, isOpen);
    const place = isArrow && path.isProgram() && onlyPlace(statement);
    if (place) {
      place.replaceWith(t.arrowFunctionExpression(params as t.Identifier[], body));
      continue;
    }
    if (path.isProgram() && hasDirective(statement.node, "once")) {
      body.body.unshift(t.expressionStatement(t.assignmentExpression("=", t.cloneNode(id!), t.numericLiteral(0))));
    }
    if (isArrow) arrows.push(t.variableDeclarator(id!, t.arrowFunctionExpression(params as t.Identifier[], body)));
    else others.push(statement.node);
  }
  if (arrows.length === 0) return;
  const first = others.findIndex((statement) => !t.isFunctionDeclaration(statement));
  others.splice(first < 0 ? others.length : first, 0, t.variableDeclaration(path.isProgram() ? "var" : "let", arrows));
  path.node.body = others;
}

// Where a function is named, when that is at the top level and nowhere else, and passed once.
function onlyPlace(path: NodePath<t.FunctionDeclaration>): NodePath | undefined {
  const { scope } = path.parentPath;
  const [place, more] = scope.getBinding(path.node.id!.name)!.referencePaths;
  return place && !more && place.scope === scope && !place.findParent((one) => one.isLoop()) ? place : undefined;
}

function canBeArrow(path: NodePath<t.FunctionDeclaration>, isOpen: boolean): boolean {
  const { node } = path;
  if (node.async || node.generator) return false;
  const binding = path.parentPath.scope.getBinding(node.id!.name);
  if (!binding?.constant) return false;
  const isCalled = ({ node: name, parent }: NodePath) => t.isCallExpression(parent, { callee: name as t.Expression });
  if (binding.referencePaths.some((use) => !isCalled(use) && (isOpen || isObject(use)))) return false;
  let own = false;
  path.traverse({
    Function: (inner) => { if (!inner.isArrowFunctionExpression()) inner.skip(); },
    ThisExpression: () => { own = true; },
    MetaProperty: () => { own = true; },
    Identifier: (inner) => { if (inner.node.name === "arguments") own = true; },
  });
  return !own;
}

// What an arrow is not good for: `new f`, `f.prototype`, `x instanceof f`, `class extends f`.
function isObject({ parent }: NodePath): boolean {
  return t.isNewExpression(parent) || t.isMemberExpression(parent) || t.isClass(parent)
    || t.isBinaryExpression(parent, { operator: "instanceof" });
}

// Whether the program does one of these with something that may be any function which was handed over.
function makesUnknown(program: NodePath<t.Program>): boolean {
  let found = false;
  const look = (path: NodePath, its: t.Node | null | undefined): void => {
    if (!its) return;
    const binding = t.isIdentifier(its) ? path.scope.getBinding(its.name) : undefined;
    const isKnown = binding ? binding.constant && isOfItself(binding.path.node) : t.isIdentifier(its);
    if (!isKnown) found = true;
  };
  program.traverse({
    NewExpression: (path) => look(path, path.node.callee),
    Class: (path) => look(path, path.node.superClass),
    BinaryExpression: (path) => { if (path.node.operator === "instanceof") look(path, path.node.right); },
    MemberExpression: (path) => {
      if (t.isIdentifier(path.node.property, { name: "prototype" })) look(path, path.node.object);
    },
  });
  return found;
}

function isOfItself(node: t.Node): boolean {
  return t.isClass(node) || t.isFunctionDeclaration(node)
    || (t.isVariableDeclarator(node) && (t.isClass(node.init) || t.isFunction(node.init)));
}
