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
process.on("uncaughtException", (e) => print("uncaught:", e === undefined ? "undefined" : e.message));
phases([
  () => {
    Promise.reject(new Error("alone"));
  },
  () => {
    new Promise(() => {
      throw new Error("in executor");
    });
  },
  () => {
    Promise.resolve().then(() => {
      throw new Error("in then");
    });
  },
  () => {
    Promise.resolve()
      .then(() => {
        throw new Error("handled");
      })
      .catch((e) => print("caught", e.message));
  },
  () => {
    new Promise((resolve, reject) => {
      resolve(1);
      reject(new Error("too late"));
      resolve(2);
    }).then((v) => print("first wins", v));
  },
  () => {
    const thenable = {
      then(resolve) {
        resolve("from thenable");
      },
    };
    Promise.resolve(thenable).then((v) => print(v));
    Promise.resolve()
      .then(() => thenable)
      .then((v) => print("returned", v));
  },
  () => {
    const failing = {
      then() {
        throw new Error("then itself");
      },
    };
    Promise.resolve()
      .then(() => failing)
      .catch((e) => print("caught from then", e.message));
  },
  () => {
    const p = Promise.resolve(1);
    print(Promise.resolve(p) === p, typeof p.then, p.finally === undefined);
    try {
      new Promise();
    } catch (e) {
      print(e.message);
    }
    print(p);
    setTimeout(() => print(p, Object.keys(p)), 20);
  },
]);
// prints:
// | uncaught: Unhandled promise rejection: Error: alone
// | uncaught: Unhandled promise rejection: Error: in executor
// | uncaught: Unhandled promise rejection: Error: in then
// | caught handled
// | first wins 1
// | from thenable
// | returned from thenable
// | caught from then then itself
// | true function true
// | Function required in promise constructor
// | Promise: { "state": 0 }
// = "Promise: { \"state\": 2 } [ "
// |   "state"
// |  ]
