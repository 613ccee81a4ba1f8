// 15000 ms
const inTurn = (steps) => {
  const next = () => {
    const step = steps.shift();
    if (!step) return done();
    step();
    setTimeout(next, 150);
  };
  next();
};
process.on("uncaughtException", (e) => print("uncaught:", e.message || e));
const boom = (what) => () => {
  throw new Error(what);
};
const guarded = (name, f) => {
  try {
    print(name, "returned", f());
  } catch (e) {
    print(name, "threw", e.message || e);
  }
};
guarded("map", () => [1, 2].map((x) => (x > 1 ? boom("map")() : x)));
guarded("filter", () => [1].filter(boom("filter")));
guarded("reduce", () => [1, 2].reduce(boom("reduce")));
guarded("forEach", () => [1].forEach(boom("forEach")));
guarded("find", () => [1].find(boom("find")));
guarded("some", () => [1].some(boom("some")));
guarded("sort", () => [2, 1].sort(boom("sort")));
guarded("replace", () => "a".replace(/a/, boom("replace")));
guarded(
  "getter",
  () =>
    ({
      get x() {
        throw new Error("getter");
      },
    }).x,
);
guarded("setter", () => {
  ({
    set x(v) {
      throw new Error("setter");
    },
  }).x = 1;
});
guarded("toString", () => "" + { toString: boom("toString") });
guarded("join", () => [{ toString: boom("join") }].join());
guarded("valueOf", () => 1 + { valueOf: boom("valueOf") });
guarded("toJSON", () => JSON.stringify({ toJSON: boom("toJSON") }));
guarded(
  "constructor",
  () =>
    new (class {
      constructor() {
        throw new Error("constructor");
      }
    })(),
);
guarded("apply", () => boom("apply").apply(null, []));
guarded("bind", () => boom("bind").bind(null)());
guarded("typed map", () => new Uint8Array(2).map(boom("typed map")));
guarded("function in default", () => ((x = boom("default")()) => x)());
guarded("destructuring", () => {
  const {
    a: { b },
  } = {};
  return b;
});
guarded("E.mapInPlace", () => E.mapInPlace(new Uint8Array(1), new Uint8Array(1), boom("mapInPlace")));
const o = {};
inTurn([
  () => {
    o.on("x", boom("listener one"));
    o.on("x", () => print("listener two runs"));
    o.emit("x");
    print("emitted");
  },
  () => {
    o.on("y", () => {
      o.emit("z");
      throw new Error("after emitting");
    });
    o.on("z", () => print("z runs"));
    o.emit("y");
  },
  () => {
    let n = 0;
    const id = setInterval(() => {
      if (++n === 3) clearInterval(id);
      if (n === 1) throw new Error("interval once");
      print("interval", n);
    }, 5);
  },
  () =>
    Promise.resolve()
      .then(boom("in then"))
      .catch((e) => print("caught", e.message)),
  () => Promise.resolve().then(boom("in then, uncaught")),
  () => new Promise(boom("executor")).catch((e) => print("caught", e.message)),
  () => setTimeout(boom("timeout"), 1),
  () => {
    o.removeAllListeners();
    print("quiet");
  },
]);
// prints:
// | map threw map
// | filter threw filter
// | reduce threw reduce
// | forEach threw forEach
// | find threw find
// | some threw some
// | sort threw sort
// | replace threw replace
// | getter threw getter
// | setter threw setter
// | toString threw toString
// | join threw join
// | valueOf threw valueOf
// | toJSON threw toJSON
// | constructor threw constructor
// | apply threw apply
// | bind threw bind
// | typed map threw typed map
// | function in default threw default
// | destructuring threw Can't read property 'b' of undefined
// | E.mapInPlace threw mapInPlace
// | emitted
// | listener two runs
// | uncaught: listener one
// | z runs
// | uncaught: after emitting
// | uncaught: interval once
// | interval 2
// | interval 3
// | caught in then
// | uncaught: Unhandled promise rejection: Error: in then, uncaught
// | caught executor
// | uncaught: timeout
// | quiet
