// 50 ms
const post = {
  id: "17",
  version: "1.0",
  sys: { ack: 1 },
  params: {
    CurrentTemperature: { value: 23.75, time: 1700000000123 },
    PowerSwitch: 0,
    Mode: [],
    Text: 'a"b\\c\n',
    Big: 2147483648,
    Small: 1e-5,
    Neg: -12.5,
  },
  method: "thing.event.property.post",
};
const text = JSON.stringify(post);
print(text.length, text);
const back = JSON.parse(text);
print(
  back.params.CurrentTemperature.value === 23.75,
  back.params.CurrentTemperature.time,
  back.params.Text,
  back.params.Big,
  back.sys.ack,
);
print(JSON.stringify(back) === text, Object.keys(back).join(), Object.keys(back.params).join());
const set = JSON.parse(
  '{"method":"thing.service.property.set","id":"1234567890","params":{"LightSwitch":1,"Color":{"r":255,"g":0.5},"List":[1,2,{"x":null}],"On":true},"version":"1.0.0"}',
);
for (const k in set.params) print(k, typeof set.params[k], JSON.stringify(set.params[k]));
const reply = (req, code, data) =>
  JSON.stringify({ id: req.id, code, data: data || {}, message: code === 200 ? "success" : "failed" });
print(reply(set, 200), reply(set, 460, { why: "type" }));
for (const bad of [
  '{"id":1',
  '{"id":"1","params":}',
  "[]",
  "null",
  '"text"',
  "123",
  "{}",
  '{"params":null}',
  '{"params":[]}',
  '{"id":"1","params":{"a":1}}',
]) {
  try {
    const m = JSON.parse(bad);
    const ok =
      m !== null &&
      typeof m === "object" &&
      !Array.isArray(m) &&
      typeof m.params === "object" &&
      m.params !== null &&
      !Array.isArray(m.params);
    print(bad, ok, ok ? Object.keys(m.params).length : "-");
  } catch (e) {
    print(bad, e.message);
  }
}
print(
  JSON.parse('{"a":{"b":{"c":{"d":{"e":[[[[1]]]]}}}}}').a.b.c.d.e[0][0][0][0],
  JSON.parse(' {\n\t"k" :\r [ 1 , 2 ] } ').k.length,
);
print(
  JSON.parse('{"slash":"\\/","ctl":"\\u0001"}').slash,
  JSON.parse('["\\u0041\\u0042"]')[0],
  JSON.stringify("\u0001\u001f"),
);
print(
  JSON.parse("1e2"),
  JSON.parse("-0.0"),
  JSON.parse("12345.678"),
  JSON.parse("0.1") + JSON.parse("0.2"),
  JSON.parse("1e21"),
  JSON.parse("123456789012345678"),
);
print(
  JSON.parse('{"__proto__x":1,"constructor":2,"toString":3}').constructor,
  JSON.parse('{"hasOwnProperty":1}').hasOwnProperty,
  JSON.parse('{"":1}')[""],
  JSON.parse('{"a b":{"c.d":1}}')["a b"]["c.d"],
);
// prints:
// | 239 {"id":"17","version":"1.0","sys":{"ack":1},"params":{"CurrentTemperature":{"value":23.75,"time":1700000000123},"PowerSwitch":0,"Mode":[],"Text":"a\"b\\c\n","Big":2147483648,"Small":0.00001,"Neg":-12.5},"method":"thing.event.property.post"}
// | true 1700000000123 a"b\c
// |  2147483648 1
// | true id,version,sys,params,method CurrentTemperature,PowerSwitch,Mode,Text,Big,Small,Neg
// | LightSwitch number 1
// | Color object {"r":255,"g":0.5}
// | List object [1,2,{"x":null}]
// | On boolean true
// | {"id":"1234567890","code":200,"data":{},"message":"success"} {"id":"1234567890","code":460,"data":{"why":"type"},"message":"failed"}
// | {"id":1 Got EOF expected ','
// | {"id":"1","params":} Expecting valid value, got '}'
// | [] false -
// | null false -
// | "text" false -
// | 123 false -
// | {} false -
// | {"params":null} false -
// | {"params":[]} false -
// | {"id":"1","params":{"a":1}} true 1
// | 1 2
// | / AB "\u0001\u001F"
// | 100 0 12345.678 0.3 10e+20 123456789012345680
// | 2 1 1 1
