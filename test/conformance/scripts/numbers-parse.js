// 50 ms
print(
  parseInt("12px"),
  parseInt("0x1f"),
  parseInt("1f", 16),
  parseInt("z", 36),
  parseInt(""),
  parseInt("-7.9"),
  parseInt("077"),
  parseInt(" 5"),
);
print(
  parseInt("12", 2),
  parseInt("abc"),
  parseInt(12.9),
  parseInt(null),
  parseInt("0b11"),
  parseInt("+3"),
  parseInt(NaN),
);
print(
  parseFloat("1.5e3x"),
  parseFloat(".5"),
  parseFloat("-.5e-2"),
  parseFloat("abc"),
  parseFloat("1e"),
  parseFloat("Infinity"),
);
print(
  Number(""),
  Number(" 7 "),
  Number("7"),
  Number("1e3"),
  Number("0x10"),
  Number("12a"),
  Number(null),
  Number(true),
  Number(undefined),
);
print(Number([]), Number([5]), Number([1, 2]), Number({}), Number("-3.5"), Number("Infinity"), Number());
print(isNaN("x"), isNaN(""), isNaN(" "), isNaN(undefined), isNaN({}), isNaN("5"), isNaN(NaN), isNaN(null));
print(isFinite(1), isFinite("5"), isFinite(1 / 0), isFinite("x"), isFinite(null));
print(+"5", +"", +"1.5", +"12\n", -"3", "6" * "7", "8" / 2, "9" - 1, "5" % 3, +true, +null);
print(
  parseFloat("0.1") + parseFloat("0.2"),
  parseFloat("123456789.123456789"),
  parseFloat("3.14159265358979"),
);
// prints:
// | 12 31 31 35 NaN -7 77 5
// | 1 NaN 12 NaN 0 3 NaN
// | 1500 0.5 -0.005 NaN 1 Infinity
// | 0 NaN 7 1000 16 NaN 0 1 NaN
// | 0 5 NaN NaN -3.5 Infinity 0
// | true false false true true false true false
// | true true false false true
// | 5 0 1.5 NaN -3 42 4 8 2 1 0
// | 0.3 123456789.12345679104 3.14159265358
