// 8000 ms
const inTurn = (steps) => {
  const next = () => {
    const step = steps.shift();
    if (!step) return done();
    step(next);
  };
  setTimeout(next, 10);
};
const log = [];
const step = (name, depth, end) => {
  log.push(name);
  if (depth > 0) setTimeout(() => step(name + depth, depth - 1, end), 5);
  else end();
};
const debounce = (f, ms) => {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => f(...args), ms);
  };
};
const throttle = (f, ms) => {
  let waiting = false;
  return (x) => {
    if (waiting) return;
    waiting = true;
    f(x);
    setTimeout(() => (waiting = false), ms);
  };
};
inTurn([
  (next) => step("a", 3, next),
  (next) => {
    setTimeout(() => {
      log.push("t");
      setTimeout(() => {
        log.push("t+0");
        next();
      }, 40);
      Promise.resolve().then(() => log.push("p"));
      log.push("t end");
    }, 5);
  },
  (next) => {
    let ticks = 0;
    const id = setInterval(() => {
      ticks++;
      log.push("i" + ticks);
      if (ticks === 2) changeInterval(id, 5);
      if (ticks === 4) {
        clearInterval(id);
        next();
      }
    }, 20);
  },
  (next) => {
    print(log.join(" "));
    next();
  },
  (next) => {
    const said = debounce((what) => {
      print("debounced", what);
      next();
    }, 30);
    said(1);
    said(2);
    said(3);
  },
  (next) => {
    const slow = throttle((x) => print("throttled", x), 60);
    slow(1);
    slow(2);
    setTimeout(() => {
      slow(3);
      next();
    }, 400);
  },
  (next) => {
    const start = Date.now();
    setTimeout(() => {
      const passed = Date.now() - start;
      print("not too early:", passed >= 49, "not much later:", passed < 2000);
      next();
    }, 50);
  },
]);
print("start");
// prints:
// | start
// | a a3 a32 a321 t t end p t+0 i1 i2 i3 i4
// | debounced 3
// | throttled 1
// | throttled 3
// | not too early: true not much later: true
