// 20 ms, standard
function Old() {}
class New {}
class Sub extends New {}
print(
  typeof 1,
  typeof "s",
  typeof true,
  typeof undefined,
  typeof null,
  typeof {},
  typeof [],
  typeof (() => 1),
  typeof Old,
  typeof New,
);
print(
  typeof missing,
  typeof missing === "undefined",
  typeof NaN,
  typeof new Date(),
  typeof /x/,
  typeof new Error("e"),
  typeof JSON.parse,
);
print(
  new Old() instanceof Old,
  new Sub() instanceof New,
  new New() instanceof Sub,
  [] instanceof Array,
  {} instanceof Object,
  (() => 1) instanceof Function,
);
print(
  [] instanceof Object,
  new Date() instanceof Date,
  new Date() instanceof Object,
  new Uint8Array(1) instanceof Uint8Array,
  /x/ instanceof RegExp,
);
print(Object.create(Old.prototype) instanceof Old, null instanceof Object, undefined instanceof Object);
const o = { a: 1, u: undefined, nested: { b: 2 } };
print(
  "a" in o,
  "b" in o,
  "u" in o,
  "toString" in o,
  0 in ["x"],
  1 in ["x"],
  "length" in [],
  "a" in Object.create(o),
);
print(
  delete o.a,
  o.a,
  "a" in o,
  delete o.nested.b,
  JSON.stringify(o),
  o.hasOwnProperty("u"),
  o.hasOwnProperty("a"),
  o.u === o.missing,
);
print(
  Array.isArray([]),
  Array.isArray({ length: 0 }),
  Array.isArray("a"),
  Array.isArray(new Uint8Array(2)),
  Array.isArray(Array(2)),
);
print(
  String(1),
  String(true),
  String(null),
  String(undefined),
  String([1, [2]]),
  String({}),
  Number("12"),
  Number(""),
  Number("x"),
  Number(true),
  Number(null),
);
print(
  Boolean(""),
  Boolean("false"),
  Boolean(0),
  Boolean([]),
  Boolean(NaN),
  !!undefined,
  parseInt("12px"),
  parseFloat("1.5e2x"),
  parseInt("zz", 36),
);
const kind = (v) =>
  v === null ? "null" : Array.isArray(v) ? "array" : v instanceof Date ? "date" : typeof v;
print([1, "", null, undefined, [], {}, new Date(0), () => 1, true].map(kind).join());
print({}.constructor === Object, new Sub().constructor === Sub);
print(
  1 + {},
  [] + [],
  {} + "",
  [1, 2] + "",
  null + "",
  true + "x",
  (() => 1) + "" !== "",
  `${[1, [2, 3]]}`,
  [undefined, null] + "",
);
print(
  { valueOf: () => 5 } * 2,
  { valueOf: () => 5 } + 1,
  { toString: () => "t" } + "!",
  `${{ toString: () => "t" }}`,
  [5] * 2,
  +{ valueOf: () => 3 },
);
// prints:
// | number string boolean undefined object object object function function function
// | undefined true number object object object function
// | true true false true true true
// | true true true true true
// | true false false
// | true false true true true false true true
// | true undefined false true {"nested":{}} true false true
// | true false false false true
// | 1 true null undefined 1,2 [object Object] 12 0 NaN 1 0
// | false true false true false false 12 150 1295
// | number,string,null,undefined,array,object,date,function,boolean
// | true true
// | 1[object Object]  [object Object] 1,2 null truex true 1,2,3 ,
// | 10 6 t! t 10 3
