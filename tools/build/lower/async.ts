// async and await. The official regenerator transform turns such a function into a state machine; the
// helper that runs the machine is our own, an eighth of the official one, since there are no generators to
// serve. The machine keeps all variables of the function in one scope, hence blocks get unique names first.

import { types as t, type NodePath, type PluginObj, type Visitor } from "@babel/core";
import { E_LANGUAGE } from "../../../lib/codes.ts";
import { callMethod, type Lowering } from "./context.ts";

// Marks an awaited value until the transform is done, as the callee of a call. It is a text because the
// transform keeps every other callee in a variable when the argument holds an await or a method.
const AWAIT = "await";

/** Loops over items and keys become loops with a number, which can be left and entered again. */
export function lowerAsyncLoops(): Visitor {
  return {
    ForXStatement: {
      exit(path) {
        const around = path.getFunctionParent()?.node as t.Function | undefined;
        if (!around?.async || (path.isForOfStatement() && path.node.await)) return;
        const list = path.scope.generateUidIdentifier("list");
        const index = path.scope.generateUidIdentifier("index");
        const { left, right, body } = path.node;
        const keys = callMethod(t.identifier("Object"), "keys", [
          t.logicalExpression("||", right, t.objectExpression([])),
        ]);
        const item = t.memberExpression(t.cloneNode(list), t.cloneNode(index), true);
        const set = t.isVariableDeclaration(left)
          ? t.variableDeclaration(left.kind, [t.variableDeclarator(left.declarations[0].id, item)])
          : t.expressionStatement(t.assignmentExpression("=", left as t.Identifier, item));
        const head = t.variableDeclaration("let", [
          t.variableDeclarator(list, path.isForInStatement() ? keys : right),
          t.variableDeclarator(index, t.numericLiteral(0)),
        ]);
        const length = t.memberExpression(t.cloneNode(list), t.identifier("length"));
        const test = t.binaryExpression("<", t.cloneNode(index), length);
        const next = t.updateExpression("++", t.cloneNode(index));
        path.replaceWith(t.forStatement(head, test, next, t.blockStatement([set, body])));
      },
    },
  };
}

/**
 * Takes what the transform can't: `??` around an await, a catch without a name, and methods, whose variables it
 * would share.
 */
export function lowerAsyncOperands(): Visitor {
  return {
    LogicalExpression: {
      exit(path) {
        if (path.node.operator !== "??" || !containsAwait(path)) return;
        const kept = path.scope.generateDeclaredUidIdentifier("left");
        const isMissing = t.binaryExpression(
          "==",
          t.assignmentExpression("=", kept, path.node.left),
          t.nullLiteral(),
        );
        path.replaceWith(t.conditionalExpression(isMissing, path.node.right, t.cloneNode(kept)));
      },
    },
    CatchClause(path) {
      // The transform keeps what is caught in a variable of that name.
      if (path.getFunctionParent()?.node.async) path.node.param ??= path.scope.generateUidIdentifier("error");
    },
    ObjectMethod(path) {
      if (!path.getFunctionParent()?.node.async) return;
      const { key, params, body, kind, async } = path.node;
      const own = t.functionExpression(null, params as t.FunctionParameter[], body, false, async);
      if (kind === "method") {
        path.replaceWith(t.objectProperty(key, own));
        return;
      }
      const call = callMethod(own, "call", [
        t.thisExpression(),
        ...params.map((param) => t.cloneNode(param as t.Identifier)),
      ]);
      path.node.body = t.blockStatement([t.returnStatement(call)]);
      path.skip();
    },
  };
}

function containsAwait(path: NodePath): boolean {
  let found = false;
  path.traverse({ Function: (inner) => inner.skip(), AwaitExpression: () => void (found = true) });
  return found;
}

/** Gives every variable of an async function a name of its own, and functions made in loops their values. */
export function lowerAsyncScopes(context: Lowering): Visitor {
  return {
    Scope(path) {
      const around = path.isFunction() ? path : path.getFunctionParent();
      if (!around?.node.async || path.isFunction() || path.isClass() || around.node.body === path.node)
        return;
      const loop = path.find((parent) => parent === around || parent.isLoop());
      for (const [name, binding] of Object.entries(path.scope.bindings)) {
        if (binding.kind === "var" || binding.kind === "hoisted") continue;
        const inLoop = loop !== null && loop !== around;
        if (inLoop && binding.path.isVariableDeclarator() && binding.path.parentPath.parentPath !== loop) {
          binding.path.node.init ??= t.unaryExpression("void", t.numericLiteral(0));
          passIn(name, binding, around, context);
        }
        path.scope.rename(name);
      }
    },
  };
}

// A function made in a loop gets the value of this turn as a parameter of a function around it.
function passIn(
  name: string,
  binding: NonNullable<ReturnType<NodePath["scope"]["getBinding"]>>,
  around: NodePath<t.Function>,
  context: Lowering,
): void {
  const makers = new Map<t.Node, NodePath>();
  for (const use of binding.referencePaths) {
    let maker: NodePath | null = null;
    for (let owner = use.getFunctionParent(); owner && owner !== around; owner = owner.getFunctionParent())
      maker = owner;
    if (maker) makers.set(maker.node, maker);
  }
  if (makers.size === 0) return;
  for (const maker of makers.values()) {
    if (!binding.constant || !maker.isExpression()) {
      const what = `a function in a loop of an async function that captures ${name}`;
      context.refuse(maker.node, E_LANGUAGE, what, "make it in a function of its own that gets the value");
      return;
    }
    const wrapper = t.functionExpression(
      null,
      [t.identifier(name)],
      t.blockStatement([t.returnStatement(maker.node)]),
    );
    const [replaced] = maker.replaceWith(t.callExpression(wrapper, [t.identifier(name)]));
    replaced.scope.crawl();
  }
}

/** Makes the regenerator transform use our helper: pass it before the transform in the same run. */
export function useOwnHelpers(): PluginObj {
  return {
    name: "own-async-helper",
    pre(file) {
      // Missing in the type declarations; what addHelper of every plugin asks first.
      (file as unknown as { set(key: string, value: unknown): void }).set("helperGenerator", (name: string) =>
        name === "awaitAsyncGenerator" ? t.stringLiteral(AWAIT) : t.identifier("$async"),
      );
    },
    visitor: {},
  };
}

/** Takes away what our helper does not need: the marks on awaited values and empty arguments. */
export function trimAsync(context: Lowering): Visitor {
  return {
    CallExpression: {
      exit(path) {
        const { callee, arguments: args } = path.node;
        if (t.isStringLiteral(callee, { value: AWAIT })) path.replaceWith(args[0] as t.Expression);
        if (!t.isIdentifier(callee, { name: "$async" })) return;
        context.helper("async");
        if (t.isIdentifier(args.at(-1), { name: "Promise" })) args.pop();
        while (t.isNullLiteral(args.at(-1))) args.pop();
        // A hole is more than the interpreter can skip.
        const rows = args[3];
        for (const row of t.isArrayExpression(rows) ? rows.elements : [])
          if (t.isArrayExpression(row)) row.elements = row.elements.map((place) => place ?? t.numericLiteral(0));
        // The helper has no use for the function around the machine.
        if (args.length > 1) args[1] = t.numericLiteral(0);
      },
    },
  };
}
