// 50 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
for (const text of ["", "a", "ab", "abc", "abcd", "\x00\xff\xfe", "Man", "light work."])
  print(btoa(text), atob(btoa(text)) === text);
for (const text of [
  "YQ==",
  "YWI=",
  "YWJj",
  "YQ",
  "YWI",
  "Y Q = =",
  "YQ==\n",
  "====",
  "Y",
  "Y*Q=",
  "_-8=",
  "/+8=",
  "YQ==YQ==",
])
  tell(() => JSON.stringify(atob(text)));
tell(() => btoa([1, 2, 3]));
tell(() => btoa(new Uint8Array([255, 254, 253])));
tell(() => btoa(new Uint8Array([1]).buffer));
tell(() => btoa(5));
tell(() => btoa());
tell(() => btoa(null));
tell(() => btoa({}));
tell(() => atob());
tell(() => atob(null));
tell(() => atob([65]));
tell(() => btoa("x".repeat(100)).length);
const key = "\x01\x02\x03\xff".repeat(8);
print(btoa(key), E.CRC32(atob(btoa(key))) === E.CRC32(key));
const url = (t) => btoa(t).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
print(url("\xff\xfe\xfd\xfc"));
// prints:
// |  true
// | YQ== true
// | YWI= true
// | YWJj true
// | YWJjZA== true
// | AP/+ true
// | TWFu true
// | bGlnaHQgd29yay4= true
// | "a"
// | "ab"
// | "abc"
// | "a"
// | "ab"
// | "a"
// | "a"
// | "\u0000"
// | ""
// | "`\u0004"
// | "\u0000\u000F"
// | "\u00FF\u00EF"
// | "aa\u0000\u0000"
// | AQID
// | //79
// | AQ==
// | ! Expecting String or Array, got Number
// | ! Expecting String or Array, got undefined
// | ! Expecting String or Array, got null
// = ""
// | ! Expecting String, got undefined
// | ! Expecting String, got null
// | ! Expecting String, got Array
// | 136
// | AQID/wECA/8BAgP/AQID/wECA/8BAgP/AQID/wECA/8= true
// | __79_A
