// 15000 ms, network
const net = require("net");
const steps = [
  ["end with a text", (s) => s.end("bye")],
  [
    "write, then end",
    (s) => {
      s.write("one ");
      s.write("two");
      s.end();
    },
  ],
  [
    "end twice",
    (s) => {
      s.end("x");
      s.end();
    },
  ],
  [
    "end in data",
    (s) => {
      s.on("data", () => s.end());
      s.write("ping");
    },
  ],
  ["end at once", (s) => s.end()],
  ["end with a number", (s) => s.end(65)],
  ["big end", (s) => s.end("0123456789".repeat(200))],
];
const next = () => {
  const step = steps.shift();
  if (!step) return done();
  const [name, act] = step;
  let got = "";
  const events = [];
  const s = net.connect({ host: "127.0.0.1", port: TCP_PORT });
  s.on("connect", () => {
    events.push("connect");
    act(s);
  });
  s.on("data", (d) => (got += d));
  s.on("error", (e) => events.push("error " + e.code));
  s.on("end", () => events.push("end"));
  s.on("close", (had) => {
    events.push("close " + had);
    print(name, ":", events.join(", "), got.length > 20 ? got.length : got);
    setTimeout(next, 10);
  });
};
next();
// prints:
// = "end with a text : connect, end, close false "
// = "write, then end : connect, end, close false "
// = "end twice : connect, end, close false "
// | end in data : connect, end, close false ping
// = "end at once : connect, end, close false "
// = "end with a number : connect, end, close false "
// = "big end : connect, end, close false "
