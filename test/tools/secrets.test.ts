import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { Failure } from "../../lib/codes.ts";
import { loadConfig } from "../../tools/config.ts";
import { describe as describeCode, mask } from "../../tools/output.ts";
import { loadSecrets, requireSecrets } from "../../tools/secrets.ts";
import { goodSettings, useFolder, useLanguage } from "./folder.ts";

const SECRET = "yk5WmdTf0RbqJkAB";

describe("secrets", () => {
  useLanguage("en");
  const folder = useFolder();

  const load = (env: NodeJS.ProcessEnv = {}, said: string[] = []) =>
    loadSecrets(folder.path, env, (code, detail) => said.push(`${code} ${detail}`));

  const refusal = (content: unknown, env: NodeJS.ProcessEnv = {}): Failure => {
    if (content) folder.write("linkino.secrets.json", content);
    try {
      load(env);
    } catch (error) {
      assert.ok(error instanceof Failure, String(error));
      return error;
    }
    assert.fail("nothing was refused");
  };

  it("come from the file beside the settings", () => {
    folder.write("linkino.secrets.json", { productSecret: SECRET, wifiSsid: "家里 2.4G", wifiPassword: "" });
    assert.deepEqual(load(), { productSecret: SECRET, wifiSsid: "家里 2.4G", wifiPassword: "" });
  });

  it("come from the environment first", () => {
    folder.write("linkino.secrets.json", { productSecret: "of-the-file", consolePassword: "console-1" });
    assert.deepEqual(load({ LINKINO_PRODUCT_SECRET: SECRET }), {
      productSecret: SECRET,
      consolePassword: "console-1",
    });
  });

  it("need not be there", () => {
    assert.deepEqual(load(), {});
  });

  it("that others can read are warned of with the line that mends it, and used", function () {
    if (process.platform === "win32") this.skip();
    const file = folder.write("linkino.secrets.json", { productSecret: SECRET });
    const said: string[] = [];
    for (const mode of [0o640, 0o604]) {
      chmodSync(file, mode);
      assert.deepEqual(load({}, said), { productSecret: SECRET });
      assert.deepEqual(said.splice(0), [`160 chmod 600 '${file}'`]);
    }
    chmodSync(file, 0o600);
    load({}, said);
    assert.deepEqual(said, []);
  });

  it("with a mistyped key are refused with the nearest name", () => {
    const failure = refusal({ productSecert: SECRET });
    assert.equal(failure.code, 159);
    assert.match(failure.detail, /:2:3 productSecert: there is no such key; did you mean "productSecret"\?/);
  });

  it("of the wrong form are refused without being shown", () => {
    for (const failure of [
      refusal({ deviceSecret: "pasted with blank " }),
      refusal(undefined, { LINKINO_WIFI_PASSWORD: "pasted7" }),
      refusal({ consolePassword: "pasted" }),
      refusal({ productSecret: "pasted".repeat(11) }),
    ]) {
      assert.equal(failure.code, 159);
      assert.doesNotMatch(failure.detail, /pasted/);
    }
  });

  it("of the environment are named as the variable", () => {
    assert.match(
      refusal(undefined, { LINKINO_DEVICE_SECRET: "a b" }).detail,
      /^LINKINO_DEVICE_SECRET must be/,
    );
  });

  it("that a board needs and that are not given are all named, with key and variable", () => {
    const settings = goodSettings();
    const config = loadConfig(folder.write("linkino.json", settings));
    assert.throws(() => requireSecrets(config, { wifiPassword: "12345678" }), {
      code: 158,
      detail:
        "productSecret (or LINKINO_PRODUCT_SECRET), consolePassword (or LINKINO_CONSOLE_PASSWORD), " +
        "wifiSsid (or LINKINO_WIFI_SSID)",
    });
    settings.device.auth = "secret";
    const own = loadConfig(folder.write("linkino.json", { ...settings, console: "open" }));
    assert.throws(() => requireSecrets(own, { productSecret: SECRET }), {
      detail: "deviceSecret (or LINKINO_DEVICE_SECRET)",
    });
    assert.doesNotThrow(() => requireSecrets(own, { deviceSecret: SECRET }));
  });

  it("are masked wherever a failure repeats them", () => {
    load({ LINKINO_DEVICE_SECRET: "0123456789abcdef0123456789abcdef" });
    const text = describeCode(198, "TypeError: 0123456789abcdef0123456789abcdef is no URL");
    assert.match(text, /\*\*\*\*cdef is no URL/);
    assert.doesNotMatch(text, /89abcdef/);
  });

  it("show their last four characters only when enough stays hidden", () => {
    assert.equal(mask(SECRET), "****JkAB");
    assert.equal(mask("12345678"), "****");
    assert.equal(mask(""), "****");
  });
});
