// What V8 does differently in the language itself, and what a simulated board changes in a script's text
// before it runs it: sums that become text, `\u` where there is no Unicode, keys that strings don't have, walks
// over keys and items, and `catch`, which must neither catch a power cut nor see V8's own words.

import { parseSync, types } from "@babel/core";
import { type Node, type Surroundings, type Unit, findMarks } from "./memory-marks.ts";
import { readFloat } from "./numeral.ts";
import {
  isLength,
  isPlainKey,
  isSet,
  isSimple,
  isText,
  plainKey,
  setterNames,
  strictUses,
  walk,
} from "./rewrite-syntax.ts";

/** A script after rewriting. */
export interface Rewritten {
  code: string;
  /** Its functions, classes and blocks; none where V8 can't parse it. */
  units: readonly Unit[];
  /** The place in the script as it was, for a line and column (both from 1) of `code`. */
  locate(line: number, column: number): { line: number; column: number };
}

interface Edit {
  at: number;
  removed: number;
  text: string;
  /** Ends what an earlier edit has opened. */
  closing: boolean;
  order: number;
}

/** Scripts are booted again and again, with the same images. */
const CACHE_MAX = 40;
const cache = new Map<string, Rewritten>();

/** Rewrites a script; one that V8 can't parse either is left alone, so that V8 says so. */
export function rewrite(code: string, unicode: boolean, around?: Surroundings): Rewritten {
  const key = `${unicode} ${around?.scope} ${around?.inBlock} ${code}`;
  const known = cache.get(key);
  if (known) return known;
  const { edits, units } = findEdits(code, unicode, around);
  const rewritten = { ...applyEdits(code, edits), units };
  if (cache.size >= CACHE_MAX) cache.delete(cache.keys().next().value!);
  cache.set(key, rewritten);
  return rewritten;
}

/** Names of the functions that rewritten code calls; the installed built-ins define them. */
export const HELPER = {
  add: "$$add",
  text: "$$text",
  number: "$$number",
  caught: "$$caught",
  length: "$$length",
  code: "$$code",
  addTo: "$$addTo",
  forIn: "$$forIn",
  walk: "$$walk",
  key: "$$key",
  has: "$$has",
  remove: "$$remove",
  ordered: "$$ordered",
  place: "$$place",
  self: "$$self",
  set: "$$set",
  step: "$$step",
} as const;

