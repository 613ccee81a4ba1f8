// 300 ms, ram
const S = require("Storage");
S.eraseAll();
const start = S.getFree();
print(S.getStats().fileCount, S.getStats().fileBytes, S.list().length);
S.write("a", "x".repeat(100));
print(start - S.getFree(), S.getStats().fileCount, S.getStats().fileBytes, S.getStats().trashCount);
S.write("a", "y".repeat(100));
print(start - S.getFree(), S.getStats().fileCount, S.getStats().trashCount, S.getStats().trashBytes);
S.write("a", "y".repeat(100));
print(start - S.getFree(), S.getStats().trashCount);
S.write("a", "yy");
print(start - S.getFree(), S.getStats().fileBytes, S.getStats().trashBytes);
S.erase("a");
print(start - S.getFree(), S.getStats().fileCount, S.getStats().trashCount, S.read("a"));
S.compact();
print(start - S.getFree(), S.getStats().fileCount, S.getStats().trashCount);
for (let i = 0; i < 10; i++) S.write("f" + i, String(i).repeat(50 + i));
for (let i = 0; i < 10; i += 2) S.erase("f" + i);
print(S.list().join(), start - S.getFree(), S.getStats().trashCount);
S.compact();
print(S.list().join(), start - S.getFree(), S.read("f3").length, S.read("f9")[0]);
let ok = 0;
let failed = "";
for (let i = 0; i < 300 && !failed; i++) {
  try {
    S.write("fill" + i, E.toString(new Uint8Array(8000)));
    ok++;
  } catch (e) {
    failed = e.message;
  }
}
print(failed, S.getFree() < 8100, ok === Math.floor((start - 600) / 8032));
print(S.read("f3").length, S.read("fill0").length, S.list(/^fill/).length === ok);
S.erase("fill1");
try {
  print(S.write("again", "z".repeat(7000)), S.read("again").length, S.read("fill2").length);
} catch (e) {
  print("full", e.message);
}
S.eraseAll();
print(S.list().length, S.getFree() === start, S.read("f3"));
// prints:
// | 0 0 0
// | 132 1 132 0
// | 264 1 1 132
// | 264 1
// | 300 36 264
// | 300 0 3 undefined
// = "Compacting... "
// | 0 0 0
// | f1,f3,f5,f7,f9 880 5
// = "Compacting... "
// | f1,f3,f5,f7,f9 444 53 9
// | Unable to find or create file true true
// | 53 8000 true
// | Compacting...|
// | true 7000 8000
// | 0 true undefined
