// 20 ms, standard
print(2147483647 + 1, -2147483648 - 1, 2147483647 * 2, 65536 * 65536, 4294967295 + 1, 1e9 * 10, 123456789 * 1000);
print((2147483647 + 1) | 0, 4294967296 | 0, 4294967295 | 0, -1 >>> 0, 1 << 31, (1 << 31) >>> 0, 3000000000 >> 0, 3000000000 >>> 1, 2 ** 31 | 0);
print(0xff & 0x0f, 0xf0 | 0x0f, 0xff ^ 0x55, ~0, ~~-5.7, ~~5.7, -5 >> 1, -5 >>> 28, 5 >> 40, 1 << 33, 1.9 | 0, -1.9 | 0, "12" | 0, "x" | 0, null | 0);
print(10 / 3 | 0, -10 / 3 | 0, 7 / 2, 6 / 2, 1 / 3 > 0.33, 5 % 3, -5 % 3, 5 % -3, 5.5 % 2, 2147483648 % 1000, 1e12 % 7);
print(Math.floor(-0.5) === -1, Math.floor(2.7), Math.ceil(2.1), Math.ceil(-2.1), Math.abs(-5), Math.sign(-3), Math.min(1, 2), Math.max(), Math.min(), Math.max(1, "3", 2));
let h = 5381;
for (const c of "hash me please") h = ((h << 5) + h + c.charCodeAt(0)) | 0;
print(h, h >>> 0);
let rot = 0x12345678;
for (let i = 0; i < 5; i++) rot = (rot << 7) | (rot >>> 25);
print(rot, rot >>> 0, (rot >>> 0).toString(16));
let fnv = 0x811c9dc5;
for (const c of "fnv") {
  fnv ^= c.charCodeAt(0);
  fnv = (fnv + (fnv << 1) + (fnv << 4) + (fnv << 7) + (fnv << 8) + (fnv << 24)) >>> 0;
}
print(fnv, fnv.toString(16));
const big = 1700000000123;
print(big + 1, big * 1000, big - 1699999999123, Math.floor(big / 1000), big % 1000, big > 1e12, big | 0);
print(9007199254740991, 9007199254740991 - 1, -9007199254740991, 9007199254740992, 4503599627370497 * 2, 999999999999 * 1000);
const gcd = (a, b) => (b ? gcd(b, a % b) : a);
print(gcd(1071, 462), gcd(2147483647, 3), gcd(1e12, 1e9));
let f = 1;
for (let i = 2; i <= 18; i++) f *= i;
print(f, f / 17, Math.log(f) > 36);
let n = 27;
let steps = 0;
while (n !== 1) {
  n = n % 2 ? 3 * n + 1 : n / 2;
  steps++;
}
print(steps);
let i = 5;
print(i++ + i, i-- - i, ++i * 2, --i / 2, -i, +i, i, i += 1.5, i -= 0.5, i *= i, i %= 10, i <<= 2, i >>= 1, i >>>= 1, i &= 6, i |= 9, i ^= 15);
const toBits = (v, w) => { let s = ""; for (let b = w - 1; b >= 0; b--) s += (v >> b) & 1; return s; };
print(toBits(0xa5, 8), toBits(-1, 4), parseInt("10100101", 2), (0xa5).toString(2), parseInt("ff", 16), (255).toString(16).length);
