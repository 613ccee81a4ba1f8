// 100 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const S = require("Storage");
tell(() => S.write("a", "1"));
tell(() => S.write("", "empty name"));
tell(() => S.write("x".repeat(28), "28"));
tell(() => S.write("y".repeat(29), "29"));
tell(() => S.read("y".repeat(28)));
tell(() => S.write("with space / slash", "ok"));
tell(() => S.read("with space / slash"));
tell(() => S.write("\xff\x80\x01", "bytes"));
tell(() => S.read("\xff\x80\x01"));
tell(() => S.write("zero\x00inside", "z"));
tell(() => S.read("zero\x00inside"));
tell(() => S.read("zero"));
tell(() => S.write(5, "number name"));
tell(() => S.read(5));
tell(() => S.read("5"));
tell(() => S.write(undefined, "u"));
tell(() => S.read("missing"));
tell(() => S.read());
tell(() => S.readJSON("missing"));
tell(() => S.readJSON("missing", true));
tell(() => S.erase("missing"));
tell(() => S.erase());
tell(() =>
  S.list()
    .sort()
    .filter((n) => n[0] !== ".")
    .map((n) => JSON.stringify(n))
    .join(),
);
tell(() => S.list(/^[a-z]$/).join());
tell(() => S.list(/\d/).join());
tell(() => S.list("a").length);
tell(() => S.list(undefined, { sf: true }).join());
tell(() => S.list(undefined, { sf: false }).length === S.list().length);
tell(() => typeof S.hash());
tell(() => S.hash() === S.hash(/.*/));
tell(() => S.hash(/^a$/) === S.hash(/^a$/));
const before = S.hash();
S.write("a", "2");
tell(() => S.hash() === before);
tell(() => S.read("a"));
// prints:
// | true
// | true
// | true
// | true
// | 29
// | true
// | ok
// | true
// | bytes
// | true
// | z
// | undefined
// | true
// | number name
// | number name
// | true
// | undefined
// | u
// | undefined
// | undefined
// | undefined
// | undefined
// | "5","a","with space / slash","xxxxxxxxxxxxxxxxxxxxxxxxxxxx","yyyyyyyyyyyyyyyyyyyyyyyyyyyy","zero","\u00FF\u0080\u0001"
// | a
// | .boot0,5
// | 2
// = ""
// | true
// | number
// | true
// | true
// | false
// | 2
