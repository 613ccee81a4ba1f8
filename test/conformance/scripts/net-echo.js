// 9000 ms, network
const net = require("net");
const log = (s, name) => {
  s.on("drain", () => print(name, "drain"));
  s.on("error", (e) => print(name, "error", e));
  s.on("end", () => print(name, "end"));
};
const second = () => {
  const t = net.connect({ host: "127.0.0.1", port: TCP_PORT });
  log(t, "b");
  t.on("connect", () => print("b connected"));
  t.on("close", (had) => {
    print("b close", had);
    done();
  });
  print("b end", t.end("with end"));
};
const s = net.connect({ host: "127.0.0.1", port: TCP_PORT }, (c) => {
  print("connected", c === s, c.write("second"));
});
log(s, "a");
let got = "";
s.on("data", (d) => {
  got += d;
  if (got.length < 11) return;
  print(got);
  s.end();
  print("ended");
  try {
    s.write("late");
  } catch (e) {
    print(e.message);
  }
});
s.on("close", (had) => {
  print("a close", had);
  try {
    s.write("later");
  } catch (e) {
    print(e.message);
  }
  print(s.available(), s.read().length);
  second();
});
print("queued", s.write("first"));
// prints:
// | queued false
// | a drain
// | connected true false
// | a drain
// | a drain
// | firstsecond
// | ended
// | This socket is closed
// | a end
// | a close false
// | This socket is closed
// | 0 0
// | b end undefined
// | b connected
// | b drain
// | b end
// | b close false
