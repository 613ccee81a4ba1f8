// 50 ms
print(
  Math.round(2.5),
  Math.round(-2.5),
  Math.round(-0.4),
  Math.floor(-1.5),
  Math.ceil(-1.5),
  Math.abs(-3),
  Math.sign(-2),
  Math.sign(0),
);
print(
  Math.pow(2, 10),
  Math.pow(2, 0.5),
  Math.pow(2, 32),
  Math.pow(-2, 3),
  Math.pow(-2, 11),
  Math.pow(10, -2),
  Math.pow(0, 0),
  Math.pow(-8, 0.5),
);
print(Math.min(3, 1, 2), Math.max(3, 1, 2), Math.max(), Math.min(), Math.sqrt(2), Math.exp(1), Math.log(10));
print(Math.sin(1), Math.cos(1), Math.tan(1), Math.atan2(1, 2), Math.asin(0.5), Math.acos(0.5), Math.atan(1));
print(Math.clip(5, 1, 3), Math.wrap(370, 360), Math.wrap(-10, 360), 7 % 3, -7 % 3, 7.5 % 2, 5 % 0);
print(
  E.clip(5, 1, 3),
  E.sum([1, 2, 3.5]),
  E.sum("abc"),
  E.variance([1, 2, 3], 2),
  E.convolve([1, 2, 3], [4, 5, 6], 1),
);
print(E.reverseByte(1), E.reverseByte(0xf0), E.sum(new Uint8Array([250, 250])));
// prints:
// | 3 -2 0 -2 -1 3 -1 0
// | 1024 1.41421356237 4294967296 -8 -2048 0.01 1 NaN
// | 1 3 -Infinity Infinity 1.41421356237 2.71828182845 2.30258509299
// | 0.84147098480 0.54030230586 1.55740772465 0.46364760900 0.52359877559 1.04719755119 0.78539816339
// | 3 10 -10 1 -1 1.5 NaN
// | 3 6.5 294 2 29
// | 128 15 500
