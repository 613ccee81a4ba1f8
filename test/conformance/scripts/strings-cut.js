// 20 ms
const s = "Hello, World";
print(
  s.slice(0, 5),
  s.slice(-5),
  s.slice(3),
  s.slice(5, 2),
  s.slice(-3, -1),
  s.slice(),
  s.slice(100),
  s.slice(0, 100),
);
print(
  s.substring(0, 5),
  s.substring(5, 0),
  s.substring(-3, 4),
  s.substring(7),
  s.substring(3, 3),
  s.substring(NaN, 2),
);
print(s.substr(0, 5), s.substr(-5), s.substr(-5, 2), s.substr(7), s.substr(2, -1), s.substr(20));
print(s.charAt(0), s.charAt(100) === "", s.charAt(-1) === "", s.charAt(), s[0], s[s.length - 1], s[100]);
for (const k of [-1, 1.5, "x", undefined, "length", "1"]) {
  try {
    print(k, s[k]);
  } catch (e) {
    print(e.message);
  }
}
print(s.charCodeAt(0), s.charCodeAt(100), s.charCodeAt(-1), s.charCodeAt(), "".charCodeAt(0));
print(
  s.slice("2", "4"),
  s.slice(1.9, 3.9),
  s.slice(undefined, 2),
  s.slice(null, 2),
  s.slice(2, undefined),
  s.slice(2, null),
);
print(s.substr("1", "2"), s.substring("1", "3"), s.substr(undefined, 3), s.substr(2, undefined));
print([
  "a-b-c".split("-"),
  "abc".split(""),
  "".split(""),
  "".split(","),
  "a,b,".split(","),
  ",".split(","),
  "abc".split(),
]);
print(
  "a, b,c".split(", "),
  "aXbXc".split("X").length,
  "abcabc".split("bc"),
  "aaa".split("aa"),
  "a1b2".split(/\d/),
  "a b  c".split(" "),
);
print(
  "%" + "x".repeat(3) + "%",
  "ab".repeat(0) === "",
  "".repeat(5) === "",
  "5".padStart(3, "0"),
  "5".padEnd(3, "ab"),
  "abc".padStart(2),
  "a".padStart(4),
  "a".padStart(6, "xyz"),
);
print([s.length, "".length, "\n\t".length, "\x00\xff".length, "it's".length]);
print(" a ".trim() + "|", "\t\n a b \r\n".trim() + "|", "".trim() === "", "  ".trim() === "");
print("a".concat("b", 1, null, undefined, [2, 3], true), "".concat(), "x".concat(""));
// prints:
// | Hello World lo, World  rl Hello, World  Hello, World
// | Hello Hello Hell World  He
// = "Hello World Wo World  "
// | H true true H H d undefined
// | Field or method "-1" does not already exist, and can't create it on String
// | Field or method "1.5" does not already exist, and can't create it on String
// | Field or method "x" does not already exist, and can't create it on String
// | Field or method "undefined" does not already exist, and can't create it on String
// | length 12
// | 1 e
// | 72 NaN NaN 72 NaN
// = "ll el He He llo, World "
// | el el Hel llo, World
// = "[ "
// = "  [ "
// = "    \"a\", "
// = "    \"b\", "
// |     "c"
// = "   ], "
// = "  [ "
// = "    \"a\", "
// = "    \"b\", "
// |     "c"
// = "   ], "
// = "  [  ], "
// = "  [ "
// |     ""
// = "   ], "
// = "  [ "
// = "    \"a\", "
// = "    \"b\", "
// |     ""
// = "   ], "
// = "  [ "
// = "    \"\", "
// |     ""
// = "   ], "
// = "  [ "
// |     "abc"
// |    ]
// |  ]
// = "[ "
// = "  \"a\", "
// |   "b,c"
// = " ] 3 [ "
// = "  \"a\", "
// = "  \"a\", "
// |   ""
// = " ] [ "
// = "  \"\", "
// = "  \"a\", "
// |   ""
// = " ] [ "
// = "  \"a\", "
// = "  \"b\", "
// |   ""
// = " ] [ "
// = "  \"a\", "
// = "  \"b\", "
// = "  \"\", "
// |   "c"
// |  ]
// | %xxx% true true 005 5ab abc    a xyzxya
// | [ 12, 0, 2, 2, 4 ]
// | a| a b| true true
// | ab1null2,3true  x
