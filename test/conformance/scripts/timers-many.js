// 8000 ms
const order = [];
let left = 0;
const later = (name, ms) => {
  left++;
  setTimeout(() => {
    order.push(name);
    if (--left === 0) finish();
  }, ms);
};
for (let i = 0; i < 20; i++) later("same" + i, 300);
const finish = () => {
  print(
    order.length,
    order[0],
    order[19],
    order.join() === [...order].sort((a, b) => +a.slice(4) - +b.slice(4)).join(),
  );
  let count = 0;
  const ids = [];
  for (let i = 0; i < 10; i++) ids.push(setInterval(() => count++, 20));
  setTimeout(() => {
    for (const id of ids) clearInterval(id);
    const seen = count;
    print(
      seen >= 10,
      ids.every((id) => typeof id === "number"),
      ids.filter((id, i) => ids.indexOf(id) === i).length,
    );
    setTimeout(() => {
      print(count === seen);
      const first = setTimeout(() => {}, 1000);
      clearTimeout(first);
      const second = setTimeout(() => {}, 1000);
      print(first === second);
      clearTimeout(second);
      chain(0);
    }, 100);
  }, 400);
};
const chain = (n) => {
  if (n < 10) return setTimeout(chain, 0, n + 1);
  print("chained", n);
  done();
};
print("started", left);
// prints:
// | started 20
// | 20 same0 same19 true
// | true true 10
// | true
// | true
// | chained 10
