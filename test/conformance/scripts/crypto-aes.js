// 100 ms
const c = require("crypto");
const hex = (b) =>
  b === undefined ? "nothing" : new Uint8Array(b).reduce((s, x) => s + (x + 256).toString(16).slice(1), "");
const key = "0123456789abcdef";
const text = "sixteen bytes ok".repeat(2);
const iv = "fedcba9876543210";
for (const mode of ["CBC", "CFB", "CTR", "ECB"]) {
  const sealed = c.AES.encrypt(text, key, { iv, mode });
  print(mode, hex(sealed));
  if (mode === "CBC" || mode === "ECB") print(E.toString(c.AES.decrypt(sealed, key, { iv, mode })) === text);
  if (mode === "CTR") print(E.toString(c.AES.encrypt(sealed, key, { iv, mode })) === text);
}
print(
  hex(c.AES.encrypt(text, key)),
  hex(c.AES.encrypt(text, key + key, { mode: "ECB" })),
  hex(c.AES.encrypt(text, key + "01234567", { mode: "ECB" })),
);
print(hex(c.AES.encrypt("short", key, { mode: "CTR" })), hex(c.AES.encrypt("short", key, { mode: "CFB" })));
print(
  hex(c.AES.encrypt("short", key)),
  hex(c.AES.encrypt(text, "badkey")),
  hex(c.AES.encrypt(text, key, { mode: "OFB" })),
);
try {
  c.AES.encrypt(text, key, { mode: "GCM" });
} catch (e) {
  print(e.message);
}
