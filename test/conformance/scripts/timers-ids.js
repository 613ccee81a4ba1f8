// 4000 ms
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
    const ids = [setTimeout(() => {}, 10), setTimeout(() => {}, 20), setTimeout(() => {}, 30)];
    print(ids.map((id) => id - ids[0]).join());
  },
  () => {
    const first = setTimeout(() => {}, 5);
    setTimeout(() => {
      const again = setTimeout(() => print("again"), 5);
      print("used again", again - first);
    }, 50);
  },
  () => {
    const own = setTimeout(() => {
      const inner = setTimeout(() => {}, 5);
      print("inner", inner - own);
    }, 10);
  },
  () => {
    const self = setInterval(() => {
      clearInterval(self);
      print("cleared itself");
    }, 5);
  },
  () => {
    const stale = setTimeout(() => print("runs"), 1);
    setTimeout(() => {
      const other = setTimeout(() => print("is taken for the stale one and never runs"), 30);
      print("same id", other === stale);
      clearTimeout(stale);
    }, 60);
  },
  () => {
    setTimeout(() => print("wiped"), 5);
    clearTimeout();
    print("all cleared");
    setTimeout(() => {
      print("after the wipe");
      done();
    }, 50);
  },
]);
// prints:
// | 0,1,2
// | used again 3
// | again
// | inner 2
// | cleared itself
// | runs
// | same id false
// | is taken for the stale one and never runs
// | all cleared
// | after the wipe
