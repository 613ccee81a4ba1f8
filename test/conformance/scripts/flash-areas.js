// 100 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const F = require("Flash");
const areas = F.getFree();
print(
  areas.length > 0,
  areas.every((a) => a.addr > 0 && a.length > 0),
  typeof areas[0].addr,
);
const page = F.getPage(areas[0].addr);
print(
  page.addr === areas[0].addr,
  page.length > 0,
  F.getPage(areas[0].addr + page.length - 1).addr === page.addr,
  F.getPage(areas[0].addr + page.length).addr - page.addr === page.length,
);
tell(() => F.getPage(0));
tell(() => F.getPage(areas[0].addr - 1));
tell(() => F.getPage(-1));
tell(() => F.getPage("x"));
tell(() => F.getPage());
const base = areas[0].addr + areas[0].length - page.length;
F.erasePage(base);
tell(() => F.read(4, base));
tell(() => F.read(0, base).length);
tell(() => F.read(-1, base));
tell(() => F.read("2", base));
tell(() => F.write([1, 2, 3, 4], base));
tell(() => F.write("abcd", base + 4));
tell(() => F.write(new Uint8Array([9]), base + 8));
tell(() => F.write(new Uint8Array([8]).buffer, base + 9));
tell(() => F.write(65, base + 12));
tell(() => F.write({ data: [1, 2], count: 2 }, base + 16));
tell(() => F.read(24, base));
tell(() => F.write([255, 255], base));
tell(() => F.write([3, 0], base));
tell(() => F.read(2, base));
tell(() => F.write({}, base));
tell(() => F.write(null, base));
tell(() => F.write([], base));
tell(() => F.erasePage(base + 5));
tell(() => F.read(8, base));
tell(() => F.erasePage());
tell(() => new Uint8Array(F.read(3, base)).length + (F.read(3, base) instanceof Uint8Array));
// prints:
// | true true number
// | true true true true
// | undefined
// | undefined
// | undefined
// | undefined
// | undefined
// | new Uint8Array([255, 255, 255, 255])
// | ! Can't read property 'length' of undefined
// | undefined
// | new Uint8Array([255, 255])
// | undefined
// | undefined
// | undefined
// | undefined
// | undefined
// | undefined
// | new Uint8Array([1, 2, 3, 4, 97, 98, 99, 100, 9, 8, 255, 255, 65, 255, 255, 255, 1, 2, 1, 2, 255, 255, 255, 255])
// | undefined
// | undefined
// | new Uint8Array([1, 0])
// | ! If specifying an object, it must be of the form {data : ..., count : N} or {callback : fn} - got {  }
// | ! Expecting Number or iterable, got null
// | undefined
// | undefined
// | new Uint8Array([255, 255, 255, 255, 255, 255, 255, 255])
// | ! Address should be an integer, got undefined
// | 4
