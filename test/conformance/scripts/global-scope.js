// 20 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
var declared = 1;
let lexical = 2;
const constant = 3;
function hoisted() {
  return "h";
}
tell(() => typeof hoisted + lexical + constant);
global.made = "by global";
tell(() => made);
tell(() => {
  made = "changed";
  return global.made;
});
tell(() => typeof notThere + typeof global.notThere);
tell(() => delete global.made);
tell(() => typeof made);
tell(() => made);
globalThis.other = 5;
tell(() => other + global.other);
tell(() => global === globalThis);
tell(() =>
  (function () {
    return this === global;
  })(),
);
tell(() => "print" in global || typeof global.print);
tell(() => typeof global.setTimeout + typeof global.Math + typeof global.process);
tell(() => [typeof Infinity, typeof NaN, typeof undefined].join());
tell(() => {
  const print2 = print;
  return typeof print2;
});
tell(() => {
  const saved = Math.floor;
  return saved(2.7);
});
const shadow = (Math, JSON) => Math + JSON;
tell(() => shadow(1, 2));
{
  const print = (x) => x + "!";
  declared = print("inner");
}
tell(() => declared);
global.counter = 0;
global.counter++;
global["counter"] += 5;
tell(() => counter);
tell(() => HIGH + LOW);
tell(() => typeof global.HIGH);
// prints:
// | function23
// | by global
// | changed
// | undefinedundefined
// | true
// | undefined
// | ! "made" is not defined
// | 10
// | true
// | true
// | true
// | functionfunctionfunction
// | number,number,undefined
// | function
// | 2
// | 3
// | inner!
// | 6
// | 1
// | number
