// Questions that rewriting asks about the syntax of a script: what can be evaluated twice, which names setters
// have, where V8 is strict and the interpreter is not.

import { types } from "@babel/core";
import type { Node } from "./memory-marks.ts";

/** The names of the setters that a script writes down. */
export function setterNames(program: Node): Set<string> {
  const names = new Set<string>();
  walk(program, (node) => {
    const isSetter = (types.isObjectMethod(node) || types.isClassMethod(node)) && node.kind === "set";
    if (isSetter && types.isIdentifier(node.key)) names.add(node.key.name);
  });
  return names;
}

/** True for a property that a setter of that name may stand for. */
export function isSet(node: types.Node, setters: Set<string>): boolean {
  return (
    types.isMemberExpression(node) &&
    !node.computed &&
    types.isIdentifier(node.property) &&
    setters.has(node.property.name)
  );
}

/** Where a class says `this` outside of its constructor: there V8 is strict, and the interpreter is not. */
export function strictUses(body: Node): Node[] {
  const uses: Node[] = [];
  const search = (node: Node, isOwn: boolean): void => {
    if (types.isThisExpression(node) && !isOwn) uses.push(node);
    if (types.isClass(node)) return;
    const isOther = types.isFunction(node) && !types.isArrowFunctionExpression(node);
    const own = isOther ? types.isClassMethod(node, { kind: "constructor" }) : isOwn;
    for (const key of types.VISITOR_KEYS[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      for (const item of Array.isArray(child) ? child : [child]) if (item) search(item as Node, own);
    }
  };
  search(body, true);
  return uses;
}

/** The name of a property of a literal, unless it is computed or spread. */
export function plainKey(property: types.Node): string | undefined {
  if (!types.isObjectMember(property) || property.computed) return undefined;
  const { key } = property;
  if (types.isIdentifier(key)) return key.name;
  return types.isStringLiteral(key) || types.isNumericLiteral(key) ? String(key.value) : undefined;
}

/** Something that can be looked at twice. */
export function isSimple(node: types.Node): boolean {
  if (types.isIdentifier(node)) return true;
  return types.isMemberExpression(node) && !node.computed && isSimple(node.object);
}

/** True for a key that is a number whenever it is evaluated, or must not be evaluated twice. */
export function isPlainKey(node: types.Node): boolean {
  if (types.isNumericLiteral(node)) return Number.isInteger(node.value);
  return types.isUpdateExpression(node) || types.isAssignmentExpression(node);
}

/** True for a text as it is written. */
export function isText(node: types.Node): boolean {
  return types.isStringLiteral(node) || types.isTemplateLiteral(node);
}

/** True for the property `length`. */
export function isLength(node: types.Node): boolean {
  return (
    types.isMemberExpression(node) && !node.computed && types.isIdentifier(node.property, { name: "length" })
  );
}

/** Calls `enter` for a node before its children, `visit`ing in the order of the text. */
export function walk(node: Node, enter: (node: Node) => void): void {
  enter(node);
  for (const key of types.VISITOR_KEYS[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(child)) for (const item of child) if (item) walk(item as Node, enter);
    if (child && !Array.isArray(child)) walk(child as Node, enter);
  }
}
