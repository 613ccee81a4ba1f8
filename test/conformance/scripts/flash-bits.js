// 100 ms
const F = require("Flash");
const area = F.getFree()[0];
const pageBytes = F.getPage(area.addr).length;
const base = area.addr + area.length - 2 * pageBytes;
F.erasePage(base);
F.erasePage(base + pageBytes);
const bits = (n) => F.read(n, base).map((x) => x);
F.write([0xf0], base);
print(bits(2));
F.write([0x3f, 0xff], base);
print(bits(2));
F.write([0xff, 0x0f, 0xaa, 0x55], base);
print(bits(4));
F.write(new Uint32Array([0x01020304, 0xffffffff]), base + 8);
print(F.read(8, base + 8));
for (const at of [17, 18, 19, 21]) F.write([at, at + 1, at + 2], base + at);
print(F.read(12, base + 16));
F.write("crosses a page", base + pageBytes - 7);
print(E.toString(F.read(14, base + pageBytes - 7)));
F.erasePage(base + pageBytes - 1);
print(F.read(4, base), E.toString(F.read(7, base + pageBytes)));
const record = (n, text) => [n & 255, n >> 8, text.length, ...text.split("").map((c) => c.charCodeAt(0))];
let at = base + pageBytes + 64;
for (let i = 0; i < 4; i++) {
  const bytes = record(i * 100, "rec" + i);
  F.write(bytes, at);
  at += bytes.length;
}
let read = base + pageBytes + 64;
for (;;) {
  const [lo, hi, length] = F.read(3, read);
  if (length === 255) break;
  print(lo + hi * 256, E.toString(F.read(length, read + 3)));
  read += 3 + length;
}
print(E.CRC32(F.read(64, base)), F.read(1, base)[0] & 1, typeof F.read(1, base), F.read(2, base).length);
// prints:
// | new Uint8Array([240, 255])
// | new Uint8Array([48, 255])
// | new Uint8Array([48, 15, 170, 85])
// | new Uint8Array([4, 3, 255, 255, 255, 255, 255, 255])
// | new Uint8Array([255, 17, 18, 19, 20, 21, 22, 23, 255, 255, 255, 255])
// | crosses a page
// | new Uint8Array([255, 255, 255, 255])  a page
// | 0 rec0
// | 100 rec1
// | 200 rec2
// | 300 rec3
// | 258049978 1 object 2
