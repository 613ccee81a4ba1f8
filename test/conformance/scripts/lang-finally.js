// 20 ms, standard
let log = [];
const run = (f) => {
  log = [];
  try {
    log.push("-> " + f());
  } catch (e) {
    log.push("!! " + (e.message ?? e));
  }
  print(log.join(" "));
};
run(() => {
  try {
    return "value";
  } finally {
    log.push("cleanup");
  }
});
run(() => {
  try {
    throw new Error("lost?");
  } finally {
    log.push("cleanup");
  }
});
run(() => {
  try {
    throw new Error("a");
  } catch (e) {
    return e.message + " handled";
  } finally {
    log.push("cleanup");
  }
});
run(() => {
  for (let i = 0; i < 4; i++) {
    try {
      if (i === 1) continue;
      if (i === 3) break;
      log.push("body" + i);
    } finally {
      log.push("f" + i);
    }
  }
  return "after";
});
run(() => {
  try {
    try {
      throw new Error("first");
    } finally {
      throw new Error("second");
    }
  } catch (e) {
    return e.message;
  }
});
run(() => {
  try {
    throw new Error("x");
  } catch (e) {
    throw new Error("rethrown " + e.message);
  } finally {
    log.push("still");
  }
});
run(() => {
  let v = 1;
  try {
    return v;
  } finally {
    v = 2;
  }
});
run(() => {
  const locked = { n: 0 };
  const using = (f) => {
    locked.n++;
    try {
      return f();
    } finally {
      locked.n--;
    }
  };
  try {
    using(() =>
      using(() => {
        log.push("depth" + locked.n);
        throw new Error("deep");
      }),
    );
  } catch (e) {
    log.push(e.message);
  }
  return locked.n;
});
run(() => {
  let i = 0;
  while (true) {
    try {
      i++;
      if (i > 2) return i;
    } finally {
      for (let k = 0; k < 9; k++) {
        if (k === 1) continue;
        if (k === 2) break;
        log.push("k" + k);
      }
    }
  }
});
// prints:
// | cleanup -> value
// | cleanup !! lost?
// | cleanup -> a handled
// | body0 f0 f1 body2 f2 f3 -> after
// | -> second
// | still !! rethrown x
// | -> 1
// | depth2 deep -> 0
// | k0 k0 k0 -> 3
