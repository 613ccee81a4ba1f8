// 15000 ms, network
const net = require("net");
process.on("uncaughtException", (e) => print("uncaught", e.message || e));
const s = net.connect({ host: "127.0.0.1", port: TCP_PORT });
s.on("connect", (c) => {
  print("one", c === s);
  throw new Error("in connect");
});
s.on("connect", function () {
  print("two", this === s);
  s.write("first");
});
let n = 0;
const third = (d) => {
  print("extra", d);
  s.removeListener("data", third);
};
s.on("data", (d) => {
  n++;
  print("data", n, d);
  if (n === 1) {
    setTimeout(() => s.write("second"), 10);
    throw new Error("in data");
  }
  if (n === 2) setTimeout(() => s.write("third"), 10);
  if (n === 3) s.end();
});
s.on("data", third);
s.on("close", () => {
  print("close one");
  throw new Error("in close");
});
s.on("close", (had) => {
  print("close two", had);
  setTimeout(second, 20);
});
const second = () => {
  const a = net.connect({ host: "127.0.0.1", port: TCP_PORT });
  const b = net.connect({ host: "127.0.0.1", port: TCP_PORT });
  const got = { a: "", b: "" };
  let open = 2;
  for (const [name, socket] of [
    ["a", a],
    ["b", b],
  ]) {
    socket.on("connect", () => socket.write("to " + name));
    socket.on("data", (d) => {
      got[name] += d;
      if (got[name].length === 4) socket.end();
    });
    socket.on("close", () => {
      if (--open) return;
      print(JSON.stringify(got), a !== b);
      done();
    });
  }
};
// prints:
// | one true
// | two true
// | uncaught in connect
// | data 1 first
// | extra first
// | uncaught in data
// | data 2 second
// | data 3 third
// | close one
// | close two false
// | uncaught in close
// | {"a":"to a","b":"to b"} true
