// The lists of what Espruino lacks or does wrongly, each with what to write instead. Measured on 2v29.

/** Error classes that the board has. */
export const ERRORS = new Set(["Error", "TypeError", "SyntaxError", "ReferenceError"]);

/** Typed arrays that the board has. */
export const TYPED_ARRAYS = (
  "Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array " +
  "Float64Array"
).split(" ");

const OBJECT = "use an object with string keys";
const SPLIT = "use a loop";
const NOT_HERE = "the board has nothing like it";

/** Globals that are not there. */
export const MISSING_GLOBALS: Record<string, string> = {
  Map: OBJECT,
  Set: OBJECT,
  WeakMap: "keep the value in a property",
  WeakSet: "keep a flag in a property",
  WeakRef: NOT_HERE,
  FinalizationRegistry: NOT_HERE,
  Symbol: "use a string as the key",
  Proxy: NOT_HERE,
  Reflect: "use Object, apply or call",
  BigInt: "use numbers up to 2^53, or text",
  BigInt64Array: NOT_HERE,
  BigUint64Array: NOT_HERE,
  RangeError: "use Error or TypeError",
  EvalError: "use Error",
  URIError: "use Error",
  AggregateError: "use Error",
  queueMicrotask: "use Promise.resolve().then(f) or setTimeout(f, 0)",
  setImmediate: "use setTimeout(f, 0)",
  clearImmediate: "use clearTimeout",
  structuredClone: "copy the properties yourself",
  requestAnimationFrame: "use setTimeout",
  TextEncoder: "strings hold bytes: use E.toUint8Array",
  TextDecoder: "strings hold bytes: use E.toString",
  URL: "take the text apart with indexOf and slice",
  URLSearchParams: "take the text apart with split",
  escape: "write your own loop over the bytes",
  unescape: "write your own loop over the bytes",
  encodeURI: "write your own loop over the bytes",
  decodeURI: "write your own loop over the bytes",
  encodeURIComponent: "bytes above 0x7f come out wrong: write your own loop",
  decodeURIComponent: "bytes above 0x7f throw: write your own loop",
  Intl: NOT_HERE,
  SharedArrayBuffer: NOT_HERE,
  Atomics: NOT_HERE,
  WebAssembly: NOT_HERE,
  Iterator: NOT_HERE,
  fetch: 'use require("http")',
  AbortController: "use a flag",
  EventTarget: "use on and emit",
  Event: "use emit",
  performance: "use getTime()",
  Buffer: "strings hold bytes: use E.toUint8Array and E.toString",
};

/** Members of globals that are not there, or wrong. */
export const MISSING_MEMBERS: Record<string, string> = {
  "Math.trunc": "use x | 0, or Math.floor and Math.ceil",
  "Math.imul": "use (a * b) | 0 for factors below 2^26",
  "Math.clz32": "use a loop",
  "Math.log2": "use Math.log(x) / Math.LN2",
  "Math.log10": "use Math.log(x) / Math.LN10",
  "Math.log1p": "use Math.log(1 + x)",
  "Math.expm1": "use Math.exp(x) - 1",
  "Math.hypot": "use Math.sqrt(x * x + y * y)",
  "Math.cbrt": "use Math.pow(x, 1 / 3)",
  "Math.fround": "use a Float32Array",
  "Math.sinh": "use Math.exp",
  "Math.cosh": "use Math.exp",
  "Math.tanh": "use Math.exp",
  "Array.from": "use slice, map, or a loop",
  "Array.of": "use [a, b]",
  "Object.freeze": "leave it out",
  "Object.seal": "leave it out",
  "Object.preventExtensions": "leave it out",
  "Object.isFrozen": "leave it out",
  "Object.isSealed": "leave it out",
  "Object.isExtensible": "leave it out",
  "Object.is": "use ===",
  "Object.hasOwn": "use o.hasOwnProperty(k)",
  "Object.getOwnPropertySymbols": "use Object.keys",
  "Object.groupBy": SPLIT,
  "Number.isInteger": "use x === Math.floor(x)",
  "Number.isSafeInteger": "compare with Math.floor and 9007199254740991",
  "Number.isNaN": "use x !== x",
  "Number.isFinite": "use isFinite(x)",
  "Number.parseInt": "use parseInt",
  "Number.parseFloat": "use parseFloat",
  "Number.EPSILON": "use 2.220446049250313e-16",
  "Number.MAX_SAFE_INTEGER": "use 9007199254740991",
  "Number.MIN_SAFE_INTEGER": "use -9007199254740991",
  "String.raw": "write the backslashes",
  "String.fromCodePoint": "strings hold bytes: write the UTF-8 bytes",
  "Promise.race": "use new Promise and resolve it from each",
  "Promise.any": "use new Promise and resolve it from each",
  "Promise.allSettled": "give each promise its own catch, then Promise.all",
  "Promise.withResolvers": "use new Promise",
  "Date.UTC": "use new Date(text with Z).getTime()",
  "JSON.rawJSON": NOT_HERE,
  "ArrayBuffer.isView": "use instanceof",
};
for (const name of TYPED_ARRAYS) {
  MISSING_MEMBERS[`${name}.from`] = `use new ${name}(array)`;
  MISSING_MEMBERS[`${name}.of`] = `use new ${name}([a, b])`;
  MISSING_MEMBERS[`${name}.BYTES_PER_ELEMENT`] = "write the number";
}

/** Methods that no object of the board has. */
export const MISSING_METHODS: Record<string, string> = {
  at: "use a[a.length - 1] or charAt",
  flat: "use [].concat.apply([], a)",
  flatMap: "use map, then concat",
  keys: "use Object.keys or a loop",
  values: "use Object.values or a loop",
  entries: "use Object.entries or a loop",
  reduceRight: "use reduce on a reversed copy",
  findLast: SPLIT,
  findLastIndex: SPLIT,
  copyWithin: SPLIT,
  toSorted: "use slice().sort()",
  toReversed: "use slice().reverse()",
  toSpliced: "use slice and splice",
  with: "assign to a copy",
  codePointAt: "strings hold bytes: use charCodeAt",
  matchAll: "use exec in a loop with the flag g",
  search: "use r.exec(s) and its index",
  trimStart: "use a loop",
  trimEnd: "use a loop",
  trimLeft: "use a loop",
  trimRight: "use a loop",
  localeCompare: "use < and >",
  normalize: NOT_HERE,
  isWellFormed: NOT_HERE,
  toPrecision: "use toFixed",
  toExponential: "use toFixed",
  toLocaleString: "use toString",
  finally: "use then(f, f)",
  once: "use on, and removeListener inside",
  propertyIsEnumerable: "use hasOwnProperty",
};
