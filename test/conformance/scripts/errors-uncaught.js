// 6000 ms
const phases = (list) => {
  const step = () => {
    const phase = list.shift();
    if (!phase) return done();
    phase();
    setTimeout(step, 120);
  };
  step();
};
const o = {};
let turns = 0;
phases([
  () =>
    setTimeout(() => {
      throw new Error("in timeout");
    }, 5),
  () =>
    setTimeout(() => {
      missing();
    }, 5),
  () =>
    setTimeout(() => {
      throw "only text";
    }, 5),
  () =>
    setTimeout(() => {
      throw { code: 7 };
    }, 5),
  () => {
    o.on("x", () => {
      throw new Error("listener");
    });
    o.on("x", () => print("second listener"));
    o.emit("x");
    print("emitted");
  },
  () => {
    const id = setInterval(() => {
      turns++;
      clearInterval(id);
      throw new Error("interval " + turns);
    }, 5);
  },
  () => process.on("uncaughtException", (e) => print("handler got", e instanceof Error ? e.message : e)),
  () =>
    setTimeout(() => {
      throw new Error("to the handler");
    }, 5),
  () =>
    setTimeout(() => {
      throw "text to the handler";
    }, 5),
  () =>
    setTimeout(() => {
      Promise.reject("a rejection");
    }, 5),
  () => print("still here", turns),
]);
// prints:
// | Uncaught Error: in timeout
// | Uncaught ReferenceError: "missing" is not defined
// | Uncaught only text
// | Uncaught [object Object]
// | emitted
// | second listener
// | Uncaught Error: listener
// | Uncaught Error: interval 1
// | handler got to the handler
// | handler got text to the handler
// | handler got Unhandled promise rejection: a rejection
// | still here 1
