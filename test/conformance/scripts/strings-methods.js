// 50 ms
print(
  "Abc".toUpperCase(),
  "ABC\xc4".toLowerCase() === "abc\xc4",
  " \t a b\n".trim() + "|",
  "\xa0x".trim().length,
);
print("abcdef".slice(-3, -1), "abcdef".substr(2, 3), "abcdef".substring(4, 1), "abcdef".substr(-2));
print("a-b-c".split("-"), "abc".split(""), "abc".split(), "".split(","), ",a,".split(","));
print("one two one".replace("one", "1"), "one two one".replaceAll("one", "1"), "aaa".replaceAll("a", "aa"));
print(
  "abc".indexOf("c", 1),
  "abcabc".indexOf("c", 3),
  "abc".indexOf("d"),
  "abc".indexOf(""),
  "abcabc".lastIndexOf("b", 3),
);
print(
  "abc".startsWith("b", 1),
  "abc".endsWith("b", 2),
  "abc".includes("bc"),
  "abc".startsWith(""),
  "ab".endsWith("abc"),
);
print(
  "7".padStart(3, "0"),
  "ab".padEnd(5, "xyz") + "|",
  "abc".padStart(2),
  "ab".repeat(3),
  "x".repeat(0) + "|",
);
print("abc".charAt(1), "abc".charAt(9) + "|", "abc"[2], "a".concat("b", 1, null, undefined, [2, 3]));
print("abc".match("b").index, "abc".match("z"), "x1y22".match(/[0-9]+/)[0], "a1b2".match(/[0-9]/g));
try {
  "x".repeat(-1);
} catch (e) {
  print(e.message);
}
print("b" > "a", "B" > "a", "10" < "9", "a" < "ab", "" < "a");
// prints:
// | ABC true a b| 2
// | de cde bcd ef
// = "[ "
// = "  \"a\", "
// = "  \"b\", "
// |   "c"
// = " ] [ "
// = "  \"a\", "
// = "  \"b\", "
// |   "c"
// = " ] [ "
// |   "abc"
// = " ] [ "
// |   ""
// = " ] [ "
// = "  \"\", "
// = "  \"a\", "
// |   ""
// |  ]
// | 1 two one 1 two 1 aaaaaa
// | 2 5 -1 0 1
// | true true true true false
// | 007 abxyz| abc ababab |
// | b | c ab1null2,3
// = "1 null 1 [ "
// = "  \"1\", "
// |   "2"
// |  ]
// | Invalid count value
// | true false true true true
