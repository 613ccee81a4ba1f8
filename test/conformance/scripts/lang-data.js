// 50 ms, standard
const people = [
  { name: "Ann", age: 31, tags: ["a", "b"], city: { id: 2 } },
  { name: "Bob", age: 25, tags: [], city: { id: 1 } },
  { name: "Cid", age: 31, tags: ["b"], city: null },
];
print(
  people.map((p) => p.name).join(),
  people.filter(({ age }) => age > 30).length,
  people.find((p) => p.tags.includes("b")).name,
);
print(
  people.reduce((sum, { age }) => sum + age, 0) / people.length,
  people.every((p) => p.age > 20),
  people.some((p) => p.city === null),
  people.findIndex((p) => p.name === "Cid"),
);
const byAge = people.reduce(
  (groups, p) => ({ ...groups, ["age" + p.age]: [...(groups["age" + p.age] ?? []), p.name] }),
  {},
);
print(JSON.stringify(byAge));
print(
  people.map(({ name, city }) => `${name}:${city?.id ?? "-"}`).join(" "),
  [].concat(...people.map((p) => p.tags)).join(),
);
const sorted = [...people].sort((a, b) => a.age - b.age || (a.name < b.name ? -1 : 1));
print(sorted.map((p) => p.name).join(), people[0].name);
const index = Object.fromEntries(people.map((p) => [p.name.toLowerCase(), p]));
print(index.bob.age, Object.keys(index).join(), "zed" in index, index["cid"].tags[0]);
const update = (list, name, change) => list.map((p) => (p.name === name ? { ...p, ...change } : p));
const older = update(people, "Bob", { age: 26, tags: ["new"] });
print(older[1].age, people[1].age, older[0] === people[0], older[1].city === people[1].city);
const deepClone = (v) =>
  Array.isArray(v)
    ? v.map(deepClone)
    : v && typeof v === "object"
      ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, deepClone(x)]))
      : v;
const copy = deepClone(people);
copy[0].tags.push("z");
copy[0].city.id = 9;
print(
  people[0].tags.length,
  people[0].city.id,
  copy[0].tags.join(),
  JSON.stringify(deepClone({ a: [{ b: null }] })),
);
const zip = (a, b) => a.map((x, i) => [x, b[i]]);
const chunk = (list, n) =>
  list.reduce((all, x, i) => (i % n ? all[all.length - 1].push(x) : all.push([x]), all), []);
const range = (n, from = 0) => [...Array(n).fill(0)].map((_, i) => i + from);
print(JSON.stringify(zip([1, 2], ["a", "b"])), JSON.stringify(chunk(range(7, 1), 3)), range(3).join());
const uniq = (l) => l.filter((x, i) => l.indexOf(x) === i);
const count = (l) => l.reduce((c, x) => ((c[x] = (c[x] || 0) + 1), c), {});
const flatten = (l) => l.reduce((all, x) => all.concat(Array.isArray(x) ? flatten(x) : x), []);
print(
  uniq([3, 1, 3, 2, 1]).join(),
  JSON.stringify(count(["b", "a", "b"])),
  flatten([1, [2, [3, [4]], 5]]).join(),
);
const diff = (a, b) => Object.keys({ ...a, ...b }).filter((k) => a[k] !== b[k]);
const pick = (o, ...keys) => keys.reduce((r, k) => (k in o ? { ...r, [k]: o[k] } : r), {});
const omit = (o, ...keys) => Object.fromEntries(Object.entries(o).filter(([k]) => !keys.includes(k)));
print(
  diff({ a: 1, b: 2 }, { b: 3, c: 4 }).join(),
  JSON.stringify(pick({ a: 1, b: 2 }, "b", "z")),
  JSON.stringify(omit({ a: 1, b: 2 }, "a")),
);
const matrix = [
  [1, 2, 3],
  [4, 5, 6],
];
const transpose = (m) => m[0].map((_, c) => m.map((r) => r[c]));
print(
  JSON.stringify(transpose(matrix)),
  Math.max(...flatten(matrix)),
  matrix.map((r) => r.reduce((a, b) => a + b)).join(),
);
const median = (l) => {
  const s = [...l].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2;
};
print(median([5, 1, 3]), median([4, 1, 3, 2]), median([7]));
const queue = {
  items: [],
  push(x, priority = 0) {
    this.items.push({ x, priority });
    this.items.sort((a, b) => b.priority - a.priority);
  },
  pop() {
    return this.items.shift()?.x;
  },
};
queue.push("low");
queue.push("high", 9);
queue.push("mid", 5);
print(queue.pop(), queue.pop(), queue.pop(), queue.pop());
// prints:
// | Ann,Bob,Cid 2 Ann
// | 29 true true 2
// | {"age31":["Ann","Cid"],"age25":["Bob"]}
// | Ann:2 Bob:1 Cid:- a,b,b
// | Bob,Ann,Cid Ann
// | 25 ann,bob,cid false b
// | 26 25 true true
// | 2 2 a,b,z {"a":[{"b":null}]}
// | [[1,"a"],[2,"b"]] [[1,2,3],[4,5,6],[7]] 0,1,2
// | 3,1,2 {"b":2,"a":1} 1,2,3,4,5
// | a,b,c {"b":2} {"b":2}
// | [[1,4],[2,5],[3,6]] 6 6,15
// | 3 2.5 7
// | high mid low undefined
