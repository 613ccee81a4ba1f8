// 50 ms
const u8 = new Uint8Array([1, 255, 256, -1, 1.9]);
print(u8, u8.length, u8[9], new Uint8Array(3), new Uint8Array(0));
print(
  new Int8Array([127, 128, 255]),
  new Uint16Array([65535, 65536]),
  new Int16Array([32768]),
);
print(
  new Uint32Array([-1, 4294967296]),
  new Int32Array([2147483648]),
  new Float32Array([0.1, 1 / 3]),
  new Float64Array([0.1]),
);
const buffer = new ArrayBuffer(8);
const view = new Uint8Array(buffer, 2, 4);
view.set([9, 8, 7]);
view.set(new Uint8Array([5]), 3);
print(new Uint8Array(buffer), view.byteOffset, view.byteLength, view.buffer === buffer, buffer.byteLength);
print(new Uint16Array(buffer), view.subarray(1, 3), view.subarray(-2));
print(
  view.slice(1, 3),
  Array.isArray(view.slice(0)),
  view.map((x) => x * 2),
  view.filter((x) => x > 7),
);
print(
  view.indexOf(7),
  view.includes(5),
  view.join("-"),
  view.reduce((a, b) => a + b),
  view.find((x) => x < 8),
  view.findIndex((x) => x === 7),
);
view.fill(3, 1, 3);
print(
  view,
  view.reverse(),
  view.sort(),
  view.some((x) => x === 9),
  view.every((x) => x > 0),
);
let sum = 0;
view.forEach((x, i) => {
  sum += x * i;
});
for (const x of view) sum += x;
print(sum, typeof view, view instanceof Uint8Array, Object.keys(view).length);
print(JSON.stringify(view), String(view), view + "", JSON.stringify({ b: buffer }));
// prints:
// | new Uint8Array([1, 255, 0, 255, 1]) 5 undefined new Uint8Array(3) new Uint8Array(0)
// | new Int8Array([127, -128, -1]) new Uint16Array([65535, 0]) new Int16Array([-32768])
// | new Uint32Array([4294967295, 0]) new Int32Array([-2147483648]) new Float32Array([0.10000000149, 0.33333334326]) new Float64Array([0.1])
// | new Uint8Array([0, 0, 9, 8, 7, 5, 0, 0]) 2 4 true 8
// | new Uint16Array([0, 2057, 1287, 0]) new Uint8Array([8, 7]) new Uint8Array([7, 5])
// | [ 8, 7 ] true new Uint8Array([18, 16, 14, 10]) [ 9, 8 ]
// | 2 true 9-8-7-5 29 7 2
// | new Uint8Array([3, 3, 5, 9]) new Uint8Array([3, 3, 5, 9]) new Uint8Array([3, 3, 5, 9]) true true
// | 60 object true 4
// | [3,3,5,9] 3,3,5,9 3,3,5,9 {"b":[0,0,3,3,5,9,0,0]}
