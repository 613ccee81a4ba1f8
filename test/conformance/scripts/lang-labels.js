// 20 ms, standard
let log = "";
outer: for (let i = 0; i < 4; i++) {
  inner: for (let j = 0; j < 4; j++) {
    if (j === i) continue outer;
    if (i === 3) break outer;
    if (j === 1) continue inner;
    log += i + "" + j + " ";
  }
  log += "never?";
}
print(log);
const find = (grid, want) => {
  let at = "nowhere";
  rows: for (let r = 0; r < grid.length; r++) {
    for (let c = 0; c < grid[r].length; c++) {
      if (grid[r][c] === want) {
        at = r + "," + c;
        break rows;
      }
    }
  }
  return at;
};
print(
  find(
    [
      [1, 2],
      [3, 4],
    ],
    3,
  ),
  find([[1]], 9),
);
block: {
  log = "in";
  if (log) break block;
  log = "not reached";
}
print(log);
log = "";
let n = 0;
again: while (true) {
  n++;
  switch (n) {
    case 1:
      continue again;
    case 2:
      log += "two";
      break;
    case 4:
      break again;
    default:
      log += n;
  }
  log += ";";
}
print(log, n);
log = "";
a: for (const x of ["p", "q", "r"]) {
  for (const k in { one: 1, two: 2 }) {
    try {
      if (x === "q") continue a;
      if (x === "r" && k === "two") break a;
      log += x + k + " ";
    } finally {
      log += "f";
    }
  }
}
print(log);
log = "";
top: do {
  n--;
  for (const d of [1, 2]) {
    if (n === 2) continue top;
    log += n + "" + d;
  }
} while (n > 0);
print(log);
const fs = [];
out: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    if (j > i) continue out;
    fs.push(() => i * 10 + j);
  }
}
print(fs.map((f) => f()).join());
const primes = [];
next: for (let c = 2; primes.length < 8; c++) {
  for (const p of primes) if (c % p === 0) continue next;
  primes.push(c);
}
print(primes.join());
// prints:
// = "10 20 "
// | 1,0 nowhere
// | in
// | two;3; 4
// | pone fptwo ffrone ff
// | 313211120102
// | 0,10,11,20,21,22
// | 2,3,5,7,11,13,17,19
