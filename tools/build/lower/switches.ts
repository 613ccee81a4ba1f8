// Faults of `switch` and `do`. Espruino can't parse a `default` before the last `case`, evaluates every case,
// also after the one that matched, and takes undefined for equal to an object there: such cases are numbered
// in their order and a chain of comparisons picks the number, so that falling through works as written. When
// it skips cases after a jump, a loop without a test at its head (`do`, or an endless one) makes it forget
// the jump and run on. The body of a `do` without braces must end with a semicolon, and the minifier takes
// the braces from a body that comes down to one `if`, `try` or loop.

import { types as t, type NodePath, type Visitor } from "@babel/core";

/**
 * Rewrites a switch whose default is not last, and gives loops in cases, and every `do` of more than plain
 * expressions, a test at their head.
 */
export function lowerSwitches(): Visitor {
  return {
    SwitchStatement: {
      exit: (path) => numberCases(path),
    },
    DoWhileStatement: {
      exit(path) {
        if (isStatementOfCase(path) || !isPlain(path.node.body)) replaceDo(path);
      },
    },
    ForStatement: {
      exit(path) {
        if (isEndless(path.node.test) && isStatementOfCase(path)) testVariable(path);
      },
    },
    WhileStatement: {
      exit(path) {
        if (isEndless(path.node.test) && isStatementOfCase(path)) testVariable(path);
      },
    },
  };
}

function numberCases(path: NodePath<t.SwitchStatement>): void {
  const { cases } = path.node;
  const at = cases.findIndex((one) => one.test === null || one.test === undefined);
  const isOrdered = at < 0 || at === cases.length - 1;
  if (isOrdered && cases.every(({ test }) => !test || isPlainTest(test))) return;
  const value = path.scope.generateUidIdentifier("value");
  const chosen = cases.reduceRight<t.Expression>(
    (otherwise, one, index) =>
      one.test
        ? t.conditionalExpression(
            t.binaryExpression("===", t.cloneNode(value), one.test),
            t.numericLiteral(index),
            otherwise,
          )
        : otherwise,
    t.numericLiteral(at < 0 ? cases.length : at),
  );
  const keep = t.variableDeclaration("const", [t.variableDeclarator(value, path.node.discriminant)]);
  path.node.discriminant = chosen;
  cases.forEach((one, index) => {
    if (one.test || !isOrdered) one.test = t.numericLiteral(index);
  });
  // Last, because it may put a block around the statement.
  path.insertBefore(keep);
}

// A test that is the same whenever it is evaluated, and not undefined as it is written.
function isPlainTest(test: t.Expression): boolean {
  let isPlain = true;
  t.traverseFast(test, (node) => {
    if (t.isCallExpression(node) || t.isNewExpression(node) || t.isAssignmentExpression(node)) isPlain = false;
    if (t.isUpdateExpression(node) || t.isUnaryExpression(node, { operator: "void" })) isPlain = false;
    if (t.isIdentifier(node, { name: "undefined" })) isPlain = false;
  });
  return isPlain;
}

// A loop that is itself a statement of a case, in no block that the minifier keeps.
function isStatementOfCase(path: NodePath): boolean {
  let outer = path.parentPath;
  while (outer?.isBlockStatement()) outer = outer.parentPath;
  return outer?.isSwitchCase() === true;
}

function isPlain(body: t.Statement): boolean {
  return t.isBlockStatement(body) ? body.body.every(isPlain) : t.isExpressionStatement(body);
}

// Once more through the head decides: do { body } while (test) is for (first = true; first || test; first =
// false) body.
function replaceDo(path: NodePath<t.DoWhileStatement>): void {
  const first = path.scope.generateUidIdentifier("first");
  const head = t.variableDeclaration("let", [t.variableDeclarator(first, t.numericLiteral(1))]);
  const again = t.logicalExpression("||", t.cloneNode(first), path.node.test);
  const next = t.assignmentExpression("=", t.cloneNode(first), t.numericLiteral(0));
  path.replaceWith(t.forStatement(head, again, next, path.node.body));
}

// A test that the minifier can't see through.
function testVariable(path: NodePath<t.ForStatement> | NodePath<t.WhileStatement>): void {
  const on = path.scope.generateUidIdentifier("on");
  path.node.test = t.cloneNode(on);
  path.insertBefore(t.variableDeclaration("let", [t.variableDeclarator(on, t.numericLiteral(1))]));
}

function isEndless(test: t.Expression | null | undefined): boolean {
  return !test || t.isLiteral(test) || t.isUnaryExpression(test);
}
