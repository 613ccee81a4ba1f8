// 900 ms
process.on("uncaughtException", (e) => print("uncaught:", e.message || e));
let n = 0;
const id = setInterval(() => {
  n++;
  if (n === 2) throw new Error("in interval");
  if (n === 4) clearInterval(id);
}, 20);
setTimeout(() => {
  throw new Error("in timeout");
}, 110);
setTimeout(() => print("interval went on", n), 200);
setTimeout(() => undefinedFunction(), 230);
setTimeout(() => null.x, 260);
setTimeout(() => {
  try {
    throw new Error("handled");
  } catch (e) {
    print("caught", e.message);
  }
}, 290);
setTimeout(() => {
  throw "a text";
}, 320);
setTimeout("throw new Error('in text code')", 350);
setTimeout(() => {
  setTimeout(() => {
    throw new Error("inner");
  }, 10);
  print("outer went on");
}, 410);
setTimeout(() => [1].forEach(() => { throw new Error("in forEach"); }), 450);
setTimeout(() => print("still alive", n), 500);
// prints:
// | uncaught: in interval
// | uncaught: in timeout
// | interval went on 4
// | uncaught: "undefinedFunction" is not defined
// | uncaught: Can't read property 'x' of null
// | caught handled
// | uncaught: a text
// | uncaught: in text code
// | outer went on
// | uncaught: inner
// | uncaught: in forEach
// | still alive 4
