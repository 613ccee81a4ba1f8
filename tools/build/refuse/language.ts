// Language features that no step lowers. They are looked for in the bundle, so that code nobody uses is no
// reason to refuse a program.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { E_LANGUAGE, E_REGEX } from "../../../lib/codes.ts";
import { isGlobal, type Lowering } from "../lower/context.ts";
import { examineRegex } from "./regex.ts";

// The interpreter compares only this many characters of a name.
const NAME_MAX = 63;

/** Notes every feature that can't be built; rewrites regexes that only need another spelling. */
export function refuseLanguage(context: Lowering): Visitor {
  const refuse = (node: t.Node, what: string, instead: string) =>
    context.refuse(node, E_LANGUAGE, what, instead);
  const regex = (node: t.Node, pattern: string, flags: string) => {
    const answer = examineRegex(pattern, flags);
    for (const [what, instead] of answer.faults) context.refuse(node, E_REGEX, what, instead);
    return answer.pattern;
  };
  return {
    Function(path) {
      if (path.node.generator)
        refuse(path.node, "a generator function", "return an array, or call a function for each item");
      if (path.isClassMethod({ kind: "constructor" })) refuseReturnedValue(path, context);
    },
    AwaitExpression(path) {
      if (!path.getFunctionParent())
        refuse(path.node, "await outside a function", "put it into an async function");
    },
    ForOfStatement(path) {
      if (path.node.await) refuse(path.node, "for await", "await each item inside a plain for loop");
    },
    TaggedTemplateExpression(path) {
      refuse(path.node, "a tagged template", "call the function with arguments");
    },
    MetaProperty(path) {
      const what = `${path.node.meta.name}.${path.node.property.name}`;
      refuse(path.node, what, what === "new.target" ? "pass what you need as an argument" : "use a constant");
    },
    BigIntLiteral(path) {
      refuse(path.node, "a BigInt", "use numbers up to 2^53, or text");
    },
    Decorator(path) {
      refuse(path.node, "a decorator", "call the function yourself");
    },
    VariableDeclaration(path) {
      if (/using/.test(path.node.kind)) refuse(path.node, "using", "free it in a finally block");
    },
    TryStatement(path) {
      if (path.node.finalizer) refuseLeaving(path.get("finalizer") as NodePath, refuse);
    },
    RegExpLiteral(path) {
      path.node.pattern = regex(path.node, path.node.pattern, path.node.flags);
      path.node.extra = undefined;
    },
    ArrayExpression(path) {
      if (path.node.elements.includes(null) && mayBeSkipped(path))
        refuse(path.node, "a hole in an array", "write undefined");
    },
    CallExpression(path) {
      // The text would name variables that the build shortens, and the bundler would wrap the whole file.
      if (!isGlobal(path, path.node.callee, "eval")) return;
      refuse(path.node, "a direct eval", "use new Function(text)(), which sees only globals");
    },
    NewExpression(path) {
      const [pattern, flags] = path.node.arguments;
      if (!isGlobal(path, path.node.callee, "RegExp") || !t.isStringLiteral(pattern)) return;
      pattern.value = regex(path.node, pattern.value, t.isStringLiteral(flags) ? flags.value : "");
      pattern.extra = undefined;
    },
    Identifier(path) {
      if (path.node.name.length > NAME_MAX && !path.scope.hasBinding(path.node.name)) {
        refuse(
          path.node,
          `a name of more than ${NAME_MAX} characters`,
          "shorten it: the rest is not compared",
        );
      }
    },
  };
}

// An error, or a loop's end, is stronger than what the board meets in `finally`.
function refuseLeaving(block: NodePath, refuse: (node: t.Node, what: string, instead: string) => void): void {
  const leave = (node: t.Node) =>
    refuse(node, "leaving a finally block by a jump", "jump after the try statement");
  const inner = (path: NodePath, ways: string[]) =>
    path.findParent((parent) => parent === block || ways.some((way) => parent.isNodeType(way))) !== block;
  block.traverse({
    Function: (path) => path.skip(),
    ReturnStatement: (path) => leave(path.node),
    BreakStatement: (path) => {
      if (path.node.label || !inner(path, ["Loop", "SwitchStatement"])) leave(path.node);
    },
    ContinueStatement: (path) => {
      if (path.node.label || !inner(path, ["Loop"])) leave(path.node);
    },
  });
}

// Whether an expression is more than a part of a statement at the top. The interpreter can't skip a hole.
function mayBeSkipped(path: NodePath): boolean {
  return (
    path.findParent(
      (parent) => parent.isFunction() || parent.isConditional() || parent.isLogicalExpression(),
    ) !== null || path.getStatementParent()?.parentPath?.isProgram() !== true
  );
}

// The board ignores what a constructor of a class returns.
function refuseReturnedValue(path: NodePath, context: Lowering): void {
  path.traverse({
    Function: (inner) => inner.skip(),
    Class: (inner) => inner.skip(),
    ReturnStatement(inner) {
      const { argument } = inner.node;
      if (argument && !t.isUnaryExpression(argument, { operator: "void" })) {
        context.refuse(
          inner.node,
          E_LANGUAGE,
          "a constructor that returns a value",
          "use a function that makes the object",
        );
      }
    },
  });
}
