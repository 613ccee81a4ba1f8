// 20 ms, standard
const keys = (o) => {
  const list = [];
  for (const k in o) list.push(k);
  return list.join();
};
print(keys({ b: 1, a: 2, c: 3 }), keys([7, 8, 9]), keys("xyz"), keys({}), keys([]), keys(""));
const parent = { inherited: 1, both: 2 };
const child = Object.create(parent);
child.own = 3;
child.both = 4;
print(Object.keys(child).join());
const gone = { a: 1, b: 2, c: 3 };
for (const k in gone) delete gone[k];
print(Object.keys(gone).length);
const queue = [1, 2, 3, 4, 5];
for (const x of queue) if (x % 2) queue.splice(queue.indexOf(x), 1);
print(queue.join());
const jobs = ["a"];
for (const job of jobs) {
  if (jobs.length < 4) jobs.push(job + "b");
  else jobs.shift();
}
print(jobs.join());
const o = { a: 1, b: 2, c: 3 };
const seen = [];
for (const k in o) {
  seen.push(k);
  if (k === "a") delete o.b;
}
print(seen.length >= 2, Object.keys(o).join());
let last;
for (last in { p: 1, q: 2 });
print(last);
const holder = {};
for (holder.key in { only: 1 });
print(holder.key);
let total = 0;
for (const i in [10, 20, 30]) total += [10, 20, 30][i] * (i === "0" ? 1 : 2);
print(total);
const config = { wifi: { ssid: "s" }, mqtt: { port: 1883 } };
const flat = {};
for (const section in config) for (const k in config[section]) flat[section + "." + k] = config[section][k];
print(JSON.stringify(flat));
const found = (() => {
  for (const k in { a: 1, b: 2 }) if (k === "b") return k;
})();
print(found);
for (const k in { v: undefined }) print(k, typeof k);
let broken = "";
for (const k in { a: 1, b: 2, c: 3 }) {
  if (k === "b") continue;
  if (k === "d") break;
  broken += k;
}
print(broken);
// prints:
// = "b,a,c 0,1,2 0,1,2   "
// | own,both
// | 0
// | 2,4
// | ab,abb,abbb
// | true a,c
// | q
// | only
// | 110
// | {"wifi.ssid":"s","mqtt.port":1883}
// | b
// | v string
// | ac
