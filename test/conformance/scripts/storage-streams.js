// 300 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const S = require("Storage");
const f = S.open("log", "a");
tell(() => f.write("line 1\n"));
f.write("line 2\n");
f.write("no newline");
const r = S.open("log", "r");
tell(() => r.readLine());
tell(() => r.read(3));
tell(() => r.readLine());
tell(() => r.readLine());
tell(() => r.readLine());
tell(() => r.read(5));
tell(() => r.getLength());
const again = S.open("log", "a");
again.write("\nmore\n");
tell(() => S.open("log", "r").read(1000));
tell(() => S.open("log", "r").getLength());
tell(() =>
  S.list()
    .filter((n) => n.startsWith("log"))
    .map((n) => JSON.stringify(n))
    .join(),
);
tell(() => S.list(undefined, { sf: true }).join());
const w = S.open("log", "w");
w.write("fresh");
tell(() => S.open("log", "r").read(100));
tell(() => S.open("missing", "r").read(1));
tell(() => S.open("missing", "r").readLine());
tell(() => S.open("x", "q"));
tell(() => S.open("x"));
tell(() => S.open("y".repeat(28), "a"));
tell(() => r.write("to a reader"));
const long = S.open("long", "w");
for (let i = 0; i < 60; i++) long.write(String(i % 10).repeat(99) + "\n");
const all = S.open("long", "r");
let lines = 0;
let bytes = 0;
for (let line = all.readLine(); line !== undefined; line = all.readLine()) {
  lines++;
  bytes += line.length;
}
tell(() => lines + " " + bytes + " " + all.getLength());
tell(() => E.CRC32(S.open("long", "r").read(100000)));
S.open("long", "r").erase();
tell(() => S.open("long", "r").getLength());
tell(() => S.list(undefined, { sf: true }).join());
tell(() => w.erase());
tell(() => S.open("log", "r").read(1));
// prints:
// | undefined
// | line 1
// = ""
// | lin
// | e 2
// = ""
// | no newline
// | undefined
// | undefined
// | 24
// | line 1
// | line 2
// | no newline
// | more
// = ""
// | 30
// | "log\u0001"
// | log
// | fresh
// | undefined
// | undefined
// | ! Invalid mode "q"
// | ! Invalid mode undefined
// = "StorageFile: { "
// = "  \"name\": \"yyyyyyyyyyyyyyyyyyyyyyyyyyyy\", "
// |   "chunk": 1, "offset": 0, "mode": 97 }
// | ! Can't write in this mode
// | 60 6000 6000
// | 1992747907
// | 0
// | log
// | undefined
// | undefined
