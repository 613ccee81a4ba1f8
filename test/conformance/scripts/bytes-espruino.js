// 50 ms
print(JSON.stringify(E.toString([1, 2], "ab", { data: 65, count: 3 }, new Uint8Array([66, 200]), 67)));
print(
  E.toString({ callback: () => "made" }),
  E.toString(300, -1).charCodeAt(0),
  E.toString([[1, [2]], "x"]).length,
  E.toString() === "",
);
print(
  E.toUint8Array("ab\xff", [300, -1], { data: [1, 2], count: 2 }),
  E.toUint8Array(new Uint16Array([257, 2])),
);
print(E.toArrayBuffer("abc").byteLength, new Uint8Array(E.toArrayBuffer("a\xff")), E.toArrayBuffer(5));
print(
  E.CRC32("123456789"),
  E.CRC32(""),
  E.CRC32([1, 2, 3]),
  E.CRC32(new Uint8Array([255])),
  E.CRC32(new Uint16Array([1, 256])),
);
for (const bad of [{ a: 1 }, null, undefined]) {
  try {
    print(E.toString(bad));
  } catch (e) {
    print(e.message);
  }
}
print(btoa("\xff\x00a"), btoa(""), btoa("ab"), btoa([1, 2, 3]), btoa(new Uint8Array([255, 254])));
print(
  atob("/wBh").length,
  JSON.stringify(atob("YW Jj\nZA==")),
  atob("").length,
  atob("YQ=="),
  atob("YWI="),
  JSON.stringify(atob("Y*Jj")),
);
print(global.encodeURIComponent("a b/&=?+\xc3\xa9_-.!~*'()"), global.decodeURIComponent("a%20b%2f"));
try {
  global.decodeURIComponent("%c3%a9");
} catch (e) {
  print(e.message);
}
const target = new Uint16Array(3);
E.mapInPlace(new Uint8Array([1, 2, 3]), target, (x) => x * 300);
print(
  target,
  E.toJS({ a: 1, "b c": "\x80", f: [1, "x"] }),
  E.lookupNoCase({ Host: 5 }, "hOST"),
  E.lookupNoCase({ Host: 5 }, "host", true),
);
// prints:
// | "\u0001\u0002abAAAB\u00C8C"
// | made 44 3 true
// | new Uint8Array([97, 98, 255, 44, 255, 1, 2, 1, 2]) new Uint8Array([1, 2])
// | 3 new Uint8Array([97, 255]) undefined
// | 3421780262 0 1438416925 4278190080 1489118142
// | If specifying an object, it must be of the form {data : ..., count : N} or {callback : fn} - got { "a": 1 }
// | Expecting Number or iterable, got null
// | Expecting Number or iterable, got undefined
// | /wBh  YWI= AQID //4=
// | 3 "abcd" 0 a ab "`\u0002c"
// | a%20b%2F%26%3D%3F%2B%33%19_-.!~*'() a b/
// | Invalid URI
// | new Uint16Array([300, 600, 900]) {a:1,"b c":"\x80",f:[1,"x"]} 5 Host
