// 9000 ms
const log = (x) => print(x);
Promise.resolve(1)
  .then((v) => v + 1)
  .then((v) => Promise.resolve(v * 10))
  .then((v) => new Promise((resolve) => setTimeout(() => resolve(v + 1), 1)))
  .then((v) => print("chain", v))
  .then((v) => print("after print", v))
  .then(undefined)
  .then(null, null)
  .then((v) => print("passed through", v));
Promise.reject(new Error("early"))
  .then(() => print("not here"))
  .then(
    () => print("nor here"),
    (e) => {
      print("second argument", e.message);
      return "recovered";
    },
  )
  .then((v) => print(v));
Promise.reject("why")
  .catch((e) => "caught " + e)
  .then(print);
new Promise((resolve, reject) => {
  resolve("first");
  resolve("second");
  reject(new Error("third"));
}).then(print, () => print("rejected?"));
new Promise((resolve, reject) => {
  reject("no");
  resolve("yes");
}).then(
  () => print("resolved?"),
  (e) => print("rejected", e),
);
new Promise(() => {
  throw new Error("in executor");
}).catch((e) => print(e.message));
const p = Promise.resolve("shared");
p.then((v) => print(v, 1));
p.then((v) => print(v, 2));
const pending = new Promise((resolve) => setTimeout(resolve, 700, "by timer"));
pending.then((v) => {
  print("pending", v);
  p.then((w) => print(w, "late"));
});
print("sync end", typeof p.then, typeof Promise.all, p instanceof Object);
const thenable = { then: (ok) => ok("from thenable") };
Promise.resolve(thenable).then(print);
Promise.resolve()
  .then(() => thenable)
  .then((v) => print("returned", v));
const delay = (ms) => new Promise((r) => setTimeout(r, ms));
pending
  .then(() => delay(150))
  .then(() => delay(20))
  .then(() => {
    print("delays");
    done();
  });
// prints:
// | sync end function function true
// | first
// | rejected no
// | in executor
// | shared 1
// | shared 2
// | from thenable
// | second argument early
// | caught why
// | returned from thenable
// | recovered
// | chain 21
// | after print undefined
// | passed through undefined
// | pending by timer
// | shared late
// | delays
