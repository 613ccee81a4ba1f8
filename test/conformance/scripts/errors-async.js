// 15000 ms
process.on("uncaughtException", (e) => print("uncaught:", e.message || e));
const wait = (ms) => new Promise((r) => setTimeout(r, ms));
const steps = [
  async () => {
    throw new Error("first turn");
  },
  async () => {
    await wait(1);
    throw new Error("later turn");
  },
  async () => {
    const p = Promise.reject(new Error("kept"));
    try {
      await p;
    } catch (e) {
      print("caught", e.message);
    }
  },
  async () => {
    try {
      await Promise.all([
        wait(5),
        (async () => {
          await wait(1);
          throw new Error("one of all");
        })(),
      ]);
    } catch (e) {
      print("caught", e.message);
    }
  },
  async () => {
    setTimeout(() => {
      throw new Error("timer inside async");
    }, 1);
    await wait(30);
    print("async goes on");
  },
  async () => {
    try {
      await undefined.x;
    } catch (e) {
      print("caught", e.message);
    } finally {
      print("finally");
    }
  },
  async () => {
    await (async () => {
      await wait(1);
      return missing;
    })().catch((e) => print("caught", e.message));
  },
  async () => {
    const o = {};
    o.on("x", async () => {
      await wait(1);
      throw new Error("async listener");
    });
    o.emit("x");
    await wait(30);
  },
  async () => print(await Promise.resolve("end")),
];
const next = () => {
  const step = steps.shift();
  if (!step) return done();
  step();
  setTimeout(next, 200);
};
setTimeout(next, 10);
// prints:
// | uncaught: Unhandled promise rejection: Error: first turn
// | uncaught: Unhandled promise rejection: Error: later turn
// | caught kept
// | caught one of all
// | uncaught: timer inside async
// | async goes on
// | caught Can't read property 'x' of undefined
// | finally
// | caught "missing" is not defined
// | uncaught: Unhandled promise rejection: Error: async listener
// | end
