// 50 ms
const a = [5, 1, 4];
print(a.push(2, 3), a.pop(), a.shift(), a.unshift(9, 8), a, a.length);
print(
  a.slice(1, 3),
  a.slice(-2),
  a.slice(),
  a.concat([1], 2, [[3]]),
  a.indexOf(4),
  a.includes(9),
  a.indexOf("4"),
);
print(a.splice(1, 2), a, a.splice(1, 0, "x", "y"), a, a.splice(-1), a, a.splice(1), a);
print(
  [1, 2, 3].reverse(),
  [1, 2, 3].fill(0, 1),
  [1, 2, 3].join("-"),
  [null, undefined, [1, [2, null]], 0].join(";"),
  [].join(),
);
print(
  [1, 2, 3, 4].filter((x) => x % 2),
  [1, 2].map((x, i, all) => x + i + all.length),
  [1, 2, 3].reduce((s, x) => s + x, "r"),
);
print(
  [1, 2, 3].find((x) => x > 1),
  [1].find((x) => x > 1),
  [1, 2].findIndex((x) => x === 2),
  [1].some((x) => x > 1),
  [].every((x) => x),
);
print(
  Array.isArray([]),
  Array.isArray({}),
  new Array(3).length,
  new Array(1, 2),
  Array(2).join("x"),
  [,].length,
);
print(a[9], a[-1], "0" in [1], 1 in [1], delete [1][0]);
const sparse = [];
sparse[3] = 1;
print(
  sparse,
  sparse.length,
  sparse.map((x) => x),
  sparse.indexOf(undefined),
);
for (const bad of [() => [].reduce((x) => x), () => [1].map(5), () => new Array(-1), () => [1].forEach()]) {
  try {
    print(bad());
  } catch (e) {
    print(e.message);
  }
}
let text = "";
[1, 2, 3].forEach((x, i) => {
  text += i + ":" + x + " ";
});
for (const i in ["p", "q"]) text += i;
for (const x of ["p", "q"]) text += x;
print(text, Object.keys(["a", "b"]), [1, 2] + "", [1] == 1, [3, [4]].toString());
// prints:
// | 5 3 5 5 [ 9, 8, 1, 4, 2 ] 5
// = "[ 8, 1 ] [ 4, 2 ] [ 9, 8, 1, 4, 2 ] [ 9, 8, 1, 4, 2, 1, 2, "
// |   [ 3 ]
// |  ] 3 true -1
// = "[ 8, 1 ] [ 9 ] [  ] [ 9 ] [ 2 ] [ 9 ] [ "
// = "  \"x\", "
// = "  \"y\", "
// |   4 ] [ 9 ]
// = "[ 3, 2, 1 ] [ 1, 0, 0 ] 1-2-3 ;;1,2,;0 "
// | [ 1, 3 ] [ 3, 5 ] r123
// | 2 undefined 1 false true
// | true false 3 [ 1, 2 ] x 1
// | undefined undefined true false true
// | [ undefined, undefined, undefined, 1 ] 4 [ undefined, undefined, undefined, 1 ] -1
// | Used on empty array with no initial value
// | First argument must be a function
// | Invalid array length
// | First argument must be a function
// = "0:1 1:2 2:3 01pq [ "
// = "  \"0\", "
// |   "1"
// |  ] 1,2 true 3,4
