// 50 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
tell(() => typeof process.version + /^2v\d+/.test(process.version));
tell(() =>
  Object.keys(process.env)
    .filter((k) => k !== "SPIFLASH")
    .sort()
    .join(),
);
tell(() => typeof process.env.VERSION + typeof process.env.BOARD + typeof process.env.SERIAL);
tell(() => process.env.VERSION === process.version);
tell(() => process.env.MODULES.split(",").includes("net"));
tell(() => process.env.MODULES.split(",").includes("Storage"));
tell(() => process.env.nothing);
tell(() =>
  Object.keys(process.memory())
    .filter((k) => !/^[rt]x$/.test(k))
    .sort()
    .join(),
);
tell(() => {
  const m = process.memory();
  return m.free + m.usage === m.total;
});
tell(() => {
  const m = process.memory();
  return m.usage > 0 && m.free > 0 && m.blocksize > 8;
});
tell(() => typeof process.memory(false).usage);
tell(() => process.on("uncaughtException", (e) => print("uncaught", e.message)));
tell(() => typeof process.emit + typeof process.removeListener);
tell(() => process.argv);
tell(() => process.exit);
tell(() => process.nextTick);
tell(() => process.platform);
tell(() => process.hrtime);
tell(() => typeof process);
const before = process.memory().usage;
const kept = [];
for (let i = 0; i < 50; i++) kept.push({ i });
tell(() => process.memory().usage >= before);
setTimeout(() => missing(), 5);
// prints:
// | stringtrue
// | BOARD,CONSOLE,EXPTR,FLASH,GIT_COMMIT,MODULES,RAM,SERIAL,STORAGE,VERSION
// | stringstringstring
// | true
// | true
// | true
// | undefined
// | blocksize,free,gc,gctime,history,total,usage
// | true
// | true
// | number
// | undefined
// | functionfunction
// | undefined
// | undefined
// | undefined
// | undefined
// | undefined
// | function
// | true
// | uncaught "missing" is not defined
