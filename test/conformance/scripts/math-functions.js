// 20 ms
for (const x of [
  0,
  1,
  -1,
  2.5,
  -2.5,
  0.5,
  -0.5,
  1e10,
  -1e10,
  NaN,
  Infinity,
  -Infinity,
  "3",
  null,
  undefined,
  true,
  [2],
  {},
]) {
  print(x, Math.abs(x), Math.floor(x), Math.ceil(x), Math.round(x), Math.sign(x));
}
const near = (a, b) => Math.abs(a - b) < 1e-9;
print(
  near(Math.sin(1), 0.8414709848078965),
  near(Math.cos(1), 0.5403023058681398),
  near(Math.tan(1), 1.5574077246549023),
  near(Math.asin(0.5), 0.5235987755982989),
  near(Math.acos(0.5), 1.0471975511965979),
  near(Math.atan(1), 0.7853981633974483),
  near(Math.atan2(1, -1), 2.356194490192345),
);
print(
  near(Math.exp(1), Math.E),
  near(Math.log(10), 2.302585092994046),
  Math.sqrt(16),
  Math.sqrt(-1),
  Math.sqrt(2),
  Math.log(0),
  Math.log(-1),
  Math.exp(0),
  Math.asin(2),
);
print(
  Math.pow(2, 10),
  Math.pow(2, 0.5) > 1.414,
  Math.pow(2, -2),
  Math.pow(0, 0),
  Math.pow(-2, 3),
  Math.pow(10, 15),
  Math.pow(7, 13),
  2 ** 31,
  2 ** 53,
  (-3) ** 3,
);
print(
  Math.min(3, 1, 2),
  Math.max(3, 1, 2),
  Math.min(),
  Math.max(),
  Math.min(1, NaN),
  Math.max("5", 3),
  Math.max.apply(null, [1, 9, 3]),
  Math.min(...[4, 2]),
  Math.max([7]),
  Math.min(1, undefined),
);
print(Math.PI, Math.E, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT2, Math.SQRT1_2);
print(Math.clip(5, 1, 3), Math.clip(-5, 1, 3), Math.wrap(7, 5), Math.wrap(-1, 5), Math.wrap(3, 5));
print(
  [1.5, 2.5, -1.5, -2.5, 0.4999, 1e15 + 0.5].map((x) => Math.round(x)),
  [1.1, -1.1].map((x) => Math.floor(x)),
  [1.1, -1.1].map((x) => Math.ceil(x)),
);
const mean = (l) => l.reduce((a, b) => a + b, 0) / l.length;
const deviation = (l) => Math.sqrt(mean(l.map((x) => (x - mean(l)) ** 2)));
print(
  mean([1, 2, 3, 4]),
  deviation([2, 4, 4, 4, 5, 5, 7, 9]),
  Math.round(deviation([1, 2, 3]) * 1000) / 1000,
);
const toFahrenheit = (c) => Math.round(((c * 9) / 5 + 32) * 10) / 10;
print([-40, 0, 21.5, 36.6, 100].map(toFahrenheit).join());
const distance = (a, b) => Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);
print(
  distance({ x: 0, y: 0 }, { x: 3, y: 4 }),
  Math.atan2(0, -1) === Math.PI,
  Math.floor(Math.random() * 10) < 10,
  Math.random() !== Math.random(),
);
// prints:
// | 0 0 0 0 0 0
// | 1 1 1 1 1 1
// | -1 1 -1 -1 -1 -1
// | 2.5 2.5 2 3 3 1
// | -2.5 2.5 -3 -2 -2 -1
// | 0.5 0.5 0 1 1 1
// | -0.5 0.5 -1 0 0 -1
// | 10000000000 10000000000 10000000000 10000000000 10000000000 1
// | -10000000000 10000000000 -10000000000 -10000000000 -10000000000 -1
// | NaN NaN NaN NaN NaN -1
// | Infinity Infinity Infinity Infinity Infinity 1
// | -Infinity Infinity -Infinity -Infinity -Infinity -1
// | 3 3 3 3 30 1
// | null 0 0 0 0 0
// | undefined NaN NaN NaN NaN -1
// | true 1 1 1 1 1
// | [ 2 ] 2 2 2 20 1
// | {  } NaN NaN NaN NaN -1
// | true true true true true true true
// | true true 4 NaN 1.41421356237 -Infinity NaN 1 NaN
// | 1024 true 0.25 1 -8 1000000000000000 96889010407 2147483648 9007199254740992 -27
// | 1 3 Infinity -Infinity NaN 5 9 2 7 NaN
// | 3.14159265358 2.71828182845 0.69314718055 2.30258509299 1.44269504088 0.43429448190 1.41421356237 0.70710678118
// | 3 1 2 -1 3
// | [ 2, 3, -1, -2, 0, 1000000000000001 ] [ 1, -2 ] [ 2, -1 ]
// | 2.5 2 0.816
// | -40,32,70.7,97.9,212
// | 5 true true true
