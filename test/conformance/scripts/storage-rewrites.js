// 300 ms, ram
const S = require("Storage");
S.eraseAll();
const free = S.getFree();
for (let i = 0; i < 30; i++) S.write("counter", "value " + i);
print(
  S.read("counter"),
  free - S.getFree(),
  S.getStats().fileCount,
  S.getStats().trashCount,
  S.getStats().trashBytes,
);
for (let i = 0; i < 5; i++) S.write("file" + i, "content of " + i);
for (let i = 4; i >= 0; i--) S.write("file" + i, "new content of " + i);
print(
  S.list().join(),
  S.list()
    .map((n) => S.read(n))
    .join("|"),
);
const order = S.list().join();
S.compact();
print(
  S.list().join() === order,
  S.getStats().trashCount,
  S.list()
    .map((n) => S.read(n))
    .join("|"),
);
S.erase("file2");
print(S.read("file2"), S.list().length);
S.write("same", "abc");
const before = S.getFree();
print(S.write("same", "abc"), S.getFree() === before, S.write("same", "abd"), S.getFree() === before);
let name = "";
for (let i = 0; i < 40; i++) {
  name = "n" + (i % 7);
  if (i % 3) S.write(name, "v" + i);
  else S.erase(name);
}
print(
  S.list(/^n/)
    .sort()
    .map((n) => n + "=" + S.read(n))
    .join(),
);
print(S.hash() === S.hash(), typeof S.getStats().totalBytes, S.getStats().freeBytes === S.getFree());
S.eraseAll();
print(S.list().length, S.getFree() === free);
// prints:
// | value 29 1200 1 29 1160
// | counter,file4,file3,file2,file1,file0 value 29|new content of 4|new content of 3|new content of 2|new content of 1|new content of 0
// = "Compacting... "
// | true 0 value 29|new content of 4|new content of 3|new content of 2|new content of 1|new content of 0
// | undefined 5
// | true true true false
// | n0=v35,n2=v37,n3=v38,n6=v34
// | true number true
// | 0 true
