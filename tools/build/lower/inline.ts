// A function that is called at one place becomes what it does: `a=b=>c+b,` and `a(d)` become `c+d`. That saves bytes, and on
// the board four variables, one for each parameter, and the stack of a call.
// Only where it is the same: nothing of it may be named otherwise there, and an argument may be looked at later than before,
// or more than once, when it is the same at any time.
// To run when functions are arrows in lists of variables.

import { traverse, types as t, type NodePath, type Visitor } from "@babel/core";
import { REQUIRE_NAME } from "../bundle.ts";
import { hasDirective } from "./short-functions.ts";

type Arrow = NodePath<t.ArrowFunctionExpression>;
type Call = NodePath<t.CallExpression>;

/** Whether something only looks at things. */
type Quiet = (its: t.Node) => boolean;

interface Candidate {
  declarator: NodePath;
  arrow: Arrow;
  call: Call;
  /** What it gives, or where nobody asks for that what it does. */
  result: t.Expression | undefined;
}

/** Puts functions in the place of their only call, those that they call first. */
export function inlineCalls(): Visitor {
  return {
    Program(program) {
      const isQuiet = quietIn(program.node);
      for (let some = true; some; ) {
        traverse.cache.clear();
        program.scope.crawl();
        some = round(program, isQuiet);
      }
    },
  };
}

/** One round; whether there was anything to do. */
function round(program: NodePath<t.Program>, isQuiet: Quiet): boolean {
  const candidates: Candidate[] = [];
  program.traverse({
    VariableDeclarator(declarator) {
      const its = candidateOf(declarator, isQuiet);
      if (its) candidates.push(its);
    },
  });
  // In one round nothing is moved that is itself being filled, nor copied: a call's arguments are.
  const now = candidates.filter((one) => !candidates.some(({ call }) => call.isDescendant(one.arrow) || call.isDescendant(one.call)));
  for (const each of now) put(each);
  return now.length > 0;
}

function candidateOf(declarator: NodePath<t.VariableDeclarator>, isQuiet: Quiet): Candidate | undefined {
  const arrow = declarator.get("init") as Arrow;
  const { id } = declarator.node;
  if (!t.isIdentifier(id) || !arrow.isArrowFunctionExpression() || arrow.node.async) return undefined;
  const binding = declarator.scope.getBinding(id.name);
  const [use, more] = binding?.referencePaths ?? [];
  if (!binding?.constant || !use || more || use.isDescendant(arrow)) return undefined;
  const call = use.parentPath as Call;
  if (!call.isCallExpression() || call.node.callee !== use.node) return undefined;
  const { params, body } = arrow.node;
  if (hasDirective(arrow.node, "apart") || hasDirective(arrow.node, "once") || !params.every((param) => t.isIdentifier(param))) return undefined;
  if (call.node.arguments.length > params.length || !call.node.arguments.every((one) => t.isExpression(one))) return undefined;
  const [first, second] = t.isBlockStatement(body) ? body.body : [t.returnStatement(body)];
  const does = second ? undefined : t.isExpressionStatement(first) ? first.expression : undefined;
  const result = isUnasked(call) && does || (!second && t.isReturnStatement(first) && first.argument) || undefined;
  if (!result && !call.parentPath.isExpressionStatement()) return undefined;
  const its: Candidate = { declarator, arrow, call, result };
  return canStand(its) && params.every((_param, index) => fits(its, index, isQuiet)) ? its : undefined;
}

/** Whether nobody looks at the value of an expression. */
function isUnasked({ node, parentPath }: NodePath): boolean {
  if (parentPath!.isExpressionStatement()) return true;
  if (parentPath!.isSequenceExpression()) return parentPath.node.expressions.at(-1) !== node || isUnasked(parentPath);
  if (parentPath!.isLogicalExpression()) return parentPath.node.right === node && isUnasked(parentPath);
  return parentPath!.isConditionalExpression() && parentPath.node.test !== node && isUnasked(parentPath);
}

function argumentOf({ node }: Call, index: number): t.Expression {
  return (node.arguments[index] as t.Expression | undefined) ?? t.unaryExpression("void", t.numericLiteral(0));
}

/** Whether the body means the same where the call stands. */
function canStand({ arrow, call, result }: Candidate): boolean {
  // `f()()` calls without an object, and `typeof f()` looks a name up that `typeof name` does not.
  if (t.isCallExpression(call.parent, { callee: call.node }) || t.isUnaryExpression(call.parent, { operator: "typeof" })) return false;
  let isSame = true;
  let hasFunctions = false;
  let hasVariables = false;
  const isOwn = (path: NodePath): boolean => path.findParent((one) => one.isFunction() && (one === arrow || !one.isArrowFunctionExpression())) === arrow;
  const name = (path: NodePath<t.Identifier>): void => {
    const { name } = path.node;
    const binding = path.scope.getBinding(name);
    if (name === "arguments" ? isOwn(path) : !isInside(binding?.scope.path, arrow) && call.scope.getBinding(name) !== binding) isSame = false;
  };
  arrow.traverse({
    Function: () => { hasFunctions = true; },
    VariableDeclaration(inner) {
      hasVariables = true;
      // It would be one of the whole function around the call.
      if (inner.node.kind === "var" && inner.getFunctionParent() === arrow) isSame = false;
    },
    ThisExpression(inner) {
      if (isOwn(inner)) isSame = false;
    },
    ReturnStatement(inner) {
      if (!result && inner.getFunctionParent() === arrow) isSame = false;
    },
    ReferencedIdentifier: name,
    BindingIdentifier: name,
  } as Visitor);
  // On the interpreter the functions made in a loop share a variable of it.
  const around = call.findParent((one) => one.isLoop() || one.isFunction());
  return isSame && !(hasFunctions && (hasVariables || arrow.node.params.length > 0) && around?.isLoop());
}

