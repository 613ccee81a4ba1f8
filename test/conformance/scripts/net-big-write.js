// 15000 ms, network
const net = require("net");
let sent = "";
for (let i = 0; i < 40; i++) sent += ("line " + i + " ").repeat(12) + "\n";
const s = net.connect({ host: "127.0.0.1", port: TCP_PORT });
let got = "";
let drains = 0;
let largest = 0;
s.on("connect", () => {
  print("connect");
  print(
    s.write(sent.slice(0, 1000)),
    s.write(sent.slice(1000, 1500)),
    s.write(""),
    s.write(sent.slice(1500)),
  );
});
s.on("drain", () => drains++);
s.on("data", (d) => {
  got += d;
  largest = Math.max(largest, d.length);
  if (got.length < sent.length) return;
  print(got === sent, got.length, E.CRC32(got), largest <= 536, drains > 0);
  s.end();
});
s.on("end", () => print("end"));
s.on("close", (had) => {
  print("close", had);
  done();
});
// prints:
// | connect
// | false false false false
// | true 3760 1451229983 true true
// | end
// | close false
