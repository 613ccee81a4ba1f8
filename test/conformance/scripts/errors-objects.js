// 20 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
for (const Type of [Error, TypeError, SyntaxError, ReferenceError]) {
  const e = new Type("message");
  print(
    e.message,
    e.toString(),
    String(e),
    "" + e,
    e instanceof Type,
    typeof e,
    e.type,
    "message" in e,
    typeof e.stack,
  );
}
print(
  new Error().message,
  new Error("").message === "",
  new Error(5).message,
  new Error({ a: 1 }).message,
  new Error(null).message,
  new Error(undefined).message,
);
const e = new Error("own");
e.code = 42;
e.message = "changed";
print(
  e.toString(),
  e.code,
  Object.keys(e).filter((k) => k !== "stack"),
);
tell(() => missing);
tell(() => missing.x);
tell(() => missing());
tell(() => undefined.x);
tell(() => null.x);
tell(() => ({}).a.b);
tell(() => ({}).f());
tell(() => "abc".nothing());
tell(() => [].nothing());
tell(() => [1, 2].map(5));
tell(() => new missing());
tell(() => {
  const c = {};
  c.x.y = 1;
});
tell(() => {
  let u;
  u.x = 1;
});
tell(() => {
  let n = null;
  n[0] = 1;
});
tell(() => {
  let u;
  return u[0];
});
tell(() => {
  let u;
  return u();
});
tell(() => JSON.parse("{bad"));
tell(() => new Function("a", "b", "return a + b")(1, 2));
tell(() => (1).toFixed(500).length);
tell(() => (5).toString(99));
tell(() => "a".repeat(-1));
tell(() => new Array(-5));
tell(() => "a" in "b");
tell(() => "a" in 5);
tell(() => Object.keys(null));
tell(() => Object.keys(undefined));
tell(() => Object.create(5));
tell(() => atob(5));
tell(() => require("nothing"));
tell(() => {
  throw undefined;
});
tell(() => {
  throw { message: "plain object" };
});
tell(() => {
  throw [1, 2];
});
tell(() => {
  throw () => 1;
});
const wrapped = (f) => {
  try {
    f();
  } catch (inner) {
    const outer = new Error("outer: " + inner.message);
    outer.cause = inner;
    throw outer;
  }
};
try {
  wrapped(() => missing);
} catch (x) {
  print(x.message, "<-", x.cause.message);
}
// prints:
// | message Error: message Error: message Error: message true object Error true string
// | message TypeError: message TypeError: message TypeError: message true object TypeError true string
// | message SyntaxError: message SyntaxError: message SyntaxError: message true object SyntaxError true string
// | message ReferenceError: message ReferenceError: message ReferenceError: message true object ReferenceError true string
// | undefined true 5 [object Object] null undefined
// = "Error: changed 42 [ "
// = "  \"message\", "
// = "  \"type\", "
// |   "code"
// |  ]
// | ! "missing" is not defined
// | ! "missing" is not defined
// | ! "missing" is not defined
// | ! Can't read property 'x' of undefined
// | ! Can't read property 'x' of null
// | ! Can't read property 'b' of undefined
// | ! Function "f" not found!
// | ! Function "nothing" not found!
// | ! Function "nothing" not found!
// | ! First argument must be a function
// | ! "missing" is not defined
// | ! Can't read property 'y' of undefined
// | ! Can't read property 'x' of undefined
// | ! Field or method "0" does not already exist, and can't create it on null
// | ! Field or method "0" does not already exist, and can't create it on undefined
// | ! Function not found!
// | ! Got ID:bad expected STRING
// | 3
// | 22
// | 5
// | ! Invalid count value
// | ! Invalid array length
// | false
// | false
// | [  ]
// | [  ]
// | ! Object prototype may only be an Object or null: Number
// | ! Expecting String, got Number
// | ! Module "nothing" not found
// | Uncaught Error: Can't read property 'message' of undefined
