// Variables in the head of a loop. On the board all turns of `for (let i ...)` share one variable, so a
// function made in the body sees the last value. The head gets a variable of its own and the body a copy
// per turn, which the board does keep apart; only loops whose variable is really captured pay for it.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { E_LANGUAGE } from "../../../lib/codes.ts";
import type { Lowering } from "./context.ts";

type Binding = NonNullable<ReturnType<NodePath["scope"]["getBinding"]>>;

/**
 * Gives each turn of a loop its own copy of the head's variables where a function in the body captures
 * them.
 */
export function lowerLoops(context: Lowering): Visitor {
  return {
    ForXStatement(path) {
      const { left } = path.node;
      if (!t.isVariableDeclaration(left) || left.kind === "var") return;
      const { id } = left.declarations[0];
      const binding = t.isIdentifier(id) ? path.scope.getOwnBinding(id.name) : undefined;
      if (!binding || !isCaptured(binding, path)) return;
      const inner = (id as t.Identifier).name;
      const outer = path.scope.generateUid(inner);
      left.declarations[0].id = t.identifier(outer);
      intoBody(path, [copy(left.kind, inner, outer)]);
    },
    ForStatement(path) {
      const { init } = path.node;
      if (!t.isVariableDeclaration(init) || init.kind === "var") return;
      const copies: t.Statement[] = [];
      for (const name of Object.keys(t.getBindingIdentifiers(init))) {
        const binding = path.scope.getOwnBinding(name);
        if (binding && isCaptured(binding, path)) copies.push(splitHead(path, binding, context));
      }
      if (copies.length > 0) intoBody(path, copies);
    },
  };
}

function isCaptured(binding: Binding, loop: NodePath): boolean {
  const around = loop.getFunctionParent();
  return [...binding.referencePaths, ...binding.constantViolations].some(
    (use) => use.getFunctionParent() !== around,
  );
}

// The head keeps the variable under a new name; the body's assignments write both.
function splitHead(path: NodePath<t.ForStatement>, binding: Binding, context: Lowering): t.Statement {
  const inner = binding.identifier.name;
  const outer = path.scope.generateUid(inner);
  const around = path.getFunctionParent();
  const body = path.get("body");
  for (const change of binding.constantViolations) {
    if (!change.isDescendant(body)) continue;
    if (change.getFunctionParent() !== around) {
      context.refuse(
        change.node,
        E_LANGUAGE,
        `a function that changes the loop variable ${inner}`,
        LOOP_ADVICE,
      );
    } else {
      writeBoth(change, outer);
    }
  }
  for (const use of [...binding.referencePaths, ...binding.constantViolations]) {
    if (use.isDescendant(body)) continue;
    if (use.getFunctionParent() !== around) {
      context.refuse(
        use.node,
        E_LANGUAGE,
        `a function in the head of a loop that uses ${inner}`,
        LOOP_ADVICE,
      );
    }
  }
  for (const part of [path.get("init"), path.get("test"), path.get("update")] as NodePath[]) {
    if (part.node) renameFree(part, inner, outer);
  }
  return copy("let", inner, outer);
}

const LOOP_ADVICE = "declare a variable before the loop and use that";

function writeBoth(change: NodePath, outer: string): void {
  const kept = t.identifier(outer);
  if (change.isAssignmentExpression()) {
    change.replaceWith(t.assignmentExpression("=", kept, change.node));
    change.skip();
  } else if (change.isUpdateExpression()) {
    const { operator, prefix, argument } = change.node;
    const after = t.assignmentExpression("=", kept, t.updateExpression(operator, argument, true));
    // i++ as a value is the number before; one step back from the number after.
    const step = t.numericLiteral(operator === "++" ? 1 : -1);
    change.replaceWith(prefix ? after : t.binaryExpression("-", after, step));
    change.skip();
  }
}

function renameFree(part: NodePath, from: string, to: string): void {
  const rename = (node: t.Node) => void (t.isIdentifier(node, { name: from }) && (node.name = to));
  if (part.isIdentifier()) rename(part.node);
  part.traverse({
    Identifier(use) {
      const isProperty = use.parentPath.isMemberExpression({ computed: false }) && use.key === "property";
      const isKey = use.parentPath.isObjectProperty({ computed: false }) && use.key === "key";
      if (!isProperty && !isKey) rename(use.node);
    },
  });
}

function copy(kind: "let" | "const" | string, inner: string, outer: string): t.Statement {
  const declarator = t.variableDeclarator(t.identifier(inner), t.identifier(outer));
  return t.variableDeclaration(kind === "const" ? "const" : "let", [declarator]);
}

function intoBody(path: NodePath<t.For>, copies: t.Statement[]): void {
  const { body } = path.node;
  // A block of its own: the body may declare a variable of the same name.
  const inner = t.isBlockStatement(body) && !declaresAny(body, copies) ? body.body : [body];
  path.node.body = t.blockStatement([...copies, ...inner]);
}

function declaresAny(body: t.BlockStatement, copies: t.Statement[]): boolean {
  const names = new Set(copies.flatMap((statement) => Object.keys(t.getBindingIdentifiers(statement))));
  return body.body.some((statement) =>
    Object.keys(t.getBindingIdentifiers(statement, false, true)).some((name) => names.has(name)),
  );
}
