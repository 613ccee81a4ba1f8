// Built-ins that Espruino lacks, or that answer wrongly in a way no rewriting cures. Globals and their
// members are certain. For methods the type of the object is unknown here, so they are judged by name: a
// name counts as the missing built-in unless the program itself gives some object a member of that name.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { E_BUILTIN } from "../../../lib/codes.ts";
import { isGlobal, type Lowering } from "../lower/context.ts";
import { ERRORS, MISSING_GLOBALS, MISSING_MEMBERS, MISSING_METHODS } from "./builtin-lists.ts";

/**
 * Notes every use of a built-in that the board lacks; `defined` are the members that the program itself
 * defines.
 */
export function refuseBuiltins(context: Lowering, defined: Set<string>): Visitor {
  const refuse = (node: t.Node, what: string, instead: string) =>
    context.refuse(node, E_BUILTIN, what, instead);
  return {
    ReferencedIdentifier(path) {
      const instead = entry(MISSING_GLOBALS, path.node.name);
      if (instead === undefined || !isGlobal(path, path.node) || isTypeof(path)) return;
      refuse(path.node, path.node.name, instead);
    },
    MemberExpression(path) {
      const { object, property, computed } = path.node;
      if (computed || !t.isIdentifier(property) || isTypeof(path)) return;
      const global = isGlobal(path, object) ? object.name : undefined;
      const instead = global === undefined ? undefined : entry(MISSING_MEMBERS, `${global}.${property.name}`);
      if (instead !== undefined) refuse(path.node, `${global}.${property.name}`, instead);
      else if (property.name === "length") refuseLength(path, defined, refuse);
      else if (property.name === "name") refuseName(path, refuse);
      else if (isNativePrototype(path, object))
        refuse(path.node, "a method of a native prototype", "call it on a value");
    },
    CallExpression(path) {
      const { callee, arguments: args } = path.node;
      if (!t.isMemberExpression(callee) || callee.computed || !t.isIdentifier(callee.property)) return;
      const { name } = callee.property;
      const missing = defined.has(name) ? undefined : entry(MISSING_METHODS, name);
      if (missing !== undefined && !isGlobal(path, callee.object))
        refuse(callee.property, `.${name}()`, missing);
      if (isGlobal(path, callee.object, "JSON")) refuseJson(path.node, name, refuse);
      if (name === "replace" && t.isStringLiteral(args[1]) && /\$[&$`']/.test(args[1].value)) {
        refuse(args[1], "$&, $$, $` or $' in a replacement", "use a function, or $1");
      }
    },
    BinaryExpression(path) {
      const { operator, right } = path.node;
      if (operator !== "instanceof" || !isGlobal(path, right)) return;
      if (right.name === "Promise") refuse(path.node, "instanceof Promise", "look whether it has a then");
      if (/^(String|Number|Boolean)$/.test(right.name))
        refuse(path.node, `instanceof ${right.name}, which is true of plain values`, "use typeof");
    },
    Class(path) {
      const { superClass } = path.node;
      if (!isGlobal(path, superClass) || ERRORS.has(superClass.name)) return;
      if (/^[A-Z]/.test(superClass.name))
        refuse(superClass, `extends ${superClass.name}`, "keep one in a field");
    },
  };
}

function entry(list: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(list, name) ? list[name] : undefined;
}

type Refuse = (node: t.Node, what: string, instead: string) => void;

function refuseLength(path: NodePath<t.MemberExpression>, defined: Set<string>, refuse: Refuse): void {
  const isTarget =
    (path.parentPath.isAssignmentExpression() && path.key === "left") || path.parentPath.isUpdateExpression();
  if (isTarget && !defined.has("length")) {
    refuse(path.node, "assignment to length", "use a.splice(n, a.length) to shorten an array");
  }
}

function refuseName(path: NodePath<t.MemberExpression>, refuse: Refuse): void {
  const { object } = path.node;
  const declared = t.isIdentifier(object) ? path.scope.getBinding(object.name)?.path : undefined;
  const value = declared?.isVariableDeclarator() ? declared.node.init : declared?.node;
  const isOfConstructor =
    t.isMemberExpression(object) && t.isIdentifier(object.property, { name: "constructor" });
  const isTarget = path.parentPath.isAssignmentExpression() && path.key === "left";
  if (!isTarget && (isOfConstructor || t.isFunction(value) || t.isClass(value))) {
    refuse(path.node, "the name of a function or class", "write it as text");
  }
}

function refuseJson(call: t.CallExpression, name: string, refuse: Refuse): void {
  const [, second] = call.arguments;
  if (!second || t.isNullLiteral(second) || t.isUnaryExpression(second, { operator: "void" })) return;
  if (name === "parse") refuse(second, "a reviver for JSON.parse", "change the result after parsing");
  if (name === "stringify")
    refuse(second, "a replacer for JSON.stringify", "copy what you need into a new object first");
}

function isNativePrototype(path: NodePath<t.MemberExpression>, object: t.Node): boolean {
  if (!t.isMemberExpression(object) || !t.isIdentifier(object.property, { name: "prototype" })) return false;
  if (path.parentPath.isAssignmentExpression() && path.key === "left") return false;
  const owner = object.object;
  return (
    isGlobal(path, owner) &&
    /^(Function|Number|Boolean|Date|RegExp|Promise|ArrayBuffer|\w+Array)$/.test(owner.name)
  );
}

function isTypeof(path: NodePath): boolean {
  return path.parentPath?.isUnaryExpression({ operator: "typeof" }) === true;
}

/**
 * The names of the members that a program gives to objects of its own, in classes, literals and
 * assignments.
 */
export function definedMembers(program: t.Node): Set<string> {
  const names = new Set<string>();
  const add = (key: t.Node, computed: boolean) => {
    if (!computed && t.isIdentifier(key)) names.add(key.name);
    if (t.isStringLiteral(key)) names.add(key.value);
  };
  t.traverseFast(program, (node) => {
    if (t.isObjectMember(node) || t.isClassMethod(node) || t.isClassProperty(node))
      add(node.key, node.computed === true);
    if (t.isAssignmentExpression(node) && t.isMemberExpression(node.left)) {
      const { property, computed } = node.left;
      if (!t.isIdentifier(property, { name: "length" })) add(property, computed);
    }
  });
  return names;
}
