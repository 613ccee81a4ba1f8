// Classes that are not made at the top of the program. The interpreter crashes when it skips one, as in a
// branch that is not taken, a case that is not entered or the state machine of an async function; it skips
// functions safely.

import { types as t, type NodePath, type Visitor } from "@babel/core";

/** Puts every class that might be skipped into a function that is called at once. */
export function lowerNestedClasses(): Visitor {
  return {
    Class: {
      exit(path) {
        if (isAtTop(path)) return;
        // The inner name of a class expression is gone by now.
        const name = path.isClassDeclaration() ? path.node.id : null;
        const made = t.classExpression(null, path.node.superClass, path.node.body);
        const maker = t.functionExpression(null, [], t.blockStatement([t.returnStatement(made)]));
        const call = t.callExpression(maker, []);
        path.replaceWith(name ? t.variableDeclaration("let", [t.variableDeclarator(name, call)]) : call);
        path.skip();
      },
    },
  };
}

function isAtTop(path: NodePath<t.Class>): boolean {
  const { parentPath } = path;
  const declaration = parentPath?.isVariableDeclarator() ? parentPath.parentPath : path;
  return declaration?.parentPath?.isProgram() === true;
}
