// 12000 ms, network
const net = require("net");
const run = (name, word, next) => {
  const s = net.connect({ host: "127.0.0.1", port: TCP_PORT }, () => {
    print(name, "connect");
    s.write(word);
  });
  s.on("data", (d) => print(name, "data", d.length));
  s.on("error", (e) => print(name, "error", JSON.stringify(e)));
  s.on("end", () => print(name, "end"));
  s.on("close", (had) => {
    print(name, "close", had);
    setTimeout(next, 1);
  });
};
const refusals = () => {
  for (const options of [
    { host: "127.0.0.1", port: CLOSED_PORT },
    { host: "no.such.name.invalid", port: 1 },
  ]) {
    try {
      net.connect(options, () => print("never"));
    } catch (e) {
      print(e.toString());
    }
  }
  print(net.connect(5), net.connect({ host: "127.0.0.1", port: TCP_PORT }, 5));
  done();
};
const endAtOnce = () => {
  const s = net.connect({ host: "127.0.0.1", port: TCP_PORT });
  s.on("connect", () => print("connected all the same"));
  s.on("end", () => print("end"));
  s.on("close", (had) => {
    print("ended at once", had);
    refusals();
  });
  print(s.end());
};
run("peer closes", "close", () => run("peer resets", "reset", () => run("last words", "last", endAtOnce)));
// prints:
// | peer closes connect
// | peer closes end
// | peer closes close false
// | peer resets connect
// | peer resets end
// | peer resets close false
// | last words connect
// | last words data 3
// | last words end
// | last words close false
// | undefined
// | end
// | ended at once false
// | ERROR: Connect failed (err 111)
// | InternalError: Unable to create socket
// | InternalError: Unable to locate host
// | ERROR: Expecting Options to be an Object but it was Number
// | ERROR: Expecting Callback Function but got Number
// | undefined undefined
