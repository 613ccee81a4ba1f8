// `linkino instance product|device …`: what the console of the platform does to products and devices. It asks
// the instance that runs on the folder, or changes the folder itself when none does. Secrets come in by
// environment variables and go out masked unless asked for.

import { type Command, Option } from "commander";
import type { Device, Product } from "../bench/instance/index.ts";
import { E_DEVICE_UNKNOWN, E_SECRET_MISSING, E_TSL_WRONG, Failure } from "../lib/codes.ts";
import type { InstanceOptions } from "./instance.ts";
import { registerBroadcast, registerDeviceFunctions, registerProductFunctions } from "./instance-functions.ts";
import { parseObject, readText, run } from "./instance-run.ts";
import { hint, mask, pick } from "./output.ts";

interface Shown {
  showSecrets?: boolean;
}

interface ProductOptions extends Shown {
  key?: string;
  name?: string;
  secretEnv?: string;
  dynamic?: "on" | "off";
  secretPolicy?: Product["secretPolicy"];
  validation?: Product["validation"];
  tsl?: string;
  topic?: string[];
}

/** Adds the subcommands to `linkino instance`. */
export function registerManagement(instance: Command): void {
  const product = instance.command("product").description(pick("manage products", "管理产品"));
  describeProduct(product.command("add").description(pick("add a product", "添加产品")))
    .option("--key <ProductKey>", pick("its ProductKey; drawn when left out", "ProductKey，省略则生成"))
    .action((options: ProductOptions, command: Command) => {
      return run(command, async (manager) => {
        const settings = { ...(await settingsOf(options)), ...(options.key && { productKey: options.key }) };
        return showProduct(await manager.addProduct(settings), options);
      }).then(() => tellOfSecrets(command, "product list"));
    });
  describeProduct(
    product.command("set <ProductKey>").description(pick("change a product", "修改产品")),
  ).action((key: string, options: ProductOptions, command: Command) => {
    return run(command, async (manager) => {
      return showProduct(await manager.setProduct(key, await settingsOf(options)), options);
    });
  });
  secretsOption(product.command("list").description(pick("list the products", "列出产品"))).action(
    (options: Shown, command: Command) => {
      return run(command, async (manager) =>
        (await manager.products()).map((each) => showProduct(each, options)),
      );
    },
  );
  registerProductFunctions(product);
  const device = instance.command("device").description(pick("manage devices", "管理设备"));
  registerDevice(device);
  registerDeviceFunctions(device);
  registerBroadcast(instance);
}

function registerDevice(device: Command): void {
  secretsOption(device.command("add <ProductKey> <DeviceName>").description(pick("add a device", "添加设备")))
    .option(
      "--secret-env <NAME>",
      pick("variable that holds the DeviceSecret", "存放 DeviceSecret 的环境变量"),
    )
    .action((productKey: string, deviceName: string, options: ProductOptions, command: Command) => {
      return run(command, async (manager) => {
        const deviceSecret = secretOf(options);
        const settings = { productKey, deviceName, ...(deviceSecret !== undefined && { deviceSecret }) };
        return showDevice(await manager.addDevice(settings), options);
      }).then(() => tellOfSecrets(command, `device list ${productKey}`));
    });
  secretsOption(device.command("list [ProductKey]").description(pick("list the devices", "列出设备"))).action(
    (productKey: string | undefined, options: Shown, command: Command) => {
      return run(command, async (manager) => {
        return (await manager.devices(productKey)).map((each) => showDevice(each, options));
      });
    },
  );
  const changes = {
    reset: pick("let it register again (ResetThing)", "允许重新注册（ResetThing）"),
    disable: pick("refuse its logins", "禁用设备"),
    enable: pick("let it log in again", "启用设备"),
    delete: pick("delete it", "删除设备"),
  };
  for (const [verb, description] of Object.entries(changes) as [keyof typeof changes, string][]) {
    device
      .command(`${verb} <ProductKey> <DeviceName>`)
      .description(description)
      .action((productKey: string, deviceName: string, _options: object, command: Command) => {
        return run(command, async (manager) => {
          const changed = await manager[verb](productKey, deviceName);
          return changed ? showDevice(changed, {}) : { productKey, deviceName, deleted: true };
        });
      });
  }
  device
    .command("get <ProductKey> <DeviceName>")
    .description(pick("show what it reported last", "显示最近上报的属性"))
    .action((productKey: string, deviceName: string, _options: object, command: Command) => {
      return run(command, async (manager) => {
        if (!(await manager.find(productKey, deviceName))) {
          throw new Failure(E_DEVICE_UNKNOWN, `${productKey}/${deviceName}`);
        }
        return manager.properties(productKey, deviceName);
      });
    });
  device
    .command("set <ProductKey> <DeviceName> <json>")
    .description(pick("set properties and wait for its answer", "设置属性并等待应答"))
    .action((productKey: string, deviceName: string, json: string, _options: object, command: Command) => {
      return run(command, (manager) => manager.setProperty(productKey, deviceName, parseObject(json)));
    });
}

