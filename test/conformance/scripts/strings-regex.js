// 50 ms
print("a1b22c".split(/[0-9]+/), "k=v; x=y".split(/; */));
print("2024-01-02".replace(/-/g, "/"), "John Smith".replace(/(\w+) (\w+)/, "$2 $1"));
print(
  "abc".replace(/b/, (m, at, all) => "[" + m + at + all + "]"),
  "aXbX".replace(/x/i, "-"),
  "aXbX".replace(/x/gi, "-"),
);
const m = /(\w+)@(\w+)/.exec("me@here");
print(m[0], m[1], m[2], m.index, m.length, m.input);
print(
  /^a/.test("abc"),
  /c$/.test("abc"),
  /^[a-f]+$/.test("cafe"),
  /[^0-9]/.test("123"),
  /\s/.test("a b"),
  /\d\d/.test("a1"),
);
const each = /o/g;
let found = "";
let hit;
while ((hit = each.exec("foo boo")) !== null) found += hit.index + ",";
print(found, each.lastIndex, each.source, each.flags);
print(/nothing/.exec("x"), "abc".match(/z/), "abc".match(/z/g));
print(new RegExp("a+b", "i").test("xAAB"), "a.b.c".split(/\./).length);
// prints:
// = "[ "
// = "  \"a\", "
// = "  \"b\", "
// |   "c"
// = " ] [ "
// = "  \"k=v\", "
// |   "x=y"
// |  ]
// | 2024/01/02 Smith John
// | a[b1abc]c a-bX a-b-
// | me@here me here 0 3 me@here
// | true true true false true false
// | 1,2,5,6, 0 o g
// | null null [  ]
// | true 3
