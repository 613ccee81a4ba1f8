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
// prints:
// | SHA1 a9993e364706816aba3e25717850c26c9cd0d89d 20
// | SHA224 23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7 28
// | SHA256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad 32
// | SHA384 cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7 48
// | SHA512 ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f 64
// | a9993e364706816aba3e25717850c26c9cd0d89d a9993e364706816aba3e25717850c26c9cd0d89d a9993e364706816aba3e25717850c26c9cd0d89d da33e41954997c24ad31f6c1845e18510b384f67
// | 7037807198c22a7d2b0807371d763779a84fdfcf 44f8354494a5ba03ba1792a8d3e9c534c47a9181980fde7a3f44b06ef2ae7c7f new Uint8Array([169, 153, 62, 54, 71, 6, 129, 106, 186, 62, 37, 113, 120, 80, 194, 108, 156, 208, 216, 157]).buffer
// | ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957 ad35240ac683febfaf3cd49d845473fbbbaa2437f5f82d5a415ae00ac76c6bfc
// | 843c87e7eda3ee2f64a61c8d1f997842
// | Unknown Hasher "MD5"
// | c3f9bb081cc92075facd02b704b287de8cc473e2
