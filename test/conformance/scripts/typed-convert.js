// 50 ms
const hex = (u) => [].map.call(u, (x) => (x + 256).toString(16).slice(1)).join("");
const bytes = E.toUint8Array("Hello\x00\xff");
print(
  bytes,
  hex(bytes),
  E.toString(bytes).length,
  [].slice.call(bytes),
  String(bytes),
  bytes.length,
  JSON.stringify(bytes),
);
print(
  new Uint8Array([1, 2, 3].map((x) => x * 100)),
  new Uint8Array(new Uint16Array([256, 513]).buffer),
  new Uint16Array(new Uint8Array([1, 2, 3, 4]).buffer),
);
print(
  new Float32Array(new Uint32Array([0x3f800000, 0x40490fdb]).buffer),
  new Uint8Array(new Float64Array([1]).buffer),
  new Uint32Array(new Float32Array([-2.5]).buffer),
);
const joined = new Uint8Array(6);
joined.set([1, 2]);
joined.set(new Uint8Array([3, 4]), 2);
joined.set(E.toUint8Array("AB"), 4);
print(joined, E.toString(joined.subarray(4)), E.toString(joined.subarray(0, 2), "x", [66]));
print(
  [].concat([1], [].slice.call(joined)).length,
  [...joined, 9].length,
  Math.max.apply(null, joined),
  joined.reduce((a, b) => a + b),
);
const swap16 = (u) => {
  const out = new Uint8Array(u.length);
  for (let i = 0; i < u.length; i += 2) {
    out[i] = u[i + 1];
    out[i + 1] = u[i];
  }
  return out;
};
print(
  hex(swap16(new Uint8Array([1, 2, 3, 4]))),
  hex(new Uint8Array([5, 6]).map((x) => ~x)),
  hex(new Uint8Array(4).map((_, i) => i * 64)),
);
const bcd = (n) => ((n / 10) << 4) | (n % 10);
print([0, 9, 10, 59, 99].map(bcd).join(), [0x00, 0x59, 0x99].map((b) => (b >> 4) * 10 + (b & 15)).join());
const int16 = (hi, lo) => (((hi << 8) | lo) << 16) >> 16;
print(
  int16(0xff, 0xfe),
  int16(0x7f, 0xff),
  new Int16Array([0xfffe])[0],
  new DataView(new Uint8Array([0xff, 0xfe]).buffer).getInt16(0),
);
const checksum = (u) => [].reduce.call(u, (s, b) => (s + b) & 0xff, 0) ^ 0xff;
print(checksum([1, 2, 3]), checksum(E.toUint8Array("checksum")), new Uint8Array([300, -1, 1.9, "8"]));
const ring = new Uint8Array(4);
let at = 0;
for (let i = 1; i <= 6; i++) ring[at++ & 3] = i;
print(ring, ring[at & 3]);
const packed = new DataView(new ArrayBuffer(9));
packed.setUint8(0, 1);
packed.setFloat32(1, 21.5, true);
packed.setInt32(5, -1000, true);
print(
  hex(new Uint8Array(packed.buffer)),
  packed.getFloat32(1, true),
  packed.getInt32(5, true),
  E.toString(packed.buffer).length,
);
// prints:
// | new Uint8Array([72, 101, 108, 108, 111, 0, 255]) 48656c6c6f00ff 7 [ 72, 101, 108, 108, 111, 0, 255 ] 72,101,108,108,111,0,255 7 [72,101,108,108,111,0,255]
// | new Uint8Array([100, 200, 44]) new Uint8Array([0, 1, 1, 2]) new Uint16Array([513, 1027])
// | new Float32Array([1, 3.14159274101]) new Uint8Array([0, 0, 0, 0, 0, 0, 240, 63]) new Uint32Array([3223322624])
// = "new Uint8Array([1, 2, 3, 4, 65, 66]) AB \u0001\u0002xB"
// | 7 7 66 141
// | 02010403 faf9 004080c0
// | 0,9,16,89,153 0,59,99
// | -2 32767 -2 -2
// | 249 172 new Uint8Array([44, 255, 1, 8])
// | new Uint8Array([5, 6, 3, 4]) 3
// | 010000ac4118fcffff 21.5 -1000 9
