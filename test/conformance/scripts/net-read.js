// 15000 ms, network
const net = require("net");
const s = net.connect({ host: "127.0.0.1", port: TCP_PORT }, () => {
  print("empty", s.available(), JSON.stringify(s.read()), JSON.stringify(s.read(5)));
  s.write("0123456789");
});
const wait = (test, then) => (test() ? then() : setTimeout(() => wait(test, then), 20));
setTimeout(
  () =>
    wait(
      () => s.available() === 10,
      () => {
        print(s.available(), s.read(3), s.available(), s.read(1), s.read(0), s.available());
        s.write("more");
        wait(
          () => s.available() === 4,
          () => {
            s.on("data", (d) => {
              print("late listener", d);
              s.end();
            });
          },
        );
      },
    ),
  60,
);
s.on("close", () => {
  print("closed", s.available(), JSON.stringify(s.read()));
  pipe();
});
const pipe = () => {
  const t = net.connect({ host: "127.0.0.1", port: TCP_PORT });
  const sink = {
    text: "",
    write(x) {
      this.text += x;
      return true;
    },
    end() {
      print("sink ended", this.text);
      done();
    },
  };
  t.on("connect", () => t.write("last"));
  t.on("data", (d) => sink.write(d));
  t.on("close", () => sink.end());
};
// prints:
// | empty 0 "" ""
// | 10 012 7 3 456789 0
// | late listener more
// | closed 0 ""
// | sink ended bye
