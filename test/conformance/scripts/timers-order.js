// 6000 ms
const phases = (list) => {
  const step = () => {
    const phase = list.shift();
    if (!phase) return done();
    phase();
    setTimeout(step, 1200);
  };
  step();
};
const undefinedId = {}.id;
phases([
  () => {
    setTimeout(() => print("third"), 600);
    setTimeout(() => print("second"), 400);
    setTimeout(() => print("first"), 200);
    setTimeout((a, b) => print("args", a, b), 800, "x", [1]);
    setTimeout("print('from text')", 1000);
    const gone = setTimeout(() => print("never"), 300);
    clearTimeout(gone);
  },
  () => {
    let n = 0;
    const id = setInterval(() => {
      print("tick", ++n);
      if (n === 3) clearInterval(id);
    }, 20);
    const changing = setInterval(() => {
      print("changed");
      clearInterval(changing);
    }, 5000);
    changeInterval(changing, 400);
  },
  () => {
    setTimeout(() => {
      setTimeout(() => print("nested zero"), 0);
      Promise.resolve().then(() => print("nested promise"));
      print("nest");
    }, 20);
  },
  () => {
    for (const bad of [
      () => clearTimeout(undefinedId),
      () => setTimeout(5, 1),
      () => changeInterval(999, 5),
      () => clearInterval(undefinedId),
    ]) {
      try {
        bad();
        print("passed");
      } catch (e) {
        print(e.message);
      }
    }
    try {
      setTimeout(() => {}, 1e15);
    } catch (e) {
      print(e.message);
    }
  },
]);
// prints:
// | first
// | second
// | third
// | args x [ 1 ]
// | from text
// | tick 1
// | tick 2
// | tick 3
// | changed
// | nest
// | nested promise
// | nested zero
// | passed
// | Function or String not supplied!
// | Unknown Interval
// | passed
// | Interval is too long (>100 years)
