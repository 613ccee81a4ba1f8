import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import vm from "node:vm";
import { buildImage, loadBoard } from "../../tools/build/index.ts";

describe("the properties of an image", () => {
  const dir = mkdtempSync(join(tmpdir(), "linkino-properties-"));
  after(() => rmSync(dir, { recursive: true }));

  const imageOf = async (name: string, source: string): Promise<string> => {
    const entry = join(dir, `${name}.ts`);
    writeFileSync(entry, source);
    return (await buildImage({ entry, board: loadBoard("esp32"), tls: "native" })).image.toString("latin1");
  };

  /** What an app prints at its start, with an image that finds no settings. */
  const printed = (code: string): string[] => {
    const lines: string[] = [];
    const nothing = (): unknown => new Proxy(function () {}, { get: (_its, key) => (key === Symbol.toPrimitive ? () => "" : nothing()), apply: nothing });
    vm.runInNewContext(code, {
      print: (...all: unknown[]) => lines.push(all.join(" ")), LK: {}, E: nothing(), require: nothing, process: nothing(), setTimeout() {}, getTime: () => 0, peek32: () => 0 });
    return lines.filter((line) => !line.startsWith("LK "));
  };

  it("of Linkino's own have one letter, where there are many more of them than letters", async () => {
    const code = await imageOf("own", 'import { start } from "linkino";\nstart();\n');
    const sources = ["lib", "firmware"].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts")).map((file) => readFileSync(join(folder, file), "utf8"))).join("\n");
    const names = new Set([...code.matchAll(/[\w\])]\.([\w$]{2,})/g)].map(([, name]) => name!));
    assert.deepEqual([...names].filter((name) => !new RegExp(`\\b${name}\\b`).test(sources)), []);
    assert.ok(new Set(sources.match(/\b_[a-z]\w*/g)).size > 2 * 54);
  });

  it("are apart in an app that has some of the same names", async () => {
    const source = `import { start } from "linkino";
      const it = { _topic: 1, _handler: 2, _owner: 3, _tries: 4, _id: 5, _done: 6, _more: 7, _own: 8, a: 9, b: 10, _code: 11, _payload: 12 };
      let seed = it._topic;
      setTimeout(() => { seed = 0; }, 1);
      for (const key of Object.keys(it)) seed += 100 * (it as any)[key];
      print([seed, it._topic, it._handler, it._owner, it._tries, it._id, it._done, it._more, it._own, it.a, it.b, it._code, it._payload].join());
      start();`;
    assert.deepEqual(printed(await imageOf("app", source)), ["7801,1,2,3,4,5,6,7,8,9,10,11,12"]);
  });
});
