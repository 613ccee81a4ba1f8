import assert from "node:assert/strict";
import { type LoginFields, findFault } from "../../../lib/sign/names.ts";
import { printedOnInterpreter } from "../interpreter.ts";

const GOOD: LoginFields[] = [
  {},
  {
    productKey: "a1X2bEnP82z",
    deviceName: "example1",
    clientId: "a1X2bEnP82z.example1",
    secret: "7jluWm1zql7bt8qK",
  },
  { deviceName: "A-z_0@9.:" },
  { deviceName: "abcd" },
  { deviceName: "d".repeat(32) },
  { clientId: "c".repeat(64) },
  { clientId: "\xe6\xb8\xa9 1,2&=" },
  { secret: "s".repeat(64) },
  { timestamp: "2524608000000", random: "8Ygb7ULYh53B6OA" },
  { instanceId: "iot-06z00ez08936hvm" },
  { extras: "" },
  { extras: "ext=3,_ss=1,_v=1.2.8,lan=JS|Node,sii=" },
];

const BAD: [field: keyof LoginFields, values: string[]][] = [
  ["productKey", ["", "a1X2-bEnP82z", "a".repeat(21), "pk,x", "pk&dn", "pk|", "中文"]],
  [
    "deviceName",
    [
      "abc",
      "d".repeat(33),
      "with space",
      "a/b/c",
      "a+b+",
      "a#bc",
      "dn&x",
      "dn|x",
      "dn,x",
      "dn=xx",
      "\xe6\xb8\xa9\xe5",
    ],
  ],
  ["clientId", ["", "c".repeat(65), "a|b", "|", "a\nb", "a\0b", "a\x7fb"]],
  ["secret", ["", "s".repeat(65), "with space", "tail\n", "\xe6"]],
  ["timestamp", ["", "1,2", "1|2", "1 2", "1".repeat(65)]],
  ["random", ["", "1,2", "1|2", "1 2", "r".repeat(65)]],
  ["instanceId", ["", "iot,1", "iot|1", "iot.1", "iot 1"]],
  [
    "extras",
    [
      "ext",
      "ext=1,",
      ",ext=1",
      "=1",
      "a b=1",
      "ext=1,,_ss=1",
      "ext=\n",
      "ext=\xe6",
      "securemode=3",
      "signmethod=x",
      "ext=1,timestamp=1",
      "authType=x",
      "random=1",
      "instanceId=i",
    ],
  ],
];

describe("names for a login", () => {
  it("that keep to the platform's limits are taken", () => {
    for (const fields of GOOD) assert.equal(findFault(fields), "", JSON.stringify(fields));
  });

  for (const [field, values] of BAD) {
    it(`with a wrong ${field} are refused by the name of the field`, () => {
      for (const value of values) assert.equal(findFault({ [field]: value }), field, JSON.stringify(value));
    });
  }

  it("are judged the same on the real interpreter", async function () {
    if (!process.env.ESPRUINO) return this.skip();
    const bad = BAD.flatMap(([field, values]) =>
      values.filter((value) => value !== "中文").map((value) => [field, value]),
    );
    const lines = await printedOnInterpreter(`
      import { findFault } from "../../lib/sign/names.ts";
      const bytes = (text) => {
        let out = "";
        for (let i = 0; i < text.length; i += 2) out += String.fromCharCode(parseInt(text.substr(i, 2), 16));
        return out;
      };
      const check = (fields) => {
        Object.keys(fields).forEach((name) => fields[name] = bytes(fields[name]));
        print("[" + findFault(fields) + "]");
      };
      ${JSON.stringify(inHex(GOOD))}.forEach(check);
      ${JSON.stringify(inHex(bad.map(([field, value]) => ({ [field]: value }))))}.forEach(check);
    `);
    assert.deepEqual(lines, [...GOOD.map(() => "[]"), ...bad.map(([field]) => `[${field}]`)]);
  });
});

function inHex(all: object[]): object[] {
  const hex = (text: string) => Buffer.from(text, "latin1").toString("hex");
  return all.map((fields) =>
    Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, hex(text)])),
  );
}
