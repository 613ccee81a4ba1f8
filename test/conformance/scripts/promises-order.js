// 6000 ms
const phases = (list) => {
  const step = () => {
    const phase = list.shift();
    if (!phase) return done();
    phase();
    setTimeout(step, 150);
  };
  step();
};
phases([
  () => {
    Promise.resolve(1)
      .then((v) => {
        print("a", v);
        return v + 1;
      })
      .then((v) => {
        print("b", v);
      });
    Promise.resolve(2).then((v) => print("c", v));
    new Promise((resolve) => {
      print("executor");
      resolve("r");
      print("after resolve");
    }).then((v) => print("d", v));
    print("sync end");
  },
  () => {
    const p = new Promise((resolve) => setTimeout(() => resolve("late"), 20));
    p.then((v) => {
      print("1", v);
      return new Promise((r) => r("inner"));
    }).then((v) => print("2", v));
    p.then((v) => print("3", v));
    Promise.all([p, 5, Promise.resolve(6)]).then((all) => print("all", all));
  },
  () => {
    Promise.reject(new Error("no"))
      .then(() => print("skipped"))
      .catch((e) => {
        print("caught", e.message);
        return "mended";
      })
      .then((v) => print(v));
    Promise.all([Promise.reject(new Error("one bad")), Promise.resolve(1)]).catch((e) =>
      print("all failed", e.message),
    );
    Promise.all([1, 2]).then((all) => print("plain all", all));
  },
  () => {
    const settled = Promise.resolve("done");
    setTimeout(() => {
      settled.then((v) => print("late then", v));
      settled
        .catch(() => print("never"))
        .then(
          () => print("then after catch"),
          (v) => print("catch on fulfilled rejects", v),
        );
    }, 20);
  },
]);
// prints:
// | executor
// | after resolve
// | sync end
// | a 1
// | c 2
// | d r
// | b 2
// | 1 late
// | 3 late
// = "all [ "
// = "  \"late\", "
// |   5, 6 ]
// | 2 inner
// | plain all [ 1, 2 ]
// | caught no
// | mended
// | all failed one bad
// | late then done
// | catch on fulfilled rejects done
