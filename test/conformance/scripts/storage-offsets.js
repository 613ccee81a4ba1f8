// 100 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const S = require("Storage");
tell(() => S.write("pre", "head", 0, 12));
tell(() => JSON.stringify(S.read("pre")));
tell(() => S.write("pre", "tail", 8));
tell(() => JSON.stringify(S.read("pre")));
tell(() => S.write("pre", "midd", 4));
tell(() => S.read("pre"));
tell(() => S.write("pre", "midd", 4));
tell(() => S.write("pre", "XXXX", 4));
tell(() => S.write("pre", "too long", 8));
tell(() => S.write("pre", "x", 12));
tell(() => S.write("pre", "x", -1));
tell(() => S.write("pre", "", 4));
tell(() => S.write("new", "late", 4));
tell(() => S.write("new", "x", 4, 8));
tell(() => JSON.stringify(S.read("new")));
tell(() => S.write("size", "abc", 0, 2));
tell(() => S.write("size", "abc", 0, 3));
tell(() => S.write("zero", "a", 0, 0));
tell(() => S.write("big", "a", 0, 10000000));
tell(() => S.write("bytes", new Uint8Array([1, 2, 3]), 0, 6));
tell(() => S.write("bytes", [4, 5, 6], 3));
tell(() => JSON.stringify(S.read("bytes")));
tell(() => S.write("pre", "other"));
tell(() => S.read("pre"));
tell(() => S.write("pre", "oth", 0));
tell(() => S.read("pre"));
tell(() => S.write("pre", "x", 1.5));
tell(() => S.write("pre", "h", "1"));
tell(() => S.read("pre"));
let sum = 0;
S.write("stream", "0".repeat(10), 0, 100);
for (let i = 1; i < 10; i++) S.write("stream", String(i).repeat(10), i * 10);
tell(() => S.read("stream").length + " " + E.CRC32(S.read("stream")));
// prints:
// | true
// | "head\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF"
// | true
// | "head\u00FF\u00FF\u00FF\u00FFtail"
// | true
// | headmiddtail
// | ! File already written with different data
// | ! File already written with different data
// | ! Too much data for file size
// | ! Too much data for file size
// | false
// | ! Can't create zero length file
// | ! Unable to find or create file
// | ! Unable to find or create file
// | null
// | ! Too much data for file size
// | true
// | true
// = "Compacting... "
// | ! Unable to find or create file
// | true
// | true
// | "\u0001\u0002\u0003\u0004\u0005\u0006"
// | true
// | other
// | true
// | oth
// | ! File already written with different data
// | ! File already written with different data
// | oth
// | 100 1492318618
