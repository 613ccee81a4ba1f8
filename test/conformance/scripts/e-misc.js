// 300 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
tell(() => typeof E.getErrorFlags() + E.getErrorFlags().length);
tell(() => JSON.stringify(E.getFlags()));
tell(() => E.setFlags({ pretokenise: 0 }));
tell(() => typeof E.hwRand() + (E.hwRand() !== E.hwRand()));
E.srand(5);
const first = [E.hwRand(), E.hwRand(), Math.random()];
E.srand(5);
tell(() => first[0] === E.hwRand() && first[1] === E.hwRand() && first[2] === Math.random());
tell(() => first.join());
tell(() => {
  E.srand(0);
  return E.hwRand() + " " + E.hwRand();
});
tell(() => {
  E.srand(-1);
  return E.hwRand();
});
tell(() => {
  E.srand(4294967296 + 7);
  const a = E.hwRand();
  E.srand(7);
  return a === E.hwRand();
});
tell(() => Math.randInt(1));
tell(() => {
  E.srand(1);
  return [Math.randInt(10), Math.randInt(10), Math.randInt(1000), Math.randInt()];
});
tell(() => E.kickWatchdog());
tell(() => typeof E.getConsole());
tell(() => E.setTimeZone(0));
tell(() => E.memoryArea(0, 4));
tell(() => typeof E.setBootCode);
tell(() => E.nothing === undefined);
tell(() => E.nothing());
tell(() => typeof E.on);
E.on("mine", (a, b) => print("event on E", a, b));
E.emit("mine", 1, 2);
E.on("errorFlag", (flags) => print("flags", flags));
tell(() => Object.keys(E).join());
tell(() => typeof getSerial() + getSerial().length);
tell(() => typeof getTime() + (getTime() > 1600000000) + (Date.now() / 1000 - getTime() < 1));
tell(() => typeof load + typeof reset + typeof eval + typeof print + typeof echo);
tell(() => Modules.getCached().length >= 0);
tell(() => Modules.addCached("mine", "exports.v = 5;exports.f = function (x) { return x + this.v }"));
tell(() => require("mine").v + require("mine").f(1));
tell(() => require("mine") === require("mine"));
tell(() => Modules.removeCached("mine"));
tell(() => require("mine"));
tell(() => Modules.removeCached("never"));
require("Storage").write("stored", "exports = { hi: function (n) { return 'hi ' + n } }");
tell(() => require("stored").hi("there"));
// prints:
// | object0
// | {"deepSleep":0,"unsafeFlash":0,"unsyncFiles":0,"pretokenise":0,"jitDebug":0,"onErrorSave":0,"onErrorFlash":0}
// | undefined
// | numbertrue
// | true
// | 90005,440442001,0.33595819026
// | 0 0
// | 904313263
// | true
// | 0
// | [ 1, 0, 944, 1507971721 ]
// | undefined
// | string
// | undefined
// | undefined
// | function
// | true
// | ! Function "nothing" not found!
// | function
// | #oninit,#onmine,#onerrorFlag
// | string26
// | numbertruetrue
// | functionfunctionfunctionfunctionfunction
// | true
// | undefined
// | 11
// | true
// | undefined
// | ! Module "mine" not found
// | ! Module "never" not found
// | hi there
// | event on E 1 2
