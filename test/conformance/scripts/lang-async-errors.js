// 2000 ms, standard
const wait = (ms) => new Promise((r) => setTimeout(r, ms));
const fails = async (why) => {
  await wait(1);
  throw new Error(why);
};
const steps = {
  async tryCatch() {
    try {
      await fails("a");
    } catch (e) {
      return "caught " + e.message;
    }
  },
  async finallyRuns() {
    let log = "";
    try {
      try {
        await fails("b");
      } finally {
        log += "f1 ";
        await wait(1);
        log += "f2 ";
      }
    } catch (e) {
      return log + e.message;
    }
  },
  async rethrow() {
    try {
      await fails("c");
    } catch (e) {
      await wait(1);
      throw new Error(e.message + " again");
    }
  },
  async inLoop() {
    const out = [];
    for (const x of ["x", "y", "z"]) {
      try {
        if (x === "y") await fails("bad " + x);
        out.push(x);
      } catch (e) {
        out.push(e.message);
        continue;
      } finally {
        out.push(".");
      }
    }
    return out.join("");
  },
  async notAwaited() {
    const p = fails("d").catch((e) => "handled " + e.message);
    await wait(5);
    return await p;
  },
  async returnInTry() {
    try {
      return await wait(1).then(() => "returned");
    } finally {
      await wait(1);
    }
  },
  async parallel() {
    try {
      await Promise.all([wait(1), fails("e"), wait(2)]);
    } catch (e) {
      return "all: " + e.message;
    }
  },
  async throwsValue() {
    try {
      throw { code: 7 };
    } catch ({ code }) {
      return "code " + code;
    }
  },
  async syncThrow() {
    null.x;
  },
  async nested() {
    const inner = async () => {
      try {
        await fails("deep");
      } finally {
        await wait(1);
      }
    };
    try {
      await inner();
    } catch (e) {
      return "outer " + e.message;
    }
  },
  async breakOut() {
    let n = 0;
    outer: while (true) {
      for (;;) {
        try {
          await wait(1);
          if (++n === 3) break outer;
          if (n === 1) continue outer;
        } finally {
          n += 10;
        }
        if (n > 20) break outer;
      }
    }
    return "n " + n;
  },
};
(async () => {
  for (const name of Object.keys(steps)) {
    try {
      print(name, "->", await steps[name]());
    } catch (e) {
      print(name, "!!", e instanceof Error || e instanceof TypeError, name === "syncThrow" ? "" : e.message);
    }
  }
})();
// prints:
// | tryCatch -> caught a
// | finallyRuns -> f1 f2 b
// | rethrow !! true c again
// | inLoop -> x.bad y.z.
// | notAwaited -> handled d
// | returnInTry -> returned
// | parallel -> all: e
// | throwsValue -> code 7
// = "syncThrow !! true "
// | nested -> outer deep
// | breakOut -> n 22
