// What things cost in Espruino's memory, in JsVars of the 14-byte format that the ESP32 build has. Read in
// jsvar.h and jsparse.c of 2v29 and measured on the 32-bit interpreter: test/board/memory-costs.test.ts
// measures every line again.

/** Characters in the first JsVar of a text, and in each further one. */
const TEXT_FIRST = 9;
const TEXT_NEXT = 10;
/** Characters of a name in its own JsVar; the rest goes on as text. */
const NAME_FIRST = 4;
/** Texts made in one piece take whole JsVars behind their first. */
const JSVAR_BYTES = 14;
/** From this length on the interpreter makes bytes in one piece. */
const FLAT_FROM = 20;
/** Whole numbers up to this, with their sign, are kept in the name that they belong to. */
const SMALL_NUMBER = 8191;

/** A text in RAM. */
export function textCost(chars: number): number {
  return 1 + Math.max(0, Math.ceil((chars - TEXT_FIRST) / TEXT_NEXT));
}

/** The name of a variable, property or parameter, without the value. */
export function nameCost(name: string): number {
  const chars = Buffer.byteLength(name, "utf8");
  return 1 + Math.max(0, Math.ceil((chars - NAME_FIRST) / TEXT_NEXT));
}

/** The bytes behind an ArrayBuffer, or a text that `E.toString` made. */
export function flatCost(bytes: number): number {
  return bytes < FLAT_FROM ? textCost(bytes) : 1 + Math.ceil(bytes / JSVAR_BYTES);
}

/** A number as the value of a name. */
export function numberCost(value: number): number {
  const isSmall = Number.isInteger(value) && value >= -SMALL_NUMBER - 1 && value <= SMALL_NUMBER;
  return isSmall && !Object.is(value, -0) ? 0 : 1;
}

/** Names that the interpreter uses itself. */
const PROTO = nameCost("__proto__");
const PROTOTYPE = nameCost("prototype");
const CONSTRUCTOR = nameCost("constructor");

/** Costs of single things, without names of their own and without what they hold. */
export const COST = {
  /** Root, hidden root, timers, watches, state of the network, prototypes of Object and Function. */
  interpreter: 28,
  object: 1,
  array: 1,
  /** A function of the firmware as a value. */
  native: 1,
  function: 1,
  /** Name and text of a function's code where it stays in flash. */
  codeInFlash: 2,
  codeName: 1,
  /** A class without a constructor that extends another: a call of that one's, as text. */
  inheritedCode: 1 + textCost("Other.apply(this,arguments)".length),
  /** The scope that a function was made in; with several scopes, a list of them, for each function. */
  scope: 1,
  scopeList: 1,
  scopeInList: 1,
  boundThis: 1,
  /** What `bind` makes: the function again, with `this` and one argument. */
  bound: 5,
  getterOrSetter: 1,
  /** The name of a named function expression in the function, before its text. */
  ownName: 1,
  instance: PROTO,
  prototype: PROTOTYPE + 1 + CONSTRUCTOR,
  pattern: 1 + PROTO + nameCost("source") + nameCost("lastIndex"),
  patternFlags: nameCost("flags") + 1,
  /** Without the message; the stack is a text of about 120 characters. */
  error: 1 + PROTO + nameCost("message") + 2 + nameCost("stack") + 13,
  view: 1,
  dataView: 1 + PROTO + nameCost("buffer") + nameCost("byteOffset") + nameCost("byteLength"),
  /** Index, object, time and callback's name; an interval has another time. */
  timer: 1 + 1 + 2 + 1,
  interval: 2,
  timerArguments: 2,
  moduleCache: nameCost("modules") + 1,
  /** Place in the list, type, options' name, socket's number, state. */
  socket: 1 + 1 + 1 + 1 + 2,
  socketList: nameCost("HttpCC") + 1,
  /** The name of a settled promise's value. */
  promiseValue: 1,
  /** Two lists, in each of them an entry with callback and next; and what leads to the next promise. */
  reactionLists: 4,
  reaction: 2 * 4 + 2,
  /** What `resolve` and `reject` hold. */
  settler: 3,
  /** A call that has not returned: its scope, the place for its result, the list of scopes. */
  call: 1,
  callResult: 1,
  callScopes: 1,
  event: 6,
} as const;

/** The class or object of a builtin that a program names, once; with its prototype where that is used. */
export function builtinCost(name: string, withPrototype: boolean): number {
  if (name === "Object" || name === "Function") return 0;
  return nameCost(name) + 1 + (withPrototype ? PROTOTYPE + 1 + CONSTRUCTOR : 0);
}
