// Labels, which Espruino can't parse. A jump out of inner loops sets a flag, leaves the innermost loop by
// `break`, and every loop on the way out looks at the flag.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { E_LANGUAGE } from "../../../lib/codes.ts";
import type { Lowering } from "./context.ts";

type Jump = NodePath<t.BreakStatement | t.ContinueStatement>;

const BREAK = 1;
const CONTINUE = 2;

/** Replaces labelled statements and the jumps to them; async functions are left to the state machine. */
export function lowerLabels(context: Lowering): Visitor {
  return {
    LabeledStatement: {
      exit(path) {
        if ((path.getFunctionParent()?.node as t.Function | undefined)?.async) return;
        const jumps = jumpsTo(path);
        const body = path.get("body");
        if (!body.isLoop() && jumps.some((jump) => breakables(jump, path).length > 0)) {
          context.refuse(
            path.node,
            E_LANGUAGE,
            "a label on a block that a loop inside leaves",
            "use a function and return",
          );
          return;
        }
        if (!body.isLoop()) {
          replaceBlock(path, jumps, context);
          return;
        }
        const flag = path.scope.generateUidIdentifier("jump");
        let flagged = false;
        for (const jump of jumps)
          flagged = replaceJump(jump, body as NodePath<t.Loop>, path, flag) || flagged;
        if (flagged) path.scope.push({ id: flag, init: t.numericLiteral(0) });
        path.replaceWith(body.node);
      },
    },
  };
}

function jumpsTo(path: NodePath<t.LabeledStatement>): Jump[] {
  const jumps: Jump[] = [];
  const note = (jump: Jump) => {
    if (jump.node.label?.name === path.node.label.name) jumps.push(jump);
  };
  path.traverse({ BreakStatement: note, ContinueStatement: note, Function: (inner) => inner.skip() });
  return jumps;
}

// The loops and switches between a jump and the labelled statement, innermost first.
function breakables(jump: NodePath, until: NodePath): NodePath<t.Statement>[] {
  const result: NodePath<t.Statement>[] = [];
  for (let path = jump.parentPath; path && path !== until; path = path.parentPath) {
    if (path.isLoop() || path.isSwitchStatement()) result.push(path as NodePath<t.Statement>);
  }
  return result;
}

function replaceJump(jump: Jump, loop: NodePath<t.Loop>, label: NodePath, flag: t.Identifier): boolean {
  const kind = jump.isBreakStatement() ? BREAK : CONTINUE;
  const between = breakables(jump, label).filter((path) => path.node !== loop.node);
  if (between.length === 0) {
    jump.replaceWith(kind === BREAK ? t.breakStatement() : t.continueStatement());
    return false;
  }
  const outermost = between.at(-1)!;
  // `continue` passes through a switch by itself.
  if (kind === CONTINUE && between.every((path) => path.isSwitchStatement())) {
    jump.replaceWith(t.continueStatement());
    return false;
  }
  jump.replaceWithMultiple([setFlag(flag, kind), t.breakStatement()]);
  for (const path of between)
    if (path !== outermost) addOnce(path, t.ifStatement(t.cloneNode(flag), t.breakStatement()), flag);
  const leave = t.ifStatement(
    t.binaryExpression("==", t.cloneNode(flag), t.numericLiteral(kind)),
    t.blockStatement([setFlag(flag, 0), kind === BREAK ? t.breakStatement() : t.continueStatement()]),
  );
  addOnce(outermost, leave, flag, kind);
  return true;
}

function setFlag(flag: t.Identifier, value: number): t.Statement {
  return t.expressionStatement(t.assignmentExpression("=", t.cloneNode(flag), t.numericLiteral(value)));
}

// One look at the flag per loop and kind of jump, however many jumps there are.
const added = new WeakMap<t.Node, Set<string>>();

function addOnce(path: NodePath<t.Statement>, statement: t.Statement, flag: t.Identifier, kind = 0): void {
  const done = added.get(path.node) ?? new Set<string>();
  added.set(path.node, done);
  const key = `${flag.name} ${kind}`;
  if (!done.has(key)) path.insertAfter(statement);
  done.add(key);
}

// A labelled block becomes a loop that runs once, unless a jump for a loop outside would be caught by it.
function replaceBlock(path: NodePath<t.LabeledStatement>, jumps: Jump[], context: Lowering): void {
  let caught = false;
  const note = (jump: Jump) => {
    if (!jump.node.label && breakables(jump, path).length === 0) caught = true;
  };
  path.traverse({ BreakStatement: note, ContinueStatement: note, Function: (inner) => inner.skip() });
  if (caught) {
    context.refuse(
      path.node,
      E_LANGUAGE,
      "a label on a block with jumps of a loop outside",
      "use a function and return",
    );
    return;
  }
  for (const jump of jumps) jump.replaceWith(t.breakStatement());
  path.replaceWith(t.doWhileStatement(t.numericLiteral(0), t.blockStatement([path.node.body])));
}
