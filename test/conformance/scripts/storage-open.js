// 100 ms
const S = require("Storage");
let f = S.open("log", "w");
for (let i = 0; i < 60; i++) f.write("line " + i + " " + "x".repeat(i) + "\n");
f = S.open("log", "r");
print(f.getLength(), f.readLine(), f.readLine(), f.read(5), f.read(0), f.readLine());
let lines = 0;
let last;
for (let line = f.readLine(); line !== undefined; line = f.readLine()) {
  lines++;
  last = line;
}
print(
  lines,
  last.length,
  f.read(10),
  S.list(),
  S.list(undefined, { sf: true }),
  S.list(undefined, { sf: false }),
);
S.open("log", "a").write("appended");
const g = S.open("log", "r");
print(g.getLength(), g.read(3000).slice(-10).length, g.name);
try {
  g.write("x");
} catch (e) {
  print(e.message);
}
try {
  S.open("log", "a").read(1);
} catch (e) {
  print(e.message);
}
const small = S.open("small", "a");
small.write("one");
small.write("two\n");
small.write("");
print(S.open("small", "r").readLine(), S.open("small", "r").getLength());
S.open("log", "r").erase();
print(S.list(undefined, { sf: true }), S.open("log", "r").readLine(), S.open("nothing", "r").getLength());
// prints:
// = "2300 line 0 "
// |  line 1 x
// |  line  undefined 2 xx
// = ""
// = "57 68 undefined [ "
// = "  \".boot0\", "
// = "  \".bootcde\", "
// |   "log\1"
// = " ] [ "
// |   "log"
// = " ] [ "
// = "  \".boot0\", "
// |   ".bootcde"
// |  ]
// | 2308 10 log
// | Can't write in this mode
// | Can't read in this mode
// | onetwo
// |  7
// = "[ "
// |   "small"
// |  ] undefined 0