function isInside(path: NodePath | undefined, arrow: Arrow): boolean {
  return path !== undefined && (path === arrow || path.isDescendant(arrow));
}

/** Whether an argument can stand where the parameter does. */
function fits({ arrow, call, result }: Candidate, index: number, isQuiet: Quiet): boolean {
  const its = argumentOf(call, index);
  const { constant, referencePaths } = arrow.scope.bindings[(arrow.node.params[index] as t.Identifier).name]!;
  if (!constant) return false;
  const [use, more] = referencePaths;
  if (isSteady(its, call)) return !more || !t.isStringLiteral(its) || its.value.length < 3;
  if (!use || more || use.getFunctionParent() !== arrow || t.isUnaryExpression(use.parent, { operator: "typeof" })) return false;
  if (isModule(its) || (isQuiet(its) && result && isQuiet(result) && (isReached(use, arrow) || cannotThrow(its, call)))) return true;
  // It is looked at once and first, as before.
  const [first] = t.isBlockStatement(arrow.node.body) ? arrow.node.body.body : [];
  return arrow.node.params.length === 1 && isFirst(use, result ?? first, isQuiet);
}

/** Whether an expression is the same at any time. */
function isSteady(its: t.Expression, call: Call): boolean {
  if (t.isIdentifier(its)) return call.scope.getBinding(its.name)?.constant ?? its.name === "E";
  if (t.isUnaryExpression(its)) return isSteady(its.argument, call) && (/^(!|void|typeof)$/.test(its.operator) || t.isLiteral(its.argument));
  return t.isStringLiteral(its) || t.isNumericLiteral(its) || t.isBooleanLiteral(its) || t.isNullLiteral(its);
}

/** Tells what only looks at things in a program. A member does, unless there are functions behind some of them. */
function quietIn(program: t.Node): Quiet {
  let hasGetters = false;
  t.traverseFast(program, (node) => {
    hasGetters ||= (t.isObjectMethod(node) || t.isClassMethod(node)) && node.kind === "get" || t.isIdentifier(node, { name: "defineProperty" });
  });
  return (its) => {
    let quiet = true;
    t.traverseFast(its, (node) => {
      quiet &&= t.isLiteral(node) || t.isIdentifier(node) || (t.isMemberExpression(node) && !hasGetters) || t.isLogicalExpression(node)
        || t.isBinaryExpression(node) || t.isConditionalExpression(node);
    });
    return quiet;
  };
}

/** Whether a place is looked at whenever what `arrow` does is looked at. */
function isReached(use: NodePath, arrow: Arrow): boolean {
  for (let at = use; at !== arrow; at = at.parentPath!) {
    const { node, parent } = at;
    if ((t.isConditionalExpression(parent) && parent.test !== node) || (t.isLogicalExpression(parent) && parent.left !== node)) return false;
  }
  return true;
}

function cannotThrow(its: t.Node, call: Call): boolean {
  let quiet = true;
  t.traverseFast(its, (node) => {
    quiet &&= !t.isMemberExpression(node) && !(t.isIdentifier(node) && !call.scope.hasBinding(node.name, true));
  });
  return quiet;
}

function isModule(its: t.Node): boolean {
  return t.isCallExpression(its) && t.isIdentifier(its.callee, { name: REQUIRE_NAME });
}

/** Whether nothing of `whole` happens before `use` is looked at. */
function isFirst(use: NodePath, whole: t.Node | undefined, isQuiet: Quiet): boolean {
  for (let at = use; at.node !== whole; at = at.parentPath!) {
    const { node, parent } = at;
    // A text that is looked at is added to in its place on the interpreter, while it waits for what stands behind it.
    const isBefore = t.isExpressionStatement(parent) || t.isUnaryExpression(parent)
      || (t.isAssignmentExpression(parent) && parent.right === node && parent.operator === "=" && t.isIdentifier(parent.left))
      || (t.isBinaryExpression(parent) && parent.left === node && (parent.operator !== "+" || isQuiet(parent.right)))
      || (t.isLogicalExpression(parent) && parent.left === node)
      || (t.isMemberExpression(parent) && parent.object === node && isQuiet(parent.property))
      || (t.isConditionalExpression(parent) && parent.test === node)
      || (t.isCallExpression(parent) && t.isIdentifier(parent.callee) && at.scope.getBinding(parent.callee.name)?.constant !== false
        && parent.arguments[0] === node && parent.arguments.slice(1).every((one) => isQuiet(one)));
    if (!isBefore) return false;
  }
  return true;
}

function put({ declarator, arrow, call, result }: Candidate): void {
  const names = arrow.node.params.map((param) => (param as t.Identifier).name);
  // Names of its own, so that it neither hides what is around it nor what an argument means.
  for (const scope of scopesIn(arrow)) {
    for (const name of Object.keys(scope.bindings)) if (!names.includes(name) || scope !== arrow.scope) scope.rename(name);
  }
  names.forEach((name, index) => {
    for (const use of arrow.scope.bindings[name]!.referencePaths) use.replaceWith(t.cloneNode(argumentOf(call, index), true));
  });
  const { body } = arrow.node;
  const [first] = t.isBlockStatement(body) ? body.body : [t.expressionStatement(body)];
  if (result) call.replaceWith(t.isExpressionStatement(first) ? first.expression : (first as t.ReturnStatement).argument!);
  else call.parentPath.replaceWith(t.blockStatement((body as t.BlockStatement).body));
  declarator.remove();
}

function scopesIn(arrow: Arrow): Set<NodePath["scope"]> {
  const found = new Set([arrow.scope]);
  arrow.traverse({ Scope: ({ scope }: NodePath) => void found.add(scope) } as Visitor);
  return found;
}
