// 50 ms
const cn = JSON.parse('"\\u4e2d\\u6587"');
print(cn.length, cn.charCodeAt(0), cn.charCodeAt(1), cn);
print(JSON.stringify(cn), [cn], E.toUint8Array(cn));
print(E.isUTF8(cn), E.isUTF8("abc"), E.isUTF8("\xe4\xb8\xad"), typeof E.fromUTF8(cn), typeof E.fromUTF8("abc"));
try {
  const one = E.asUTF8("\xe4\xb8\xad");
  print(one.length, one.charCodeAt(0), one === cn[0]);
} catch (e) {
  print(e.message);
}
print(
  (cn + "!").length,
  ("a" + cn).charCodeAt(1),
  cn.charAt(1).charCodeAt(0),
  cn.indexOf(JSON.parse('"\\u6587"')),
  cn.split("").length,
);
const raw = JSON.parse('{"k":"\xe6\xb8\xa9\xe5\xba\xa6"}').k;
print(raw.length, raw.charCodeAt(0), JSON.stringify({ raw }));
print(
  JSON.parse(JSON.stringify({ cn })).cn === cn,
  cn < JSON.parse('"\\u4e2e"'),
  cn === JSON.parse('"\xe4\xb8\xad\xe6\x96\x87"'),
);
print(E.CRC32(cn));
// prints:
// | 2 20013 25991 中文
// = "\"\\u4E2D\\u6587\" [ "
// |   "\u4E2D\u6587"
// |  ] new Uint8Array([228, 184, 173, 230, 150, 135])
// | true false false string string
// | 1 20013 true
// | 3 20013 25991 1 2
// | 2 28201 {"raw":"\u6E29\u5EA6"}
// | true true true
// | 1510599991
// prints on esp32-like:
// = "2 45 135 -"
// = "\"-\\u0087\" [ "
// |   "-\x87"
// |  ] new Uint8Array([45, 135])
// | false false false undefined undefined
// | Unicode not supported on this build
// | 3 45 135 1 2
// | 6 230 {"raw":"\u00E6\u00B8\u00A9\u00E5\u00BA\u00A6"}
// | true true false
// | 305094291
