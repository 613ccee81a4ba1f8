// 100 ms
const F = require("Flash");
const free = F.getFree()[0];
const base = free.addr + free.length - 4096;
const page = F.getPage(base + 100);
print(page.addr === base, page.length, F.getPage(5), F.getPage(free.addr + free.length));
F.erasePage(base);
print(F.read(4, base), F.read(0, base), F.read(1, base + 1023));
F.write(new Uint8Array([0xf0, 0x0f, 1, 2]), base);
F.write(new Uint8Array([0x3c, 0xff, 0, 255]), base);
print(F.read(4, base));
F.write("odd", base + 9);
F.write([1, 2, 3, 4, 5], base + 14);
print(F.read(24, base));
F.write(new Uint16Array([0x1111, 0x2222, 0x3333, 0x4444]), base + 32);
print(F.read(8, base + 32));
F.erasePage(base + 500);
print(F.read(4, base), F.read(3, base + 32));
for (const bad of [() => F.write(undefined, base), () => F.erasePage("x"), () => F.erasePage(1.5)]) {
  try {
    print(bad());
  } catch (e) {
    print(e.message);
  }
}
const row = new Uint8Array(600);
for (let i = 0; i < 600; i++) row[i] = i;
F.write(row, base + 200);
print(E.CRC32(F.read(600, base + 200)), F.read(4, base + 796), F.read(2, base + 800));
// prints:
// | true 1024 undefined undefined
// | new Uint8Array([255, 255, 255, 255]) undefined new Uint8Array([255])
// | new Uint8Array([48, 15, 0, 2])
// | new Uint8Array([48, 15, 0, 2, 255, 255, 255, 255, 255, 111, 100, 100, 255, 255, 1, 2, 3, 4, 5, 255, 255, 255, 255, 255])
// | new Uint8Array([17, 17, 34, 34, 255, 255, 255, 255])
// | new Uint8Array([255, 255, 255, 255]) new Uint8Array([255, 255, 255])
// | Data is not defined
// | Address should be an integer, got String
// | Address should be an integer, got Number
// | 721469633 new Uint8Array([84, 85, 86, 87]) new Uint8Array([255, 255])
// prints on esp32-like:
// | true 4096 undefined undefined
// | new Uint8Array([255, 255, 255, 255]) undefined new Uint8Array([255])
// | new Uint8Array([48, 15, 0, 2])
// | new Uint8Array([48, 15, 0, 2, 255, 255, 255, 255, 255, 111, 100, 100, 255, 255, 1, 2, 3, 4, 5, 255, 255, 255, 255, 255])
// | new Uint8Array([17, 17, 34, 34, 255, 255, 255, 255])
// | new Uint8Array([255, 255, 255, 255]) new Uint8Array([255, 255, 255])
// | Data is not defined
// | Address should be an integer, got String
// | Address should be an integer, got Number
// | 721469633 new Uint8Array([84, 85, 86, 87]) new Uint8Array([255, 255])
