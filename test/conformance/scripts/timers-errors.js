// 15000 ms
process.on("uncaughtException", (e) => print("uncaught:", e.message || e));
const steps = [
  () => {
    let n = 0;
    const id = setInterval(() => {
      if (++n === 2) throw new Error("in interval");
      print("interval", n);
      if (n === 4) clearInterval(id);
    }, 5);
  },
  () =>
    setTimeout(() => {
      throw new Error("in timeout");
    }, 1),
  () => setTimeout(() => undefinedFunction(), 1),
  () => setTimeout(() => null.x, 1),
  () =>
    setTimeout(() => {
      try {
        throw new Error("handled");
      } catch (e) {
        print("caught", e.message);
      }
    }, 1),
  () =>
    setTimeout(() => {
      throw "a text";
    }, 1),
  () => setTimeout("throw new Error('in text code')", 1),
  () =>
    setTimeout(() => {
      setTimeout(() => {
        throw new Error("inner");
      }, 1);
      print("outer went on");
    }, 1),
  () =>
    setTimeout(
      () =>
        [1].forEach(() => {
          throw new Error("in forEach");
        }),
      1,
    ),
  () => {
    const id = setInterval(() => {
      clearInterval(id);
      throw new Error("cleared, then thrown");
    }, 1);
  },
  () => print("still alive"),
];
const next = () => {
  const step = steps.shift();
  if (!step) return done();
  step();
  setTimeout(next, 200);
};
setTimeout(next, 10);
// prints:
// | interval 1
// | uncaught: in interval
// | interval 3
// | interval 4
// | uncaught: in timeout
// | uncaught: "undefinedFunction" is not defined
// | uncaught: Can't read property 'x' of null
// | caught handled
// | uncaught: a text
// | uncaught: in text code
// | outer went on
// | uncaught: inner
// | uncaught: in forEach
// | uncaught: cleared, then thrown
// | still alive
