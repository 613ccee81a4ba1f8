// 20 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const buffer = new ArrayBuffer(24);
const v = new DataView(buffer);
v.setUint8(0, 255);
v.setInt8(1, -1);
v.setUint16(2, 0x1234);
v.setUint16(4, 0x1234, true);
v.setInt32(6, -5);
v.setUint32(10, 0xdeadbeef, true);
v.setFloat32(14, 1.5);
v.setFloat32(18, -2.25, true);
print(new Uint8Array(buffer));
print(
  v.getUint8(0),
  v.getInt8(0),
  v.getUint16(2),
  v.getUint16(2, true),
  v.getInt16(4),
  v.getInt32(6),
  v.getUint32(6),
  v.getUint32(10, true),
  v.getUint32(10),
);
print(v.getFloat32(14), v.getFloat32(18, true), v.getFloat32(18));
v.setFloat64(0, Math.PI);
print(v.getFloat64(0), v.getFloat64(0, true) === Math.PI, new Uint8Array(buffer, 0, 8));
v.setFloat64(8, 1 / 3, true);
print(v.getFloat64(8, true));
v.setUint16(0, 70000);
v.setUint8(2, 300);
v.setInt16(4, 40000);
print(v.getUint16(0), v.getUint8(2), v.getInt16(4), v.byteLength, v.byteOffset, v.buffer === buffer);
const part = new DataView(buffer, 4, 8);
part.setUint8(0, 77);
print(v.getUint8(4), part.byteLength, part.byteOffset, part.getUint8(0));
const rest = new DataView(buffer, 20);
print(rest.byteLength, rest.getUint32(0));
print(v.getUint8(24), v.getUint8(100), v.getUint32(22));
tell(() => v.getUint16(-1));
tell(() => v.setUint8(24, 1));
tell(() => new DataView(5));
tell(() => new DataView("abc"));
tell(() => new DataView(new Uint8Array(4)).byteLength);
tell(() => v.getUint8());
tell(() => v.getUint8("1"));
const frame = new DataView(new ArrayBuffer(7));
frame.setUint8(0, 0x7e);
frame.setUint16(1, 4);
frame.setUint32(3, 123456);
print(
  E.toString(frame.buffer).length,
  JSON.stringify(E.toString(frame.buffer)),
  new Uint8Array(frame.buffer),
);
// prints:
// | new Uint8Array([255, 255, 18, 52, 52, 18, 255, 255, 255, 251, 239, 190, 173, 222, 63, 192, 0, 0, 0, 0, 16, 192, 0, 0])
// | 255 -1 4660 13330 13330 -5 4294967291 3735928559 4022250974
// | 1.5 -2.25 6.00876781502e-42
// | 3.14159265358 false new Uint8Array([64, 9, 33, 251, 84, 68, 45, 24])
// | 0.33333333333
// | 4464 44 -25536 24 0 true
// | 77 8 4 77
// | 24 281018368
// | 0 0 0
// | ! byteOffset too large (or negative)
// | undefined
// | ! Expecting ArrayBuffer, got Number
// | ! Expecting ArrayBuffer, got String
// | ! Expecting ArrayBuffer, got Uint8Array
// | 17
// | 112
// | 7 "~\u0000\u0004\u0000\u0001\u00E2@" new Uint8Array([126, 0, 4, 0, 1, 226, 64])
