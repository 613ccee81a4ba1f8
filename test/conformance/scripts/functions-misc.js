// 20 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
function add(a, b) {
  return a + b;
}
tell(() => add.call(null, 1, 2) + add.apply(null, [3, 4]) + add.bind(null, 5)(6));
tell(() => add.apply(null, new Uint8Array([1, 2])));
tell(() => add.apply(null));
tell(() => add.call());
tell(() => add(1));
tell(() => add(1, 2, 3));
tell(() => add + "");
tell(() => ((x) => x * 2).toString());
tell(() => (() => ({ a: 1 })).toString());
tell(() => new Function("return 5")());
tell(() => new Function("a", "b", "return a * b")(3, 4));
tell(() => new Function(5));
tell(() => typeof new Function("x", ""));
tell(() => global.eval("1 + 1"));
tell(() => global.eval("var evaluated = 7; evaluated * 2"));
tell(() => global.eval());
tell(() => global.eval("(function () { return 'made' })")());
tell(() => add.x);
add.counter = 1;
tell(() => ++add.counter);
tell(() => Object.keys(add));
tell(() =>
  (function () {
    return typeof this;
  })(),
);
tell(() =>
  (function () {
    return arguments.length;
  })(1, undefined, null),
);
tell(() =>
  (function f(n) {
    return n ? n + f(n - 1) : 0;
  })(5),
);
tell(() => (() => {})());
tell(() => (function () {})());
tell(() =>
  (() => {
    return;
  })(),
);
tell(() => void add(1, 2));
tell(() => [1, 2, 3].map(add));
tell(() =>
  [10, 1, 3]
    .sort((a, b) => a - b)
    .map((x) => x + 1)
    .filter((x) => x > 2)
    .reduce(add),
);
tell(() => typeof add.length);
tell(() => (0, add)(1, 1));
tell(() => ((a, b) => a ** b)(2, 5));
// prints:
// | 21
// | 3
// | undefined
// | undefined
// | NaN
// | 3
// | function (a,c) {return a+c}
// | function (a) {return a*2}
// | function () {return ({a:1})}
// | 5
// | 12
// | ! Function code must be a String, got 'Number'
// | function
// | 2
// | 14
// | undefined
// | made
// | undefined
// | 2
// = "[ "
// |   "counter"
// |  ]
// | object
// | 3
// | 15
// | undefined
// | undefined
// | undefined
// | undefined
// | [ 1, 3, 5 ]
// | 15
// | number
// | 2
// | 32
