// Templates and text. Template literals become sums: Espruino ends one at the first brace inside a string
// inside `${}`, starts a new lexer for every one it meets, and a sum is as short. Text becomes bytes.

import { types as t, type Visitor } from "@babel/core";
import { toByteString } from "../text-bytes.ts";

/** Turns `a${b}c` into "a" + b + "c". */
export function lowerTemplates(): Visitor {
  return {
    TemplateLiteral: {
      exit(path) {
        if (path.parentPath.isTaggedTemplateExpression()) return;
        const parts: t.Expression[] = [];
        path.node.quasis.forEach((quasi, index) => {
          const text = quasi.value.cooked ?? quasi.value.raw;
          if (text !== "") parts.push(t.stringLiteral(text));
          const expression = path.node.expressions[index];
          if (expression) parts.push(expression as t.Expression);
        });
        // A sum is text only from its first string on.
        if (!t.isStringLiteral(parts[0]) && !t.isStringLiteral(parts[1])) parts.unshift(t.stringLiteral(""));
        path.replaceWith(parts.reduce((sum, part) => t.binaryExpression("+", sum, part)));
      },
    },
  };
}

/**
 * Turns text in literals and in property names into byte strings, and drops directives such as "use
 * strict".
 */
export function lowerText(program: t.Node): void {
  t.traverseFast(program, (node) => {
    if (t.isStringLiteral(node)) {
      node.value = toByteString(node.value);
      node.extra = undefined;
    }
    if (t.isProgram(node) || t.isBlockStatement(node)) node.directives = [];
  });
}
