// 15000 ms, network
const tls = require("tls");
process.on("uncaughtException", (e) => print("uncaught", e.toString()));
const run = (name, port, word, next) => {
  const s = tls.connect({ host: "127.0.0.1", port }, () => print(name, "connect"));
  s.on("drain", () => print(name, "drain"));
  s.on("error", (e) => print(name, "error", JSON.stringify(e)));
  s.on("end", () => print(name, "end"));
  s.on("close", (had) => {
    print(name, "close", had);
    setTimeout(next, 50);
  });
  if (word) s.write(word);
};
const refusals = () => {
  try {
    tls.connect({ host: "127.0.0.1", port: CLOSED_PORT });
  } catch (e) {
    print(e.toString());
  }
  const pem = "-----BEGIN CERTIFICATE-----" + "A".repeat(200);
  try {
    tls.connect({ host: "127.0.0.1", port: TLS_PORT, ca: pem });
  } catch (e) {
    print(e.toString());
  }
  done();
};
run("reset", TLS_PORT, "reset", () =>
  run("new version only", TLS13_PORT, "x", () =>
    run("new version, nothing queued", TLS13_PORT, "", () => run("hangs up", HANGUP_PORT, "x", refusals)),
  ),
);
// prints:
// | reset connect
// | reset drain
// | reset end
// | reset close false
// | new version only connect
// | new version only error {"code":-8,"message":"unsent data"}
// | new version only end
// | new version only close true
// | uncaught InternalError: mbedtls_ssl_handshake returned -0x7780
// | new version, nothing queued connect
// | new version, nothing queued drain
// | new version, nothing queued end
// | new version, nothing queued close false
// | uncaught InternalError: mbedtls_ssl_handshake returned -0x7780
// | hangs up connect
// | hangs up error {"code":-8,"message":"unsent data"}
// | hangs up end
// | hangs up close true
// | uncaught InternalError: mbedtls_ssl_handshake returned -0x1
// | ERROR: Connect failed (err 111)
// | InternalError: Unable to create socket
// | InternalError: HTTPS init failed! mbedtls_x509_crt_parse of 'ca': Invalid format
