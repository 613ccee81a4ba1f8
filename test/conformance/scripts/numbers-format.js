// 50 ms, x87
print(
  (1.005).toFixed(2),
  (1234.5678).toFixed(1),
  (0).toFixed(3),
  (-1.5).toFixed(0),
  (0.1).toFixed(20),
  (1e21).toFixed(2),
);
print(
  (2.5).toFixed(0),
  (3.5).toFixed(0),
  (0.05).toFixed(1),
  (99.995).toFixed(2),
  (12).toFixed(),
  (1.45).toFixed(1),
);
print(
  (255).toString(16),
  (255).toString(2),
  (-255).toString(36),
  (0.5).toString(2),
  (3.75).toString(8),
  (35).toString(36),
);
print((1e10).toString(16), (4294967295).toString(16), (0).toString(2), (12.5).toString());
print(
  Number.MAX_VALUE > 1e308,
  Number.MIN_VALUE < 1e-300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
);
print(Math.PI, Math.E, Math.LN2, Math.SQRT2, Math.LOG10E);
// prints:
// | 1.00 1234.6 0.000 -1 0.10000000000000000000 1000000000000000000000.00
// | 2 3 0.1 99.99 12 1.5
// | ff 11111111 -73 0.1 3.6 z
// | 2540be400 ffffffff 0 12.5
// | true true NaN Infinity -Infinity
// | 3.14159265358 2.71828182845 0.69314718055 1.41421356237 0.43429448190
