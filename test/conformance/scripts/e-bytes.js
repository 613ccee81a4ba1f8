// 50 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
tell(() => E.toString(65, 66));
tell(() => E.toString("a", [66, [67]], new Uint8Array([68]), { data: "e", count: 2 }));
tell(() => JSON.stringify(E.toString([0, 255, 256, -1, 1.9])));
tell(() => E.toString(new Uint16Array([0x4142])) + E.toString(new Uint8Array([65]).buffer));
tell(() => E.toString());
tell(() => E.toString(undefined));
tell(() => E.toString(null));
tell(() => E.toString({}));
tell(() => E.toString({ data: 65 }));
tell(() => E.toString({ data: [65], count: 3 }));
tell(() => E.toString({ callback: () => [65, 66] }));
tell(() => E.toString(true));
tell(() => E.toString("x".repeat(1000)).length);
tell(() => E.toUint8Array("abc"));
tell(() => E.toUint8Array(1, [2, 3], "a"));
tell(() => E.toUint8Array());
tell(() => E.toUint8Array(undefined));
tell(() => E.toUint8Array({ data: [1, 2], count: 2 }).length);
tell(() => E.toArrayBuffer("ab"));
tell(() => E.toArrayBuffer([1]));
tell(() => E.toArrayBuffer());
tell(() => E.toJS({ a: 1, "b c": [1, "x\n"], f: () => 1, u: undefined, n: null }));
tell(() => E.toJS("text") + E.toJS(5) + E.toJS([1, [2]]) + E.toJS(undefined) + E.toJS(new Uint8Array([1])));
tell(() => E.CRC32("123456789"));
tell(() => [
  E.CRC32(""),
  E.CRC32([1, 2, 3]),
  E.CRC32(new Uint8Array([1, 2, 3])),
  E.CRC32("\x01\x02\x03"),
  E.CRC32(new Uint16Array([1, 2, 3])),
]);
tell(() => E.CRC32(5));
tell(() => E.CRC32());
tell(() => E.reverseByte(1) + " " + E.reverseByte(0x35) + " " + E.reverseByte(256));
tell(() => E.clip(5, 1, 3) + " " + E.clip(-5, 1, 3) + " " + E.clip(2, 1, 3) + " " + E.clip("x", 1, 3));
tell(() => E.sum([1, 2, 3]) + " " + E.sum(new Uint8Array([250, 10])) + " " + E.sum("ab"));
tell(() => E.sum(5));
tell(
  () =>
    E.variance([1, 2, 3], 2) +
    " " +
    E.convolve([1, 2, 3], [1, 0], 0) +
    " " +
    E.convolve([1, 2, 3], [1, 0], 1),
);
tell(
  () => E.lookupNoCase({ "Content-Type": "x", b: 2 }, "content-type") + E.lookupNoCase({ b: 2 }, "B", true),
);
tell(() => E.lookupNoCase({}, "x"));
tell(() => E.lookupNoCase({ constructor: 1 }, "CONSTRUCTOR"));
const out = new Uint8Array(8);
E.mapInPlace(new Uint8Array([0xa5]), out, undefined, 1);
print(out);
E.mapInPlace(new Uint8Array([0xa5, 0x3c]), out, [9, 8, 7, 6], -2);
print(out);
E.mapInPlace(new Uint8Array([1, 2, 3]), out, (v, i) => v * 10 + i);
print(out);
// prints:
// | AB
// | aBCDee
// | "\u0000\u00FF\u0000\u00FF\u0001"
// | BA
// = ""
// | ! Expecting Number or iterable, got undefined
// | ! Expecting Number or iterable, got null
// | ! If specifying an object, it must be of the form {data : ..., count : N} or {callback : fn} - got {  }
// | ! If specifying an object, it must be of the form {data : ..., count : N} or {callback : fn} - got { "data": 65 }
// | AAA
// | AB
// = "\u0001"
// | 1000
// | new Uint8Array([97, 98, 99])
// | new Uint8Array([1, 2, 3, 97])
// | new Uint8Array(0)
// | ! Expecting Number or iterable, got undefined
// | 4
// | new Uint8Array([97, 98]).buffer
// | undefined
// | undefined
// | {a:1,"b c":[1,"x\n"],f:function () {return 1},n:null}
// | "text"5[1,[2]]null[1]
// | 3421780262
// | [ 0, 1438416925, 1438416925, 1438416925, 1438416925 ]
// | undefined
// | undefined
// | 128 172 0
// | 3 1 2 NaN
// | 6 260 195
// | ! First argument must be Array, not Number
// | 2 4 2
// | xb
// | undefined
// | 1
// | new Uint8Array([1, 0, 1, 0, 0, 1, 0, 1])
// | new Uint8Array([8, 8, 7, 7, 9, 6, 6, 9])
// | new Uint8Array([10, 21, 32, 7, 9, 6, 6, 9])
