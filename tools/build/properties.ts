// Shorter names for properties than the minifier gives: it gives each of them one of its own, and runs out of letters. Here
// two share a letter where no object has both, which the types and objects of Linkino's own code tell.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseSync, types as t } from "@babel/core";
import { FIRMWARE_DIR, LIB_DIR } from "./paths.ts";

/** What is shortened. */
export const MANGLED = /^_[^_]/;

const LETTERS = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_"];

interface Ours {
  /** What stands together with a name somewhere. */
  mates: Map<string, Set<string>>;
  /** Names that may stand together with any other. */
  free: Set<string>;
}

let ours: Ours | undefined;

/** Letters for properties of Linkino's own code, by name and the most used first, as far as there are enough. Other properties
 *  are left to the minifier. `isOurs` tells whether a node is of our own code. */
export function shortenProperties(ast: t.File, isOurs: (node: t.Node) => boolean): Record<string, string> {
  const { mates, free } = ours ??= readOurs();
  const uses = new Map<string, number>();
  /** Names of real properties, and what other code has, which may put any of them into one object. */
  const others = new Set<string>();
  t.traverseFast(ast, (node) => {
    const name = nameIn(node);
    if (name === undefined) return;
    uses.set(name, (uses.get(name) ?? 0) + 1);
    if (!MANGLED.test(name) || !isOurs(node)) others.add(name);
  });
  const isFree = (name: string): boolean => free.has(name) || others.has(name);
  const found: Record<string, string> = {};
  const names = [...uses.keys()].filter((name) => mates.has(name)).sort((a, b) => uses.get(b)! - uses.get(a)!);
  for (const name of names) {
    const those = Object.keys(found).filter((each) => isFree(name) || isFree(each) || mates.get(name)!.has(each));
    const taken = new Set(those.map((each) => found[each]));
    const letter = LETTERS.find((each) => !others.has(each) && !taken.has(each));
    if (letter) found[name] = letter;
  }
  return found;
}

// The name of a property that a node looks up or makes.
function nameIn(node: t.Node): string | undefined {
  const key = t.isMemberExpression(node) ? node.property : t.isObjectMember(node) || t.isClassMethod(node) ? node.key : undefined;
  return t.isIdentifier(key) && !(node as t.MemberExpression).computed ? key.name : t.isStringLiteral(key) ? key.value : undefined;
}

function readOurs(): Ours {
  const mates = new Map<string, Set<string>>();
  const free = new Set<string>();
  const added = new Set<t.Node>();
  const note = (node: t.Node): void => {
    const members = t.isTSInterfaceDeclaration(node) ? node.body.body : t.isTSTypeLiteral(node) ? node.members
      : t.isObjectExpression(node) || t.isObjectPattern(node) ? node.properties : t.isClassBody(node) ? node.body : [];
    const those = members.filter((member) => MANGLED.test(nameOf(member)));
    for (const name of those.map(nameOf)) mates.set(name, new Set([...mates.get(name) ?? [], ...those.map(nameOf)]));
    // What may be missing is looked up in objects that have others in its place; and what a type adds to another.
    const extended = (t.isTSInterfaceDeclaration(node) && node.extends?.length) || added.has(node)
      || (t.isObjectExpression(node) && node.properties.some((member) => t.isSpreadElement(member)));
    for (const member of those) if (extended || (member as t.TSPropertySignature).optional) free.add(nameOf(member));
    const adds = t.isTSIntersectionType(node) ? node.types : t.isClass(node) && node.superClass ? [node.body] : [];
    for (const each of adds) added.add(each);
  };
  for (const folder of [LIB_DIR, FIRMWARE_DIR]) {
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".ts")) continue;
      const code = readFileSync(join(folder, file), "utf8");
      if (!/\b_[^_]/.test(code)) continue;
      t.traverseFast(parseSync(code, { configFile: false, babelrc: false, parserOpts: { plugins: ["typescript"] } }) as t.File, note);
    }
  }
  return { mates, free };
}

function nameOf({ key }: any): string {
  return t.isIdentifier(key) ? key.name : "";
}
