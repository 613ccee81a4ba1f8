// Variables of blocks become variables of the function around them, those of blocks beside each other the same ones: `let`
// goes and often the braces, and on the board a block without variables of its own needs no scope.
// A variable that a function inside looks at stays, for each turn of a loop has its own; so does one without a value at first,
// and one that is looked at once, which the minifier puts where that is.
// To run last, when functions are arrows.

import { types as t, type NodePath, type Visitor } from "@babel/core";

type Declaration = NodePath<t.VariableDeclaration>;

/** Bytes of `let ` before a declaration, and of a comma and a name. */
const LET = 4;
const NAME = 2;

/** Moves variables of blocks to their functions where that saves bytes. */
export function mergeLocals(): Visitor {
  return {
    Function(path) {
      if (t.isBlockStatement(path.node.body)) merge(path as NodePath<t.Function>);
    },
  };
}

function merge(around: NodePath<t.Function>): void {
  const { body } = around.node.body as t.BlockStatement;
  const first = body.find(isLet);
  const moved: Declaration[] = [];
  around.traverse({
    Function: (inner) => inner.skip(),
    VariableDeclaration(declaration) {
      const { node, parent } = declaration;
      // Of the function itself only what stands alone, behind the first list.
      const isWorth = parent !== around.node.body || (node !== first && node.declarations.length === 1);
      if (isWorth && canMove(declaration, around)) moved.push(declaration);
    },
  });
  const [earliest] = moved;
  if (!earliest) return;
  const { places, count } = share(moved, around.scope);
  const start = body.findIndex((statement) => earliest.find(({ node }) => node === statement));
  const home = body.slice(0, start).find(isLet);
  if (LET * moved.length <= NAME * count + (home ? 0 : LET)) return;
  const names = Array.from({ length: count }, () => around.scope.generateUid("its"));
  for (const declaration of moved) {
    declaration.node.declarations.forEach(({ id }, index) =>
      declaration.scope.rename((id as t.Identifier).name, names[places.get(declaration)! + index]));
    assign(declaration);
  }
  const variables = names.map((name) => t.variableDeclarator(t.identifier(name)));
  if (home) {
    home.kind = "let";
    home.declarations.push(...variables);
  } else body.unshift(t.variableDeclaration("let", variables));
}

function isLet(its: t.Statement): its is t.VariableDeclaration {
  return t.isVariableDeclaration(its) && its.kind !== "var";
}

function canMove(declaration: Declaration, around: NodePath<t.Function>): boolean {
  if (!isLet(declaration.node)) return false;
  const isHead = isHeadOfWalk(declaration);
  return declaration.node.declarations.every(({ id, init }) => {
    const binding = t.isIdentifier(id) && (init || isHead) && declaration.scope.getOwnBinding(id.name);
    if (!binding) return false;
    const uses = [...binding.referencePaths, ...binding.constantViolations];
    return (isHead || uses.length > 1) && uses.every((use) => use.getFunctionParent() === around);
  });
}

/** The number of each declaration's first variable, behind those that are in use around it, and how many there are. */
function share(moved: Declaration[], outermost: NodePath["scope"]): { places: Map<Declaration, number>; count: number } {
  const places = new Map<Declaration, number>();
  const ends = new Map<NodePath["scope"], number>();
  for (const declaration of moved) {
    const { scope, node } = declaration;
    let place = 0;
    for (let one = scope; one !== outermost.parent; one = one.parent) place = Math.max(place, ends.get(one) ?? 0);
    places.set(declaration, place);
    ends.set(scope, place + node.declarations.length);
  }
  return { places, count: Math.max(...ends.values()) };
}

/** Whether it is the `let x` of `for (let x of y)`. */
function isHeadOfWalk({ node, parent }: Declaration): boolean {
  return t.isForXStatement(parent) && parent.left === node;
}

function assign(declaration: Declaration): void {
  const { node, parent } = declaration;
  if (isHeadOfWalk(declaration)) {
    (parent as t.ForXStatement).left = node.declarations[0].id as t.Identifier;
    return;
  }
  const values = node.declarations.map(({ id, init }) => t.assignmentExpression("=", id as t.Identifier, init!));
  const value = values.length > 1 ? t.sequenceExpression(values) : values[0];
  if (t.isForStatement(parent) && parent.init === node) parent.init = value;
  else declaration.replaceWith(t.expressionStatement(value));
}
