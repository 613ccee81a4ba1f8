// 4000 ms
const log = [];
const a = setTimeout(() => log.push("never a"), 20);
clearTimeout(a);
clearTimeout(a);
let b;
const first = setTimeout(() => {
  log.push("first");
  clearTimeout(b);
}, 30);
b = setTimeout(() => log.push("never b"), 60);
const self = setTimeout(() => {
  clearTimeout(self);
  log.push("self");
}, 40);
let n = 0;
const every = setInterval(() => {
  n++;
  if (n === 3) clearInterval(every);
}, 25);
const crossed = setInterval(() => log.push("never crossed"), 50);
clearTimeout(crossed);
const asTimeout = setTimeout(() => log.push("never as timeout"), 50);
clearInterval(asTimeout);
setTimeout(() => {
  print(log.join(), n);
  const later = setTimeout(() => print("all cleared?"), 900);
  setInterval(() => print("all cleared!"), 900);
  clearTimeout(later + 100);
  setTimeout(() => {
    clearInterval();
    print("cleared all");
    setTimeout(() => print("new one"), 20);
    setTimeout(done, 300);
  }, 10);
}, 600);
print(typeof a, a > 0, a !== b, b > a);
// prints:
// | number true true true
// | first,self 3
// | cleared all
// | new one
