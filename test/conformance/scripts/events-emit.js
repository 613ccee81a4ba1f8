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
const removable = () => print("removable");
phases([
  () => {
    o.on("a", (x, y) => print("first", x, y));
    o.on("a", function (x) {
      print("second", x, this === o);
    });
    print("before");
    o.emit("a", 1, 2);
    o.emit("none");
    print("after emit");
  },
  () => {
    o.on("b", removable);
    o.on("b", () => print("stays"));
    o.removeListener("b", removable);
    o.emit("b");
    o.prependListener("c", () => print("c late"));
    o.prependListener("c", () => print("c early"));
    o.addListener("c", () => print("c last"));
    o.emit("c");
  },
  () => {
    o.on("d", () => {
      print("d1");
      E.stopEventPropagation();
    });
    o.on("d", () => print("d2"));
    o.emit("d");
    o.on("e", () => {
      print("e1");
      o.on("e", () => print("added while running"));
    });
    o.emit("e");
  },
  () => {
    o.removeAllListeners("a");
    o.emit("a");
    o.emit("c");
  },
  () => {
    o.removeAllListeners();
    o.emit("c");
    print("silence", Object.keys(o));
  },
  () => {
    const p = {};
    const self = () => {
      print("once");
      p.removeListener("x", self);
    };
    p.on("x", self);
    p.on("x", () => print("always"));
    p.emit("x");
    setTimeout(() => p.emit("x"), 20);
  },
  () => {
    const p = {};
    p.on("x", (a, b, c, d, e) => print("got", a, b, c, d, e));
    try {
      p.emit("x", 1, 2, 3, 4, 5);
    } catch (e) {
      print(e.message);
    }
    for (const bad of [() => o.on(5, print), () => o.on("x", 5), () => o.emit(5)]) {
      try {
        bad();
      } catch (e) {
        print(e.toString());
      }
    }
    p.on("text", "print('text listener')");
    p.emit("text");
  },
]);
// prints:
// | before
// | after emit
// | first 1 2
// | second 1 true
// | stays
// | c early
// | c late
// | c last
// | d1
// | e1
// | c early
// | c late
// | c last
// | silence [  ]
// | once
// | always
// | always
// | Too many arguments (>4)
// | TypeError: First argument must be String
// | TypeError: Second argument must be a function or a String
// | TypeError: First argument must be String
// | got 1 2 3 4 undefined
// | text listener
