// 50 ms
const u8 = new Uint8Array([1, 255, 256, -1, 1.9]);
print(u8, u8.length, u8[9], new Uint8Array(3), new Uint8Array(0));
print(
  new Int8Array([127, 128, 255]),
  new Uint16Array([65535, 65536]),
  new Int16Array([32768]),
  new Uint8ClampedArray([300, -5]),
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
