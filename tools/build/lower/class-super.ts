// `super` and class inheritance. Espruino finds the parent of `super` by the object and not by the class,
// so that a method recurses without end in the third class; it does not pass statics down; it applies a
// constructor that itself calls super() to the wrong object when a subclass has none of its own; and it
// can't extend Error.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { E_LANGUAGE } from "../../../lib/codes.ts";
import { callMethod, isGlobal, type Lowering } from "./context.ts";
import { isNativeError, type NativeError } from "./helpers.ts";

/** Makes inheritance run: the named parent in place of `super`, explicit constructors, copied statics. */
export function lowerInheritance(context: Lowering): Visitor {
  return {
    Class: {
      exit(path) {
        const parent = path.node.superClass;
        if (!parent) return;
        if (!t.isIdentifier(parent)) {
          context.refuse(
            parent,
            E_LANGUAGE,
            "extends with an expression",
            "put the parent class into a const first",
          );
          return;
        }
        if (isGlobal(path, parent) && isNativeError(parent.name)) {
          path.node.superClass = context.helper(parent.name as NativeError);
          return;
        }
        addConstructor(path, parent.name);
        for (const member of path.get("body.body") as NodePath[]) nameParent(member, parent.name, context);
      },
    },
    ObjectMethod(path) {
      path.traverse({
        Class: (inner) => inner.skip(),
        Super: (use) => context.refuse(use.node, E_LANGUAGE, "super in an object", "name the other object"),
      });
    },
  };
}

/** The class that a name stands for, when the program declares it and never changes it. */
export function classNamed(path: NodePath, name: string): NodePath<t.Class> | undefined {
  const binding = path.scope.getBinding(name);
  if (!binding?.constant) return undefined;
  const declared = binding.path.isVariableDeclarator()
    ? (binding.path.get("init") as NodePath)
    : binding.path;
  return declared.isClass() ? declared : undefined;
}

function nameParent(member: NodePath, parent: string, context: Lowering): void {
  const isStatic = (member.node as t.ClassMethod).static === true || member.isStaticBlock();
  member.traverse({
    Class: (inner) => inner.skip(),
    Super(use) {
      const around = use.parentPath;
      if (around.isCallExpression()) {
        const arrow = around.findParent((outer) => outer.isFunction())?.isArrowFunctionExpression();
        if (arrow)
          context.refuse(
            use.node,
            E_LANGUAGE,
            "super() in an arrow function",
            "call super() in the constructor",
          );
        return;
      }
      const owner = isStatic
        ? t.identifier(parent)
        : t.memberExpression(t.identifier(parent), t.identifier("prototype"));
      use.replaceWith(owner);
      if (around.parentPath?.isCallExpression() && around.key === "callee") {
        const call = around.parentPath.node as t.CallExpression;
        const args = call.arguments as t.Expression[];
        around.parentPath.replaceWith(
          callMethod(around.node as t.Expression, "call", [t.thisExpression(), ...args]),
        );
      } else if (around.key === "left" || around.parentPath?.isUpdateExpression()) {
        context.refuse(around.node, E_LANGUAGE, "assignment to a property of super", "use this");
      }
    },
  });
}

function addConstructor(path: NodePath<t.Class>, parent: string): void {
  if (constructorOf(path.node)) return;
  const above = ancestors(path, parent);
  const hasFields = path.node.body.body.some(
    (member) => t.isClassProperty(member) && !member.static && member.value,
  );
  if (!hasFields && !above.some((ancestor) => ancestor.superClass && constructorOf(ancestor))) return;
  const count = above.map(constructorOf).find((found) => found)?.params.length ?? 0;
  const names = Array.from({ length: count }, (_none, index) => t.identifier(`a${index}`));
  const call = t.expressionStatement(
    t.callExpression(
      t.super(),
      names.map((name) => t.cloneNode(name)),
    ),
  );
  path.node.body.body.unshift(
    t.classMethod("constructor", t.identifier("constructor"), names, t.blockStatement([call])),
  );
}

function constructorOf(node: t.Class): t.ClassMethod | undefined {
  return node.body.body.find((member): member is t.ClassMethod =>
    t.isClassMethod(member, { kind: "constructor" }),
  );
}

/** The classes above one, nearest first, as far as the program declares them. */
export function ancestors(path: NodePath, parent: string): t.Class[] {
  const result: t.Class[] = [];
  for (let found = classNamed(path, parent); found && result.length < 32;) {
    result.push(found.node);
    const next: t.Node | null | undefined = found.node.superClass;
    found = t.isIdentifier(next) ? classNamed(found, next.name) : undefined;
  }
  return result;
}
