// 1500 ms, standard
const log = [];
const wait = (ms, v) => new Promise((resolve) => setTimeout(() => resolve(v), ms));
const fail = (ms, why) => new Promise((_, reject) => setTimeout(() => reject(new Error(why)), ms));
async function series() {
  const out = [];
  for (let i = 0; i < 3; i++) out.push(await wait(2, i * i));
  return out.join();
}
async function guarded() {
  try {
    await fail(1, "first");
    return "not here";
  } catch (e) {
    try {
      await fail(1, e.message + "+second");
    } catch (f) {
      return f.message;
    } finally {
      log.push("inner finally");
    }
  } finally {
    log.push("outer finally");
  }
}
const retry = async (task, times) => {
  for (let n = 1; ; n++) {
    try {
      return await task(n);
    } catch (e) {
      if (n === times) throw e;
      log.push("retry " + n);
    }
  }
};
class Device {
  constructor(name) {
    this.name = name;
  }
  async read(x) {
    const raw = await wait(1, x);
    return this.name + raw;
  }
  static async make(name) {
    await wait(1);
    return new Device(name);
  }
}
async function main() {
  print(await series());
  print(await guarded(), log.join(";"));
  print(await retry(async (n) => (n < 3 ? fail(1, "x") : "got it at " + n), 5));
  try {
    await retry(() => fail(1, "for good"), 2);
  } catch (e) {
    print(e.message);
  }
  const d = await Device.make("dev");
  print(await d.read(1), (await d.read(2)) + (await d.read(3)));
  const [a, b] = await Promise.all([d.read("a"), d.read("b")]);
  print(a, b, await 5, await null, typeof (await undefined));
  let n = 0;
  while ((n = await wait(1, n + 1)) < 3) if (n === 2) print("two");
  do {
    n = await wait(1, n - 1);
  } while (n);
  print("down", n);
  outer: for (const x of [1, 2, 3]) {
    for (const y of [1, 2]) {
      await wait(1);
      if (x === 2) continue outer;
      if (x === 3) break outer;
      print("xy", x, y);
    }
  }
  switch (await wait(1, "b")) {
    case "a":
      print("a");
    case "b":
      print("b then");
    case "c":
      print(await wait(1, "c"));
      break;
    default:
      print("d");
  }
  const o = { k: await wait(1, "v"), [await wait(1, "dyn")]: [await wait(1, 1), 2] };
  print(JSON.stringify(o), (await wait(1, true)) ? "yes" : "no", (await wait(1, 0)) || (await wait(1, "or")));
  const { p = await wait(1, "default"), q } = { q: 2 };
  print(p, q, await (async () => "inner")());
}
main().then(
  () => print("done"),
  (e) => print("failed", e.message),
);
// prints:
// | 0,1,4
// | first+second inner finally;outer finally
// | got it at 3
// | for good
// | dev1 dev2dev3
// | deva devb 5 null undefined
// | two
// | down 0
// | xy 1 1
// | xy 1 2
// | b then
// | c
// | {"k":"v","dyn":[1,2]} yes or
// | default 2 inner
// | done
