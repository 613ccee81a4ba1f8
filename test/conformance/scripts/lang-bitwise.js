// 20 ms, standard
const FLAGS = { A: 1 << 0, B: 1 << 1, C: 1 << 2, ALL: 7 };
let f = 0;
f |= FLAGS.A;
f |= FLAGS.C;
print(f, !!(f & FLAGS.B), !!(f & FLAGS.C), (f ^= FLAGS.A), (f &= ~FLAGS.C), f === 0, FLAGS.ALL & ~FLAGS.B);
const bits = (n) => {
  let c = 0;
  for (; n; n &= n - 1) c++;
  return c;
};
print([0, 1, 255, 0x80000000, -1, 0x55555555].map(bits).join());
const reverse = (b) => {
  let r = 0;
  for (let i = 0; i < 8; i++) {
    r = (r << 1) | (b & 1);
    b >>= 1;
  }
  return r;
};
print(
  [1, 2, 0x80, 0xa5].map(reverse).join(),
  (0xff00ff00 >>> 8).toString(16),
  0xff00ff00 >> 8,
  (1 << 30) << 1,
  (1 << 31) >>> 31,
);
const crc8 = (data) =>
  data.reduce((crc, b) => {
    crc ^= b;
    for (let i = 0; i < 8; i++) crc = crc & 0x80 ? ((crc << 1) ^ 0x31) & 0xff : (crc << 1) & 0xff;
    return crc;
  }, 0xff);
print(crc8([0xbe, 0xef]), crc8([0x01, 0xa4]), crc8([]));
const crc16 = (data) => {
  let c = 0xffff;
  for (const b of data) {
    c ^= b;
    for (let i = 0; i < 8; i++) c = c & 1 ? (c >>> 1) ^ 0xa001 : c >>> 1;
  }
  return c;
};
print(crc16([1, 3, 0, 0, 0, 10]).toString(16), crc16([0x11]));
let lfsr = 0xace1;
const seq = [];
for (let i = 0; i < 6; i++) {
  const bit = (lfsr ^ (lfsr >> 2) ^ (lfsr >> 3) ^ (lfsr >> 5)) & 1;
  lfsr = (lfsr >> 1) | (bit << 15);
  seq.push(lfsr.toString(16));
}
print(seq.join());
const rotl = (x, n) => ((x << n) | (x >>> (32 - n))) >>> 0;
print(rotl(0x80000001, 1), rotl(0x12345678, 8).toString(16), rotl(1, 31));
let x = 2463534242;
const xorshift = () => {
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x >>> 0;
};
print(xorshift(), xorshift(), xorshift());
const adler = (s) => {
  let a = 1,
    b = 0;
  for (let i = 0; i < s.length; i++) {
    a = (a + s.charCodeAt(i)) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
};
print(adler("Wikipedia").toString(16), adler(""));
print(
  (5 & 3) | (8 ^ 2),
  1 | (2 & 4),
  ~5 & 0xf,
  -1 >>> 16,
  (0x7fffffff + 1) | 0,
  0xffffffff | 0,
  0xffffffff >>> 0,
  (2 ** 40) | 0,
  1e10 >>> 0,
  -2147483649 | 0,
);
const pack = (h, m, s) => (h << 12) | (m << 6) | s;
const unpack = (t) => [t >> 12, (t >> 6) & 63, t & 63].join(":");
print(pack(23, 59, 58), unpack(pack(23, 59, 58)), unpack(0));
let y = 5;
y <<= 3;
y |= 1;
y >>>= 1;
y ^= 0xff;
y &= 0x7f;
y >>= 1;
print(y, "12" & "10", "a" | 1, null | 5, undefined ^ 3, true << 2, [6] & 3, 1.9 & 3, -1.9 | 0);
// prints:
// | 5 false true 4 0 true 5
// | 0,1,8,1,32,16
// | 128,64,1,165 ff00ff -65281 -2147483648 1
// | 146 77 255
// | cdc5 19583
// | 5670,ab38,559c,2ace,1567,8ab3
// | 3 34567812 2147483648
// | 723471715 2497366906 2064144800
// | 11e60398 1
// | 11 1 10 65535 -2147483648 -1 4294967295 0 1410065408 2147483647
// | 98042 23:59:58 0:0:0
// | 53 8 1 5 3 4 2 1 -1
