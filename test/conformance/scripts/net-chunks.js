// 12000 ms, network
const net = require("net");
const s = net.connect({ host: "127.0.0.1", port: TCP_PORT });
let sizes = [];
let text = "";
const steps = [
  [
    3000,
    () => {
      s.write("\x00\xff\x80 bytes");
      s.write("");
    },
  ],
  [9, () => s.write([1, 2, 66])],
  [
    6,
    () => {
      s.write(new Uint8Array([67, 68]));
      s.write(65);
      s.write(null);
      s.write({ a: 1 });
      s.write(0.1 + 0.2);
    },
  ],
  [29, () => s.write("x".repeat(5000))],
  [
    5000,
    () => {
      s.end();
      done();
    },
  ],
];
s.on("data", (d) => {
  sizes.push(d.length);
  text += d;
  const step = steps[0];
  if (!step || text.length < step[0]) return;
  print(text.length, text.length < 100 ? JSON.stringify(text) : E.CRC32(text), Math.max(...sizes) <= 536);
  if (text.length > 536) print("largest", Math.max(...sizes), sizes.length >= 6);
  sizes = [];
  text = "";
  steps.shift();
  step[1]();
});
s.write("big");
// prints:
// | 3000 2592603325 true
// | largest 536 true
// | 9 "\u0000\u00FF\u0080 bytes" true
// | 6 "1,2,66" true
// | 29 "67,6865null[object Object]0.3" true
// | 5000 14413862 true
// | largest 536 true
