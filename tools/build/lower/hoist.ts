// What Node does before the first statement of a scope and Espruino does not: functions exist, variables are
// undefined. Function declarations move to the top of their block; a `var` that may be read before its
// declaration has run, or that is declared in an inner block, is declared at the top of its function.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { firstCall, mayBeEarly } from "./early.ts";

/** Moves function declarations up and declares late variables early. */
export function hoist(): Visitor {
  return {
    Program: { exit: (path) => hoistScope(path, path.node) },
    Function: {
      exit(path) {
        if (t.isBlockStatement(path.node.body)) hoistScope(path, path.node.body);
      },
    },
    BlockStatement(path) {
      liftFunctions(path.node);
    },
    StaticBlock(path) {
      liftFunctions(path.node);
    },
  };
}

function hoistScope(
  path: NodePath<t.Program> | NodePath<t.Function>,
  block: t.Program | t.BlockStatement,
): void {
  const late = lateVariables(path);
  if (late.length > 0) {
    const names = new Set(late);
    path.traverse(toAssignments(names));
    const declarators = [...names].map((name) => t.variableDeclarator(t.identifier(name)));
    block.body.unshift(t.variableDeclaration("var", declarators));
  }
  liftFunctions(block);
}

// The minifier would drop the early declaration if the late one remained.
function toAssignments(names: Set<string>): Visitor {
  return {
    Function: (inner) => inner.skip(),
    VariableDeclaration(declaration) {
      const { kind, declarations } = declaration.node;
      const mine = (one: t.VariableDeclarator) => t.isIdentifier(one.id) && names.has(one.id.name);
      if (kind !== "var" || !declarations.some(mine)) return;
      if (declaration.parentPath.isForXStatement()) {
        declaration.replaceWith(declarations[0].id as t.Identifier);
        return;
      }
      const sets = (list: t.VariableDeclarator[]) =>
        list.flatMap(({ id, init }) => (init ? [t.assignmentExpression("=", id as t.Identifier, init)] : []));
      if (declaration.parentPath.isForStatement()) {
        // The other variables of the head are declared at the top as well, by name.
        for (const one of declarations) if (!mine(one)) names.add((one.id as t.Identifier).name);
        const all = sets(declarations);
        if (all.length === 0) declaration.remove();
        else declaration.replaceWith(all.length === 1 ? all[0] : t.sequenceExpression(all));
        return;
      }
      const parts = declarations.flatMap((one): t.Statement[] =>
        mine(one)
          ? sets([one]).map((set) => t.expressionStatement(set))
          : [t.variableDeclaration("var", [one])],
      );
      declaration.replaceWithMultiple(parts);
    },
  };
}

function liftFunctions(block: t.Program | t.BlockStatement | t.StaticBlock): void {
  const functions = block.body.filter((statement) => t.isFunctionDeclaration(statement));
  if (functions.length === 0) return;
  block.body = [...functions, ...block.body.filter((statement) => !t.isFunctionDeclaration(statement))];
}

function lateVariables(path: NodePath<t.Program> | NodePath<t.Function>): string[] {
  const names: string[] = [];
  const first = path.isProgram() ? firstCall(path) : undefined;
  for (const [name, binding] of Object.entries(path.scope.bindings)) {
    if (binding.kind !== "var") continue;
    const declaration = binding.path.parentPath;
    if (!declaration || !binding.path.isVariableDeclarator()) continue;
    const home = declaration.parentPath!;
    const uses = [...binding.referencePaths, ...binding.constantViolations];
    // Functions of the same scope run later as a rule, those of the program unless a call stands above; a use in the
    // scope itself must follow and be as deep.
    const early = uses.some((use) => {
      if (use.getFunctionParent() !== declaration.getFunctionParent()) {
        return !atTop(declaration, path) || (path.isProgram() && mayBeEarly(use, binding.path, first));
      }
      return !use.isDescendant(home) || before(use, declaration) || inOwnList(use, binding.path);
    });
    if (early) names.push(name);
  }
  return names;
}

function atTop(declaration: NodePath, scope: NodePath): boolean {
  return declaration.parentPath === scope || declaration.parentPath?.parentPath === scope;
}

// A use in the same list of declarations, before the value is there.
function inOwnList(use: NodePath, declarator: NodePath): boolean {
  const other = use.findParent((parent) => parent.parentPath === declarator.parentPath);
  return other !== null && (other.key as number) <= (declarator.key as number);
}

function before(use: NodePath, declaration: NodePath): boolean {
  const child = use.findParent((parent) => parent.parentPath === declaration.parentPath) ?? use;
  const [at, from] = [child.key, declaration.key];
  return (
    typeof at === "number" && typeof from === "number" && child.listKey === declaration.listKey && at < from
  );
}
