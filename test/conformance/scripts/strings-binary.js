// 50 ms, bytes
let all = "";
for (let i = 0; i < 256; i++) all += String.fromCharCode(i);
print(
  all.length,
  E.CRC32(all),
  all.charCodeAt(128),
  all.charCodeAt(255),
  all.indexOf("\x00"),
  all.indexOf("\xff"),
  all.indexOf("\x80\x81"),
);
print(
  all.slice(254).length,
  all.split("\x00").length,
  all.split("\x80")[1].length,
  all.replace("\x00", "").length,
  all.lastIndexOf("A"),
);
print(JSON.stringify(all.slice(0, 33)), JSON.stringify(all.slice(125, 162)));
print(
  JSON.parse(JSON.stringify(all)) === all,
  E.toString(E.toUint8Array(all)) === all,
  atob(btoa(all)) === all,
  all.split("").join("") === all,
);
const o = {};
o["k\x00\xff"] = 1;
print(o["k\x00\xff"], Object.keys(o)[0].length, JSON.stringify(o), "k\x00\xff" in o, o["k\x00"]);
print(
  "\x00" < "\x01",
  "\x7f" < "\x80",
  "\xff" > "\x00",
  "a\x00b" === "a\x00b",
  "a\x00b" === "a",
  "a\x00b".length,
  ("a\x00" + "b")[1].charCodeAt(0),
);
const u = new Uint8Array([0, 1, 127, 128, 255]);
const t = E.toString(u);
print(
  t.length,
  t.charCodeAt(3),
  [].map.call(t, (c) => c.charCodeAt(0)),
  String.fromCharCode.apply(null, u) === t,
);
const word = (hi, lo) => String.fromCharCode(hi, lo);
print(JSON.stringify(word(0x12, 0x34) + "\x00\x04MQTT\x04\xc2"), word(300 >> 8, 300 & 255).charCodeAt(1));
let sum = 0;
for (let i = 0; i < all.length; i++) sum = (sum * 31 + all.charCodeAt(i)) & 0xffffff;
print(sum, all.charCodeAt(65) === 65, "\xe4\xb8\xad".length, "\xc3\xa9" === "\xc3" + "\xa9");
print(
  E.toString("a", "\xff", [1, 2]).length,
  E.toString(0x41, 0x142),
  E.toString([[65], "B", new Uint8Array([67])]),
  E.toUint8Array("A\xff\x00"),
);
const v = new DataView(E.toArrayBuffer("\x00\x01\xff\xfe"));
print(
  v.getUint16(0),
  v.getInt16(2),
  v.getUint32(0),
  v.getUint8(3),
  new Uint16Array(E.toArrayBuffer("\x01\x02")),
);
// prints:
// | 256 688229491 128 255 0 255 128
// | 2 2 127 255 65
// | "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F " "}~\u007F\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F\u00A0\u00A1"
// | true true true true
// | 1 3 {"k\u0000\u00FF":1} true undefined
// | true true true true false 3 0
// | 5 128 [ 0, 1, 127, 128, 255 ] true
// | "\u00124\u0000\u0004MQTT\u0004\u00C2" 44
// | 16711808 true 3 true
// | 4 AB ABC new Uint8Array([65, 255, 0])
// | 1 -2 131070 254 new Uint16Array([513])
