// 20 ms
const show = (text) => {
  try {
    const v = JSON.parse(text);
    print(text, "->", typeof v, v);
  } catch (e) {
    print(text, "!", e.message);
  }
};
for (const t of [
  "0",
  "-0",
  "1",
  "-1",
  "1.5",
  "1e5",
  "1E+2",
  "1e-2",
  "0.1",
  "123456789012",
  "1700000000123",
  "9007199254740993",
  "1.7976931348623157e308",
  "1e400",
  ".5",
  "5.",
  "+1",
  "--1",
  "0x10",
  "1_000",
  "NaN",
  "Infinity",
  "-Infinity",
])
  show(t);
for (const t of [
  "true",
  "false",
  "null",
  "undefined",
  "True",
  "tru",
  "nul",
  '""',
  '"a"',
  "'a'",
  '"a',
  'a"',
  '"\\n\\t"',
  '"\\u0041"',
  '"\\x41"',
  '"a\nb"',
  '"\\q"',
  '"\\"',
])
  show(t);
for (const t of [
  "[]",
  "[1]",
  "[1,2,3]",
  "[1,]",
  "[,1]",
  "[1 2]",
  "[[1],[2,[3]]]",
  "[",
  "]",
  "[1",
  "{}",
  '{"a":1}',
  '{"a":1,"b":[2]}',
  "{a:1}",
  "{'a':1}",
  '{"a"}',
  '{"a":}',
  '{"a":1,}',
  "{,}",
  '{"a":1 "b":2}',
  "{",
  '{"a":{"b":{"c":null}}}',
])
  show(t);
for (const t of [
  "",
  " ",
  "\n1\n",
  "1 2",
  "1;",
  "// c\n1",
  "1 // c",
  "/* c */ 1",
  "[1]x",
  '{"a":1}}',
  "function(){}",
  "a.b",
  "(1)",
  "\0",
  "1\0",
])
  show(t);
print(
  JSON.parse("[1]")[0],
  JSON.parse(5),
  JSON.parse(null),
  JSON.parse(true),
  JSON.parse([7]),
  JSON.parse('{"length":5}').length,
);
// prints:
// | 0 -> number 0
// | -0 -> number 0
// | 1 -> number 1
// | -1 -> number -1
// | 1.5 -> number 1.5
// | 1e5 -> number 100000
// | 1E+2 -> number 100
// | 1e-2 -> number 0.01
// | 0.1 -> number 0.1
// | 123456789012 -> number 123456789012
// | 1700000000123 -> number 1700000000123
// | 9007199254740993 -> number 9007199254740992
// | 1.7976931348623157e308 -> number 1.79769313486e+308
// | 1e400 -> number Infinity
// | .5 -> number 0.5
// | 5. -> number 5
// | +1 ! Expecting valid value, got '+'
// | --1 ! Expecting valid value, got --
// | 0x10 -> number 16
// | 1_000 -> number 1000
// | NaN ! Expecting valid value, got ID
// | Infinity ! Expecting valid value, got ID
// | -Infinity -> undefined undefined
// | true -> boolean true
// | false -> boolean false
// | null -> object null
// | undefined ! Expecting valid value, got undefined
// | True ! Expecting valid value, got ID
// | tru ! Expecting valid value, got ID
// | nul ! Expecting valid value, got ID
// = "\"\" -> string "
// | "a" -> string a
// | 'a' -> string a
// | "a ! Expecting valid value, got UNFINISHED STRING
// | a" ! Expecting valid value, got ID
// = "\"\\n\\t\" -> string "
// = "\t"
// | "\u0041" -> string A
// | "\x41" -> string A
// | "a
// | b" ! Expecting valid value, got UNFINISHED STRING
// | "\q" -> string q
// | "\" ! Expecting valid value, got UNFINISHED STRING
// | [] -> object [  ]
// | [1] -> object [ 1 ]
// | [1,2,3] -> object [ 1, 2, 3 ]
// | [1,] -> object [ 1 ]
// | [,1] ! Expecting valid value, got ','
// | [1 2] ! Got INT expected ','
// = "[[1],[2,[3]]] -> object [ "
// = "  [ 1 ], "
// = "  [ 2, "
// |     [ 3 ]
// |    ]
// |  ]
// | [ ! Expecting valid value, got EOF
// | ] ! Expecting valid value, got ']'
// | [1 ! Got EOF expected ','
// | {} -> object {  }
// | {"a":1} -> object { "a": 1 }
// = "{\"a\":1,\"b\":[2]} -> object { \"a\": 1, "
// |   "b": [ 2 ]
// |  }
// | {a:1} ! Got ID:a expected STRING
// | {'a':1} -> object { "a": 1 }
// | {"a"} ! Got '}' expected ':'
// | {"a":} ! Expecting valid value, got '}'
// | {"a":1,} -> object { "a": 1 }
// | {,} ! Got ',' expected '}'
// | {"a":1 "b":2} ! Got String:'b' expected ','
// | { ! Got EOF expected '}'
// = "{\"a\":{\"b\":{\"c\":null}}} -> object { "
// = "  \"a\": { "
// |     "b": { "c": null }
// |    }
// |  }
// |  ! Expecting valid value, got EOF
// |   ! Expecting valid value, got EOF
// = ""
// | 1
// |  -> number 1
// | 1 2 -> number 1
// | 1; -> number 1
// | // c
// | 1 -> number 1
// | 1 // c -> number 1
// | /* c */ 1 -> number 1
// | [1]x -> object [ 1 ]
// | {"a":1}} -> object { "a": 1 }
// | function(){} ! Expecting valid value, got function
// | a.b ! Expecting valid value, got ID
// | (1) ! Expecting valid value, got '('
// = "\u0000 ! Expecting valid value, got EOF"
// = "1\u0000 -> number 1"
// | 1 5 null true 7 5
