// 20 ms, standard
const user = {
  name: "n",
  address: { city: "c", lines: ["l1", "l2"] },
  greet() {
    return "hi " + this.name;
  },
  zero: 0,
  empty: "",
  no: null,
};
print(
  user?.name,
  user?.address?.city,
  user?.missing?.deep,
  user.address?.lines?.[1],
  user.address?.["city"],
  user.nothing?.[0],
);
print(
  user.greet?.(),
  user.missing?.(),
  user.missing?.().x,
  user?.greet?.call({ name: "m" }),
  user.no?.x,
  user.zero?.toFixed(1),
  user.empty?.length,
);
let calls = 0;
const touch = () => (calls++, "touched");
print(user.missing?.[touch()], calls, user.address?.[touch()], calls, user.missing?.x[touch()].y, calls);
print(
  user.zero ?? "d",
  user.empty ?? "d",
  user.no ?? "d",
  user.missing ?? "d",
  user.zero || "d",
  user.empty || "d",
  user.name && "and",
  user.no && "and",
);
const o = { a: null, b: 0, c: "", d: undefined };
o.a ??= "filled";
o.b ??= "kept?";
o.c ||= "or";
o.d ??= [1];
o.e ??= {};
o.e.x ??= 5;
o.b &&= 9;
o.a &&= o.a + "!";
print(JSON.stringify(o));
const list = [null, { v: 1 }, undefined, { v: 2 }];
print(list.map((x) => x?.v ?? "-").join(), list[9]?.v, list?.length, list[1]?.v?.toFixed?.(2));
const f = null;
print(f?.(), f?.x, typeof f?.x);
const get = (path, fallback) => path.split(".").reduce((v, k) => v?.[k], user) ?? fallback;
print(get("address.city", "x"), get("address.zip", "x"), get("a.b.c", "x"), get("zero", "x"));
const config = { timeout: 0, retries: undefined, host: "" };
const { timeout = 5, retries = 3, host = "h", port = 1883 } = config;
print(timeout, retries, host, port);
print(delete user?.zero, "zero" in user, delete user.missing?.x, user?.address.lines.length);
const handlers = { on: (x) => "on " + x };
for (const cmd of ["on", "off"]) print(handlers[cmd]?.(1) ?? "no " + cmd);
class Lazy {
  #cache;
  get value() {
    return (this.#cache ??= this.make());
  }
  make() {
    calls = 0;
    return ++calls + "st";
  }
}
const lazy = new Lazy();
print(lazy.value, lazy.value, calls);
// prints:
// | n c undefined l2 c undefined
// | hi n undefined undefined hi m undefined 0.0 0
// | undefined 0 undefined 1 undefined 1
// | 0  d d d d and null
// | {"a":"filled!","b":0,"c":"or","d":[1],"e":{"x":5}}
// | -,1,-,2 undefined 4 1.00
// | undefined undefined undefined
// | c x x 0
// | 0 3  1883
// | true false true 2
// | on 1
// | no off
// | 1st 1st 1
