// 50 ms
const show = (text) => {
  try {
    print(JSON.stringify(JSON.parse(text)));
  } catch (e) {
    print(e.toString());
  }
};
for (const text of [
  '{"a":[1,2,{"b":null}],"c":"x"}',
  "[]",
  "{}",
  " [ 1 , true , false ] ",
  '"s"',
  "5",
  "-5",
  "-0.5",
  "1e3",
  "1.5E-2",
  "null",
])
  show(text);
for (const text of [
  "{'a':'single'}",
  "[1,2,]",
  '{"a":1,}',
  "0x1F",
  "010",
  "0b11",
  "/* c */ 7 // d",
  '{"a":1} trailing',
  "[1 /* x */,2]",
])
  show(text);
for (const text of [
  "",
  " ",
  "[1,2",
  '{"a"',
  '{"a":',
  '{"a" 1}',
  "{a:1}",
  '"open',
  "nope",
  "[1 2]",
  "undefined",
  "]",
  '{"a":1',
  "-",
  "+1",
])
  show(text);
for (const text of [
  "12345678901234567890",
  "9223372036854775807",
  "9223372036854775808",
  "2147483648",
  "-2147483649",
  "9007199254740993",
]) {
  print(JSON.parse(text));
}
print(JSON.parse('"\\n\\t\\"\\\\\\/\\b\\f\\r\\x41\\101"') === '\n\t"\\/\b\f\rAA', JSON.parse('"a\\zb"'));
print(
  JSON.parse('"\\u0041\\u4e2d"').length,
  JSON.parse('"\\u4e2d"').charCodeAt(0),
  JSON.parse('"x\xe4\xb8\xad"').length,
);
print(JSON.parse('{"toString":1,"length":2,"a b":3}').length, Object.keys(JSON.parse('{"b":1,"a":2}')));
// prints:
// | {"a":[1,2,{"b":null}],"c":"x"}
// | []
// | {}
// | [1,true,false]
// | "s"
// | 5
// | -5
// | -0.5
// | 1000
// | 0.015
// | null
// | {"a":"single"}
// | [1,2]
// | {"a":1}
// | 31
// | 8
// | 3
// | 7
// | {"a":1}
// | [1,2]
// | SyntaxError: Expecting valid value, got EOF
// | SyntaxError: Expecting valid value, got EOF
// | SyntaxError: Got EOF expected ','
// | SyntaxError: Got EOF expected ':'
// | SyntaxError: Expecting valid value, got EOF
// | SyntaxError: Got INT expected ':'
// | SyntaxError: Got ID:a expected STRING
// | SyntaxError: Expecting valid value, got UNFINISHED STRING
// | SyntaxError: Expecting valid value, got ID
// | SyntaxError: Got INT expected ','
// | SyntaxError: Expecting valid value, got undefined
// | SyntaxError: Expecting valid value, got ']'
// | SyntaxError: Got EOF expected ','
// | null
// | SyntaxError: Expecting valid value, got '+'
// | -6101065172474983424
// | 9223372036854775808
// | -9223372036854775808
// | 2147483648
// | -2147483649
// | 9007199254740992
// | true azb
// | 2 20013 2
// = "2 [ "
// = "  \"b\", "
// |   "a"
// |  ]
// prints on esp32-like:
// | {"a":[1,2,{"b":null}],"c":"x"}
// | []
// | {}
// | [1,true,false]
// | "s"
// | 5
// | -5
// | -0.5
// | 1000
// | 0.015
// | null
// | {"a":"single"}
// | [1,2]
// | {"a":1}
// | 31
// | 8
// | 3
// | 7
// | {"a":1}
// | [1,2]
// | SyntaxError: Expecting valid value, got EOF
// | SyntaxError: Expecting valid value, got EOF
// | SyntaxError: Got EOF expected ','
// | SyntaxError: Got EOF expected ':'
// | SyntaxError: Expecting valid value, got EOF
// | SyntaxError: Got INT expected ':'
// | SyntaxError: Got ID:a expected STRING
// | SyntaxError: Expecting valid value, got UNFINISHED STRING
// | SyntaxError: Expecting valid value, got ID
// | SyntaxError: Got INT expected ','
// | SyntaxError: Expecting valid value, got undefined
// | SyntaxError: Expecting valid value, got ']'
// | SyntaxError: Got EOF expected ','
// | null
// | SyntaxError: Expecting valid value, got '+'
// | -6101065172474983424
// | 9223372036854775808
// | -9223372036854775808
// | 2147483648
// | -2147483649
// | 9007199254740992
// | true azb
// | 2 45 4
// = "2 [ "
// = "  \"b\", "
// |   "a"
// |  ]
