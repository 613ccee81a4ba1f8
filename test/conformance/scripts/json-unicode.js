// 50 ms
const cn = JSON.parse('"\\u4e2d\\u6587"');
print(cn.length, cn.charCodeAt(0), cn.charCodeAt(1), cn);
print(JSON.stringify(cn), [cn], E.toUint8Array(cn), btoa(E.fromUTF8(cn)));
print(E.fromUTF8(cn).length, E.isUTF8(cn), E.isUTF8("abc"), E.isUTF8("\xe4\xb8\xad"));
print(
  E.asUTF8("\xe4\xb8\xad").length,
  E.asUTF8("\xe4\xb8\xad").charCodeAt(0),
  E.asUTF8("\xe4\xb8\xad") === cn[0],
);
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
print(E.CRC32(cn), E.CRC32(E.fromUTF8(cn)));
