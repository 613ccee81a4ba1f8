// 20 ms
const s = "the cat and the dog";
print(
  s.indexOf("the"),
  s.indexOf("the", 1),
  s.indexOf("x"),
  s.indexOf(""),
  s.indexOf("", 5),
  s.indexOf("the", -5),
  s.indexOf("the", 100),
);
print(
  s.lastIndexOf("the"),
  s.lastIndexOf("the", 11),
  s.lastIndexOf("x"),
  s.lastIndexOf("t", 0),
  s.lastIndexOf(""),
);
print(s.includes("cat"), s.includes("Cat"), s.includes(""), s.includes("cat", 5), "a1".includes(1));
print(
  s.startsWith("the"),
  s.startsWith("cat", 4),
  s.startsWith(""),
  s.startsWith("x"),
  s.startsWith("the cat and the dog!"),
);
print(s.endsWith("dog"), s.endsWith("cat", 7), s.endsWith(""), s.endsWith("x"), "a".endsWith("ba"));
print(
  s.replace("the", "a"),
  s.replaceAll("the", "a"),
  s.replace("", "^"),
  "aaa".replaceAll("a", "aa"),
  "a.b.c".replaceAll(".", "-"),
);
print(
  "x".replace("x", "$1"),
  "abc".replace("b", (m) => m + m),
  "abc".replace("z", "y"),
  "aXa".replace("X", undefined),
  "a1".replace(1, 2),
);
print(
  "abc" < "abd",
  "abc" < "ABC",
  "a" < "aa",
  "" < "a",
  "10" < "9",
  "Z" < "a",
  "\xff" > "z",
  "a" == "a ",
  ["b", "a", "B"].sort().join(),
);
print(
  "ABC".toLowerCase(),
  "abc".toUpperCase(),
  "aBc1-".toUpperCase(),
  "\xe4".toUpperCase().charCodeAt(0),
  "".toUpperCase() === "",
);
let count = 0;
for (let at = s.indexOf("t"); at >= 0; at = s.indexOf("t", at + 1)) count++;
print(count, s.split("t").length - 1, s.match(/t/g).length);
print(
  "key=value=x".split("=")[1],
  "key=value=x".slice("key=value=x".indexOf("=") + 1),
  "path/a/b".slice("path/a/b".lastIndexOf("/") + 1),
);
print(
  "abcab".indexOf("ab", 1),
  "abcab".lastIndexOf("ab", 2),
  "aaa".lastIndexOf("aa"),
  "ab".indexOf("abc"),
  "abc".indexOf("c", 2),
  "abc".indexOf("bcd"),
);
// prints:
// | 0 12 -1 0 5 0 -1
// | 12 0 -1 0 19
// | true false true false true
// | true true true false false
// | true true true false false
// | a cat and the dog a cat and a dog ^the cat and the dog aaaaaa a-b-c
// | $1 afunction (a) {return a+a}c abc aundefineda a2
// | true false true true true true true false B,a,b
// | abc ABC ABC1- 228 true
// | 3 3 3
// | value value=x b
// | 3 0 1 -1 2 1
