// 100 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const S = require("Storage");
const put = (name, value) => tell(() => S.write(name, value) + " " + JSON.stringify(S.read(name)));
put("text", "plain");
put("bytes", "\x00\x01\xff\x80");
put("number", 12345);
put("float", 1.5);
put("array", [65, 66, 300, -1]);
put("nested", [[65], [66, [67]]]);
put("typed", new Uint8Array([1, 2, 255]));
put("wide", new Uint16Array([1, 258]));
put("buffer", new Uint8Array([7, 8]).buffer);
put("object", { a: 1, b: "x", "key with space": [true, null] });
put("empty object", {});
put("true", true);
put("null", null);
put("undefined", undefined);
put("empty text", "");
put("empty array", []);
tell(() => JSON.stringify(S.readJSON("object")));
tell(() => S.readJSON("text"));
tell(() => S.readJSON("text", true));
tell(() => S.writeJSON("j", { a: [1, "\xe4\n"], "b c": null, d: 1.5 }));
tell(() => S.read("j"));
tell(() => JSON.stringify(S.readJSON("j")));
tell(() => S.writeJSON("t", "text") + S.read("t"));
tell(() => S.writeJSON("n", 5) + S.read("n"));
tell(() => S.readJSON("n"));
tell(() => S.writeJSON("u", undefined) + " " + S.read("u"));
tell(() => S.writeJSON("f", { f: () => 1, u: undefined }) + " " + S.read("f"));
tell(() => S.read("text", 2));
tell(() => S.read("text", 1, 2));
tell(() => S.read("text", 0, 100));
tell(() => S.read("text", 4, 5));
tell(() => S.read("text", 5));
tell(() => S.read("text", -1));
tell(() => S.read("text", 0, 0));
tell(() => S.readArrayBuffer("typed"));
tell(() => S.readArrayBuffer("missing"));
tell(() => new Uint8Array(S.readArrayBuffer("typed")).length);
tell(() => S.read("typed").charCodeAt(2));
// prints:
// | true "plain"
// | true "\u0000\u0001\u00FF\u0080"
// | true "9"
// | true "\u0001"
// | true "AB,\u00FF"
// | true "ABC"
// | true "\u0001\u0002\u00FF"
// | true "\u0001\u0000"
// | true "\u0007\b"
// | true "{\"a\":1,\"b\":\"x\",\"key with space\":[true,null]}"
// | true "{}"
// | true "\u0001"
// | ! Expecting Number or iterable, got null
// | ! Can't get pointer to data to write
// | ! Can't create zero length file
// | ! Can't create zero length file
// | {"a":1,"b":"x","key with space":[true,null]}
// | ! Expecting valid value, got ID
// | undefined
// | true
// | {a:[1,"\xE4\n"],"b c":null,d:1.5}
// | {"a":[1,"\u00E4\n"],"b c":null,"d":1.5}
// | true"text"
// | true5
// | 5
// | true null
// | true {}
// | ain
// | la
// | plain
// | n
// = ""
// | plain
// | plain
// | new Uint8Array([1, 2, 255]).buffer
// | undefined
// | 3
// | 255
