// 15000 ms, network
const tls = require("tls");
const s = tls.connect({ host: "127.0.0.1", port: TLS_PORT }, (c) => print("connect", c === s));
s.on("drain", () => print("drain"));
s.on("error", (e) => print("error", JSON.stringify(e)));
s.on("end", () => print("end"));
const second = () => {
  const t = tls.connect({ host: "127.0.0.1", port: TLS_PORT });
  t.on("close", (had) => {
    print("t close", had);
    done();
  });
  t.on("error", (e) => print("t error", JSON.stringify(e)));
  t.on("data", (d) => {
    print("t data", JSON.stringify(d));
    t.end();
  });
  t.write("\x00\xff bytes");
};
s.on("close", (had) => {
  print("close", had);
  second();
});
let got = "";
const steps = [
  [9, "big"],
  [3000, "close"],
];
s.on("data", (d) => {
  got += d;
  const step = steps[0];
  if (got.length < step[0]) return;
  print(got.length, E.CRC32(got), d.length <= 536);
  got = "";
  steps.shift();
  s.write(step[1]);
});
print("write", s.write("hello tls"));
// prints:
// | write false
// | connect true
// | drain
// | 9 1115028350 true
// | drain
// | 3000 2592603325 true
// | drain
// | error {"code":-30848,"message":"unknown error"}
// | end
// | close true
// | t data "\u0000\u00FF bytes"
// | t close false
