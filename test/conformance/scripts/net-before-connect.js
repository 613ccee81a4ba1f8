// 15000 ms, network
const net = require("net");
const steps = [
  ["write before", (s) => print(s.write("early"))],
  [
    "write twice before",
    (s) => {
      s.write("a");
      s.write("b");
    },
  ],
  ["end before", (s) => s.end()],
  [
    "write and end before",
    (s) => {
      s.write("x");
      s.end();
    },
  ],
];
const next = () => {
  const step = steps.shift();
  if (!step) return done();
  const [name, act] = step;
  const events = [];
  let got = "";
  const s = net.connect({ host: "127.0.0.1", port: TCP_PORT });
  s.on("connect", () => events.push("connect"));
  s.on("data", (d) => {
    got += d;
    if (got.length >= (name === "write before" ? 5 : name === "write twice before" ? 2 : 99)) s.end();
  });
  s.on("error", (e) => events.push("error " + e.code));
  s.on("end", () => events.push("end"));
  s.on("close", (had) => {
    events.push("close " + had);
    print(name, ":", events.join(", "), got);
    setTimeout(next, 10);
  });
  print("act");
  act(s);
};
next();
// prints:
// | act
// | false
// | write before : connect, end, close false early
// | act
// | write twice before : connect, end, close false ab
// | act
// = "end before : end, close false "
// | act
// = "write and end before : connect, end, close false "
