// 100 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const c = require("crypto");
const hex = (b) => [].map.call(new Uint8Array(b), (x) => (x + 256).toString(16).slice(1)).join("");
for (const name of ["SHA1", "SHA224", "SHA256", "SHA384", "SHA512"]) {
  print(name, hex(c[name]("")), hex(c[name]("The quick brown fox jumps over the lazy dog")).slice(0, 16));
  for (const n of [55, 56, 63, 64, 65, 111, 112, 127, 128, 129])
    print(n, hex(c[name]("a".repeat(n))).slice(0, 12));
}
tell(() => hex(c.SHA1("\x00\xff\x80")));
tell(() => hex(c.SHA1([1, 2, 3])) === hex(c.SHA1("\x01\x02\x03")));
tell(() => hex(c.SHA256(new Uint16Array([258]))));
tell(() => hex(c.SHA256(new Uint8Array([1, 2]).buffer)));
tell(() => hex(c.SHA1([[65], "B", [[67]]])));
tell(() => hex(c.SHA1({ data: [1], count: 3 })));
tell(() => hex(c.SHA1(65)));
tell(() => hex(c.SHA1(true)));
tell(() => hex(c.SHA1({})));
tell(() => hex(c.SHA1(null)));
tell(() => hex(c.SHA1()));
tell(() => c.MD5);
tell(() => typeof c.SHA1("x") + (c.SHA1("x") instanceof ArrayBuffer) + c.SHA1("x").byteLength);
tell(() => typeof c.createHash + typeof c.randomBytes + typeof c.HMAC);
const hmac = (hash, block, key, message) => {
  const k = new Uint8Array(block);
  k.set(key.length > block ? new Uint8Array(c[hash](key)) : E.toUint8Array(key));
  const inner = c[hash](E.toString(k.map((x) => x ^ 0x36)) + message);
  return hex(c[hash](E.toString(k.map((x) => x ^ 0x5c)) + E.toString(inner)));
};
print(hmac("SHA256", 64, "key", "The quick brown fox jumps over the lazy dog"));
print(hmac("SHA1", 64, "k".repeat(80), "x"), hmac("SHA512", 128, "", "").slice(0, 20));
// prints:
// | SHA1 da39a3ee5e6b4b0d3255bfef95601890afd80709 2fd4e1c67a2d28fc
// | 55 c1c8bbdc2279
// | 56 c2db330f6083
// | 63 03f09f5b158a
// | 64 0098ba824b5c
// | 65 11655326c708
// | 111 ac877859d427
// | 112 689993727ba3
// | 127 89d95fa32ed4
// | 128 ad5b3fdbcb52
// | 129 d96debf1bdcb
// | SHA224 d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f 730e109bd7a8a32b
// | 55 fb0bd626a70c
// | 56 d40854fc9caf
// | 63 1d4e051f4d6f
// | 64 a88cd5cde6d6
// | 65 ff8716f600af
// | 111 4aeec1a49b2c
// | 112 0336b6682194
// | 127 0822db3f3342
// | 128 39873a2441c5
// | 129 321318841bcc
// | SHA256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 d7a8fbb307d78094
// | 55 9f4390f8d30c
// | 56 b35439a4ac6f
// | 63 7d3e74a05d7d
// | 64 ffe054fe7ae0
// | 65 635361c48bb9
// | 111 6374f7320885
// | 112 f54353008a25
// | 127 c57e9278af78
// | 128 6836cf13bac4
// | 129 c12cb024a2e5
// | SHA384 38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b ca737f1014a48f4c
// | 55 5d91ac7e74e6
// | 56 8a8d9649ea04
// | 63 7e7f097e95b5
// | 64 2e404b9339da
// | 65 a2b797de45aa
// | 111 3c37955051cb
// | 112 187d4e07cb30
// | 127 9bd06b1763c2
// | 128 edb12730a366
// | 129 39b6f5a7b0e7
// | SHA512 cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e 07e547d9586f6a73
// | 55 b0220c772cbf
// | 56 962b64aae357
// | 63 c1b0f5c6d3b0
// | 64 01d35c10c6c3
// | 65 b83086cd8494
// | 111 fa9121c7b32b
// | 112 c01d080efd49
// | 127 828613968b50
// | 128 b73d1929aa61
// | 129 4f681e0bd53c
// | e4bc8a01806054986edd720593bc12f760eca5b9
// | true
// | dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986
// | a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222
// | 3c01bdbb26f358bab27f267924aa2c9a03fcfdb8
// | 28d86c56b3bf26d236569b8dc8c3f91f32f47bc7
// | 6dcd4ce23d88e2ee9568ba546c007c63d9131c1b
// | bf8b4530d8d246dd74ac53a13471bba17941dff7
// | ! If specifying an object, it must be of the form {data : ..., count : N} or {callback : fn} - got {  }
// | ! Expecting Number or iterable, got null
// | ! Unsupported first argument of type undefined
// | undefined
// | objecttrue20
// | undefinedundefinedundefined
// | f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8
// | fe27386664b46849e7ba6899ae428c1d408ff40e b936cee86c9f87aa5d3c
