// 100 ms
const S = require("Storage");
print(S.write("a", "hello"), S.read("a"), S.read("a", 1, 3), S.read("a", 9), S.read("none"), S.read("a", 3));
print(
  S.write("a", "hello"),
  S.getStats().trashCount,
  S.write("a", "other"),
  S.getStats().trashCount,
  S.read("a"),
);
print(
  S.write("bytes", [1, 2, 255]),
  S.read("bytes").length,
  S.write("u8", new Uint8Array([65, 66])),
  S.read("u8"),
  S.write("n", 12345),
  S.read("n"),
);
print(
  S.write("o", { a: 1, b: [1, "x"] }),
  S.read("o"),
  S.readJSON("o"),
  S.writeJSON("j", { k: "\xe4", "a b": [1], u: undefined }),
  S.read("j"),
  S.readJSON("j"),
);
for (const bad of [
  () => S.write("e", ""),
  () => S.write("pre", "x", 5),
  () => S.write("a", "toolong", 3),
  () => S.write("u", undefined),
  () => S.open("f", "x"),
  () => S.readJSON("a"),
]) {
  try {
    print(bad());
  } catch (e) {
    print(e.message);
  }
}
print(S.readJSON("a", true), S.readJSON("none"), S.write("neg", "x", -1));
print(
  S.write("pre", "ab", 0, 10),
  JSON.stringify(S.read("pre")),
  S.write("pre", "cd", 4),
  JSON.stringify(S.read("pre")),
  S.read("pre").length,
);
try {
  S.write("pre", "zz", 4);
} catch (e) {
  print(e.message);
}
print(S.list(), S.list(/^b/), S.erase("bytes"), S.list(/^b/), S.erase("none"));
print(
  S.write("n".repeat(40), "long"),
  S.list(/^nn/)[0].length,
  S.read("n".repeat(28)),
  S.readArrayBuffer("u8"),
  new Uint8Array(S.readArrayBuffer("u8")),
);
const stats = S.getStats();
print(
  stats.fileCount,
  stats.totalBytes,
  stats.freeBytes === S.getFree(),
  stats.fileBytes % 4,
  typeof S.hash(),
  S.hash(/u8/) === S.hash(/u8/),
);
// prints:
// | true hello ell  undefined lo
// | true 0 true 1 other
// | true 3 true AB true 9
// = "true {\"a\":1,\"b\":[1,\"x\"]} { \"a\": 1, "
// = "  \"b\": [ 1, "
// |     "x"
// |    ]
// = " } true {k:\"\\xE4\",\"a b\":[1]} { "
// = "  \"k\": \"\\xE4\", "
// |   "a b": [ 1 ]
// |  }
// | Can't create zero length file
// | Unable to find or create file
// | Too much data for file size
// | Can't get pointer to data to write
// | Invalid mode "x"
// | Expecting valid value, got ID
// | undefined undefined false
// | true "ab\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF" true "ab\u00FF\u00FFcd\u00FF\u00FF\u00FF\u00FF" 10
// | File already written with different data
// = "[ "
// = "  \".boot0\", "
// = "  \".bootcde\", "
// = "  \"a\", "
// = "  \"bytes\", "
// = "  \"u8\", "
// = "  \"n\", "
// = "  \"o\", "
// = "  \"j\", "
// |   "pre"
// = " ] [ "
// |   "bytes"
// |  ] undefined [  ] undefined
// | true 28 long new Uint8Array([65, 66]).buffer new Uint8Array([65, 66])
// | 9 262144 true 0 number true
// prints on esp32-like:
// | true hello ell  undefined lo
// | true 0 true 1 other
// | true 3 true AB true 9
// = "true {\"a\":1,\"b\":[1,\"x\"]} { \"a\": 1, "
// = "  \"b\": [ 1, "
// |     "x"
// |    ]
// = " } true {k:\"\\xE4\",\"a b\":[1]} { "
// = "  \"k\": \"\\xE4\", "
// |   "a b": [ 1 ]
// |  }
// | Can't create zero length file
// | Unable to find or create file
// | Too much data for file size
// | Can't get pointer to data to write
// | Invalid mode "x"
// | Expecting valid value, got ID
// | undefined undefined false
// | true "ab\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF" true "ab\u00FF\u00FFcd\u00FF\u00FF\u00FF\u00FF" 10
// | File already written with different data
// = "[ "
// = "  \".boot0\", "
// = "  \".bootcde\", "
// = "  \"a\", "
// = "  \"bytes\", "
// = "  \"u8\", "
// = "  \"n\", "
// = "  \"o\", "
// = "  \"j\", "
// |   "pre"
// = " ] [ "
// |   "bytes"
// |  ] undefined [  ] undefined
// | true 28 long new Uint8Array([65, 66]).buffer new Uint8Array([65, 66])
// | 9 917504 true 0 number true
