// 4000 ms
const phases = (list) => {
  const step = () => {
    const phase = list.shift();
    if (!phase) return done();
    phase();
    setTimeout(step, 400);
  };
  step();
};
const spin = (ms) => {
  const end = getTime() + ms / 1000;
  while (getTime() < end);
};
let ticks = 0;
let id;
phases([
  () => {
    id = setInterval(() => {
      ticks++;
    }, 20);
    spin(110);
    print("blocked, ticks so far", ticks);
  },
  () => {
    print("caught up", ticks >= 15);
    clearInterval(id);
  },
  () => {
    setTimeout(() => print("b: set first, due at 20"), 20);
    setTimeout(() => print("c: due at 10"), 10);
    setTimeout(() => print("d: due at 15"), 15);
    spin(60);
    print("a: blocked");
  },
  () => {
    let count = 0;
    const fast = setInterval(() => {
      if (++count === 12) {
        clearInterval(fast);
        print("twelve calls");
      }
    }, 5);
    spin(63);
    print("count is", count);
  },
]);
// prints:
// | blocked, ticks so far 0
// | caught up true
// | a: blocked
// | b: set first, due at 20
// | c: due at 10
// | d: due at 15
// | count is 0
// | twelve calls
