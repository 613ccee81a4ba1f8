// 20 ms
const a = [1, 2, 3];
const b = a;
b.push(4);
print(a, a === b, a == [1, 2, 3, 4], a.slice() === a);
let log = "";
[1, 2, 3].forEach((v, i, all) => {
  all[i] = v * 10;
  log += v + ",";
});
print(log);
const doubled = [1, 2, 3];
doubled.forEach((v, i) => (doubled[i] = v * 2));
print(doubled);
const queue = [1, 2, 3];
log = "";
while (queue.length) {
  const v = queue.shift();
  log += v;
  if (v === 2) queue.push(9);
}
print(log, queue, queue.length);
const list = [5, 6, 7, 8];
for (let i = list.length - 1; i >= 0; i--) if (list[i] % 2) list.splice(i, 1);
print(list);
const o = { list: [1] };
o.list[2] = 3;
o.list.name = "named";
print(o.list, o.list.length, o.list.name, Object.keys(o.list), JSON.stringify(o.list));
const stack = [];
stack.push(1);
stack.push([2, 3]);
stack.unshift(...["x", "y"]);
print(stack, stack.pop(), stack.length, stack.indexOf("y"));
delete stack[0];
print(stack, stack[0], stack.length);
print(0 in stack);
const swap = [1, 2];
[swap[0], swap[1]] = [swap[1], swap[0]];
print(swap, swap.concat(swap).length);
const nested = [[1], [2]];
const shallow = nested.slice();
shallow[0].push("shared");
shallow[1] = "own";
print(nested, shallow);
const filled = new Array(3).fill([]);
filled[0].push("same");
print(filled);
const big = [];
for (let i = 0; i < 200; i++) big.push(i);
print(big.length, big.indexOf(150), big.slice(-3), big.splice(50, 100).length, big.length, big[50]);
print(
  big.reduce((s, v) => s + v, 0),
  big.filter((v) => v % 50 === 0),
  big.some((v) => v === 75),
  big.map((v) => v & 1).reduce((s, v) => s + v),
);
const args = (function () {
  return arguments;
})(1, 2);
print(
  args.length,
  args[1],
  [].slice.call(args),
  [].slice.call("ab"),
  [].map.call("ab", (c) => c + c),
  Array.isArray(args),
  args,
  args + "",
);
// prints:
// | [ 1, 2, 3, 4 ] true false false
// | 1,2,3,
// | [ 2, 4, 6 ]
// | 1239 [  ] 0
// | [ 6, 8 ]
// = "[ 1, undefined, 3, "
// = "  \"name\": \"named\" ] 3 named [ "
// = "  \"0\", "
// = "  \"2\", "
// |   "name"
// |  ] [1,null,3]
// = "[ "
// = "  \"x\", "
// = "  \"y\", "
// |   1 ] [ 2, 3 ] 3 1
// = "[ "
// = "  undefined, "
// = "  \"y\", "
// |   1 ] undefined 3
// | false
// | [ 2, 1 ] 4
// = "[ "
// = "  [ 1, "
// |     "shared"
// = "   ], "
// |   [ 2 ]
// = " ] [ "
// = "  [ 1, "
// |     "shared"
// = "   ], "
// |   "own"
// |  ]
// = "[ "
// = "  [ "
// |     "same"
// = "   ], "
// = "  [ "
// |     "same"
// = "   ], "
// = "  [ "
// |     "same"
// |    ]
// |  ]
// | 200 150 [ 197, 198, 199 ] 100 100 150
// | 9950 [ 0, 150 ] false 50
// = "2 2 [ 1, 2 ] [ "
// = "  \"a\", "
// |   "b"
// = " ] [ "
// = "  \"aa\", "
// |   "bb"
// |  ] true [ 1, 2 ] 1,2
