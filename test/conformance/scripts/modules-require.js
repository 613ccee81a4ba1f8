// 100 ms
const S = require("Storage");
S.write(
  "mymod",
  "exports.n=1;exports.inc=function(){return ++exports.n};" +
    "var hidden=5;exports.get=function(){return hidden};",
);
S.write("replaced", "module.exports=function(x){return x*2};");
const m = require("mymod");
print(m.inc(), m.inc(), require("mymod").n, require("mymod") === m, m.get(), typeof global.hidden);
print(require("replaced")(21), Modules.getCached().indexOf("mymod") >= 0);
for (const bad of [() => require("absent"), () => require(5), () => Modules.removeCached("absent")]) {
  try {
    bad();
    print("found");
  } catch (e) {
    print(e.message);
  }
}
Modules.addCached("inline", "exports.v=7");
print(
  require("inline").v,
  require("Storage") === S,
  typeof require("net").connect,
  typeof require("tls").connect,
  typeof require("crypto").SHA1,
);
Modules.removeCached("mymod");
print(require("mymod").n, require("mymod") === m);
Modules.removeAllCached();
print(Modules.getCached().length, require("replaced")(4));
// prints:
// | 2 3 3 true 5 undefined
// | 42 true
// | Module "absent" not found
// | Expecting module name as a string, got Number
// | Module "absent" not found
// | 7 true function function function
// | 1 false
// | 0 8
