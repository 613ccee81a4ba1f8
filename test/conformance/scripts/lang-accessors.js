// 20 ms, standard
let log = "";
const o = {
  _v: 1,
  get v() {
    log += "g";
    return this._v;
  },
  set v(value) {
    log += "s";
    this._v = value;
  },
  get readOnly() {
    return "fixed";
  },
  set writeOnly(x) {
    this._v = -x;
  },
};
o.v = 5;
o.v += 2;
o.v++;
log = "";
print(o.v, log, o.readOnly, o.writeOnly, "v" in o, o.hasOwnProperty("v"));
o.writeOnly = 3;
print(o._v, o["v"], o.v === -3 ? "same" : "other");
const { v, readOnly } = o;
print(v, readOnly, log);
const key = "dyn";
const c = {
  get [key + "Get"]() {
    return "computed getter";
  },
};
print(c.dynGet);
const child = Object.create(o);
child.v = 9;
print(child._v, o._v, child.v, child.hasOwnProperty("_v"));
const defined = {};
let hidden = 0;
Object.defineProperty(defined, "x", { get: () => hidden * 10, set: (n) => void (hidden = n) });
defined.x = 4;
print(defined.x, hidden);
Object.defineProperty(defined, "y", { value: 7, writable: false });
try {
  defined.y = 8;
  print("no complaint");
} catch (e) {
  print("read only");
}
print(defined.y);
log = "";
const lazy = {
  get data() {
    const value = "made once";
    Object.defineProperty(this, "data", { value, writable: true });
    log += "L";
    return value;
  },
};
print(lazy.data, lazy.data, log);
// prints:
// | 8 g fixed undefined true true
// | -3 -3 same
// | -3 fixed gggg
// | computed getter
// | 9 -3 9 true
// | 40 4
// | read only
// | 7
// | made once made once L
