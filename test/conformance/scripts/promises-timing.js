// 400 ms
const log = [];
const say = (x) => () => void log.push(x);
setTimeout(say("timeout 0"), 0);
Promise.resolve().then(say("p1")).then(say("p2")).then(say("p3"));
Promise.resolve().then(say("q1")).then(say("q2"));
new Promise((r) => {
  log.push("executor");
  r();
}).then(say("r1"));
log.push("sync");
const o = {};
o.on("e", say("event"));
o.emit("e");
Promise.resolve().then(() => {
  log.push("emits");
  o.emit("e");
  Promise.resolve().then(say("inner"));
});
(async () => {
  log.push("async start");
  await null;
  log.push("async 1");
  await null;
  log.push("async 2");
})();
const thenable = {
  then(f) {
    log.push("then called");
    f();
  },
};
Promise.resolve()
  .then(() => thenable)
  .then(say("after thenable"));
Promise.reject(1).catch(say("catch")).then(say("after catch"));
setTimeout(() => {
  for (const name of [
    "executor",
    "sync",
    "async start",
    "p1",
    "p2",
    "p3",
    "q1",
    "q2",
    "r1",
    "event",
    "inner",
    "async 1",
    "async 2",
    "catch",
    "after catch",
    "after thenable",
  ])
    if (log.indexOf(name) < 0) print("missing", name);
  const before = (a, b) => log.indexOf(a) < log.indexOf(b);
  print(
    before("sync", "p1"),
    before("p1", "p2"),
    before("p2", "p3"),
    before("p1", "q1"),
    before("q1", "q2"),
    before("async 1", "async 2"),
    before("catch", "after catch"),
  );
  print(log.filter((x) => !/timeout/.test(x)).join(" "));
}, 100);
// prints:
// | true true true true true true true
// | executor sync async start event p1 q1 r1 emits async 1 then called catch p2 q2 event after thenable after catch p3 inner async 2
