// 100 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const S = require("Storage");
class Config {
  #name;
  #values;
  constructor(name, defaults) {
    this.#name = name;
    this.#values = { ...defaults, ...(S.readJSON(name, true) || {}) };
  }
  get(key) {
    return this.#values[key];
  }
  set(key, value) {
    this.#values[key] = value;
    return S.write(this.#name, JSON.stringify(this.#values));
  }
  get size() {
    return (S.read(this.#name) || "").length;
  }
}
const a = new Config("cfg.json", { interval: 60, name: "none", list: [1] });
tell(() => [a.get("interval"), a.get("name"), a.size]);
tell(() => a.set("interval", 5));
tell(() => a.set("name", 'dev a "q"'));
const b = new Config("cfg.json", { interval: 60, extra: true });
tell(() => [b.get("interval"), b.get("name").length, b.get("extra"), b.get("list"), b.size]);
S.write("cfg.json", "{broken");
const c = new Config("cfg.json", { interval: 1 });
tell(() => c.get("interval"));
tell(() => S.readJSON("cfg.json", true));
tell(() => S.readJSON("cfg.json"));
S.write("cfg.json", "[1,2]");
tell(() => S.readJSON("cfg.json")[1]);
for (const text of [
  "{}",
  "[]",
  "5",
  '"x"',
  "null",
  "true",
  ' {"a" : 1 } ',
  "{a:1}",
  "{'a':'b'}",
  '{"a":1}x',
  "\xff\xff",
  '// c\n{"a":1}',
]) {
  S.write("t.json", text);
  tell(() => JSON.stringify(S.readJSON("t.json")));
}
const slots = ["slotA", "slotB"];
const save = (n) => {
  const body = JSON.stringify({ n });
  const name = slots[n % 2];
  S.write(name, E.CRC32(body) + ":" + body);
  S.erase(slots[(n + 1) % 2]);
};
const load = () => {
  for (const name of slots) {
    const text = S.read(name);
    if (!text) continue;
    const at = text.indexOf(":");
    if (+text.slice(0, at) === E.CRC32(text.slice(at + 1))) return name + JSON.parse(text.slice(at + 1)).n;
  }
};
for (let n = 1; n < 5; n++) {
  save(n);
  print(load(), S.list(/^slot/));
}
// prints:
// = "[ 60, "
// = "  \"none\", "
// |   0 ]
// | true
// | true
// = "[ 5, 9, true, "
// = "  [ 1 ], "
// |   46 ]
// | 1
// | undefined
// | ! Got EOF expected ':'
// | 2
// | {}
// | []
// | 5
// | "x"
// | null
// | true
// | {"a":1}
// | {"a":1}
// | {"a":"b"}
// | {"a":1}
// | ! Expecting valid value, got [ERASED]
// | {"a":1}
// = "slotB1 [ "
// |   "slotB"
// |  ]
// = "slotA2 [ "
// |   "slotA"
// |  ]
// = "slotB3 [ "
// |   "slotB"
// |  ]
// = "slotA4 [ "
// |   "slotA"
// |  ]
