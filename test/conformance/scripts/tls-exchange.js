// 15000 ms, network
const tls = require("tls");
const steps = [
  ["echo", "hello over tls", 14],
  ["bytes", "\x00\xff\x80", 3],
  ["big", "big", 3000],
  ["last", "last", 3],
];
const next = () => {
  const step = steps.shift();
  if (!step) return done();
  const [name, text, length] = step;
  const events = [];
  let got = "";
  const s = tls.connect({ host: "127.0.0.1", port: TLS_PORT }, (c) => {
    events.push("connect " + (c === s));
    s.write(text);
  });
  s.on("data", (d) => {
    got += d;
    if (got.length >= length && name !== "last") s.end();
  });
  s.on("error", (e) => events.push("error " + e.code + " " + e.message));
  s.on("end", () => events.push("end"));
  s.on("close", (had) => {
    events.push("close " + had);
    print(name, ":", events.join(", "), got.length, E.CRC32(got));
    setTimeout(next, 20);
  });
};
next();
// prints:
// | echo : connect true, end, close false 14 113141858
// | bytes : connect true, end, close false 3 2178787136
// | big : connect true, end, close false 3000 2592603325
// | last : connect true, error -30848 unknown error, end, close true 3 2000130356
