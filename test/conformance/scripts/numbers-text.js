// 20 ms
for (const v of [
  0,
  -0,
  1,
  -1,
  1.5,
  -1.5,
  0.1,
  100,
  1e5,
  1e6,
  1e10,
  1e15,
  1e16,
  123456789.123,
  0.001,
  0.00001,
  1 / 3,
  2 / 3,
  NaN,
  Infinity,
  -Infinity,
]) {
  print(v, String(v), "" + v, JSON.stringify(v), [v], v.toString(), `${v}`);
}
print(
  (5).toString(2),
  (255).toString(16),
  (-255).toString(16),
  (3.75).toString(2),
  (1e21).toString(36).length > 0,
  (35).toString(36),
);
print(
  (1.25).toFixed(1),
  (1.35).toFixed(1),
  (10).toFixed(2),
  (-1.5).toFixed(1),
  (0).toFixed(2),
  (1234.5678).toFixed(2),
  (1e10).toFixed(1),
  (0.5).toFixed(0),
  (1.5).toFixed(0),
);
print(
  (21.5).toFixed(),
  (21.456).toFixed(1),
  parseFloat((0.1 + 0.2).toFixed(10)),
  +(5.005).toFixed(1),
  (-0.4).toFixed(0),
  (99.95).toFixed(1),
  NaN.toFixed(2),
);
print(
  parseInt("42"),
  parseInt("42.9"),
  parseInt(" 42abc"),
  parseInt("abc"),
  parseInt(""),
  parseInt("0x1F"),
  parseInt("1F", 16),
  parseInt("101", 2),
  parseInt("9", 8),
  parseInt("-7"),
  parseInt("+7"),
  parseInt(null),
  parseInt("1e3"),
);
print(
  parseFloat("3.14"),
  parseFloat(".5"),
  parseFloat("5."),
  parseFloat("-2.5e2"),
  parseFloat("1e-3"),
  parseFloat("abc"),
  parseFloat(""),
  parseFloat("1.2.3"),
  parseFloat(" 7 "),
  parseFloat("1,5"),
);
print(
  Number("42"),
  Number("4.2"),
  Number(""),
  Number("0x1f"),
  Number("0b11"),
  Number("1e3"),
  Number("12px"),
  Number(true),
  Number(null),
  Number(undefined),
  Number([]),
  Number([7]),
  Number([1, 2]),
  Number({}),
  Number("-5"),
  Number(new Date(5)),
);
print(+"1.5", +true, +[], +{}, +null, +undefined, +"abc", +"-3", -"3", +new Date(7));
print(
  isNaN("5"),
  isNaN("x"),
  isNaN(undefined),
  isNaN(null),
  isNaN(""),
  isNaN({}),
  isFinite(1),
  isFinite("1"),
  isFinite(Infinity),
  isFinite(NaN),
);
print(1_000_000, 0b1010, 0o17, 0xff, 0.5, 5, 1e3, 1e-2, 0.1e1);
const round2 = (x) => Math.round(x * 100) / 100;
print(
  round2(1.005),
  round2(2.346),
  round2(-1.005),
  Math.round(0.5),
  Math.round(1.5),
  Math.round(-0.5),
  Math.round(-1.5),
  Math.round(2.4999),
);
print(21.5 * 2, 0.1 * 3, 0.7 + 0.1, 1.1 * 1.1, 100 * 1.1, 3 * 1.1, 4.35 * 100, 1.15 + 2.3);
// prints:
// | 0 0 0 0 [ 0 ] 0 0
// | 0 0 0 0 [ 0 ] 0 0
// | 1 1 1 1 [ 1 ] 1 1
// | -1 -1 -1 -1 [ -1 ] -1 -1
// | 1.5 1.5 1.5 1.5 [ 1.5 ] 1.5 1.5
// | -1.5 -1.5 -1.5 -1.5 [ -1.5 ] -1.5 -1.5
// | 0.1 0.1 0.1 0.1 [ 0.1 ] 0.1 0.1
// | 100 100 100 100 [ 100 ] 100 100
// | 100000 100000 100000 100000 [ 100000 ] 100000 100000
// | 1000000 1000000 1000000 1000000 [ 1000000 ] 1000000 1000000
// | 10000000000 10000000000 10000000000 10000000000 [ 10000000000 ] 10000000000 10000000000
// | 1000000000000000 1000000000000000 1000000000000000 1000000000000000 [ 1000000000000000 ] 1000000000000000 1000000000000000
// | 10000000000000000 10000000000000000 10000000000000000 10000000000000000 [ 10000000000000000 ] 10000000000000000 10000000000000000
// | 123456789.12299999594 123456789.12299999594 123456789.12299999594 123456789.12299999594 [ 123456789.12299999594 ] 123456789.12299999594 123456789.12299999594
// | 0.001 0.001 0.001 0.001 [ 0.001 ] 0.001 0.001
// | 0.00001 0.00001 0.00001 0.00001 [ 0.00001 ] 0.00001 0.00001
// | 0.33333333333 0.33333333333 0.33333333333 0.33333333333 [ 0.33333333333 ] 0.33333333333 0.33333333333
// | 0.66666666666 0.66666666666 0.66666666666 0.66666666666 [ 0.66666666666 ] 0.66666666666 0.66666666666
// | NaN NaN NaN null [ NaN ] NaN NaN
// | Infinity Infinity Infinity null [ Infinity ] Infinity Infinity
// | -Infinity -Infinity -Infinity null [ -Infinity ] -Infinity -Infinity
// | 101 ff -ff 11.11 true z
// | 1.3 1.4 10.00 -1.5 0.00 1234.57 10000000000.0 0 1
// | 21 21.5 0.3 5 -0 99.9 NaN
// | 42 42 42 NaN NaN 31 31 5 NaN -7 7 NaN 1
// | 3.14 0.5 5 -250 0.001 NaN NaN 1.2 7 1
// | 42 4.2 0 31 3 1000 NaN 1 0 NaN 0 7 NaN NaN -5 NaN
// | 1.5 1 0 NaN 0 NaN NaN -3 -3 7
// | false true true false false true true true false false
// | 1000000 10 15 255 0.5 5 1000 0.01 1
// | 1 2.35 -1 1 2 0 -1 2
// | 43 0.3 0.8 1.21 110 3.3 435 3.45
