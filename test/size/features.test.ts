// What each feature of the app API costs in an image, beyond the smallest device and without the app's own code, and a
// device with all of them; README has the same figures. The link by HTTPS, which takes the place of MQTT: http.test.ts.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildImage, loadBoard } from "../../tools/build/index.ts";

/** Feature, bytes beyond the smallest device, what the app imports. */
const FEATURES: [string, number, string[]][] = [
  ["codes that the device says", 100, ["onCode"]],
  ["thing model's table", 700, ["useModel"]],
  ["custom topics", 750, ["publish", "subscribe"]],
  ["RRPC, its own topics and custom ones", 950, ["rrpc"]],
  ["broadcast", 700, ["broadcast"]],
  ["raw data", 1050, ["onRaw", "sendRaw"]],
  ["events", 250, ["event"]],
  ["services", 1650, ["service"]],
  ["reports with time, batch, history", 550, ["batch", "history", "report"]],
  ["readings kept while offline", 2750, ["keep", "useReadings"]],
  ["desired properties", 1000, ["deleteDesired", "followDesired", "getDesired"]],
  ["tags", 350, ["deleteTags", "getTags", "setTags"]],
  ["shadow", 1300, ["deleteShadow", "getShadow", "onShadow", "updateShadow"]],
  ["remote configuration", 4150, ["getConfig", "onConfig"]],
  ["log lines", 1350, ["log", "useLog"]],
  ["time from the platform", 1100, ["now", "useTime"]],
];
/** The image with all of them and TLS of our own. */
const WHOLE_BYTES = 34000;

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CORE = readFileSync(join(ROOT, "test/size/core.ts"), "utf8");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

const withFeature = (names: string[]): string =>
  `import { ${names.join(", ")} } from "linkino";\n${CORE}(global as any).app = [${names.join(", ")}];\n`;

describe("the app API in an image", function () {
  this.timeout(300000);
  const dir = mkdtempSync(join(tmpdir(), "linkino-features-"));
  after(() => rmSync(dir, { recursive: true }));

  const board = loadBoard("esp32");
  const sizeOf = async (name: string, source: string): Promise<number> => {
    const entry = join(dir, `${name}.ts`);
    writeFileSync(entry, source);
    return (await buildImage({ entry, board, tls: "native" })).image.length;
  };

  it("costs by feature what is stated, and no feature is stated far too high", async () => {
    const core = await sizeOf("core", CORE);
    const found: string[] = [];
    const rest = [...FEATURES];
    const work = async (): Promise<void> => {
      for (let its = rest.shift(); its; its = rest.shift()) {
        const [feature, most, names] = its;
        const bytes = (await sizeOf(names[0]!, withFeature(names))) - core;
        if (bytes > most || bytes < most - 150) found.push(`${feature}: ${bytes}, stated ${most}`);
      }
    };
    await Promise.all([work(), work()]);
    assert.deepEqual(found, []);
  });

  it(`is at most ${WHOLE_BYTES} bytes with every feature on MQTT and our TLS`, async () => {
    const { image } = await buildImage({ entry: join(ROOT, "test/size/whole.ts"), board });
    assert.ok(image.length <= WHOLE_BYTES, `${image.length} bytes`);
  });

  it("is all here, and in README with the same figures", () => {
    const api = readFileSync(join(ROOT, "firmware/linkino.ts"), "utf8");
    const whole = readFileSync(join(ROOT, "test/size/whole.ts"), "utf8");
    const exported = [...api.matchAll(/^export \{ (.*) \}/gm)].flatMap(([, names]) => names!.split(", "));
    const inCore = ["post", "property", "start"];
    const byHttps = ["reportHttp", "sendHttp", "startHttp"];
    const onMqtt = exported.filter((name) => !byHttps.includes(name));
    assert.deepEqual([...FEATURES.flatMap(([, , names]) => names), ...inCore].sort(), [...onMqtt].sort());
    for (const name of onMqtt) assert.ok(whole.split(new RegExp(`\\b${name}\\b`)).length > 2, name);
    for (const [feature, most, names] of FEATURES) {
      const row = `| ${feature} | ${most.toLocaleString("en")} | ${names.map((name) => `\`${name}\``).join(", ")} |`;
      assert.ok(README.includes(row), row);
    }
    assert.ok(README.includes(`| ${WHOLE_BYTES.toLocaleString("en")} | \`test/size/whole.ts\` |`), `${WHOLE_BYTES}`);
  });
});
