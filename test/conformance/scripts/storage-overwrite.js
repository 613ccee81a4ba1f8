// 200 ms
const S = require("Storage");
S.write("keep", "kept");
for (let i = 0; i < 30; i++) S.write("counter", "" + i);
print(S.read("counter"), S.getStats().trashCount, S.list());
const before = S.getStats();
S.compact();
const after = S.getStats();
print(
  before.trashCount,
  after.trashCount,
  after.fileCount === before.fileCount,
  after.freeBytes > before.freeBytes,
  S.read("keep"),
  S.read("counter"),
);
const block = "0123456789abcdef".repeat(256);
for (let i = 0; i < 12; i++) S.write("big" + (i % 3), block + i);
print(S.read("big0").length, E.CRC32(S.read("big1")), S.read("big2").slice(-2), S.getStats().trashCount);
for (let i = 0; i < 30; i++) S.write("fill" + (i % 2), block + block + i);
print(S.getStats().trashCount, S.read("fill0").slice(-2), S.read("fill1").slice(-2), S.read("keep"));
try {
  S.write("huge", "x", 0, 300000);
} catch (e) {
  print(e.message);
}
S.erase("big0");
S.erase("fill0");
print(S.list().sort(), S.getStats().fileCount, E.CRC32(S.read("fill1")));
// prints:
// = "29 29 [ "
// = "  \".boot0\", "
// = "  \".bootcde\", "
// = "  \"keep\", "
// |   "counter"
// |  ]
// = "Compacting... "
// | 29 0 true true kept 29
// | 4097 1934356323 11 9
// | Compacting...|
// | 4 28 29 kept
// | Compacting...|
// | Unable to find or create file
// = "[ "
// = "  \".boot0\", "
// = "  \".bootcde\", "
// = "  \"big1\", "
// = "  \"big2\", "
// = "  \"counter\", "
// = "  \"fill1\", "
// |   "keep"
// |  ] 7 3841595732
// prints on esp32-like:
// = "29 29 [ "
// = "  \".boot0\", "
// = "  \".bootcde\", "
// = "  \"keep\", "
// |   "counter"
// |  ]
// = "Compacting... "
// | 29 0 true true kept 29
// | 4097 1934356323 11 9
// | 37 28 29 kept
// = "[ "
// = "  \".boot0\", "
// = "  \".bootcde\", "
// = "  \"big1\", "
// = "  \"big2\", "
// = "  \"counter\", "
// = "  \"fill1\", "
// = "  \"huge\", "
// |   "keep"
// |  ] 8 3841595732
