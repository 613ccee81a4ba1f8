import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parseSync, types as t } from "@babel/core";
import { TYPED_ARRAYS } from "../../tools/build/refuse/builtin-lists.ts";
import { ESPRUINO, printedBy } from "./interpreter.ts";

// How to reach a value of each declared interface on the interpreter; null for what exists on the ESP32
// alone, in the type checker alone, or only with a peer on the network.
const VALUES: Record<string, string | null> = {
  Array: "[]",
  ReadonlyArray: "[]",
  String: '""',
  ObjectConstructor: "Object",
  Math: "Math",
  Promise: "Promise.resolve()",
  PromiseConstructor: "Promise",
  PromiseLike: "Promise.resolve()",
  Object: "({on(){}})",
  EspruinoEnvironment: "process.env",
  MemoryInfo: "process.memory()",
  EspruinoStorage: 'require("Storage")',
  EspruinoStorageFile: 'require("Storage").open("f","w")',
  EspruinoFlash: 'require("Flash")',
  EspruinoNet: 'require("net")',
  EspruinoDgram: 'require("dgram")',
  EspruinoCrypto: 'require("crypto")',
  EspruinoTelnet: 'require("TelnetServer")',
  EspruinoHttp: 'require("http")',
  ESP32State: null,
  EspruinoWifi: null,
  EspruinoSocket: null,
  EspruinoHttpRequest: null,
  EspruinoHttpResponse: null,
  EspruinoHttpOptions: null,
  ConnectOptions: null,
  PipeOptions: null,
  IArguments: null,
  SymbolConstructor: null,
  IteratorYieldResult: null,
  IteratorReturnResult: null,
  Iterator: null,
  Iterable: null,
  IterableIterator: null,
};
for (const name of TYPED_ARRAYS) VALUES[name] = `new ${name}(1)`;

// Not on a PC, not as a value, or present as an own property of some objects only.
const ELSEWHERE = /^(ESP32|NRF|LED1|BTN1|Symbol)\b|\.(sdkVersion|gc|gctime)$|^\(\{on\(\)\{\}\}\)\.emit$/;

function declaredExpressions(): string[] {
  const text = readFileSync(new URL("../../firmware/espruino.d.ts", import.meta.url), "utf8");
  const options = {
    configFile: false,
    babelrc: false,
    parserOpts: { plugins: [["typescript", { dts: true }]] },
  } as const;
  const file = parseSync(text, options as unknown as object) as t.File;
  return file.program.body
    .flatMap((statement) => expressionsOf(statement, ""))
    .filter((one) => !ELSEWHERE.test(one));
}

function expressionsOf(statement: t.Node, prefix: string): string[] {
  if (t.isExportNamedDeclaration(statement) && statement.declaration)
    return expressionsOf(statement.declaration, prefix);
  if (t.isTSDeclareFunction(statement)) {
    const module = statement.id!.name === "require" ? modulesOf(statement) : [];
    return [prefix + statement.id!.name, ...module.map((name) => `require("${name}")`)];
  }
  if (t.isVariableDeclaration(statement))
    return statement.declarations.map(({ id }) => prefix + (id as t.Identifier).name);
  if (t.isTSModuleDeclaration(statement)) {
    const name = (statement.id as t.Identifier).name;
    return (statement.body as t.TSModuleBlock).body.flatMap((inner) => expressionsOf(inner, `${name}.`));
  }
  if (!t.isTSInterfaceDeclaration(statement)) return [];
  const value = VALUES[statement.id.name];
  assert.notEqual(value, undefined, `say how to reach a value of ${statement.id.name}`);
  return statement.body.body.flatMap((member) =>
    value &&
    (t.isTSMethodSignature(member) || t.isTSPropertySignature(member)) &&
    t.isIdentifier(member.key) &&
    !member.computed
      ? [`${value}.${member.key.name}`]
      : [],
  );
}

function modulesOf(declared: t.TSDeclareFunction): string[] {
  const names: string[] = [];
  t.traverseFast(declared, (node) => void (t.isStringLiteral(node) && names.push(node.value)));
  return names.filter((name) => name !== "Wifi");
}

describe("the types of the interpreter", () => {
  it("name nothing that the real interpreter does not have", async function () {
    if (!ESPRUINO) this.skip();
    const expressions = [...new Set(declaredExpressions())];
    assert.ok(expressions.length > 120, String(expressions.length));
    const probe = (one: string) =>
      `try{if(typeof (${one})=="undefined")print(${JSON.stringify(one)})}catch(e){print(${JSON.stringify(one)},e)}`;
    assert.deepEqual(await printedBy(expressions.map(probe).join("\n")), []);
  });
});
