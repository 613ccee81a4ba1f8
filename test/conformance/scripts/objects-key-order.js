// 20 ms, asserts
const mixed = { b: 1, 5: 2, a: 3, 3: 4, x1: 5 };
print(Object.keys(mixed), JSON.stringify(mixed), mixed);
const counts = {};
for (const n of [7, 3, 7, "z", 1, 3, "a", 0]) counts[n] = (counts[n] || 0) + 1;
print(Object.keys(counts).join(), JSON.stringify(counts), Object.values(counts).join());
let text = "";
for (const k in counts) text += k + counts[k] + " ";
print(text);
delete counts[7];
counts[7] = "again";
counts.late = 1;
counts[2] = 1;
print(Object.keys(counts).join(), Object.entries(counts).length);
const copy = { ...counts, 9: 1, 4: 2 };
const assigned = Object.assign({ 8: 1 }, mixed);
print(Object.keys(copy).join(), Object.keys(assigned).join());
print(
  JSON.stringify(JSON.parse('{"10":1,"b":2,"2":3,"a":4}')),
  Object.keys(JSON.parse('{"3":1,"1":2,"2":3}')).join(),
);
const byId = {};
[{ id: 30 }, { id: 10 }, { id: 20 }].forEach((x) => (byId[x.id] = x));
print(
  Object.keys(byId).join(),
  Object.values(byId)
    .map((x) => x.id)
    .join(),
  JSON.stringify(byId),
);
print(
  Object.keys(
    Object.fromEntries([
      ["2", "b"],
      ["1", "a"],
    ]),
  ).join(),
  10 in byId,
  byId["30"].id,
  Object.keys({ 2: 1, 1: 2 }).join(),
);
const list = ["a"];
list[5] = "f";
list[2] = "c";
print(Object.keys(list).join(), list.length, JSON.stringify(list));
for (const key of Object.keys(byId)) delete byId[key];
byId[1] = "one";
print(JSON.stringify(byId), E.toJS(mixed));
// prints:
// = "[ "
// = "  \"b\", "
// = "  \"5\", "
// = "  \"a\", "
// = "  \"3\", "
// |   "x1"
// = " ] {\"b\":1,\"5\":2,\"a\":3,\"3\":4,\"x1\":5} { \"b\": 1, \"5\": 2, \"a\": 3, \"3\": 4, "
// |   "x1": 5 }
// | 7,3,z,1,a,0 {"7":2,"3":2,"z":1,"1":1,"a":1,"0":1} 2,2,1,1,1,1
// = "72 32 z1 11 a1 01 "
// | 3,z,1,a,0,7,late,2 8
// | 3,z,1,a,0,7,late,2,9,4 8,b,5,a,3,x1
// | {"10":1,"b":2,"2":3,"a":4} 3,1,2
// | 30,10,20 30,10,20 {"30":{"id":30},"10":{"id":10},"20":{"id":20}}
// | 2,1 true 30 2,1
// | 0,2,5 6 ["a",null,"c",null,null,"f"]
// | {"1":"one"} {b:1,5:2,a:3,3:4,x1:5}
