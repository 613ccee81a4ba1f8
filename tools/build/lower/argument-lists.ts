// `arguments` on the board. It never has fewer items than the function has parameters, and follows them when
// they change: a function that uses both takes its parameters from it. And it is an ordinary variable, once
// it was used: functions inside then see that of the outer one. A function that uses it, or has a rest
// parameter, around another such, gets its list from outside.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { E_LANGUAGE } from "../../../lib/codes.ts";
import { bodyOf, sliceOf, type Lowering } from "./context.ts";

/** Prepares functions with `arguments` or rest parameters for the passes that follow. */
export function lowerArgumentLists(context: Lowering): Visitor {
  return {
    Function: {
      exit(path) {
        const uses = argumentUses(path);
        const isAround = (uses.length > 0 || hasRest(path.node)) && hasListInside(path);
        if (uses.length > 0 && isAround) nameList(path, uses);
        else if (uses.length > 0 && path.node.params.length > 0)
          takeParameters(path, t.identifier("arguments"));
        if (isAround) separate(path, context);
      },
    },
  };
}

function hasRest(node: t.Function): boolean {
  return t.isRestElement(node.params.at(-1));
}

// Where a function itself, or an arrow in it, says `arguments`.
function argumentUses(path: NodePath<t.Function>): NodePath<t.Identifier>[] {
  const uses: NodePath<t.Identifier>[] = [];
  if (path.isArrowFunctionExpression()) return uses;
  path.traverse({
    Function(inner) {
      if (!inner.isArrowFunctionExpression()) inner.skip();
    },
    Identifier(use) {
      if (use.node.name === "arguments" && use.isReferencedIdentifier()) uses.push(use);
    },
  });
  return uses;
}

function hasListInside(path: NodePath<t.Function>): boolean {
  let found = false;
  path.traverse({
    Function(inner) {
      if (hasRest(inner.node) || argumentUses(inner).length > 0) found = true;
    },
  });
  return found;
}

// f(a) { arguments } becomes f(...list) { var a = list[0]; list }.
function nameList(path: NodePath<t.Function>, uses: NodePath<t.Identifier>[]): void {
  const list = path.scope.generateUidIdentifier("list");
  uses.forEach((use) => use.replaceWith(t.cloneNode(list)));
  takeParameters(path, list);
  path.node.params = [t.restElement(list)];
}

function takeParameters(path: NodePath<t.Function>, list: t.Identifier): void {
  const declared = path.node.params.map((param, index) => {
    const item = t.memberExpression(t.cloneNode(list), t.numericLiteral(index), true);
    if (t.isRestElement(param))
      return t.variableDeclarator(param.argument as t.LVal & t.Identifier, sliceOf(list, index));
    if (!t.isAssignmentPattern(param)) return t.variableDeclarator(param as t.Identifier, item);
    const isMissing = t.binaryExpression("===", item, t.unaryExpression("void", t.numericLiteral(0)));
    const value = t.conditionalExpression(isMissing, param.right, t.cloneNode(item));
    return t.variableDeclarator(param.left as t.Identifier, value);
  });
  path.node.params = [];
  if (declared.length > 0) bodyOf(path).unshift(t.variableDeclaration("var", declared));
}

// The function with the rest parameter as a plain one, called by another that makes the list.
function separate(path: NodePath<t.Function>, context: Lowering): void {
  const { node } = path;
  const count = node.params.length - 1;
  const rest = node.params.at(-1) as t.RestElement;
  const taken = Array.from({ length: count }, (_, index) => t.identifier(`p${index}`));
  const passed = [...taken.map((one) => t.cloneNode(one)), sliceOf(t.identifier("arguments"), count)];
  node.params[count] = rest.argument as t.Identifier;
  if (path.isFunctionDeclaration() && node.type === "FunctionDeclaration" && node.id) {
    const inner = path.scope.parent.generateUidIdentifier(node.id.name);
    const call = t.callExpression(t.memberExpression(inner, t.identifier("call")), [
      t.thisExpression(),
      ...passed,
    ]);
    const outer = t.functionDeclaration(node.id, taken, t.blockStatement([t.returnStatement(call)]));
    node.id = t.cloneNode(inner);
    path.insertBefore(outer);
  } else if (
    path.isClassMethod({ kind: "method" }) &&
    node.type === "ClassMethod" &&
    t.isIdentifier(node.key)
  ) {
    const inner = t.identifier(`$${node.key.name}`);
    const call = t.callExpression(t.memberExpression(t.thisExpression(), inner), passed);
    const body = t.blockStatement([t.returnStatement(call)]);
    path.insertBefore(t.classMethod("method", node.key, taken, body, false, node.static));
    node.key = t.cloneNode(inner);
  } else if (path.isObjectMethod({ kind: "method" }) && node.type === "ObjectMethod") {
    const value = t.functionExpression(
      null,
      node.params as t.FunctionParameter[],
      node.body,
      false,
      node.async,
    );
    path.replaceWith(t.objectProperty(node.key, call(context, value, count), node.computed));
    path.skip();
  } else if (path.isFunctionExpression() || path.isArrowFunctionExpression()) {
    path.replaceWith(call(context, node as t.Expression, count));
    path.skip();
  } else {
    const instead = "give one of them named parameters";
    context.refuse(
      node,
      E_LANGUAGE,
      "rest parameters in a function inside a constructor that has some",
      instead,
    );
  }
}

function call(context: Lowering, body: t.Expression, count: number): t.CallExpression {
  return t.callExpression(context.helper("rest"), [body, t.numericLiteral(count)]);
}
