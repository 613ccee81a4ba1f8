// 50 ms, bytes
const s = "温度 é €";
print(s.length, [].map.call(s, (c) => c.charCodeAt(0)).join());
print(
  s.slice(0, 3) === "温",
  s.indexOf("度"),
  s.split("").length,
  s.includes("é"),
  s.toUpperCase() === s,
  "中" < "文",
  "温度".length,
);
print(
  "\u4e2d".length,
  "\u00e9".length,
  "\u{1f600}".length,
  `模板${1 + 1}`.length,
  "é" === "\xc3\xa9",
  "\u00e9" === "é",
  "键".charCodeAt(0),
);
const o = { "温度": 21, "é": 1 };
print(
  Object.keys(o)
    .map((k) => k.length)
    .join(),
  o["温度"],
  o["é"],
  JSON.stringify(o).length,
);
const decode = (bytes) => {
  const points = [];
  for (let i = 0; i < bytes.length;) {
    const c = bytes.charCodeAt(i++);
    let more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
    let point = more ? c & (0x3f >> more) : c;
    while (more--) point = point * 64 + (bytes.charCodeAt(i++) & 63);
    points.push(point);
  }
  return points;
};
const encode = (point) =>
  point < 0x80
    ? String.fromCharCode(point)
    : point < 0x800
      ? String.fromCharCode(0xc0 | (point >> 6), 0x80 | (point & 63))
      : String.fromCharCode(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
print(
  decode(s)
    .map((p) => p.toString(16))
    .join(),
  decode(s).map(encode).join("") === s,
);
print(
  E.toUint8Array("中"),
  E.toString([0xe4, 0xb8, 0xad]) === "中",
  JSON.stringify("中"),
  JSON.parse('"中"') === "中",
  JSON.parse(JSON.stringify("中")) === "中",
);
print(
  btoa("中文"),
  atob(btoa("中文")) === "中文",
  E.CRC32("中"),
  "中".repeat(2).length,
  "a中".padEnd(6, "-"),
  "中".trim().length,
);
print(
  "  全角 ".trim().length,
  "a中b".replace("中", "-"),
  "中中".replaceAll("中", "x"),
  "中,文".split(",").length,
  "中".charAt(0).length,
  [..."中"].length,
);
print("中");
// prints:
// | 13 230,184,169,229,186,166,32,195,169,32,226,130,172
// | true 3 13 true true true 6
// | 3 2 4 7 false true 57577
// | 6,2 21 1 60
// | 6e29,5ea6,20,e9,20,20ac true
// | new Uint8Array([228, 184, 173]) true "\u00E4\u00B8\u00AD" true true
// | 5Lit5paH true 3587267211 6 a中-- 3
// | 6 a-b xx 2 1 3
// | 中
