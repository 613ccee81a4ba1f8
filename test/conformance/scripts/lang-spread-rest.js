// 20 ms, standard
const a = [1, 2];
const b = [...a, 3, ...[], ...[4, [5]]];
print(b.length, b.join("|"), [...a] === a, [..."abc"].join());
const sum = (...n) => n.reduce((s, x) => s + x, 0);
print(sum(), sum(1), sum(...a, 10, ...a), sum.apply(null, a), Math.max(...[3, 9, 4], 7), Math.min(...a, -1));
const o = { x: 1, y: 2 };
print(
  JSON.stringify({ ...o, y: 3 }),
  JSON.stringify({ y: 3, ...o }),
  JSON.stringify({ ...null, ...undefined, ...{ z: 1 }, ...(false && { no: 1 }), ...(true && { yes: 1 }) }),
);
const merge = (...objects) => objects.reduce((all, one) => ({ ...all, ...one }), {});
print(JSON.stringify(merge({ a: 1 }, { b: 2 }, { a: 3 })));
class P {
  constructor(x, ...others) {
    this.x = x;
    this.n = others.length;
  }
}
const p = new P(...[1, 2, 3]);
print(p.x, p.n, new P(...[]).x, new Date(...[2020, 1, 2]).getMonth());
const m = {
  f(...args) {
    return this.k + args.join();
  },
  k: "k",
};
print(m.f(...a), m["f"](...a, ...a), [m][0].f(...[9]));
const list = [];
list.push(...a, ...a);
print(list.join(), [3].concat(...[[1], [2]]).join(), [..."ab", ...[1]].join(""));
const clone = { ...o };
clone.x = 100;
const copies = [...b];
copies[0] = "changed";
print(o.x, b[0], copies[0]);
const unique = (items) => items.filter((x, i, all) => all.indexOf(x) === i);
print(unique([1, 2, 2, 3, 1]).join());
const head = ([first, ...tail]) => first + "/" + tail.length;
print(head([1, 2, 3]), head([1]), head([]));
const partial =
  (f, ...bound) =>
  (...more) =>
    f(...bound, ...more);
print(partial(sum, 1, 2)(3, 4), partial((x, y) => x - y, 10)(3));
const bytes = new Uint8Array([1, 2, 255]);
print([...bytes].join(), sum(...bytes), [0, ...bytes.map((x) => x * 2)].join());
const nested = { ...{ deep: { v: 1 } } };
print(nested.deep.v, { ...nested, v: 1 }.v);
const logger = (level, ...parts) => `[${level}] ${parts.join(" ")}`;
print(logger("info", "a", 1, true, null), logger("warn"));
let evaluated = "";
const n = (v) => ((evaluated += v), [v]);
[...n("a"), ...n("b"), n("c")];
print(evaluated);
// prints:
// | 5 1|2|3|4|5 false a,b,c
// | 0 1 16 3 9 -1
// | {"x":1,"y":3} {"y":2,"x":1} {"z":1,"yes":1}
// | {"a":3,"b":2}
// | 1 2 undefined 1
// | k1,2 k1,2,1,2 k9
// | 1,2,1,2 3,1,2 ab1
// | 1 1 changed
// | 1,2,3
// | 1/2 1/0 undefined/0
// | 10 7
// | 1,2,255 258 0,2,4,254
// | 1 1
// = "[info] a 1 true  [warn] "
// | abc
