// 20 ms, standard
print(
  /^\d+$/.test("123"),
  /^\d+$/.test("12a"),
  /[a-f0-9]+/i.exec("xyzAB3")[0],
  "a1b22c".match(/\d+/g).join(),
  "none".match(/\d/),
);
const m = /(\w+)@(\w+)\.com/.exec("mail: joe@site.com now");
print(m[0], m[1], m[2], m.index, m.length);
print(
  "2024-01-15".replace(/(\d+)-(\d+)-(\d+)/, "$3/$2/$1"),
  "aaa".replace(/a/, "b"),
  "aaa".replace(/a/g, "b"),
  "x.y.z".split(/\./).join("|"),
);
print(
  "camelCaseText".replace(/[A-Z]/g, (c) => "_" + c.toLowerCase()),
  "a-b-c".replace(/-(\w)/g, (all, c) => c.toUpperCase()),
);
const re = /o/g;
const at = [];
let found;
while ((found = re.exec("foo boo"))) at.push(found.index);
print(at.join(), re.lastIndex);
print(
  "  trim me ".replace(/^\s+/, "").replace(/\s+$/, ""),
  "a  b   c".split(/\s+/).length,
  "k=v;x=y".split(/[=;]/).join(),
);
print(
  "path/to/file.txt".replace(/^.*\//, ""),
  "file.tar.gz".replace(/\.[^.]*$/, ""),
  /^[A-Za-z_]\w*$/.test("valid_1"),
  /^[A-Za-z_]\w*$/.test("1bad"),
);
print("tel: 555-1234".replace(/\D/g, ""), "A,B;C".split(/[,;]/).length, /a|b/.test("b"));
print(
  "one two".replace(/(\w+) (\w+)/, "$2 $1"),
  "abc".replace(/(b)/, "[$1]"),
  "x".replace(/y/, "z"),
  "aXbX".lastIndexOf("X"),
);
print(
  /[\d.]+/.exec("v1.25!")[0],
  /#[0-9a-f]+/.exec("color #ff00aa;")[0],
  /\$\d+/.test("cost $5"),
  /^$/.test(""),
  /a*b/.exec("aaab")[0],
  /[^,]+/.exec(",,x,")[0],
);
const topic = /^\/sys\/([^\/]+)\/([^\/]+)\/(.*)$/.exec("/sys/pk/dn/thing/service/property/set");
print(topic[1], topic[2], topic[3]);
const csv = (line) => line.split(",").map((v) => v.replace(/^"(.*)"$/, "$1"));
print(csv('a,"b",c').join("|"), "\t\n x".replace(/\s/g, "").length);
print(
  new RegExp("^" + "ab" + "+$").test("abbb"),
  new RegExp("A", "gi").flags === undefined || "flags",
  "AaA".replace(new RegExp("a", "gi"), "x"),
);
// prints:
// | true false AB3 1,22 null
// | joe@site.com joe site 6 3
// | 15/01/2024 baa bbb x|y|z
// | camel_case_text aBC
// | 1,2,5,6 0
// | trim me 3 k,v,x,y
// | file.txt file.tar true false
// | 5551234 3 true
// | two one a[b]c x 3
// | 1.25 #ff00aa true true aaab x
// | pk dn thing/service/property/set
// | a|b|c 1
// | true flags xxx
