// 20000 ms, network
const tls = require("tls");
process.on("uncaughtException", (e) => print("uncaught", e.message || e));
const steps = [
  ["end at once", (s) => s.end()],
  ["end with a text", (s) => s.end("bye")],
  [
    "write and end",
    (s) => {
      s.write("x");
      s.end();
    },
  ],
  ["peer ends", (s) => s.write("close")],
  ["peer resets", (s) => s.write("reset")],
  [
    "end in data",
    (s) => {
      s.on("data", () => s.end());
      s.write("ping");
    },
  ],
];
const next = () => {
  const step = steps.shift();
  if (!step) return done();
  const [name, act] = step;
  const events = [];
  let got = "";
  const s = tls.connect({ host: "127.0.0.1", port: TLS_PORT });
  s.on("connect", () => {
    events.push("connect");
    act(s);
  });
  s.on("data", (d) => (got += d));
  s.on("error", (e) => events.push("error " + e.code));
  s.on("end", () => events.push("end"));
  s.on("close", (had) => {
    events.push("close " + had);
    try {
      s.write("after");
    } catch (e) {
      events.push(e.message);
    }
    print(name, ":", events.join(", "), got);
    setTimeout(next, 30);
  });
};
next();
// prints:
// = "end at once : connect, end, close false, This socket is closed "
// = "end with a text : connect, end, close false, This socket is closed "
// = "write and end : connect, end, close false, This socket is closed "
// = "peer ends : connect, error -30848, end, close true, This socket is closed "
// = "peer resets : connect, end, close false, This socket is closed "
// | end in data : connect, end, close false, This socket is closed ping
