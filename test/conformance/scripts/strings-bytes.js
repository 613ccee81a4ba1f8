// 50 ms
const s = "\xff\x00a\x80";
print(s.length, s.charCodeAt(0), s.charCodeAt(1), s.charCodeAt(3), s.charCodeAt(9));
print(s.indexOf("\x00"), s.indexOf("a"), s.lastIndexOf("\x80"), s.split("\x00").length, s.slice(1, 3).length);
print(
  String.fromCharCode(65, 300, 256 + 66, -1)
    .split("")
    .map((c) => c.charCodeAt(0))
    .join(),
);
print(s === "\xff\x00a\x80", s < "\xff\x01", s > "\xfe", "\x80" < "\x7f");
const o = {};
o["k\x00\xff"] = 1;
print(Object.keys(o)[0].length, JSON.stringify(o));
print([s, "\x07\x089", "\x01" + "1", '"\\\n\r\t\v\f']);
print(JSON.stringify(s), JSON.stringify("\x7f~ \v\f"));
let joined = "";
for (let i = 0; i < 256; i++) joined += String.fromCharCode(i);
print(joined.length, E.CRC32(joined), JSON.stringify(joined).length);
// prints:
// | 4 255 0 128 NaN
// | 1 2 3 2 2
// | 65,196,172,197,130,239,191,191
// | true true true false
// | 3 {"k\u0000\u00FF":1}
// = "[ "
// = "  \"\\xFF\\0a\\x80\", "
// = "  \"\\7\\b9\", "
// = "  \"\\x011\", "
// |   "\"\\\n\r\t\v\f"
// |  ]
// | "\u00FF\u0000a\u0080" "\u007F~ \u000B\f"
// | 256 688229491 1045
