// Names that are used often become variables: those of methods that are called, `length`, and functions of the interpreter.
// `a.charCodeAt(b)` takes eleven bytes for the name and `a[c](b)` takes three; on the board both cost the same time (measured
// on Espruino 2v29). A variable at the top costs two of the board's for ever; one of a function that is cold or apart, where
// it serves only that, as long as this lives.
// What is not there may not be asked for in this way: a number has no `length`, which the interpreter finds only by a name that
// is written out. Hence an app's own `length` stays as it is.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { hasDirective } from "./short-functions.ts";

/** Bytes that a name must save at the top, beyond what it would inside of functions, and in one of those. */
const WORTH = 20;
const WORTH_INSIDE = 5;

/** Functions of the interpreter, unless the program puts others into their places. */
const FUNCTIONS = /^(\$require|getTime|setTimeout|Math|U?[Ii]nt\d+Array|Float\d+Array)$/;

/** Where a name is used, and what puts a variable there. */
interface Use {
  home: NodePath<t.Function> | undefined;
  put(alias: string): void;
}

/** Gives names that are used often a variable. `isOurs` tells whether a node is of Linkino's own code. */
export function aliasNames(isOurs: (node: t.Node) => boolean): Visitor {
  const uses = new Map<string, Use[]>();
  const note = (key: string, path: NodePath, put: Use["put"]): void => {
    uses.set(key, [...(uses.get(key) ?? []), { home: homeOf(path), put }]);
  };
  const replaced = new Set<string>();
  return {
    MemberExpression(path) {
      const { node } = path;
      const { computed, property } = node;
      if (t.isAssignmentExpression(path.parent, { left: node }) && t.isIdentifier(property)) replaced.add(property.name);
      if (computed || !t.isIdentifier(property) || property.name.startsWith("_")) return;
      if (!isCalled(path) && !(property.name === "length" && isRead(path) && isOurs(node))) return;
      note(`.${property.name}`, path, (alias) => {
        node.computed = true;
        node.property = t.identifier(alias);
      });
    },
    ReferencedIdentifier(path: NodePath<t.Identifier>) {
      const { node, scope } = path;
      if (!FUNCTIONS.test(node.name) || scope.hasBinding(node.name, true) || path.parentPath.isUnaryExpression()) return;
      note(node.name, path, (alias) => {
        node.name = alias;
      });
    },
    Program: {
      exit(program) {
        for (const [key, all] of uses) {
          if (replaced.has(key.replace("$", ""))) continue;
          const homes = [...new Set(all.map((use) => use.home))].map((home) => ({ home, inside: all.filter((use) => use.home === home) }));
          const worthy = homes.filter(({ home, inside }) => home && saved(key, inside.length) >= WORTH_INSIDE);
          const others = worthy.reduce((sum, { inside }) => sum + saved(key, inside.length), 0);
          if (saved(key, all.length) - others >= WORTH) declare(key, all, program);
          else for (const { home, inside } of worthy) declare(key, inside, home!);
        }
      },
    },
  } as Visitor;
}

// The outermost function around it that is cold or apart.
function homeOf(path: NodePath): NodePath<t.Function> | undefined {
  const around = path.getAncestry().filter((one) => one.isFunction() && one !== path);
  return around.findLast(({ node }) => ["cold", "apart"].some((mark) => hasDirective(node as t.Function, mark))) as
    NodePath<t.Function> | undefined;
}

// `.name` becomes `[x]`, and `name` becomes `x`; the declaration is `x="name",` or `x=name,`.
function saved(key: string, count: number): number {
  return key.startsWith(".") ? count * (key.length - 3) - key.length - 4 : count * (key.length - 1) - key.length - 3;
}

function declare(key: string, uses: Use[], home: NodePath<t.Program> | NodePath<t.Function>): void {
  const name = key.replace(/^\./, "");
  const alias = home.scope.generateUid(name);
  for (const { put } of uses) put(alias);
  const value = name === key ? t.identifier(name) : t.stringLiteral(name);
  const { body } = home.isProgram() ? home.node : (home.node as t.Function).body as t.BlockStatement;
  const first = body.findIndex((statement) => !t.isFunctionDeclaration(statement));
  const declaration = t.variableDeclaration(home.isProgram() ? "var" : "let", [t.variableDeclarator(t.identifier(alias), value)]);
  body.splice(first < 0 ? body.length : first, 0, declaration);
}

function isCalled({ node, parent }: NodePath<t.MemberExpression>): boolean {
  return t.isCallExpression(parent, { callee: node });
}

function isRead({ node, parent }: NodePath<t.MemberExpression>): boolean {
  return !t.isAssignmentExpression(parent, { left: node }) && !t.isUpdateExpression(parent) && !t.isUnaryExpression(parent);
}
