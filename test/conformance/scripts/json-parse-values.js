// 20 ms
const show = (text) => {
  try {
    const v = JSON.parse(text);
    print(text, "->", typeof v, v);
  } catch (e) {
    print(text, "!", e.message);
  }
};
for (const t of ["0", "-0", "1", "-1", "1.5", "1e5", "1E+2", "1e-2", "0.1", "123456789012", "1700000000123", "9007199254740993", "1.7976931348623157e308", "1e400", ".5", "5.", "+1", "--1", "0x10", "1_000", "NaN", "Infinity", "-Infinity"]) show(t);
for (const t of ["true", "false", "null", "undefined", "True", "tru", "nul", '""', '"a"', "'a'", '"a', 'a"', '"\\n\\t"', '"\\u0041"', '"\\x41"', '"a\nb"', '"\\q"', '"\\"']) show(t);
for (const t of ["[]", "[1]", "[1,2,3]", "[1,]", "[,1]", "[1 2]", "[[1],[2,[3]]]", "[", "]", "[1", "{}", '{"a":1}', '{"a":1,"b":[2]}', "{a:1}", "{'a':1}", '{"a"}', '{"a":}', '{"a":1,}', '{,}', '{"a":1 "b":2}', "{", '{"a":{"b":{"c":null}}}']) show(t);
for (const t of ["", " ", "\n1\n", "1 2", "1;", "// c\n1", "1 // c", "/* c */ 1", "[1]x", '{"a":1}}', "function(){}", "a.b", "(1)", "\0", "1\0"]) show(t);
print(JSON.parse("[1]")[0], JSON.parse(5), JSON.parse(null), JSON.parse(true), JSON.parse([7]), JSON.parse('{"length":5}').length);
