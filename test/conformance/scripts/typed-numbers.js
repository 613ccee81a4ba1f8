// 20 ms
const show = (Type, values) => print(new Type(values));
const values = [
  0, 1, -1, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2147483647, 2147483648, 4294967295, 4294967296,
  1.5, -1.5, 2.7,
];
for (const Type of [Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array])
  show(Type, values);
show(Float64Array, [0.5, -0.25, 1e100, 123456789.5]);
show(Float32Array, [0.5, -0.25, 16777217, 3.5]);
const u = new Uint8Array(1);
for (const v of ["5", "x", null, undefined, true, [3], {}, "0x10", 1e20, -1e20, Infinity]) {
  u[0] = v;
  print(v, u[0]);
}
const i = new Int32Array(2);
i[0] = 2147483647;
i[0]++;
i[1] -= 5;
print(i, i[0] + i[1], (i[0] += 1), (i[1] <<= 2), i);
const c = new Uint8Array([250]);
c[0] += 10;
print(c[0], c[0]++, c[0], --c[0], c);
const bits = new Uint8Array([0b10110011]);
let text = "";
for (let b = 7; b >= 0; b--) text += (bits[0] >> b) & 1;
print(text, bits[0] & 0x0f, bits[0] ^ 0xff, ~bits[0] & 0xff);
const w = new Uint32Array(4);
w[0] = 0xdeadbeef;
w[1] = w[0] >>> 16;
w[2] = w[0] << 4;
w[3] = w[0] * 2;
print(w, w[0].toString(16), w[2].toString(16));
const f = new Float32Array([1, 2, 3]);
print(
  f[0] / f[2] > 0.333,
  f.reduce((s, v) => s + v) / f.length,
  Math.max.apply(null, f),
  [].slice.call(f).map((v) => v * v),
);
// prints:
// | new Uint8Array([0, 1, 255, 127, 128, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 1, 255, 2])
// | new Int8Array([0, 1, -1, 127, -128, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, 1, -1, 2])
// | new Uint16Array([0, 1, 65535, 127, 128, 255, 256, 32767, 32768, 65535, 0, 65535, 0, 65535, 0, 1, 65535, 2])
// | new Int16Array([0, 1, -1, 127, 128, 255, 256, 32767, -32768, -1, 0, -1, 0, -1, 0, 1, -1, 2])
// | new Uint32Array([0, 1, 4294967295, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2147483647, 2147483648, 4294967295, 0, 1, 4294967295, 2])
// | new Int32Array([0, 1, -1, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2147483647, -2147483648, -1, 0, 1, -1, 2])
// | new Float64Array([0.5, -0.25, 1e+100, 123456789.5])
// | new Float32Array([0.5, -0.25, 16777216, 3.5])
// | 5 5
// | x 0
// | null 0
// | undefined 0
// | true 1
// | [ 3 ] 3
// | {  } 0
// | 0x10 16
// | 100000000000000000000 0
// | -100000000000000000000 0
// | Infinity 0
// | new Int32Array([-2147483647, -20]) -2147483653 -2147483647 -20 new Int32Array([-2147483647, -20])
// | 4 4 5 4 new Uint8Array([4])
// | 10110011 3 76 76
// | new Uint32Array([3735928559, 57005, 3940282096, 3176889822]) deadbeef eadbeef0
// | true 2 3 [ 1, 4, 9 ]
