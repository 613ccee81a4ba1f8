// 20 ms, standard
class Parser {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }
  peek() {
    while (this.text[this.at] === " ") this.at++;
    return this.text[this.at];
  }
  take(c) {
    if (this.peek() !== c) return false;
    this.at++;
    return true;
  }
  number() {
    let digits = "";
    for (
      let c = this.peek();
      c !== undefined && ((c >= "0" && c <= "9") || c === ".");
      c = this.text[this.at]
    ) {
      digits += c;
      this.at++;
    }
    if (!digits) throw new Error(`number expected at ${this.at}, got ${this.peek() ?? "end"}`);
    return +digits;
  }
  factor() {
    if (this.take("-")) return -this.factor();
    if (this.take("(")) {
      const v = this.sum();
      if (!this.take(")")) throw new Error("missing ) at " + this.at);
      return v;
    }
    return this.number();
  }
  product() {
    let v = this.factor();
    for (;;) {
      if (this.take("*")) v *= this.factor();
      else if (this.take("/")) v /= this.factor();
      else return v;
    }
  }
  sum() {
    let v = this.product();
    while (true) {
      if (this.take("+")) v += this.product();
      else if (this.take("-")) v -= this.product();
      else break;
    }
    return v;
  }
}
for (const text of ["1+2*3", "(1+2)*3", "-4 + 10 / 4", "2*(3+(4-1))", "1+", "(1", "7"]) {
  try {
    print(text, "=", new Parser(text).sum());
  } catch (e) {
    print(text, "!", e.message);
  }
}
const varint = (n) => {
  const out = [];
  do {
    let byte = n % 128;
    n = Math.floor(n / 128);
    if (n > 0) byte |= 128;
    out.push(byte);
  } while (n > 0);
  return out;
};
const decode = (bytes) => {
  let value = 0;
  let factor = 1;
  for (const b of bytes) {
    value += (b & 127) * factor;
    factor *= 128;
    if (!(b & 128)) break;
  }
  return value;
};
print(
  [0, 127, 128, 16383, 16384, 268435455].map((n) => varint(n).join(".") + "=" + decode(varint(n))).join(" "),
);
const query = (text) =>
  text.split("&").reduce((all, pair) => {
    const [k, v = true] = pair.split("=");
    return { ...all, [k]: v };
  }, {});
print(JSON.stringify(query("a=1&b=&c&d=x=y")));
const hex = (s) => {
  let out = "";
  for (let i = 0; i < s.length; i++) out += ("0" + s.charCodeAt(i).toString(16)).slice(-2);
  return out;
};
const unhex = (h) => {
  let out = "";
  for (let i = 0; i < h.length; i += 2) out += String.fromCharCode(parseInt(h.slice(i, i + 2), 16));
  return out;
};
print(hex("AZ\x00\xff"), unhex("414243"), unhex(hex("round trip")));
const crc = (s) => {
  let c = 0xffff;
  for (let i = 0; i < s.length; i++) {
    c ^= s.charCodeAt(i) << 8;
    for (let k = 0; k < 8; k++) c = c & 0x8000 ? ((c << 1) ^ 0x1021) & 0xffff : (c << 1) & 0xffff;
  }
  return c;
};
print(crc("123456789").toString(16), crc(""));
let seed = 42;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
print([1, 2, 3].map(() => Math.floor(random() * 1000)).join());
const sha = (x) => (((x << 7) | (x >>> 25)) ^ 0x5a5a5a5a) >>> 0;
print(sha(1), sha(0xdeadbeef), sha(sha(12345)));
// prints:
// | 1+2*3 = 7
// | (1+2)*3 = 9
// | -4 + 10 / 4 = -1.5
// | 2*(3+(4-1)) = 12
// | 1+ ! number expected at 2, got end
// | (1 ! missing ) at 2
// | 7 = 7
// | 0=0 127=127 128.1=128 255.127=16383 128.128.1=16384 255.255.255.127=268435455
// | {"a":"1","b":"","c":true,"d":"x"}
// | 415a00ff ABC round trip
// | 29b1 65535
// | 582,519,914
// | 1515870938 210054581 2071541623
