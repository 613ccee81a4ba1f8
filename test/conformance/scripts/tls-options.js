// 15000 ms, network
const tls = require("tls");
process.on("uncaughtException", (e) => print("uncaught", e.message || e));
const host = "127.0.0.1";
const steps = [
  ["no options", { host, port: TLS_PORT }],
  [
    "ca is text",
    { host, port: TLS_PORT, ca: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".repeat(3) },
  ],
  ["ca is garbage", { host, port: TLS_PORT, ca: new Uint8Array([1, 2, 3, 4]) }],
  ["ca is a function", { host, port: TLS_PORT, ca: () => new Uint8Array([1, 2, 3, 4]) }],
  ["key is garbage", { host, port: TLS_PORT, key: new Uint8Array([1, 2, 3, 4]) }],
  ["cert is garbage", { host, port: TLS_PORT, cert: new Uint8Array([9, 9]) }],
];
const next = () => {
  const step = steps.shift();
  if (!step) return done();
  const [name, options] = step;
  const events = [];
  let s;
  try {
    s = tls.connect(options, () => {
      events.push("connect");
      s.write("x");
    });
  } catch (e) {
    print(name, "threw", e.message);
    return setTimeout(next, 20);
  }
  s.on("data", (d) => {
    events.push("data " + d);
    s.end();
  });
  s.on("error", (e) => events.push("error " + e.code));
  s.on("end", () => events.push("end"));
  s.on("close", (had) => {
    events.push("close " + had);
    print(name, ":", events.join(", "));
    setTimeout(next, 20);
  });
};
next();
// prints:
// | no options : connect, data x, end, close false
// | ca is text threw HTTPS init failed! mbedtls_x509_crt_parse of 'ca': Invalid format
// | ca is garbage threw HTTPS init failed! mbedtls_x509_crt_parse of 'ca': Invalid format
// | ca is a function threw HTTPS init failed! mbedtls_x509_crt_parse of 'ca': Invalid format
// | key is garbage threw HTTPS init failed! mbedtls_pk_parse_key: Invalid format
// | cert is garbage threw HTTPS init failed! mbedtls_x509_crt_parse of 'cert': Invalid format
