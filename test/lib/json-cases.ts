// What the JSON codec must take and refuse; byte strings, as they come from the network.

import {
  E_JSON_DEEP,
  E_JSON_LONG,
  E_JSON_SYNTAX,
  E_JSON_TEXT,
} from "../../lib/codes.ts";

const bytes = (text: string) => Buffer.from(text, "utf8").toString("latin1");

type Refusal = [text: string, code: number];

/** The texts between the blanks of `list`, refused with `code`. */
function refuse(code: number, list: string): Refusal[] {
  return list
    .trim()
    .split(/\s+/)
    .map((text) => [text, code]);
}

/** A text that is refused, and the code. */
export const REFUSED: Refusal[] = [
  ...refuse(
    E_JSON_SYNTAX,
    String.raw`{ [ {"a" {"a": {"a":1 [1 [1, ] } [} {] [1} {"a":1] {"a"} {"a":} {"a":1,} [1,]
      [,1] [1,,2] {,} {,"a":1} {"a"::1} {a:1} {'a':1} ['a'] {1:2} {null:1} {[]:1} [""a] [1a] /**/1 ""a "a"b`,
  ),
  ...refuse(
    E_JSON_SYNTAX,
    `tru nulll True undefined NaN Infinity -Infinity - +1 .5 1. 1.e5 01 -01 00 1e 1e+ 1e1.5 1.5.2 1e5e5 0ee8 0eee8 0EeE8 1...2 0x10
      0b1 1_0 --1 1- 1-1 |0 e e5 0e`,
  ),
  ...["", " ", "[1 2]", '["" ""]', '{"a":1 "b":2}', '{"a" 1}', "[1,//\n2]"].map((text): Refusal => [
    text,
    E_JSON_SYNTAX,
  ]),
  ...["\x01", "[1\x0b]", "\xa01", "\xef\xbb\xbf1", "[\0]", "1\0"].map((text): Refusal => [
    text,
    E_JSON_SYNTAX,
  ]),
  ...refuse(E_JSON_SYNTAX, `{}} []] ""a "a"b null, {},`),
  ["1 2", E_JSON_SYNTAX],
  ["{} {}", E_JSON_SYNTAX],
  ["[".repeat(9) + "]".repeat(9), E_JSON_DEEP],
  ["[".repeat(9), E_JSON_DEEP],
  ['{"a":'.repeat(9) + "1" + "}".repeat(9), E_JSON_DEEP],
  ['[{"a":'.repeat(5), E_JSON_DEEP],
  ["[".repeat(250), E_JSON_DEEP],
  ["[".repeat(20480), E_JSON_DEEP],
  ["[[],".repeat(5000), E_JSON_DEEP],
  ["[".repeat(20481), E_JSON_LONG],
  [" ".repeat(20481), E_JSON_LONG],
  ['"' + "x".repeat(20479) + '"', E_JSON_LONG],
  ['{"__proto__":1}', E_JSON_SYNTAX],
  ['{"__proto__":{"admin":true}}', E_JSON_SYNTAX],
  ['{"a":[{"\\u005f_proto__":null}]}', E_JSON_SYNTAX],
  ['{"a":1,"a":1}', E_JSON_SYNTAX],
  ['{"a":1,"b":{"a":1},"\\u0061":2}', E_JSON_SYNTAX],
  ['{"":1,"":2}', E_JSON_SYNTAX],
  ['{"toString":1,"toString":2}', E_JSON_SYNTAX],
  [bytes('{"温":1,"\\u6e29":2}'), E_JSON_SYNTAX],
  ...refuse(
    E_JSON_TEXT,
    String.raw`"\x41" "\a" "\'" "\U0041" "\0" "\u" "\u12" "\u12g4" "\u+123" "\ud83d" "\ud83dx" "\ud83d\n"
      "\ud83d\u0041" "\ud83d\ud83d" "\ude00" "\ude00\ude00" "\ude00\ud83d" "\ud83d\u" "abc "abc\"
      "\ " "\u123`,
  ),
  ...['"\\ "', '"\\u 123"', '"a\nb"', '"\t"', '"\0"', '"\x1f"', '{"a\rb":1}', '"\\n\n"', '["\\\\","\n"]'].map(
    (text): Refusal => [text, E_JSON_TEXT],
  ),
  ["1.8e308", E_JSON_SYNTAX],
  ["-1e309", E_JSON_SYNTAX],
  ["1e99999999999999999999", E_JSON_SYNTAX],
  ["1e00000", E_JSON_SYNTAX],
  ["1" + "0".repeat(60), E_JSON_SYNTAX],
  ["1".repeat(20000), E_JSON_SYNTAX],
  ["0." + "3".repeat(400), E_JSON_SYNTAX],
];

