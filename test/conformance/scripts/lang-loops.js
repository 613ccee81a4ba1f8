// 20 ms, standard
let log = "";
for (let i = 0, j = 10; i < j; i += 3, j--) log += i + "-" + j + " ";
print(log);
log = "";
for (;;) {
  if (log.length > 3) break;
  log += "x";
}
let n = 3;
do log += n;
while (--n);
do {
  n++;
  if (n === 2) continue;
  log += "," + n;
} while (n < 4);
while (n)
  if (--n % 2) log += "o";
  else log += "e";
print(log, n);
log = "";
for (const [k, v] of Object.entries({ a: 1, b: 2 })) log += k + v;
for (const { id, tag = "none" } of [{ id: 1 }, { id: 2, tag: "t" }]) log += id + tag;
for (const c of "añ".slice(0, 1) + "z") log += c;
for (let x of [1, 2, 3]) {
  x *= 2;
  log += x;
}
print(log);
const o = { b: 1, a: 2 };
log = "";
for (const k in o) log += k + o[k];
for (const i in [7, 8]) log += typeof i + i;
for (const i in "ab") log += i;
for (const k in null) log += k;
for (const k in undefined) log += k;
print(log);
const items = [1, 2, 3, 4];
log = "";
for (const item of items) {
  log += item;
  if (item === 2) items.push(5);
}
print(log, items.length);
log = "";
for (let i = 0; i < 3; i++) {
  for (let i = 0; i < 2; i++) log += i;
  log += ";";
}
print(log);
const find = (list, want) => {
  for (const x of list) if (x === want) return "found " + x;
  return "none";
};
print(find([1, 2], 2), find([], 1), find([NaN], NaN));
let i = 0;
for (; i < 5;) i += 2;
print(i);
var text = "";
for (var a = 0, b = "s"; a < 2; a++, b += a) text += b;
print(text, a, b);
let count = 0;
for (const row of [[1, 2], [3], []]) for (const cell of row) count += cell;
print(count);
const matrix = [];
for (let r = 0; r < 3; r++) {
  matrix[r] = [];
  for (let c = 0; c < 3; c++) matrix[r][c] = r === c ? 1 : 0;
}
print(matrix.join(";"));
for (const x of new Uint8Array([9, 300])) text += x;
print(text);
let f = 0;
for (let t = 0; t < 1; t += 0.1) f++;
print(f);
// prints:
// = "0-10 3-9 6-8 "
// | xxxx321,1,3,4oeoe 0
// | a1b21none2taz246
// | b1a2string0string101
// | 12345 5
// | 01;01;01;
// | found 2 none none
// | 6
// | ss1 2 s12
// | 6
// | 1,0,0;0,1,0;0,0,1
// | ss1944
// | 11
