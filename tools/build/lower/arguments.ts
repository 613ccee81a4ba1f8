// Rest parameters and spread, in the shortest form that runs on the board and in Node alike. The official
// plugin copies item by item (75 bytes a function), and its spread needs Reflect for `new`.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { E_LANGUAGE } from "../../../lib/codes.ts";
import { bodyOf, callMethod, sliceOf, type Lowering } from "./context.ts";

type Items = t.CallExpression["arguments"] | t.ArrayExpression["elements"];

/** Rest parameters become a slice of `arguments`; an arrow that has one becomes a function. */
export function lowerRest(): Visitor {
  return {
    Function(path) {
      const rest = path.node.params.at(-1);
      if (!t.isRestElement(rest)) return;
      path.node.params.pop();
      const target = rest.argument as t.LVal & t.VariableDeclarator["id"];
      const items = sliceOf(t.identifier("arguments"), path.node.params.length);
      bodyOf(path).unshift(t.variableDeclaration("let", [t.variableDeclarator(target, items)]));
      if (path.isArrowFunctionExpression()) {
        const { params, body, async } = path.node;
        path.replaceWith(t.functionExpression(null, params, body as t.BlockStatement, false, async));
      }
    },
  };
}

/** Spread in arrays and calls becomes concat and apply. */
export function lowerSpread(context: Lowering): Visitor {
  return {
    ArrayExpression: {
      exit(path) {
        if (hasSpread(path.node.elements)) path.replaceWith(joined(path.node.elements));
      },
    },
    NewExpression(path) {
      if (!hasSpread(path.node.arguments)) return;
      context.refuse(path.node, E_LANGUAGE, "spread in new", "name the arguments one by one");
    },
    CallExpression: {
      exit(path) {
        const { callee, arguments: args } = path.node;
        if (!hasSpread(args)) return;
        if (t.isSuper(callee)) {
          context.refuse(path.node, E_LANGUAGE, "spread in super()", "name the arguments one by one");
          return;
        }
        const only = args.length === 1 && t.isSpreadElement(args[0]) ? args[0].argument : joined(args);
        path.replaceWith(applied(path, callee as t.Expression, only));
      },
    },
  };
}

function applied(path: NodePath<t.CallExpression>, callee: t.Expression, list: t.Expression): t.Expression {
  if (!t.isMemberExpression(callee) || t.isPrivateName(callee.property)) {
    return callMethod(callee, "apply", [t.unaryExpression("void", t.numericLiteral(0)), list]);
  }
  const { object, property, computed } = callee;
  if (t.isIdentifier(object) || t.isThisExpression(object)) {
    return callMethod(callee, "apply", [t.cloneNode(object), list]);
  }
  const kept = path.scope.generateDeclaredUidIdentifier("o");
  const assigned = t.assignmentExpression("=", kept, object as t.Expression);
  return callMethod(t.memberExpression(assigned, property, computed), "apply", [t.cloneNode(kept), list]);
}

function hasSpread(items: Items): boolean {
  return items.some((item) => t.isSpreadElement(item));
}

// [a, ...b, c] is [a].concat(slice of b, [c]): concat alone would take a string or a typed array for one
// item.
function joined(items: Items): t.Expression {
  const runs: t.Expression[] = [];
  let plain: t.Expression[] = [];
  for (const item of items) {
    if (!t.isSpreadElement(item)) {
      plain.push(item as t.Expression);
      continue;
    }
    if (plain.length > 0) runs.push(t.arrayExpression(plain));
    plain = [];
    runs.push(t.isArrayExpression(item.argument) ? item.argument : sliceOf(item.argument));
  }
  if (plain.length > 0) runs.push(t.arrayExpression(plain));
  return runs.length === 1 ? runs[0] : callMethod(runs[0], "concat", runs.slice(1));
}
