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
const o = {};
const a = (x) => print("a", x);
inTurn([
  () => {
    o.on("e", a);
    o.on("e", a);
    o.emit("e", 1);
    o.removeListener("e", a);
    o.emit("e", 2);
  },
  () => {
    o.removeListener("e", a);
    o.emit("e", 3);
    o.removeListener("e", a);
    o.removeListener("never", a);
    print("none left");
  },
  () => {
    const once = (x) => {
      print("once", x);
      o.removeListener("f", once);
    };
    o.on("f", once);
    o.on("f", (x) => print("stays", x));
    o.emit("f", 1);
    o.emit("f", 2);
  },
  () => {
    o.on("g", function (x) {
      print("this", this === o, x, arguments.length);
      this.count = (this.count || 0) + 1;
    });
    o.emit("g", "x");
    o.emit("g");
    o.emit("g", 1, 2, 3, 4);
  },
  () => print("count", o.count),
  () => {
    class Source {
      constructor() {
        this.on("tick", (n) => print("inner listener", n));
      }
      tick(n) {
        this.emit("tick", n);
      }
    }
    const s = new Source();
    s.on("tick", (n) => print("outer listener", n));
    s.tick(7);
    new Source().tick(8);
  },
  () => {
    o.on("order", () => {
      print("first");
      o.emit("nested");
      print("first end");
    });
    o.on("order", () => print("second"));
    o.on("nested", () => print("nested after"));
    o.emit("order");
    print("emit returned");
  },
  () => {
    let n = 0;
    const grow = () => {
      if (++n < 4) o.emit("chain");
      print("chain", n);
    };
    o.on("chain", grow);
    o.emit("chain");
  },
  () => {
    const f = () => {};
    f.on("call", () => print("on a function"));
    f.emit("call");
    const list = [1];
    list.on("x", () => print("on an array", list.length));
    list.emit("x");
    E.on("custom", () => print("on E"));
    E.emit("custom");
    process.on("mine", (x) => print("on process", x));
    process.emit("mine", 5);
  },
  () => {
    for (const bad of [
      () => "text".on("x", a),
      () => (5).on("x", a),
      () => o.on("x"),
      () => o.on(),
      () => o.on("x", {}),
      () => o.removeListener(5, a),
      () => o.removeAllListeners(5),
      () => o.emit(),
    ]) {
      try {
        print(bad());
      } catch (e) {
        print(e.message);
      }
    }
  },
  () => {
    o.removeAllListeners("order");
    o.emit("order");
    o.removeAllListeners();
    o.emit("chain");
    o.emit("g", 1);
    print("silence", Object.keys(o).join());
  },
]);
// prints:
// | a 1
// | a 2
// | none left
// | once 1
// | stays 1
// | stays 2
// | this true x 1
// | this true undefined 0
// | this true 1 4
// | count 3
// | inner listener 7
// | outer listener 7
// | inner listener 8
// | emit returned
// | first
// | first end
// | second
// | nested after
// | chain 1
// | chain 2
// | chain 3
// | chain 4
// | on a function
// | on an array 1
// | on E
// | on process 5
// | Parent must be an object - not a String, Integer, etc
// | Parent must be an object - not a String, Integer, etc
// | Second argument must be a function or a String
// | First argument must be String
// | Second argument must be a function or a String
// | First argument must be String
// | First argument must be String or undefined
// | First argument must be String
// | silence count
