// 50 ms
const attempt = (f) => {
  try {
    print("gave", f());
  } catch (e) {
    print(e instanceof Object ? e.toString() : "threw " + e);
  } finally {
    print("finally");
  }
};
attempt(() => {
  throw new Error("plain");
});
attempt(() => {
  throw new TypeError("type");
});
attempt(() => {
  throw "text";
});
attempt(() => {
  throw 5;
});
attempt(() => {
  throw { a: 1 };
});
attempt(() => {
  const u = undefined;
  return u.field;
});
attempt(() => {
  const n = null;
  return n.field;
});
attempt(() => missing);
attempt(() => missing());
attempt(() => ({}).nothing());
attempt(() => 5);
const e = new Error("m");
print(
  e.message,
  e.type,
  typeof e.stack,
  e instanceof Error,
  new TypeError("x") instanceof TypeError,
  String(new SyntaxError("s")),
  e + "!",
);
const order = () => {
  try {
    return "try";
  } finally {
    print("before return");
  }
};
print(order());
try {
  try {
    throw new Error("inner");
  } finally {
    print("cleanup");
  }
} catch (x) {
  print(x.message);
}
try {
  try {
    throw new Error("one");
  } catch (x) {
    throw new Error(x.message + " two");
  }
} catch (x) {
  print(x.message);
}
try {
  global.eval("var =");
} catch (x) {
  print("syntax", x.type);
}
class Custom {
  constructor(m) {
    this.message = m;
  }
  toString() {
    return "Custom " + this.message;
  }
}
try {
  throw new Custom("c");
} catch (x) {
  print(String(x), x instanceof Custom);
}
// prints:
// | Error: plain
// | finally
// | TypeError: type
// | finally
// | threw text
// | finally
// | threw 5
// | finally
// | [object Object]
// | finally
// | Error: Can't read property 'field' of undefined
// | finally
// | Error: Can't read property 'field' of null
// | finally
// | ReferenceError: "missing" is not defined
// | finally
// | ReferenceError: "missing" is not defined
// | finally
// | Error: Function "nothing" not found!
// | finally
// | gave 5
// | finally
// | m Error string true true SyntaxError: s Error: m!
// | before return
// | try
// | cleanup
// | inner
// | one two
// | syntax SyntaxError
// | Custom c true
