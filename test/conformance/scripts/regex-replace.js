// 20 ms
print(
  "aXbXc".replace(/X/, "-"),
  "aXbXc".replace(/X/g, "-"),
  "abc".replace(/(a)(b)/, "$2$1"),
  "abc".replace(/b/, "[$1]"),
  "aaa".replace(/a/g, ""),
  "abc".replace(/x/g, "y"),
);
print(
  "price 5 and 10".replace(/\d+/g, (n) => n * 2),
  "a1b2".replace(/([a-z])(\d)/g, (all, l, d, at, text) => `${d}${l}@${at}/${text.length};`),
);
print(
  "x".replace(/x/, () => undefined),
  "x".replace(/x/, () => 5),
  "x".replace(/x/, () => "$1"),
  "x".replace(/x/, 5),
  "x".replace(/x/, null),
);
print(
  "a,b;c d".split(/[,; ]/),
  "a1b22c".split(/\d+/),
  "abc".split(/x/),
  "".split(/x/),
  "aXX".split(/X/),
  "Xa".split(/X/),
);
print("a b  c".split(/ /), "abc".split(/b/), "one\ntwo\r\nthree".split(/\r*\n/));
print(
  "x1y2z3".match(/\d/g),
  "x1y2".match(/\d/),
  "abc".match(/z/),
  "abc".match(/z/g),
  "abcabc".match(/b/g).length,
  "abc".match("b"),
  "abc".match("z"),
);
const re = /(\w)(\d)/g;
let m;
const found = [];
while ((m = re.exec("a1 b2 c3"))) found.push(m[1] + m[2] + m.index + re.lastIndex);
print(found.join(), re.lastIndex);
const sticky = /o/;
print(sticky.exec("foo").index, sticky.exec("foo").index, sticky.lastIndex, /o/g.test("foo"));
const g = /a/g;
print(g.test("aa"), g.lastIndex, g.test("aa"), g.lastIndex, g.test("aa"), g.lastIndex);
const template = (text, values) =>
  text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
print(template("Hello {name}, {n} new {missing}", { name: "Ann", n: 3 }));
const camel = (s) => s.replace(/-([a-z])/g, (all, c) => c.toUpperCase());
const kebab = (s) => s.replace(/[A-Z]/g, (c) => "-" + c.toLowerCase());
print(camel("background-color-red"), kebab("backgroundColorRed"), 0);
const clean = (s) => s.replace(/[^\w ]/g, "").replace(/ +/g, " ");
print(
  clean("Hi!! you, there?   ok."),
  "a.b.c".replace(/\./g, "/"),
  "aaa".replace(/aa/g, "b"),
  "abab".replace(/ab/g, (s, at) => at),
);
print(
  "path/to/file".replace(/\//g, "\\"),
  "50%".replace(/%/, " percent"),
  "$5".replace(/\$/, "USD "),
  "tab\there".replace(/\t/, " "),
);
// prints:
// | a-bXc a-b-c bac a[$1]c  abc
// | price 10 and 20 1a@0/4;2b@2/4;
// | undefined 5 $1 5 null
// = "[ "
// = "  \"a\", "
// = "  \"b\", "
// = "  \"c\", "
// |   "d"
// = " ] [ "
// = "  \"a\", "
// = "  \"b\", "
// |   "c"
// = " ] [ "
// |   "abc"
// = " ] [ "
// |   ""
// = " ] [ "
// = "  \"a\", "
// = "  \"\", "
// |   ""
// = " ] [ "
// = "  \"\", "
// |   "a"
// |  ]
// = "[ "
// = "  \"a\", "
// = "  \"b\", "
// = "  \"\", "
// |   "c"
// = " ] [ "
// = "  \"a\", "
// |   "c"
// = " ] [ "
// = "  \"one\", "
// = "  \"two\", "
// |   "three"
// |  ]
// = "[ "
// = "  \"1\", "
// = "  \"2\", "
// |   "3"
// = " ] [ "
// = "  \"1\", \"index\": 1, "
// |   "input": "x1y2"
// = " ] null [  ] 2 [ "
// = "  \"b\", \"index\": 1, "
// |   "input": "b"
// |  ] null
// | a102,b235,c368 0
// | 1 1 0 true
// | true 1 true 2 false 0
// | Hello Ann, 3 new {missing}
// | backgroundColorRed background-color-red 0
// | Hi you there ok a/b/c ba 02
// | path\to\file 50 percent USD 5 tab here
