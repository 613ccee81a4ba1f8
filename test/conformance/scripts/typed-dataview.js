// 50 ms
const d = new DataView(new ArrayBuffer(16));
d.setUint16(0, 0x1234);
d.setUint16(2, 0x1234, true);
d.setUint32(4, 0xdeadbeef);
d.setInt8(8, -2);
d.setFloat32(12, 1.5, true);
print(
  d.getUint8(0),
  d.getUint8(2),
  d.getUint16(0),
  d.getUint16(0, true),
  d.getUint32(4),
  d.getUint32(4, true),
);
print(d.getInt8(8), d.getUint8(8), d.getInt16(8), d.getInt32(4), d.getFloat32(12, true));
d.setFloat64(8, Math.PI);
print(d.getFloat64(8), d.getFloat64(8, true) === Math.PI, d.byteLength, d.byteOffset);
const part = new DataView(d.buffer, 4, 4);
print(part.getUint16(0), part.getUint8(3), part.byteLength);
print(new Uint8Array(d.buffer).slice(0, 8).join());
// prints:
// | 18 52 4660 13330 3735928559 4022250974
// | -2 254 -512 -559038737 1.5
// | 3.14159265358 false 16 0
// | 57005 239 4
// | 18,52,52,18,222,173,190,239