function describeProduct(command: Command): Command {
  return secretsOption(command)
    .option("--name <text>", pick("a name for people", "产品名称"))
    .option(
      "--secret-env <NAME>",
      pick("variable that holds the ProductSecret", "存放 ProductSecret 的环境变量"),
    )
    .addOption(
      new Option("--dynamic <on|off>", pick("dynamic registration", "动态注册开关")).choices(["on", "off"]),
    )
    .addOption(
      new Option(
        "--secret-policy <policy>",
        pick("DeviceSecret at each registration", "每次注册时的 DeviceSecret"),
      ).choices(["rotating", "fixed"]),
    )
    .addOption(
      new Option("--validation <kind>", pick("of reports", "上报校验类型")).choices(["strict", "weak", "none"]),
    )
    .option("--tsl <file>", pick("thing model, a TSL file of the console", "物模型 TSL 文件"))
    .option(
      "--topic <name:access...>",
      pick(
        "custom topic classes: pub, sub or both, as user/data:both",
        "自定义 Topic 类：pub、sub 或 both，如 user/data:both",
      ),
    );
}

function secretsOption(command: Command): Command {
  return command.option(
    "--show-secrets",
    pick("print secrets in full, as linkino.secrets.json needs them", "完整显示密钥，供填入 linkino.secrets.json"),
  );
}

function tellOfSecrets(command: Command, list: string): void {
  const { dir, json, showSecrets } = command.optsWithGlobals<InstanceOptions & Shown>();
  if (json || showSecrets) return;
  const there = command.getOptionValueSourceWithGlobals("dir") === "default" ? "" : ` --dir "${dir}"`;
  const line = `linkino instance ${list} --show-secrets${there}`;
  hint(pick(`the secret in full: ${line}`, `查看完整密钥：${line}`));
}

async function settingsOf(options: ProductOptions) {
  const { parseTsl } = await import("../bench/instance/tsl.ts");
  const { DEFAULT_CLASSES, parseClass } = await import("../bench/instance/topics.ts");
  const productSecret = secretOf(options);
  return {
    ...(options.name !== undefined && { name: options.name }),
    ...(productSecret !== undefined && { productSecret }),
    ...(options.dynamic && { dynamicRegistration: options.dynamic === "on" }),
    ...(options.secretPolicy && { secretPolicy: options.secretPolicy }),
    ...(options.validation && { validation: options.validation }),
    ...(options.tsl && { tsl: parseTsl(readText(options.tsl, E_TSL_WRONG)) }),
    ...(options.topic && { topics: [...DEFAULT_CLASSES, ...options.topic.map(parseClass)] }),
  };
}

function secretOf({ secretEnv }: { secretEnv?: string }): string | undefined {
  if (secretEnv === undefined) return undefined;
  const secret = process.env[secretEnv];
  if (!secret) throw new Failure(E_SECRET_MISSING, secretEnv);
  return secret;
}

function showProduct({ productSecret, tsl, script, topics, ...product }: Product, { showSecrets }: Shown) {
  return {
    ...product,
    productSecret: showSecrets ? productSecret : mask(productSecret),
    topics: topics.map(({ name, access }) => `${name}:${access}`),
    tsl: tsl === null ? null : pick("yes", "有"),
    script: script === null ? null : pick("yes", "有"),
  };
}

function showDevice({ deviceSecret, tokens, ...device }: Device, { showSecrets }: Shown) {
  return { ...device, deviceSecret: showSecrets ? deviceSecret : mask(deviceSecret), tokens: tokens.length };
}
