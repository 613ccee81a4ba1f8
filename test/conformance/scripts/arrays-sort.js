// 50 ms
print(
  [3, 1, 2].sort(),
  [10, 9, 1].sort(),
  [10, 9, 1].sort((x, y) => x - y),
  ["b", "a", "C"].sort(),
  [true, false].sort(),
);
print(
  [5, 2, 8, 1].sort((x, y) => y - x),
  [].sort(),
  [1].sort(),
  [2, 1, 2, 1].sort(),
);
const items = [];
for (let i = 0; i < 40; i++) items.push({ k: (i * 7) % 5, i });
print(
  items
    .sort((x, y) => x.k - y.k)
    .map((x) => x.k + ":" + x.i)
    .join(" "),
);
const numbers = [];
let seed = 1;
for (let i = 0; i < 60; i++) {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  numbers.push(seed % 50);
}
print(
  numbers
    .slice()
    .sort((x, y) => x - y)
    .join(),
  numbers.slice().sort().join(),
);
print(
  numbers
    .slice(0, 15)
    .sort(() => 0)
    .join(),
  numbers
    .slice(0, 12)
    .sort((x, y) => (x & 1) - (y & 1))
    .join(),
);
try {
  [1, 2].sort(5);
} catch (e) {
  print("refused");
}
print(
  [0.1, 0.05, 1 / 3].sort(),
  [-1, -2, 5].sort((x, y) => x - y),
);
