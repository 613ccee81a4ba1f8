// 8000 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const inTurn = (steps) => {
  const next = () => {
    const step = steps.shift();
    if (!step) return done();
    step(next);
  };
  setTimeout(next, 10);
};
const odd = [undefined, NaN, -50, "20", null, "abc", 2.7, true, "", 1e-9, [5]].slice(0, 10);
const o = {
  n: 0,
  tick() {
    this.n++;
  },
};
inTurn([
  (next) =>
    setTimeout(
      (a, b, c) => {
        print("args", a, b, c);
        next();
      },
      5,
      1,
      "two",
      [3],
    ),
  (next) => {
    setTimeout("print('text code', 1 + 1)", 5);
    setTimeout(next, 60);
  },
  (next) =>
    setTimeout(function () {
      print("this", this === global, arguments.length);
      next();
    }, 5),
  (next) => {
    for (const bad of [[], [5, 10], [{}, 10], [null, 10], [print, 4e13]])
      tell(() => setTimeout.apply(undefined, bad));
    next();
  },
  ...odd.map((ms) => (next) => {
    const t = getTime();
    setTimeout(() => {
      print(ms, "came", getTime() - t < 2);
      next();
    }, ms);
  }),
  (next) => {
    for (const bad of [99, "1", null, {}, -1, 1.5]) tell(() => clearTimeout(bad));
    tell(() => changeInterval(99, 5));
    tell(() => changeInterval());
    tell(() => clearInterval("x"));
    next();
  },
  (next) => {
    setTimeout(o.tick.bind(o), 5);
    setTimeout(() => {
      print("bound", o.n);
      next();
    }, 80);
  },
  (next) => {
    let count = 0;
    const id = setInterval(
      (step) => {
        count += step;
        if (count < 6) return;
        clearInterval(id);
        print("interval", count);
        next();
      },
      5,
      2,
    );
  },
]);
// prints:
// | args 1 two [ 3 ]
// | text code 2
// | this true 0
// | ! Function or String not supplied!
// | ! Function or String not supplied!
// | ! Function or String not supplied!
// | ! Function or String not supplied!
// | ! Interval is too long (>100 years)
// | undefined came true
// | NaN came true
// | -50 came true
// | 20 came true
// | null came true
// | abc came true
// | 2.7 came true
// | true came true
// |  came true
// | 1e-9 came true
// | undefined
// | undefined
// | undefined
// | undefined
// | undefined
// | undefined
// | ! Unknown Interval
// | ! Unknown Interval
// | undefined
// | bound 1
// | interval 6
