// 20 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const buffer = new ArrayBuffer(16);
const u8 = new Uint8Array(buffer);
const u16 = new Uint16Array(buffer);
const i32 = new Int32Array(buffer, 4, 2);
const f32 = new Float32Array(buffer, 12);
u16[0] = 0x1234;
i32[0] = -2;
i32[1] = 0x7fffffff + 1;
f32[0] = 1.5;
print(u8, u16, i32, f32, buffer.byteLength);
print(u8.length, i32.length, i32.byteOffset, i32.byteLength, u8.buffer === buffer, f32.length, u8.byteOffset);
u8.set([9, 8, 7], 1);
u8.set(new Uint8Array([1, 2]), 14);
print(u8, u8.subarray(1, 4), u8.subarray(14), u8.slice(0, 2), u8.subarray(-2));
const sub = u8.subarray(2, 5);
sub[0] = 200;
print(u8[2], sub.length, sub.byteOffset, sub.buffer.byteLength);
print(
  new Uint8Array(3),
  new Uint8Array([1, 256, -1, 1.9, "7", NaN]),
  new Int8Array([127, 128, 255]),
  new Int16Array([32768, -32769]),
);
print(
  new Uint32Array([-1, 4294967296]),
  new Float64Array([0.1, 1e300, NaN]),
  new Float32Array([0.1, 1e10]),
  new Uint16Array(new Uint8Array([1, 255])),
  new Uint8Array(new Uint16Array([257])),
);
tell(() => u8[-1]);
tell(() => u8["x"]);
print(u8[100], u8.length, 100 in u8, 1 in u8, u8.indexOf(200), u8.includes(200), u8.join("-"));
print(
  u8.map((v) => v * 2),
  u8.filter((v) => v > 5),
  u8.reduce((s, v) => s + v, 0),
  u8.find((v) => v > 5),
  u8.findIndex((v) => v > 5),
  u8.some((v) => v === 9),
  u8.every((v) => v >= 0),
);
print(
  new Uint8Array([3, 1, 2]).sort(),
  new Uint8Array([3, 1, 2]).reverse(),
  new Uint8Array(3).fill(7),
  new Uint8Array(4).fill(1, 2),
  new Uint8Array(4).fill(1, 1, 2),
);
let s = "";
for (const v of new Uint8Array([1, 2])) s += v;
for (const i in new Uint8Array(2)) s += i;
print(
  s,
  [].slice.call(u8, 0, 3),
  [...u8.subarray(0, 2)],
  JSON.stringify(u8.subarray(0, 2)),
  String(u8.subarray(0, 3)),
  u8.subarray(0, 2) + "",
);
tell(() => new Uint8Array(buffer, 20).length);
tell(() => new ArrayBuffer(-1).byteLength);
tell(() => new Uint8Array(-1).length);
tell(() => new Uint8Array("abc").length);
tell(() => new Uint8Array({ length: 2 }).length);
tell(() => new Uint8Array(undefined).length);
tell(() => new Uint8Array().length);
tell(() => u8.set([1, 2, 3], 15));
print(
  typeof u8,
  u8 instanceof Uint8Array,
  Array.isArray(u8),
  u8.concat,
  u8.push,
  u8.constructor === Uint8Array,
);
// prints:
// | new Uint8Array([52, 18, 0, 0, 254, 255, 255, 255, 0, 0, 0, 128, 0, 0, 192, 63]) new Uint16Array([4660, 0, 65534, 65535, 0, 32768, 0, 16320]) new Int32Array([-2, -2147483648]) new Float32Array([1.5]) 16
// | 16 2 4 8 true 1 0
// | new Uint8Array([52, 9, 8, 7, 254, 255, 255, 255, 0, 0, 0, 128, 0, 0, 1, 2]) new Uint8Array([9, 8, 7]) new Uint8Array([1, 2]) [ 52, 9 ] new Uint8Array([1, 2])
// | 200 3 2 16
// | new Uint8Array(3) new Uint8Array([1, 0, 255, 1, 7, 0]) new Int8Array([127, -128, -1]) new Int16Array([-32768, 32767])
// | new Uint32Array([4294967295, 0]) new Float64Array([0.1, 1e+300, NaN]) new Float32Array([0.10000000149, 10000000000]) new Uint16Array([1, 255]) new Uint8Array([1])
// | ! Field or method "-1" does not already exist, and can't create it on Uint8Array
// | undefined
// | undefined 16 false true 2 true 52-9-200-7-254-255-255-255-0-0-0-128-0-0-1-2
// | new Uint8Array([104, 18, 144, 14, 252, 254, 254, 254, 0, 0, 0, 0, 0, 0, 2, 4]) [ 52, 9, 200, 7, 254, 255, 255, 255, 128 ] 1418 52 0 true true
// | new Uint8Array([1, 2, 3]) new Uint8Array([2, 1, 3]) new Uint8Array([7, 7, 7]) new Uint8Array([0, 0, 1, 1]) new Uint8Array([0, 1, 0, 0])
// | 1201 [ 52, 9, 200 ] [ 52, 9 ] [52,9] 52,9,200 52,9
// | 0
// | ! Invalid length for ArrayBuffer
// | ! Invalid length for ArrayBuffer
// | ! Unsupported first argument of type String
// | ! Unsupported first argument of type Object
// | ! Unsupported first argument of type undefined
// | ! Unsupported first argument of type undefined
// | undefined
// | object true false undefined undefined true
