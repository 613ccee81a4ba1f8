// 20 ms, standard
class AppError extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
  get retry() {
    return this.code >= 500;
  }
}
class NetError extends AppError {
  constructor(host) {
    super("no way to " + host, 503);
    this.host = host;
  }
}
const attempt = (f) => {
  try {
    return "ok " + f();
  } catch (e) {
    if (e instanceof NetError) return "net " + e.host + " " + e.retry;
    if (e instanceof AppError) return "app " + e.message + " " + e.code + " " + e.retry;
    if (e instanceof TypeError) return "type";
    if (e instanceof ReferenceError) return "reference";
    if (e instanceof Error) return "error " + e.message;
    return "value " + typeof e + " " + e;
  }
};
print(
  attempt(() => {
    throw new NetError("cloud");
  }),
);
print(
  attempt(() => {
    throw new AppError("bad", 400);
  }),
  attempt(() => {
    throw new Error("plain");
  }),
  attempt(() => {
    throw null;
  }),
  attempt(() => {
    throw 42;
  }),
  attempt(() => {
    throw new TypeError("t");
  }),
  attempt(() => 1),
);
print(new NetError("h") instanceof Error, new TypeError("x") instanceof Error, new AppError("m", 1).message);
const thrown = [];
for (const v of [undefined, "", 0, false]) {
  try {
    throw v;
  } catch (e) {
    thrown.push(typeof e);
  }
}
print(thrown.join());
const deep = (n) => {
  if (n === 0) throw new AppError("from the depth", 1);
  try {
    return deep(n - 1);
  } catch (e) {
    e.code++;
    throw e;
  }
};
try {
  deep(5);
} catch (e) {
  print(e.message, e.code);
}
const e1 = new Error("kept");
try {
  throw e1;
} catch (e) {
  print(e === e1);
}
let shadow = "outside";
try {
  throw "inside";
} catch (shadow) {
  shadow += "!";
  print(shadow);
}
print(shadow);
const parse = (text) => {
  try {
    return JSON.parse(text).v;
  } catch {
    return "fallback";
  }
};
print(parse('{"v":1}'), parse("{"), parse(""));
const results = [1, 0, "x"].map((v) => {
  try {
    if (typeof v !== "number") throw new TypeError("number wanted");
    return 10 / v;
  } catch (e) {
    return e.message;
  }
});
print(results.join());
try {
  [1, 2, 3].forEach((x) => {
    if (x === 2) throw new Error("stop at " + x);
  });
} catch (e) {
  print(e.message);
}
try {
  [3, 1, 2].sort(() => {
    throw new Error("in sort");
  });
} catch (e) {
  print(e.message);
}
try {
  "abc".replace(/b/, () => {
    throw new Error("in replace");
  });
} catch (e) {
  print(e.message);
}
try {
  const o = {
    get bad() {
      throw new Error("in getter");
    },
  };
  print(o.bad);
} catch (e) {
  print(e.message);
}
try {
  const s = {
    toString() {
      throw new Error("in toString");
    },
  };
  print("" + s);
} catch (e) {
  print(e.message);
}
// prints:
// | net cloud true
// | app bad 400 false error plain value object null value number 42 type ok 1
// | true true m
// | undefined,string,number,boolean
// | from the depth 6
// | true
// | inside!
// | outside
// | 1 fallback fallback
// | 10,Infinity,number wanted
// | stop at 2
// | in sort
// | in replace
// | in getter
// | in toString