function findEdits(
  code: string,
  unicode: boolean,
  around: Surroundings | undefined,
): { edits: Edit[]; units: readonly Unit[] } {
  let program: Node;
  try {
    const parserOpts = {
      createParenthesizedExpressions: true,
      allowReturnOutsideFunction: true,
      tokens: false,
    };
    const options = { sourceType: "script", configFile: false, babelrc: false, parserOpts } as const;
    program = parseSync(code, options) as unknown as Node;
  } catch {
    return { edits: [], units: [] };
  }
  const edits: Edit[] = [];
  const edit = (at: number, removed: number, text: string, closing = text === ")"): void => {
    edits.push({ at, removed, text, closing, order: edits.length });
  };
  const { units, mark, surroundings } = findMarks(program, code, around);
  const insert = (at: number, text: string, closing = false): void => edit(at, 0, text, closing);
  const replaceOperator = (left: Node, right: Node, operator: string): void => {
    const between = code.slice(left.end, right.start);
    edit(left.end + between.lastIndexOf(operator), operator.length, ",");
  };

  const setters = setterNames(program);
  const strict = new Set<Node>();
  const stored = new Set<Node>();
  const removed = new Set<Node>();
  const visit: Partial<Record<string, (node: any) => void>> = {
    BinaryExpression(node: types.BinaryExpression & Node) {
      if (node.operator === "in") {
        edit(node.start, 0, `${HELPER.has}(`);
        const between = code.slice(node.left.end!, node.right.start!);
        edit(node.left.end! + between.lastIndexOf("in"), 2, ",");
        edit(node.end, 0, ")");
      }
      if (node.operator !== "+" || (isText(node.left) && isText(node.right))) return;
      edit(node.start, 0, `${HELPER.add}(`);
      replaceOperator(node.left as Node, node.right as Node, "+");
      edit(node.end, 0, ")");
    },
    AssignmentExpression(node: types.AssignmentExpression & Node) {
      const target = node.left as Node;
      if (node.operator === "=" && isLength(target)) wrapObject(target as any);
      if (types.isMemberExpression(target) && target.computed) stored.add(target as Node);
      if (node.operator === "=" && isSet(target, setters)) {
        return callWithMember(HELPER.set, "=", node, target as types.MemberExpression & Node);
      }
      if (node.operator !== "+=") return;
      if (types.isIdentifier(target)) {
        edit(target.end, 0, `=${HELPER.add}(${code.slice(target.start, target.end)}`);
        replaceOperator(target, node.right as Node, "+=");
        edit(node.end, 0, ")");
      } else if (types.isMemberExpression(target)) {
        callWithMember(HELPER.addTo, "+=", node, target as types.MemberExpression & Node);
      }
    },
    ForInStatement(node: types.ForInStatement) {
      const [left, right] = [node.left as Node, node.right as Node];
      const word = left.end + code.slice(left.end, right.start).lastIndexOf("in");
      edit(word, 2, " of ");
      edit(right.start, 0, ` ${HELPER.forIn}(`);
      edit(right.end, 0, ")");
    },
    ForOfStatement(node: types.ForOfStatement) {
      edit((node.right as Node).start, 0, ` ${HELPER.walk}(`);
      edit((node.right as Node).end, 0, ")");
    },
    NumericLiteral(node: types.NumericLiteral & Node) {
      const raw = code.slice(node.start, node.end);
      if (!/[.eE]/.test(raw) || /^0[xX]/.test(raw)) return;
      const { value } = readFloat(raw);
      if (value !== node.value && Number.isFinite(value))
        edit(node.start, node.end - node.start, ` ${value}`);
    },
    ClassBody(node: types.ClassBody & Node) {
      for (const use of strictUses(node)) strict.add(use);
    },
    ThisExpression(node: types.ThisExpression & Node) {
      if (strict.has(node)) edit(node.start, node.end - node.start, `(${HELPER.self}(this))`);
    },
    UpdateExpression(node: types.UpdateExpression & Node) {
      const target = node.argument as types.MemberExpression & Node;
      if (!node.prefix || !isSet(target, setters)) return;
      const [object, property] = [target.object as Node, target.property as Node & types.Identifier];
      edit(node.start, object.start - node.start, `${HELPER.step}(`);
      edit(object.end, property.end - object.end, `,"${property.name}",${node.operator === "++" ? 1 : -1})`);
    },
    ObjectExpression(node: types.ObjectExpression & Node) {
      const keys = node.properties.map(plainKey);
      const isMixed = keys.length > 1 && keys.some((key) => key !== undefined && /^\d+$/.test(key));
      if (!isMixed || keys.includes(undefined)) return;
      edit(node.start, 0, `${HELPER.ordered}(`);
      edit(node.end, 0, `,${[...new Set(keys)].map((key) => JSON.stringify(key)).join()})`, true);
    },
    TemplateLiteral(node: types.TemplateLiteral) {
      for (const part of node.expressions as Node[]) {
        edit(part.start, 0, `${HELPER.text}(`);
        edit(part.end, 0, ")");
      }
    },
    UnaryExpression(node: types.UnaryExpression & Node) {
      const target = node.argument as types.MemberExpression & Node;
      if (node.operator === "delete" && types.isMemberExpression(target) && !types.isSuper(target.object)) {
        const [object, property] = [target.object as Node, target.property as Node];
        edit(node.start, object.start - node.start, ` ${HELPER.remove}(`);
        edit(object.end, property.start - object.end, target.computed ? "," : ',"');
        edit(property.end, node.end - property.end, target.computed ? ")" : '")', true);
        if (target.computed) removed.add(target);
      }
      if (node.operator !== "+") return;
      edit(node.start, 1, `${HELPER.number}(`);
      edit(node.end, 0, ")");
    },
    CatchClause(node: types.CatchClause & Node) {
      const body = node.body as Node;
      if (!node.param) edit(node.start + "catch".length, 0, "($$error)");
      const name = node.param ? code.slice((node.param as Node).start, (node.param as Node).end) : "$$error";
      edit(body.start + 1, 0, `${name}=${HELPER.caught}(${name});`);
    },
    MemberExpression(node: types.MemberExpression & Node) {
      const [object, key] = [node.object as Node, node.property as Node];
      if (!node.computed || removed.has(node) || !isSimple(object) || (isPlainKey(key) && !stored.has(node)))
        return;
      edit(
        key.start,
        0,
        ` ${stored.has(node) ? HELPER.place : HELPER.key}(${code.slice(object.start, object.end)},`,
      );
      edit(key.end, 0, ")");
    },
    CallExpression(node: types.CallExpression & Node) {
      const [first] = node.arguments as Node[];
      if (!types.isIdentifier(node.callee, { name: "eval" }) || !first) return;
      const { scope, inBlock } = surroundings(node);
      edit(first.start, 0, `${HELPER.code}(`);
      edit(first.end, 0, `,"${scope}",${inBlock})`, true);
    },
    StringLiteral(node: Node) {
      if (unicode) return;
      const raw = code.slice(node.start, node.end);
      for (const found of raw.matchAll(/\\(?:u[0-9a-fA-F]{2}([0-9a-fA-F]{2})|[\s\S])/g)) {
        if (found[1]) edit(node.start + found.index, found[0].length, `\\x${found[1]}`);
      }
    },
  };

  /** `o.x += v` evaluates `o` and `x` once. */
  const callWithMember = (
    helper: string,
    operator: string,
    node: types.AssignmentExpression & Node,
    target: types.MemberExpression & Node,
  ): void => {
    const object = target.object as Node;
    const property = target.property as Node;
    edit(node.start, 0, `${helper}(`);
    if (target.computed) {
      edit(object.end, code.indexOf("[", object.end) + 1 - object.end, ",");
      edit(property.end, target.end - property.end, "");
    } else {
      edit(object.end, property.start - object.end, ",");
      const { name } = property as unknown as types.Identifier;
      edit(property.start, property.end - property.start, JSON.stringify(name));
    }
    replaceOperator(target, node.right as Node, operator);
    edit(node.end, 0, ")");
  };
  const wrapObject = (target: types.MemberExpression & Node): void => {
    edit((target.object as Node).start, 0, `${HELPER.length}(`);
    edit((target.object as Node).end, 0, ")");
  };

  walk(program, (node) => {
    mark(node, insert);
    visit[node.type]?.(node);
  });
  return { edits, units };
}

