// 50 ms
let s = "";
for (let i = 0; i < 300; i++) s += String.fromCharCode(33 + (i % 90));
print(s.length, s.slice(0, 10), s.slice(-10), E.CRC32(s));
const parts = [];
for (let i = 0; i < 100; i++) parts.push(i * i);
print(parts.join("").length, parts.join(", ").slice(-20), E.CRC32(parts.join(";")));
let nested = "x";
for (let i = 0; i < 8; i++) nested = nested + nested;
print(nested.length, nested === "x".repeat(256), nested.indexOf("xy"), nested.lastIndexOf("x"));
let reversed = "";
for (const c of "stressed") reversed = c + reversed;
print(reversed, "stressed".split("").reverse().join(""), [..."stressed"].sort().join(""));
const alias = s;
s += "!";
print(alias.length, s.length, alias === s.slice(0, -1));
const o = { text: "a" };
const kept = o.text;
o.text += "b";
o.text += 1;
o.text += null;
o.text += undefined;
o.text += [1, 2];
o.text += { a: 1 };
o.text += true;
print(o.text, kept);
const arr = ["a", "b"];
arr[0] += "c";
arr[2] += "d";
print(arr);
print(
  "5" + 3,
  "5" - 3,
  "5" * "3",
  5 + 3 + "x",
  "x" + 5 + 3,
  "x" + (5 + 3),
  -"5",
  +"5" + 1,
  "5" * 1 + 1,
  "3" ** 2,
  "7" % 4,
  "b" - 1,
);
print(
  1 + "1" - 1,
  "a" + +"b",
  "a" + -"1",
  [] + {},
  [1] + [2],
  null + "a",
  undefined + "a",
  true + "a",
  "" + 0,
  "" + -0,
  "" + NaN,
);
print(
  String.fromCharCode(72, 105),
  String.fromCharCode(),
  String.fromCharCode(65.9),
  String.fromCharCode("66"),
  String.fromCharCode(321) === "A",
);
print(escape1('a<b>&"c"'), wrap("one two three four five", 9));
function escape1(t) {
  return t.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
function wrap(t, width) {
  const lines = [""];
  for (const word of t.split(" ")) {
    const last = lines[lines.length - 1];
    if ((last + " " + word).trim().length > width) lines.push(word);
    else lines[lines.length - 1] = (last + " " + word).trim();
  }
  return lines.join("/");
}
print(JSON.stringify('tab\t nl\n q" b\\ nul\0 \x7f \x80 \xff'), "\x41\u0041", "\v\f".length, "\q");
// prints:
// | 300 !"#$%&'()* 56789:;<=> 18489325
// | 354 16, 9409, 9604, 9801 702198074
// | 256 true 255 255
// | desserts desserts deerssst
// | 300 301 true
// | ab1nullundefined1,2[object Object]true a
// = "[ "
// = "  \"ac\", "
// = "  \"b\", "
// |   "undefinedd"
// |  ]
// | 53 2 15 8x x53 x8 -5 6 6 9 3 NaN
// | 10 aNaN a-1 [object Object] 12 nulla undefineda truea 0 0 NaN
// | Hi  A B false
// | a&lt;b&gt;&amp;&quot;c&quot; one two/three/four five
// | "tab\t nl\n q\" b\\ nul\u0000 \u007F \u0080 \u00FF" AA 2 q