/** A text that is taken, and the text of the same value as the codec writes it. */
export const TAKEN: [text: string, written: string][] = [
  ["{}", "{}"],
  ["[]", "[]"],
  [" [ ] ", "[]"],
  ["\r\n{\t}\n", "{}"],
  ['{"a":[{}, [] ,[[]]], "b" : {"c":null}}', '{"a":[{},[],[[]]],"b":{"c":null}}'],
  ["[".repeat(8) + "]".repeat(8), "[".repeat(8) + "]".repeat(8)],
  ["[true,false,null]", "[true,false,null]"],
  ["true", "true"],
  ['""', '""'],
  ['"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\"\\\\/\\b\\f\\n\\r\\t"'],
  ['"\\u0000\\u001f\\u0020\\u007f"', '"\\u0000\\u001f \x7f"'],
  ['"\\\\u0041"', '"\\\\u0041"'],
  ['"\\\\\\\\"', '"\\\\\\\\"'],
  ['["\\\\","\\"","]"]', '["\\\\","\\"","]"]'],
  ['"\\u0080\\u07ff\\u0800\\uffff"', '"\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf"'],
  ['"\\u4E2d\\u6587"', bytes('"中文"')],
  ['"\\ud83d\\ude00\\uD800\\uDC00\\udbff\\udfff"', bytes('"😀\u{10000}\u{10ffff}"')],
  [bytes('{"温度":"二十度"}'), bytes('{"温度":"二十度"}')],
  ['"\x80\xff\xe4"', '"\x80\xff\xe4"'],
  ['"' + "x".repeat(20478) + '"', '"' + "x".repeat(20478) + '"'],
  ['"' + "\\n".repeat(2000) + '"', '"' + "\\n".repeat(2000) + '"'],
  ['{"toString":1,"constructor":2,"hasOwnProperty":3}', '{"toString":1,"constructor":2,"hasOwnProperty":3}'],
  ['{"__proto":1,"proto__":"__proto__"}', '{"__proto":1,"proto__":"__proto__"}'],
  ["0", "0"],
  ["-5", "-5"],
  ["[2147483647,2147483648,-2147483648,4294967296]", "[2147483647,2147483648,-2147483648,4294967296]"],
  ["1700000000123", "1700000000123"],
  ["[9007199254740991,-9007199254740991]", "[9007199254740991,-9007199254740991]"],
  ["9007199254740992", '"9007199254740992"'],
  ["-9007199254740993", '"-9007199254740993"'],
  ['{"id":1234567890123456789}', '{"id":"1234567890123456789"}'],
  ["[12345678901234567890]", '["12345678901234567890"]'],
  ["1" + "0".repeat(59), `"1${"0".repeat(59)}"`],
  ["[1e-05,1E+010,0e9,9E+299]", "[0.00001,10000000000,0,9e+299]"],
  ["25.3", "25.3"],
  ["-0.5", "-0.5"],
  ["[1.0,1e2,1E+2,1e-2,100e-2,0e5,0.0]", "[1,100,100,0.01,1,0,0]"],
  ["123456.789012345", "123456.789012345"],
  ["-77.5399999999999", "-77.5399999999999"],
  ["1e21", "1e+21"],
  ["1e-7", "1e-7"],
  ["1e-400", "0"],
  ["0.1000000000000000055511151231257827021181583404541015625", "0.1"],
];
