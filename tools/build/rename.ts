// Shorter names than the minifier gives. That keeps a name free of others in all functions inside of its own; here it is free
// wherever nobody looks for its bearer, so that the most used names have one letter in spite of their number.

import { parseSync, traverse, types as t, type NodePath } from "@babel/core";
import { RESERVED } from "./reserved.ts";

type Scope = NodePath["scope"];

/** A piece of the text that another one replaces. */
export interface Change {
  at: number;
  old: string;
  text: string;
}

interface Variable {
  name: string;
  scope: Scope;
  /** The functions in which its name must lead to it; the program counts as one. */
  homes: Set<Scope>;
  /** Where the name stands, and where as key and value of a property in one. */
  places: Set<number>;
  shorthands: Set<number>;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_";

/** How to give the variables of a program, none of which hides another, the shortest names that do; none of `taken`. In the
 *  order of their places. */
export function shortenNames(code: string, taken: string[]): Change[] {
  const { variables, globals } = findVariables(code);
  const names = candidates(variables.length, new Set([...taken, ...RESERVED, ...globals]));
  const bearers = new Map<string, Variable[]>();
  const uses = ({ places, shorthands }: Variable) => places.size + shorthands.size;
  const changes: Change[] = [];
  for (const its of variables.sort((a, b) => uses(b) - uses(a))) {
    const text = names.find((name) => !bearers.get(name)?.some((other) => collide(its, other)))!;
    bearers.set(text, [...(bearers.get(text) ?? []), its]);
    if (text === its.name) continue;
    for (const at of its.places) changes.push({ at, old: its.name, text });
    for (const at of its.shorthands) changes.push({ at, old: its.name, text: `${its.name}:${text}` });
  }
  return changes.sort((a, b) => a.at - b.at);
}

function findVariables(code: string): { variables: Variable[]; globals: Set<string> } {
  const ast = parseSync(code, { configFile: false, babelrc: false, sourceType: "script" }) as t.File;
  const found = new Map<object, Variable>();
  const globals = new Set<string>();
  traverse(ast, {
    Identifier(path) {
      const { name, start } = path.node;
      if (isKey(path)) return;
      const binding = path.scope.getBinding(name);
      if (!binding) {
        globals.add(name);
        return;
      }
      const home = homeOf(binding.scope);
      let its = found.get(binding);
      if (!its) {
        its = { name, scope: binding.scope, homes: new Set([home]), places: new Set(), shorthands: new Set() };
        found.set(binding, its);
      }
      (path.parentPath.isObjectProperty({ shorthand: true }) ? its.shorthands : its.places).add(start!);
      for (let at = homeOf(path.scope); !its.homes.has(at); at = homeOf(at.parent)) its.homes.add(at);
    },
  });
  return { variables: [...found.values()], globals };
}

// Whether this is the name of a property or method, and no variable.
function isKey({ node, parent }: NodePath): boolean {
  if (t.isMemberExpression(parent)) return parent.property === node && !parent.computed;
  if (t.isObjectProperty(parent)) return parent.key === node && !parent.computed && !parent.shorthand;
  return t.isMethod(parent) && parent.key === node;
}

function homeOf(scope: Scope): Scope {
  return scope.getFunctionParent() ?? scope.getProgramParent();
}

function isWithin(scope: Scope, outer: Scope): boolean {
  for (let at: Scope | undefined = scope; at; at = at.parent) if (at === outer) return true;
  return false;
}

function collide(a: Variable, b: Variable): boolean {
  const [home, other] = [homeOf(a.scope), homeOf(b.scope)];
  // Blocks beside each other have names of their own.
  if (home === other) return isWithin(a.scope, b.scope) || isWithin(b.scope, a.scope);
  return a.homes.has(other) || b.homes.has(home);
}

function candidates(count: number, taken: Set<string>): string[] {
  const letters = [...LETTERS];
  const names = [...letters, ...letters.flatMap((letter) => [...LETTERS, ..."0123456789"].map((next) => letter + next))];
  while (names.length < count + taken.size) names.push(`${LETTERS[names.length % 54]}${names.length}`);
  return names.filter((name) => !taken.has(name));
}
