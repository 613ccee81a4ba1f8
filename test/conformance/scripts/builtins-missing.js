// 50 ms
for (const name of [
  "queueMicrotask",
  "structuredClone",
  "setImmediate",
  "TextEncoder",
  "URL",
  "Intl",
  "fetch",
  "Buffer",
  "window",
  "self",
  "module",
]) {
  print(name, typeof global[name]);
}
const s = "x";
print(
  typeof s.at,
  typeof s.codePointAt,
  typeof s.localeCompare,
  typeof s.normalize,
  typeof s.matchAll,
  typeof s.search,
);
print(
  typeof s.trimStart,
  typeof s.big,
  typeof s.charAt,
  typeof s.replaceAll,
  typeof s.anchor,
  typeof s.isWellFormed,
);
const a = [1];
print(
  typeof a.flat,
  typeof a.at,
  typeof a.keys,
  typeof a.entries,
  typeof a.lastIndexOf,
  typeof a.findLast,
  typeof a.toSorted,
  typeof a.map,
);
const u = new Uint8Array(1);
print(
  typeof u.at,
  typeof u.lastIndexOf,
  typeof u.subarray,
  typeof u.toSorted,
  typeof u.buffer.slice,
  typeof u.buffer.byteLength,
);
const n = 5;
print(typeof n.toPrecision, typeof n.toExponential, typeof n.toFixed, typeof n.toLocaleString);
const o = {};
print(
  typeof o.isPrototypeOf,
  typeof o.propertyIsEnumerable,
  typeof o.hasOwnProperty,
  typeof o.on,
  typeof o.toLocaleString,
);
const f = () => 1;
print(
  typeof f.call,
  typeof f.bind,
  typeof f.apply,
  typeof f.replaceWith,
  typeof /x/.exec,
  typeof /x/.compile,
  typeof new Date().toLocaleString,
);
print(
  typeof process,
  typeof E,
  typeof require,
  typeof Modules,
  typeof console,
  typeof global,
  global === globalThis,
  typeof global.print,
);
print(
  typeof E.toString,
  typeof E.nothing,
  typeof process.env.VERSION,
  process.env.BOARD.slice(0, 5),
  process.version.slice(0, 3),
  typeof process.memory().free,
  typeof process.on,
);
print(HIGH, LOW, typeof Infinity, isNaN(NaN));
// prints:
// | queueMicrotask undefined
// | structuredClone undefined
// | setImmediate undefined
// | TextEncoder undefined
// | URL undefined
// | Intl undefined
// | fetch undefined
// | Buffer undefined
// | window undefined
// | self undefined
// | module undefined
// | undefined undefined undefined undefined undefined undefined
// | undefined undefined function function undefined undefined
// | undefined undefined undefined undefined undefined undefined undefined function
// | undefined undefined function undefined undefined number
// | undefined undefined function undefined
// | undefined undefined function function undefined
// | function function function function function undefined undefined
// | function function function function function object true function
// | function undefined string LINUX 2v2 number function
// | 1 0 number true
