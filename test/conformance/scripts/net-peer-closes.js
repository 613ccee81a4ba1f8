// 15000 ms, network
const net = require("net");
const steps = [["close"], ["last"], ["reset"], ["big"]];
const next = () => {
  const step = steps.shift();
  if (!step) return done();
  const [word] = step;
  let got = 0;
  const events = [];
  const s = net.connect({ host: "127.0.0.1", port: TCP_PORT }, () => s.write(word));
  s.on("data", (d) => {
    if (!got) events.push("data");
    got += d.length;
    if (word === "big" && got === 3000) s.end();
  });
  s.on("error", (e) => events.push("error " + e.code + " " + e.message));
  s.on("end", () => events.push("end"));
  s.on("close", (had) => {
    events.push("close " + had);
    try {
      events.push("write " + s.write("after"));
    } catch (e) {
      events.push(e.message);
    }
    print(word, ":", events.join(", "), got, s.available(), s.end() === undefined);
    setTimeout(next, 20);
  });
};
next();
// prints:
// | close : end, close false, This socket is closed 0 0 true
// | last : data, end, close false, This socket is closed 3 0 true
// | reset : end, close false, This socket is closed 0 0 true
// | big : data, end, close false, This socket is closed 3000 0 true
