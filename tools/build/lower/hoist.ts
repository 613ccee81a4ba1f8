// What Node does before the first statement of a scope and Espruino does not: functions exist, variables are
// undefined. Function declarations move to the top of their block; a `var` that may be read before its
// declaration has run, or that is declared in an inner block, is declared at the top of its function.

import { types as t, type NodePath, type Visitor } from "@babel/core";

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

function hoistScope(path: NodePath<t.Program> | NodePath<t.Function>, block: t.Program | t.BlockStatement): void {
  const late = lateVariables(path);
  if (late.length > 0) {
    const declarators = late.map((name) => t.variableDeclarator(t.identifier(name)));
    block.body.unshift(t.variableDeclaration("var", declarators));
  }
  liftFunctions(block);
}

function liftFunctions(block: t.Program | t.BlockStatement | t.StaticBlock): void {
  const functions = block.body.filter((statement) => t.isFunctionDeclaration(statement));
  if (functions.length === 0) return;
  block.body = [...functions, ...block.body.filter((statement) => !t.isFunctionDeclaration(statement))];
}

function lateVariables(path: NodePath<t.Program> | NodePath<t.Function>): string[] {
  const names: string[] = [];
  for (const [name, binding] of Object.entries(path.scope.bindings)) {
    if (binding.kind !== "var") continue;
    const declaration = binding.path.getStatementParent();
    if (!declaration || !binding.path.isVariableDeclarator()) continue;
    const home = declaration.parentPath!;
    const uses = [...binding.referencePaths, ...binding.constantViolations];
    // Functions of the same scope run later as a rule; a use in the scope itself must follow and be as deep.
    const early = uses.some((use) => {
      if (use.getFunctionParent() !== declaration.getFunctionParent()) return !atTop(declaration, path);
      return !use.isDescendant(home) || before(use, declaration);
    });
    if (early) names.push(name);
  }
  return names;
}

function atTop(declaration: NodePath, scope: NodePath): boolean {
  return declaration.parentPath === scope || declaration.parentPath?.parentPath === scope;
}

function before(use: NodePath, declaration: NodePath): boolean {
  const child = use.findParent((parent) => parent.parentPath === declaration.parentPath) ?? use;
  const [at, from] = [child.key, declaration.key];
  return typeof at === "number" && typeof from === "number" && child.listKey === declaration.listKey && at < from;
}
