// 20 ms, standard
print(
  1 + 2 * 3,
  (1 + 2) * 3,
  2 ** (3 ** 2),
  (-2) ** 2,
  7 % 3,
  -7 % 3,
  7 % -3,
  5.5 % 2,
  2 ** -1,
  2 ** 0.5 > 1.41,
);
print(10 / 4, 1 / 0, -1 / 0, 0 / 0, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, -16 >> 2, -16 >>> 28, 1 << 31, 1 << 32);
print(1 < 2, "a" < "b", "10" < "9", 10 < "9", "b" > "a", null >= 0, undefined >= 0, NaN <= NaN, "a" < "aa");
print(
  true + true,
  true + 1,
  null + 1,
  undefined + 1,
  "5" * "2",
  "5" - 2,
  "5" + 2,
  5 + +"2",
  "a" * 1,
  [] + 1,
  [2] * 3,
);
print(!0, !"", !"0", !null, !{}, !![], !NaN, -"5", +true, +null, +undefined, +"", +"0x10", +"1e3");
let x = 5;
print(x++ + ++x, x, x-- - --x, x, -x, +x, (x += 2), (x -= 1), (x *= 3), (x /= 2), (x %= 5), (x **= 2));
x = 6;
print((x <<= 1), (x >>= 2), (x |= 8), (x &= 10), (x ^= 3), (x >>>= 1));
print(
  1 ? "a" : "b",
  0 ? 1 : "" ? 2 : "c",
  true && "x",
  false || "y",
  null ?? "z",
  0 ?? 1,
  "" || null || "last",
  1 && 0 && 2,
);
let log = "";
const t = (v) => ((log += v), v);
t(0) && t(1);
t(2) || t(3);
t(0) || t(4);
t(null) ?? t(5);
t(1) ? t(6) : t(7);
print(log);
let y = null;
y ??= "set";
y ||= "not";
y &&= y + "!";
print(y, (1, 2, 3), void 0, typeof void 0, typeof null, typeof typeof 1, !typeof 1);
const o = { n: { v: 1 }, f: () => "called" };
print(o?.n?.v, o.x?.y.z, o.f?.(), o.g?.(), o["n"]?.["v"], o.x?.[t("never")], null?.x, o?.["f"]());
print(delete o.n, "n" in o, o.n, "f" in o, delete o.f, Object.keys(o).length);
print(
  [1, 2, 3][1],
  "abc"[1],
  [1, 2][5],
  (() => 1)(),
  (x, y),
  [[1, 2], [3]][0][1],
  { a: 1 }["a"],
  "str".length,
);
for (let i = 0, j = 5; i < j; i++, j--) log = i + "," + j;
print(log, 5 > 3 > 1, 1 < 2 < 3, 3 > 2 >= 1, (1 == 1) == 1, (1, 0) || "comma");
print(0.1 + 0.2 - 0.3 < 1e-15, 9007199254740991 + 1, 1e21 > 1e20, 0 === -0, NaN !== NaN);
// prints:
// | 7 9 512 4 1 -1 1 1.5 0.5 true
// | 2.5 Infinity -Infinity NaN 1 7 6 -6 16 -4 15 -2147483648 1
// | true true true false true true false false true
// | 2 2 1 NaN 10 3 52 7 NaN 1 6
// | true true false true false true true -5 1 0 NaN 0 16 1000
// | 12 7 2 5 -5 5 7 6 18 9 4 16
// | 12 3 11 10 9 4
// | a c x y z 0 last 0
// | 0204null516
// | set! 3 undefined undefined object string false
// | 1 undefined called undefined 1 undefined undefined called
// | true false undefined true true 0
// | 2 b undefined 1 set! 2 1 3
// | 2,3 false true true true comma
// | true 9007199254740992 true true true
