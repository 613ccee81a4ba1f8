// 20 ms, standard
const values = [0, 1, "", "0", "1", "a", true, false, null, undefined, NaN];
const row = (f) => values.map((a) => values.map((b) => (f(a, b) ? "x" : ".")).join("")).join(" ");
print(row((a, b) => a === b));
print(row((a, b) => a == b));
print(row((a, b) => a !== b && a != b));
const o = {};
const list = [];
const f = () => 1;
print(o === o, o == o, {} === {}, [] === [], f === f, list === list, o != null, o == undefined);
print("abc" === "ab" + "c", "a" == "A", "1.0" == 1, "1.0" === "1", " 1" == "1", "\u0041" === "A");
print(1 === 1.0, 0.5 === 1 / 2, 1e3 === 1000, 0x10 === 16, 1 / 3 === 2 / 6, -0 === 0);
print(
  null == 0,
  null >= 0,
  null == false,
  undefined == 0,
  undefined == null,
  "" == 0,
  "" == null,
  false == "",
);
print(
  [1, 2, 3].indexOf(2),
  [1, "2"].indexOf(2),
  [NaN].indexOf(NaN),
  [undefined].indexOf(undefined),
  [o].indexOf(o),
  [{}].indexOf(o),
);
print([null].includes(undefined), [0].includes(-0), ["a"].includes("a"), [1, 2].includes("1"));
print(
  typeof NaN === "number",
  isNaN(NaN),
  isNaN("a"),
  isNaN("1"),
  isFinite("5"),
  isFinite(1 / 0),
  isFinite(null),
);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
print(same({ a: 1, b: [2] }, { a: 1, b: [2] }), same({ a: 1, b: 2 }, { b: 2, a: 1 }), same([1], ["1"]));
const shallow = (a, b) =>
  Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((k) => a[k] === b[k]);
print(shallow({ x: 1 }, { x: 1 }), shallow({ x: [] }, { x: [] }), shallow({}, { x: undefined }));
// prints:
// | x.......... .x......... ..x........ ...x....... ....x...... .....x..... ......x.... .......x... ........x.. .........x. ...........
// | x.xx...x... .x..x.x.... x.x....x... x..x...x... .x..x.x.... .....x..... .x..x.x.... x.xx...x... ........xx. ........xx. ...........
// | .x..xxx.xxx x.xx.x.xxxx .x.xxxx.xxx .xx.xxx.xxx x.xx.x.xxxx xxxxx.xxxxx x.xx.x.xxxx .x..xxx.xxx xxxxxxxx..x xxxxxxxx..x xxxxxxxxxxx
// | true true false false true true true false
// | true false true false false true
// | true true true true true true
// | false true false false true true false true
// | 1 -1 -1 0 0 -1
// | false true true false
// | true true true false true false true
// | true false false
// | true false false
