// 2000 ms, standard
const wait = (ms, v) => new Promise((r) => setTimeout(() => r(v), ms));
class Sensor {
  #readings = [];
  static async create(id, ...options) {
    const s = new Sensor();
    s.id = await wait(1, id);
    s.options = options;
    return s;
  }
  async sample(count, { scale = 1, offset = await0() } = {}) {
    for (let i = 0; i < count; i++) this.#readings.push((await wait(1, i)) * scale + offset);
    return this;
  }
  get mean() {
    return this.#readings.reduce((a, b) => a + b, 0) / this.#readings.length;
  }
  async each(f) {
    for (const r of this.#readings) await f(r, this.id);
  }
}
function await0() {
  return 0;
}
class Loud extends Sensor {
  async sample(count, options) {
    const done = await super.sample(count, options);
    return "loud " + done.mean;
  }
}
const queue = {
  jobs: [],
  running: false,
  add(job) {
    return new Promise((resolve) => {
      this.jobs.push(async () => resolve(await job()));
      this.run();
    });
  },
  async run() {
    if (this.running) return;
    this.running = true;
    while (this.jobs.length) await this.jobs.shift()();
    this.running = false;
  },
};
(async () => {
  const s = await Sensor.create("s1", "a", "b");
  await s.sample(3, { scale: 2 });
  print(s.id, s.mean, s.options.join());
  const seen = [];
  await s.each(async (r, id) => seen.push((await wait(1, id)) + r));
  print(seen.join());
  try {
    print(await new Loud().sample(2, { offset: 1 }));
  } catch (e) {
    print("loud failed");
  }
  const order = [];
  const a = queue.add(() => wait(10, "slow").then((v) => (order.push(v), v)));
  const b = queue.add(async () => (order.push("fast"), "fast"));
  print((await Promise.all([a, b])).join(), order.join());
  const cache = {};
  const load = async (key) => (cache[key] ??= await wait(1, key + "!"));
  print(await load("k"), await load("k"), Object.keys(cache).join());
  const table = await Promise.all([1, 2, 3].map(async (n) => ({ n, square: await wait(4 - n, n * n) })));
  print(table.map(({ n, square }) => n + ":" + square).join());
  const results = [];
  await [1, 2, 3].reduce(async (before, n) => {
    await before;
    results.push(await wait(4 - n, n));
  }, Promise.resolve());
  print(results.join());
  const arrow = async (x) => ({ doubled: (await x) * 2 });
  const { doubled } = await arrow(wait(1, 21));
  print(
    doubled,
    `${await wait(1, "in template")}`,
    [await wait(1, 1), await wait(1, 2)].join("+"),
    (await wait(1, (x) => x + 1))(1),
  );
  let total = 0;
  total += await wait(1, 5);
  total -= await wait(1, 2);
  print(
    total,
    (await wait(1, null))?.x,
    (await wait(1, undefined)) ?? "nothing",
    !(await wait(1, false)),
    typeof (await wait(1, 1)),
  );
})();
// prints:
// | s1 2 a,b
// | s10,s12,s14
// | loud 1.5
// | slow,fast slow,fast
// | k! k! k
// | 1:1,2:4,3:9
// | 1,2,3
// | 42 in template 1+2 2
// | 3 undefined nothing true number
