// 8000 ms
const inTurn = (steps) => {
  const next = () => {
    const step = steps.shift();
    if (!step) return done();
    step(next);
  };
  setTimeout(next, 10);
};
const after = (ms, v, fail) =>
  new Promise((resolve, reject) => setTimeout(() => (fail ? reject(v) : resolve(v)), ms));
let next = () => {};
const show = (name, p) =>
  p
    .then(
      (v) => print(name, JSON.stringify(v)),
      (e) => print(name, "rejected", e.message || e),
    )
    .then(() => setTimeout(next, 1));
const race = (promises) => new Promise((resolve, reject) => promises.forEach((p) => p.then(resolve, reject)));
const settled = (promises) =>
  Promise.all(
    promises.map((p) =>
      p.then(
        (value) => ({ value }),
        (reason) => ({ reason }),
      ),
    ),
  );
const timeout = (p, ms) => race([p, after(ms, "timed out", true)]);
inTurn(
  [
    () => show("plain", Promise.all([1, "two", null])),
    () => show("mixed", Promise.all([after(60, "late"), 2, after(5, "early")])),
    () => show("empty", Promise.all([])),
    () => show("rejects", Promise.all([after(5, 1), after(60, "why", true), after(200, 3)])),
    () => show("two reject", Promise.all([after(400, "slow", true), after(5, "fast", true)])),
    () => show("nested", Promise.all([Promise.all([1, 2]), Promise.all([after(5, 3)])])),
    () => show("resolved ones", Promise.all([Promise.resolve(1), Promise.resolve(2)])),
    () => show("rejected now", Promise.all([Promise.reject("now"), 1])),
    () => {
      for (const bad of [5, undefined]) {
        try {
          show("bad " + bad, Promise.all(bad));
        } catch (e) {
          print("threw", e.message);
        }
      }
      next();
    },
    () => show("race", race([after(500, "slow"), after(5, "fast")])),
    () => show("settled", settled([after(5, 1), after(5, "no", true)])),
    () => show("timeout", timeout(after(800, "never"), 20)),
    () => show("in time", timeout(after(5, "ok"), 600)),
  ].map((step) => (then) => {
    next = then;
    step();
  }),
);
// prints:
// | plain [1,"two",null]
// | mixed ["late",2,"early"]
// | empty []
// | rejects rejected why
// | two reject rejected fast
// | nested [[1,2],[3]]
// | resolved ones [1,2]
// | rejected now rejected now
// | threw Expecting something iterable, got Number
// | threw Expecting something iterable, got undefined
// | race "fast"
// | settled [{"value":1},{"reason":"no"}]
// | timeout rejected timed out
// | in time "ok"
