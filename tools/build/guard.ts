// The last look at an image: whatever the steps before did, nothing that the board can't run may be shipped.
// It judges the finished bytes alone and shares nothing with the lowering but two lists of facts.

import { parseSync, types as t } from "@babel/core";
import { E_GUARD, Failure } from "../../lib/codes.ts";
import { examineRegex } from "./refuse/regex.ts";
import { RESERVED } from "./reserved.ts";

// Node types that must not occur, whatever their content.
const FORBIDDEN = new Set([
  "LabeledStatement",
  "WithStatement",
  "TemplateLiteral",
  "TaggedTemplateExpression",
  "RestElement",
  "SpreadElement",
  "ObjectPattern",
  "ArrayPattern",
  "AssignmentPattern",
  "ClassProperty",
  "ClassPrivateProperty",
  "ClassPrivateMethod",
  "StaticBlock",
  "PrivateName",
  "YieldExpression",
  "AwaitExpression",
  "MetaProperty",
  "BigIntLiteral",
  "Import",
  "OptionalMemberExpression",
  "OptionalCallExpression",
  "Decorator",
  "DebuggerStatement",
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportDefaultDeclaration",
  "ExportAllDeclaration",
]);

const PLAIN_ESCAPES = /^(?:[^\\]|\\[^u\n])*$/;

/** Throws E_GUARD when the image holds something that Espruino refuses or runs wrongly. */
export function guard(image: string): void {
  const fail = (what: string, at?: t.Node | null) => {
    const start = at?.start ?? 0;
    throw new Failure(E_GUARD, `${what} at byte ${start}: ${image.slice(start, start + 60)}`);
  };
  const foreign = image.search(/[^\n\x20-\x7e]/);
  if (foreign >= 0)
    throw new Failure(
      E_GUARD,
      `a byte beyond ASCII: ${JSON.stringify(image.slice(Math.max(0, foreign - 40), foreign + 20))}`,
    );
  const ast = parseSync(image, { configFile: false, babelrc: false, sourceType: "script" }) as t.File;
  t.traverseFast(ast, (node) => {
    const fault = FORBIDDEN.has(node.type) ? node.type : faultOf(node);
    if (fault) fail(fault, node);
  });
  t.traverse(ast, (node, ancestors) => {
    const inHead = ancestors.some(({ node: above, key }) => t.isForStatement(above) && key === "init");
    if (inHead && t.isBinaryExpression(node, { operator: "in" })) fail("in at the head of a for", node);
    if (t.isThisExpression(node) && innermostFunction(ancestors)?.type === "ArrowFunctionExpression") {
      fail("this in an arrow", node);
    }
  });
}

function innermostFunction(ancestors: t.TraversalAncestors): t.Node | undefined {
  return ancestors.findLast(({ node }) => t.isFunction(node) && node.type !== undefined)?.node;
}

function faultOf(node: t.Node): string | undefined {
  if (t.isProgram(node) || t.isBlockStatement(node)) return lateFunction(node.body);
  if (t.isFunction(node) && (node.async || node.generator)) return "async or generator";
  if (t.isObjectMember(node) && node.computed) return "a computed key";
  if (t.isClassMethod(node) && (node.computed || !t.isIdentifier(node.key) || RESERVED.has(node.key.name))) {
    return "a class member without a plain name";
  }
  if (t.isClass(node) && node.superClass && !t.isIdentifier(node.superClass))
    return "extends with an expression";
  if (t.isClassExpression(node) && node.id) return "a class expression with a name";
  if (t.isBinaryExpression(node, { operator: "**" })) return "**";
  if (t.isAssignmentExpression(node) && /^(\*\*|&&|\|\||\?\?)=$/.test(node.operator)) return node.operator;
  if (t.isDoWhileStatement(node) && !/^(Block|Expression|Empty)Statement$/.test(node.body.type))
    return "a do without braces";
  if (t.isSwitchStatement(node) && node.cases.slice(0, -1).some((one) => !one.test))
    return "default before a case";
  const inside = t.isMemberExpression(node, { computed: true }) ? node.property : t.isSwitchCase(node) ? node.test : undefined;
  if (t.isSequenceExpression(inside) && !inside.extra?.parenthesized) return "commas without brackets";
  if (t.isRegExpLiteral(node)) return faultOfRegex(node);
  if (t.isStringLiteral(node) && !PLAIN_ESCAPES.test(String(node.extra?.raw)))
    return "a \\u escape or a line break in a string";
  return undefined;
}

function faultOfRegex(node: t.RegExpLiteral): string | undefined {
  const { pattern, faults } = examineRegex(node.pattern, node.flags);
  return faults[0]?.[0] ?? (pattern === node.pattern ? undefined : "a regex in its original spelling");
}

function lateFunction(statements: t.Statement[]): string | undefined {
  const first = statements.findIndex(
    (statement) => !t.isFunctionDeclaration(statement) && !isBareVar(statement),
  );
  const late = first >= 0 && statements.slice(first).some((statement) => t.isFunctionDeclaration(statement));
  return late ? "a function declared after a statement" : undefined;
}

function isBareVar(statement: t.Statement): boolean {
  return t.isVariableDeclaration(statement) && statement.declarations.every((one) => !one.init);
}
