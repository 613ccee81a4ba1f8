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
tell(() => hex(c.PBKDF2("password", "salt", { iterations: 1, keySize: 5, hasher: "SHA1" })));
tell(() => hex(c.PBKDF2("password", "salt", { iterations: 20, keySize: 8, hasher: "SHA256" })));
tell(() => hex(c.PBKDF2("password", "salt", { iterations: 2, keySize: 16, hasher: "SHA512" })));
tell(() => hex(c.PBKDF2("password", "salt", { iterations: 2, keySize: 12, hasher: "SHA384" })));
tell(() => hex(c.PBKDF2("password", "salt", { iterations: 2, keySize: 7, hasher: "SHA224" })));
tell(() => hex(c.PBKDF2("", "", { iterations: 1, keySize: 5 })));
tell(() => hex(c.PBKDF2("\x00\xff", new Uint8Array([1, 2, 3]), { iterations: 3, keySize: 4 })));
tell(() => hex(c.PBKDF2("p", "s")));
tell(() => hex(c.PBKDF2("p", "s", {})));
tell(() => hex(c.PBKDF2("p", "s", { iterations: 0, keySize: 4 })));
tell(() => hex(c.PBKDF2("p", "s", { hasher: "MD5" })));
tell(() => hex(c.PBKDF2("p", "s", { hasher: "nothing" })));
tell(() => hex(c.PBKDF2("p", "s", { keySize: 1 })));
// prints:
// | 0c60c80f961f0e71f3a9b524af6012062fe037a6
// | 83eb100b6a3a975f0fe3ffcdc241985232154e6868bdaf1b261ccb18fee4c908
// | e1d9c16aa681708a45f5c7c4e215ceb66e011a2e9f0040713f18aefdb866d53cf76cab2868a39b9f7840edce4fef5a82be67335c77a6068e04112754f27ccf4e
// | 54f775c6d790f21930459162fc535dbf04a939185127016a04176a0730c6f1f4fb48832ad1261baadd2cedd50814b1c8
// | 93200ffa96c5776d38fa10abdf8f5bfc0054b9718513df472d2331d2
// | 1e437a1c79d75be61e91141dae20affc4892cc99
// | 920323502a0c63d0922958c77940ff4e
// | 843c87e7eda3ee2f64a61c8d1f997842
// | 843c87e7eda3ee2f64a61c8d1f997842
// | 843c87e7eda3ee2f64a61c8d1f997842
// | ! Unknown Hasher "MD5"
// | ! Unknown Hasher "nothing"
// | 843c87e7
