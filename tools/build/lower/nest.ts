// Functions that only a cold function needs move into it. On the board a function that is not called costs four
// variables with everything inside it, and what a call makes is freed behind it; each function at the top level costs
// four and its parameters for ever. A function is cold when it begins with the directive "cold": it is called seldom,
// and nothing it makes outlives its call (a closure that did would keep all of it). A function that is not only called,
// but handed over, made with `new` or looked into, stays where it is, and so does what has state. So does a function with
// the directive "apart": what it makes lives on, and inside a cold function would keep that alive, at four variables more
// for each function that it makes.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { firstCall, mayBeEarly } from "./early.ts";
import { hasDirective } from "./short-functions.ts";

/** Moves what only functions with the directive "cold" use into them. The minifier takes directives away. */
export function nest(): Visitor {
  return {
    Program(program) {
      const parts = findParts(program);
      const homes = homesOf(parts);
      for (const part of homes.keys()) {
        for (let home = homes.get(part); home; home = homes.get(home)) avoidNames(part, home);
      }
      for (const part of parts.values()) part.path.remove();
      const stay = [...parts.values()].filter((part) => !homes.has(part));
      for (const part of [...parts.values()].reverse()) {
        const home = homes.get(part);
        if (home) bodyOf(home.node).body.unshift(statementOf(part.node, "const"));
      }
      program.node.body.unshift(...stay.map(({ node }) => statementOf(node, "var")));
    },
  };
}

/** Something at the top level that can stand anywhere before its first use: a function, or a value without state. */
interface Part {
  name: string;
  path: NodePath;
  node: t.FunctionDeclaration | t.VariableDeclarator;
  /** The parts that name it; undefined stands for the rest of the program. */
  users: Set<Part | undefined>;
}

function findParts(program: NodePath<t.Program>): Map<string, Part> {
  const parts = new Map<string, Part>();
  const owners = new Map<t.Node, Part>();
  const first = firstCall(program);
  for (const [name, binding] of Object.entries(program.scope.bindings)) {
    const { path } = binding;
    if (!binding.constant || !isMovable(path)) continue;
    if (path.isVariableDeclarator() && binding.referencePaths.some((use) => mayBeEarly(use, path, first))) continue;
    const part: Part = { name, path, node: path.node as Part["node"], users: new Set() };
    if (has(part, "apart")) part.users.add(undefined);
    parts.set(name, part);
    owners.set(path.node, part);
  }
  for (const part of parts.values()) {
    for (const reference of program.scope.bindings[part.name]!.referencePaths) {
      const owner = reference.findParent(({ node }) => owners.has(node));
      part.users.add(owner && !mayOutlive(part, reference) ? owners.get(owner.node) : undefined);
    }
  }
  return parts;
}

// A function that is not called but handed over, as to a timer, may live on.
function mayOutlive(part: Part, reference: NodePath): boolean {
  if (t.isVariableDeclarator(part.node) && !t.isFunction(part.node.init)) return false;
  return !t.isCallExpression(reference.parent, { callee: reference.node as t.Expression });
}

function isMovable(path: NodePath): boolean {
  if (path.isFunctionDeclaration()) return t.isProgram(path.parent);
  if (!path.isVariableDeclarator() || !t.isIdentifier(path.node.id) || !t.isProgram(path.parentPath!.parent)) return false;
  const value = path.node.init;
  // A regex with the flag g knows where it has stopped.
  return t.isFunction(value) || t.isRegExpLiteral(value, { flags: "" }) || t.isRegExpLiteral(value, { flags: "i" })
    || t.isStringLiteral(value);
}

function bodyOf(node: Part["node"]): t.BlockStatement {
  const its = (t.isFunctionDeclaration(node) ? node : node.init) as t.ArrowFunctionExpression;
  if (!t.isBlockStatement(its.body)) its.body = t.blockStatement([t.returnStatement(its.body)]);
  return its.body;
}

function has({ node }: Part, directive: string): boolean {
  const its = t.isFunctionDeclaration(node) ? node : node.init;
  return t.isFunction(its) && hasDirective(its, directive);
}

// Each part's innermost cold function without which nobody reaches it.
function homesOf(parts: Map<string, Part>): Map<Part, Part> {
  const reachable = (without?: Part): Set<Part> => {
    const found = new Set<Part>();
    const visit = (from: Part | undefined): void => {
      for (const part of parts.values()) {
        if (part === without || found.has(part) || !part.users.has(from)) continue;
        found.add(part);
        visit(part);
      }
    };
    visit(undefined);
    return found;
  };
  const all = reachable();
  const homes = new Map<Part, Part>();
  const held = new Map([...all].filter((part) => has(part, "cold")).map((cold) => {
    const others = reachable(cold);
    return [cold, new Set([...all].filter((part) => part !== cold && !others.has(part)))] as const;
  }));
  for (const [cold, inside] of held) {
    for (const part of inside) {
      const present = homes.get(part);
      if (!present || held.get(present)!.has(cold)) homes.set(part, cold);
    }
  }
  return homes;
}

// A variable of the home that bears the name of the part, or of something that the part uses, gets another one.
function avoidNames(part: Part, home: Part): void {
  const inner = home.node.type === "FunctionDeclaration" ? home.path : (home.path.get("init") as NodePath);
  const outer = part.path.scope.getProgramParent();
  const taken = new Set([part.name]);
  part.path.traverse({
    Identifier(identifier) {
      const { name } = identifier.node;
      const binding = identifier.scope.getBinding(name);
      if (!binding || binding.scope === outer) taken.add(name);
    },
  });
  for (const name of taken) if (inner.scope.hasOwnBinding(name)) inner.scope.rename(name);
}

function statementOf(node: Part["node"], kind: "var" | "const"): t.Statement {
  return t.isFunctionDeclaration(node) ? node : t.variableDeclaration(kind, [node]);
}
