// Named numbers and short texts of the top level take their names' places: on the board a name costs two variables for
// ever. The bundler does this only for constants that stand before everything else in their file, imports included.

import { types as t, type NodePath, type Visitor } from "@babel/core";

/** Puts the values of top-level constants in the places of their names, where that is not longer. */
export function inlineConstants(): Visitor {
  return {
    Program(path) {
      for (const binding of Object.values(path.scope.bindings)) {
        const declarator = binding.path;
        if (!binding.constant || !declarator.isVariableDeclarator() || !isPlain(declarator)) continue;
        const value = declarator.node.init ?? t.identifier("undefined");
        if (!isValue(value) || !isWorth(value, binding.referencePaths.length)) continue;
        if (binding.kind === "var" && binding.referencePaths.some((use) => isEarlier(use, declarator))) continue;
        for (const reference of binding.referencePaths) replace(reference, value);
        declarator.remove();
      }
    },
  };
}

function isPlain(declarator: NodePath<t.VariableDeclarator>): boolean {
  return t.isIdentifier(declarator.node.id) && t.isProgram(declarator.parentPath.parent);
}

// Read before the value is there: by a statement above it.
function isEarlier(use: NodePath, declarator: NodePath): boolean {
  return (use.node.start ?? 0) < (declarator.node.start ?? 0) && use.getFunctionParent() === null;
}

function isValue(node: t.Node): node is t.Expression {
  return t.isIdentifier(node, { name: "undefined" }) || t.isBooleanLiteral(node) || t.isNumericLiteral(node) || t.isStringLiteral(node)
    || (t.isUnaryExpression(node, { operator: "-" }) && t.isNumericLiteral(node.argument))
    || (t.isUnaryExpression(node, { operator: "!" }) && t.isNumericLiteral(node.argument));
}

// A declaration takes its name of about two characters, `=`, `,` and the value; each use the name or the value.
function isWorth(value: t.Node, uses: number): boolean {
  const length = t.isStringLiteral(value) ? value.value.length + 2 : 4;
  return !t.isStringLiteral(value) || uses * length <= 4 + length + 2 * uses;
}

function replace(reference: NodePath, value: t.Expression): void {
  const copy = t.cloneNode(value, true, true);
  if (reference.parentPath?.isObjectProperty({ shorthand: true })) reference.parentPath.node.shorthand = false;
  reference.replaceWith(copy);
}
