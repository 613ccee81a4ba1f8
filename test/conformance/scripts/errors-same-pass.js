// 4000 ms
const phases = (list) => {
  const step = () => {
    const phase = list.shift();
    if (!phase) return done();
    phase();
    setTimeout(step, 150);
  };
  step();
};
process.on("uncaughtException", (e) => print("uncaught", e === undefined ? "undefined" : e.message));
const o = {};
o.on("x", () => {
  throw new Error("first");
});
o.on("x", () => {
  throw new Error("second");
});
o.on("y", () => {
  throw new Error("before a promise");
});
phases([
  () => o.emit("x"),
  () => {
    o.emit("y");
    Promise.resolve(1)
      .then((v) => {
        print("then", v);
        return "fine";
      })
      .then(
        (v) => print("next", v),
        (e) => print("rejected", e.message),
      );
  },
  () => {
    setTimeout(() => {
      throw new Error("a");
    }, 10);
    setTimeout(() => {
      throw new Error("b");
    }, 10);
    // Both are due when the interpreter looks again: only the last error is reported.
    const end = getTime() + 0.03;
    while (getTime() < end);
  },
  () => print("end"),
]);
// prints:
// | uncaught second
// | then 1
// | rejected before a promise
// | uncaught undefined
// | uncaught b
// | end
