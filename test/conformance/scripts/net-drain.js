// 15000 ms, network
const net = require("net");
const pieces = [];
for (let i = 0; i < 12; i++) pieces.push(String.fromCharCode(97 + i).repeat(700));
const all = pieces.join("");
let got = "";
let drains = 0;
const s = net.connect({ host: "127.0.0.1", port: TCP_PORT });
const pump = () => {
  if (pieces.length) s.write(pieces.shift());
};
s.on("connect", () => {
  print("connected");
  pump();
});
s.on("drain", (x) => {
  drains++;
  if (drains === 1) print("drain gets", x === s);
  pump();
});
s.on("data", (d) => {
  got += d;
  if (got.length < all.length) return;
  print("all back", got === all, drains >= 12, pieces.length);
  s.end();
  try {
    s.write("too late");
  } catch (e) {
    print(e.message);
  }
});
s.on("end", () => print("end"));
s.on("close", (had) => {
  print("closed", had);
  done();
});
// prints:
// | connected
// | drain gets true
// | all back true true 0
// | This socket is closed
// | end
// | closed false
