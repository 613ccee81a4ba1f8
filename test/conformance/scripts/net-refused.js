// 9000 ms, network
const net = require("net");
const tls = require("tls");
const attempts = [
  () => net.connect({ host: "127.0.0.1", port: CLOSED_PORT }, () => print("connected?")),
  () => tls.connect({ host: "127.0.0.1", port: CLOSED_PORT }, () => print("connected?")),
  () => net.connect({ host: "no-such-host.invalid", port: 80 }),
];
for (const attempt of attempts) {
  try {
    const s = attempt();
    print("made", typeof s);
    s.on("error", (e) => print("error", e.code, e.message));
    s.on("close", (had) => print("close", had));
  } catch (e) {
    print(e.message || e);
  }
}
process.on("uncaughtException", (e) => print("uncaught", e.message || e));
let n = 0;
const again = () => {
  try {
    net.connect({ host: "127.0.0.1", port: CLOSED_PORT });
  } catch (e) {
    print("try", ++n, e.message);
    if (n < 3) setTimeout(again, 20);
    else {
      const s = net.connect({ host: "127.0.0.1", port: TCP_PORT }, () => {
        print("then it connects");
        s.end();
      });
      s.on("close", (had) => {
        print("closed", had);
        done();
      });
    }
  }
};
setTimeout(again, 20);
// prints:
// | ERROR: Connect failed (err 111)
// | Unable to create socket
// | ERROR: Connect failed (err 111)
// | Unable to create socket
// | Unable to locate host
// | ERROR: Connect failed (err 111)
// | try 1 Unable to create socket
// | ERROR: Connect failed (err 111)
// | try 2 Unable to create socket
// | ERROR: Connect failed (err 111)
// | try 3 Unable to create socket
// | then it connects
// | closed false