/**
 * Puts the edits in. At one place closing text of inner nodes comes before that of outer ones, opening text
 * the other way round; both follow from the order of the walk.
 */
function applyEdits(code: string, edits: Edit[]): Omit<Rewritten, "units"> {
  const sorted = [...edits].sort((a, b) => {
    if (a.at !== b.at) return a.at - b.at;
    if (a.closing !== b.closing) return a.closing ? -1 : 1;
    return a.closing ? b.order - a.order : a.order - b.order;
  });
  let text = "";
  let from = 0;
  /** Pairs of offsets, in the new text and in the old one, where unchanged text begins. */
  const steps: [number, number][] = [[0, 0]];
  for (const { at, removed, text: inserted } of sorted) {
    text += code.slice(from, at);
    // Minified code may have had a quote or a sign where a name comes now: `return"a"+b`.
    if (/[\w$]$/.test(text) && /^[\w$]/.test(inserted)) text += " ";
    text += inserted;
    from = Math.max(from, at + removed);
    steps.push([text.length, from]);
  }
  text += code.slice(from);
  const original = (offset: number): number => {
    const step = steps.findLast(([start]) => start <= offset)!;
    return step[1] + offset - step[0];
  };
  return {
    code: text,
    locate: (line, column) => placeOf(code, original(offsetOf(text, line, column))),
  };
}

function offsetOf(text: string, line: number, column: number): number {
  let offset = 0;
  for (let left = line; left > 1; left--) offset = text.indexOf("\n", offset) + 1;
  return offset + column - 1;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
