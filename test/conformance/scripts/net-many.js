// 15000 ms, network
const net = require("net");
const results = {};
let left = 6;
for (let i = 0; i < 6; i++) {
  const s = net.connect({ host: "127.0.0.1", port: TCP_PORT });
  const want = `message ${i} ` + "x".repeat(i * 200);
  let got = "";
  s.on("connect", () => s.write(want));
  s.on("data", (d) => {
    got += d;
    if (got.length === want.length) s.end();
  });
  s.on("close", (had) => {
    results[i] = [got === want, had];
    if (--left === 0) finish();
  });
}
print("started", left);
const finish = () => {
  for (let i = 0; i < 6; i++) print(i, results[i]);
  let n = 0;
  const loop = () => {
    if (++n > 5) {
      print("reconnected", n - 1);
      return done();
    }
    const s = net.connect({ host: "127.0.0.1", port: TCP_PORT }, () => s.write("close"));
    s.on("close", () => setTimeout(loop, 5));
  };
  loop();
};
// prints:
// | started 6
// | 0 [ true, false ]
// | 1 [ true, false ]
// | 2 [ true, false ]
// | 3 [ true, false ]
// | 4 [ true, false ]
// | 5 [ true, false ]
// | reconnected 5
