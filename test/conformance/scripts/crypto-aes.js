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
// prints:
// | CBC 51acf989f55f045eec16c4d857e36c530d3037fd4d8dcd9a7bde4edd756fd6f5
// | true
// | CFB 78c341098f5407e729d1444b818995b0e20f7ae1ba73d892574085ef2698ce01
// | CTR 78f26dae2e21ced57764bba1b33f5abe72d9344c7f038ac927e9a63ac3133587
// | true
// | ECB 1ee149dc138a7c83d3408afec5e19ae11ee149dc138a7c83d3408afec5e19ae1
// | true
// | 1ee149dc138a7c83d3408afec5e19ae1025809d0d2e5fab59457652c4e95b558 e93887c957dbffc33f4b2f6e0f047728e93887c957dbffc33f4b2f6e0f047728 caf537fc39471a72c2673355a71151dccaf537fc39471a72c2673355a71151dc
// | 78f37aa83f 78ee8bc783
// | ERROR: Invalid input length
// | ERROR: Unknown error: -0x20
// | ERROR: Feature unavailable
// | nothing nothing nothing
// | Unknown Crypto mode "GCM"
