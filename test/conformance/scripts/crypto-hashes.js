// 100 ms
const c = require("crypto");
const hex = (b) => new Uint8Array(b).reduce((s, x) => s + (x + 256).toString(16).slice(1), "");
for (const name of ["SHA1", "SHA224", "SHA256", "SHA384", "SHA512"])
  print(name, hex(c[name]("abc")), c[name]("").byteLength);
print(
  hex(c.SHA1([97, 98, 99])),
  hex(c.SHA1(new Uint8Array([97, 98, 99]))),
  hex(c.SHA1(new Uint8Array([97, 98, 99]).buffer)),
  hex(c.SHA1("\xff\x00")),
);
print(hex(c.SHA1([1, [2, 3]])), hex(c.SHA256("x".repeat(1000))), c.SHA1("abc"));
print(
  hex(c.PBKDF2("password", "salt", { iterations: 2, keySize: 5 })),
  hex(c.PBKDF2("password", "salt", { iterations: 3, hasher: "SHA256", keySize: 8 })),
);
print(hex(c.PBKDF2("p", "s")));
try {
  c.PBKDF2("p", "s", { hasher: "MD5" });
} catch (e) {
  print(e.message);
}
const key = new Uint8Array(64).fill(0x36);
print(hex(c.SHA1(E.toString(key, "message"))));
