// 15000 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
process.on("uncaughtException", (e) => print("uncaught:", e.message || e));
tell(() => new Promise());
tell(() => typeof new Promise(5));
tell(() => typeof Promise.resolve().then(5).then);
tell(() => typeof Promise.then);
tell(() => typeof Promise.resolve().finally);
const steps = [
  () => Promise.reject(new Error("nobody listens")),
  () => Promise.reject("nobody, text"),
  () => Promise.reject(),
  () =>
    Promise.resolve().then(() => {
      throw new Error("thrown in then");
    }),
  () => new Promise((_, reject) => setTimeout(() => reject(new Error("late rejection")), 5)),
  () =>
    new Promise(() =>
      setTimeout(() => {
        throw new Error("thrown after the executor");
      }, 5),
    ),
  () =>
    Promise.resolve(1)
      .then((v) => v.missing.deep)
      .catch((e) => print("caught", e.message)),
  () =>
    Promise.reject(1)
      .catch((e) => {
        throw new Error("again " + e);
      })
      .catch((e) => print(e.message)),
  () =>
    (async () => {
      throw new Error("async nobody");
    })(),
  () =>
    (async () => {
      await null;
      throw new Error("async later");
    })(),
  () =>
    Promise.resolve()
      .then(() => Promise.reject(new Error("returned rejection")))
      .catch((e) => print(e.message)),
  () => Promise.all([Promise.reject(new Error("in all"))]).catch((e) => print(e.message)),
  () => print(Promise.resolve(5), Promise.reject === undefined),
];
const next = () => {
  const step = steps.shift();
  if (!step) return done();
  step();
  setTimeout(next, 200);
};
setTimeout(next, 20);
// prints:
// | ! Function required in promise constructor
// | object
// | function
// | undefined
// | undefined
// | uncaught: Unhandled promise rejection: Error: Expecting function, got Number
// | uncaught: Unhandled promise rejection: Error: nobody listens
// | uncaught: Unhandled promise rejection: nobody, text
// | uncaught: Unhandled promise rejection: undefined
// | uncaught: Unhandled promise rejection: Error: thrown in then
// | uncaught: Unhandled promise rejection: Error: late rejection
// | uncaught: thrown after the executor
// | caught Can't read property 'deep' of undefined
// | again 1
// | uncaught: Unhandled promise rejection: Error: async nobody
// | uncaught: Unhandled promise rejection: Error: async later
// | returned rejection
// | in all
// | Promise: { "state": 0 } false
