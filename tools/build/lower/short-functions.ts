// Function declarations become arrows in one list of variables, where nobody can tell: `function a(b){return c}` takes
// 22 bytes and `a=b=>c,` takes 7. On the board both cost the same variables and the same time.
// At the top level they are `var`: the loader evaluates an image inside of a block, where `let` makes a scope of its own,
// which costs each function one variable more.
// A function at the top level that begins with the directive "once" is called once: it forgets itself, which leaves one
// variable of all that it costs.
// To run after hoisting: the declarations then stand first in their blocks, so that nothing runs before the variables
// have their values.

import { types as t, type NodePath, type Visitor } from "@babel/core";

/** Turns function declarations into arrows. */
export function shortenFunctions(): Visitor {
  return { "Program|BlockStatement": { exit: (path) => shorten(path as NodePath<t.Program> | NodePath<t.BlockStatement>) } };
}

function shorten(path: NodePath<t.Program> | NodePath<t.BlockStatement>): void {
  const arrows: t.VariableDeclarator[] = [];
  const others: t.Statement[] = [];
  for (const statement of path.get("body") as NodePath<t.Statement>[]) {
    if (statement.isFunctionDeclaration() && canBeArrow(statement)) {
      const { id, params, body } = statement.node;
      if (path.isProgram() && hasDirective(body, "once")) {
        body.body.unshift(t.expressionStatement(t.assignmentExpression("=", t.cloneNode(id!), t.numericLiteral(0))));
      }
      body.directives = [];
      arrows.push(t.variableDeclarator(id!, t.arrowFunctionExpression(params as t.Identifier[], body)));
    } else others.push(statement.node);
  }
  if (arrows.length === 0) return;
  const first = others.findIndex((statement) => !t.isFunctionDeclaration(statement));
  others.splice(first < 0 ? others.length : first, 0, t.variableDeclaration(path.isProgram() ? "var" : "let", arrows));
  path.node.body = others;
}

function hasDirective(body: t.BlockStatement, text: string): boolean {
  return body.directives.some(({ value }) => value.value === text);
}

function canBeArrow(path: NodePath<t.FunctionDeclaration>): boolean {
  const { node } = path;
  if (node.async || node.generator) return false;
  const binding = path.parentPath.scope.getBinding(node.id!.name);
  if (!binding?.constant) return false;
  const asObject = binding.referencePaths.some(({ parent }) =>
    t.isNewExpression(parent) || t.isMemberExpression(parent) || t.isBinaryExpression(parent, { operator: "instanceof" }));
  if (asObject) return false;
  let own = false;
  path.traverse({
    Function: (inner) => { if (!inner.isArrowFunctionExpression()) inner.skip(); },
    ThisExpression: () => { own = true; },
    MetaProperty: () => { own = true; },
    Identifier: (inner) => { if (inner.node.name === "arguments") own = true; },
  });
  return !own;
}
