// What the lowering passes share: where faults are noted, which helpers the program turned out to need, and
// names.

import { types as t, type NodePath } from "@babel/core";
import type { Problem } from "../problem.ts";
import type { SourcePositions } from "../positions.ts";
import { HELPERS, type HelperName } from "./helpers.ts";

/** State of one lowering run. */
export class Lowering {
  readonly problems: Problem[] = [];
  readonly helpers = new Set<HelperName>();
  private readonly _positions: SourcePositions;

  constructor(positions: SourcePositions) {
    this._positions = positions;
  }

  /** Notes a fault at a node; the node's position in the bundle leads back to the source. */
  refuse(node: t.Node | null | undefined, code: number, what: string, instead: string): void {
    const start = node?.loc?.start;
    const place = start
      ? this._positions.find(start.line, start.column)
      : { file: "bundle", line: 1, column: 1 };
    this.problems.push({ code, ...place, what, instead });
  }

  /** The name of a helper function, which from then on is part of the program. */
  helper(name: HelperName): t.Identifier {
    this.helpers.add(name);
    for (const other of HELPERS[name].needs ?? []) this.helpers.add(other);
    return t.identifier(`$${name}`);
  }
}

/** A call of a method: `object.name(args)`. */
export function callMethod(object: t.Expression, name: string, args: t.Expression[]): t.CallExpression {
  return t.callExpression(t.memberExpression(object, t.identifier(name)), args);
}

/** The expression `[].slice.call(value, from)`: the items of anything array-like as an array. */
export function sliceOf(value: t.Expression, from = 0): t.CallExpression {
  const slice = t.memberExpression(t.arrayExpression([]), t.identifier("slice"));
  return callMethod(slice, "call", from ? [value, t.numericLiteral(from)] : [value]);
}

/** The statements of a function's body; an arrow that only has an expression gets a block first. */
export function bodyOf(path: NodePath<t.Function>): t.Statement[] {
  if (!t.isBlockStatement(path.node.body)) {
    const statement = t.returnStatement(path.node.body);
    (path.node as t.ArrowFunctionExpression).expression = false;
    path.node.body = t.blockStatement([statement]);
  }
  return (path.node.body as t.BlockStatement).body;
}

/** Whether a name is one of the interpreter's own, not declared by the program. */
export function isGlobal(
  path: NodePath,
  node: t.Node | null | undefined,
  name?: string,
): node is t.Identifier {
  return (
    t.isIdentifier(node) &&
    (name === undefined || node.name === name) &&
    !path.scope.hasBinding(node.name, true)
  );
}

/** The loop or function that a node runs in, whichever is nearer; null at the top of the program. */
export function nearestRepeater(path: NodePath): NodePath | null {
  return path.findParent((parent) => parent.isLoop() || parent.isFunction());
}
