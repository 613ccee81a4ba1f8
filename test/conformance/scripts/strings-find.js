// 50 ms
print("abc".indexOf("cd"), "abc".indexOf("bcd"), "abc".includes("cd"), "abc".indexOf("abcd"));
print("".indexOf(""), "abc".indexOf(""), "abc".indexOf("", 3), "abc".indexOf("c", 9), "abc".indexOf("a", -2));
print("abc".replace("cd", "X"), "abcabc".replaceAll("cd", "X"), "ab".split("bc"), "ab".lastIndexOf("bc"));
print("abc".match("cd").index, "aab".replaceAll("ab", "-"), "abab".replaceAll("ba", "-"), "abcab".replaceAll("abc", "-"));
print("abc".indexOf("cd", 9), "abc".indexOf("c", 9));
print("\xff\xff".indexOf("\xff\0"), "xay".indexOf("yz", 1), "abc".indexOf("cd", 1.9), "abc".startsWith("bc", 1));
print("Uncaught some error".indexOf("recursion"), ("Uncaught some error" + " ").indexOf("recursion"));
// prints:
// | 2 1 true -1
// | -1 0 -1 -1 0
// = "abX abcabX [ "
// |   "ab"
// |  ] -1
// | 2 a- a-- --
// | 2 -1
// | 1 2 2 true
// | 18 -1
