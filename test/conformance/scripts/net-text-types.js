// 15000 ms, network
const net = require("net");
const values = [
  "text",
  "\x00\x01\xff",
  65,
  1.5,
  true,
  null,
  [1, 2, 3],
  new Uint8Array([65, 66]),
  E.toString(new Uint8Array([65, 66])),
  { a: 1 },
  new Uint8Array([1]).buffer,
  "",
  undefined,
  () => 1,
];
const next = () => {
  if (values.length === 0) return done();
  const value = values.shift();
  let got = "";
  const s = net.connect({ host: "127.0.0.1", port: TCP_PORT }, () => {
    s.write(value);
    s.write("|");
  });
  s.on("data", (d) => {
    got += d;
    if (got.endsWith("|")) s.end();
  });
  s.on("close", () => {
    print(typeof value, JSON.stringify(got));
    setTimeout(next, 5);
  });
};
next();
// prints:
// | string "text|"
// | string "\u0000\u0001\u00FF|"
// | number "65|"
// | number "1.5|"
// | boolean "true|"
// | object "null|"
// | object "1,2,3|"
// | object "65,66|"
// | string "AB|"
// | object "[object Object]|"
// | object "1|"
// | string "|"
// | undefined "|"
// | function "function () {return 1}|"
