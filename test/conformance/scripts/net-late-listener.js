// 9000 ms, network
const net = require("net");
const s = net.connect({ host: "127.0.0.1", port: TCP_PORT });
/** Waits until so many bytes are there that nobody listens for. */
const when = (count, next) => {
  const id = setInterval(() => {
    if (s.available() < count) return;
    clearInterval(id);
    next();
  }, 20);
};
const last = () => {
  print(s.available(), s.read(100), s.available());
  s.on("close", (had) => {
    print("closed", had);
    done();
  });
  s.end();
};
const listen = () => {
  print(s.available());
  s.on("data", (d) => {
    print("listener", d);
    if (d === "again") s.write("live");
    if (d !== "live") return;
    s.removeAllListeners("data");
    s.write("buffered");
    when(8, last);
  });
  print("attached", s.available());
};
s.write("waits");
when(5, () => {
  print(s.available(), s.read(3), s.available(), s.read(), s.available(), JSON.stringify(s.read()));
  s.write("again");
  when(5, listen);
});
// prints:
// | 5 wai 2 ts 0 ""
// | 5
// | attached 0
// | listener again
// | listener live
// | 8 buffered 0
// | closed false
