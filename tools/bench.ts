// `linkino bench`: the whole story on this computer, from a blank board to one that survived a power cut. It starts a
// local instance of the platform, builds the sample app, provisions a board and tells what the instance saw.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import type { Instance, Product } from "../bench/instance/index.ts";
import type { JsonObject } from "../bench/instance/json.ts";
import { E_ENTRY, Failure } from "../lib/codes.ts";
import { parsePort } from "./instance.ts";
import { mask, pick } from "./output.ts";
import { explainLine } from "./sim.ts";

interface Options {
  dir: string;
  board: string;
  port: number;
  interpreter?: boolean;
  keep?: boolean;
}

const PRODUCT_NAME = "story";
const DEVICE_NAME = "story-1";
/** A second device, for the user to go on with. */
const NEXT_NAME = "mine-1";
/** The lines of the story in Chinese; the evidence behind them stays as it is. */
const LINES_ZH: Record<string, string> = {
  "the instance is up": "实例已启动",
  "the image is built": "镜像已构建",
  "warning": "警告",
  "the board is provisioned": "开发板已写入配置",
  "boots": "启动",
  "registers": "注册",
  "stores its secret": "保存密钥",
  "logs in as itself": "用自己的密钥登录",
  "reports its properties": "上报属性",
  "has the platform's reply": "收到平台应答",
  "carries out a setting": "执行属性设置",
  "loses power": "断电",
  "loses power again": "再次断电",
  "boots again and is online": "重新启动并上线",
};

const PATIENCE_MS = 12000;

export function register(program: Command): void {
  program
    .command("bench")
    .description(pick("show the whole story on this computer, without a board or an account", "在本机演示全过程，无需开发板和账号"))
    .argument("[main.ts]", pick("the app (default: the sample app)", "应用入口（默认：示例应用）"))
    .option("--dir <folder>", pick("where its files go", "文件所在目录"), ".linkino/story")
    .option("--board <id>", pick("the board to simulate", "要模拟的开发板"), "esp32-wrover")
    .option("--port <number>", pick("port of the instance; 0: any", "实例端口，0 为任意"), parsePort, 0)
    .option("--interpreter", pick("run on the Espruino that ESPRUINO names", "在 ESPRUINO 指定的解释器上运行"))
    .option("--keep", pick("leave instance and board running", "结束后保持实例和开发板运行"))
    .addHelpText("after", `\n${pick("Examples:", "示例：")}\n  linkino bench\n  linkino bench --keep\n  ESPRUINO=/path/to/espruino linkino bench --interpreter`)
    .action(runBench);
}

/** The story's own settings: the sample product on the local instance, whose root the board gets. */
function writeSettings(
  dir: string, instance: Instance, { productKey, productSecret }: Product, deviceName: string, entry: string,
): string {
  if (instance.find(productKey, deviceName)) instance.delete(productKey, deviceName);
  instance.addDevice({ productKey, deviceName });
  mkdirSync(dir, { recursive: true });
  const file = join(dir, "linkino.json");
  const settings = {
    product: { productKey },
    device: { deviceName, auth: "register" },
    instance: { kind: "local", id: instance.instanceId, port: instance.port, httpPort: instance.httpPort, ca: instance.caFile },
    console: "open",
    version: "1.0.0",
    entry: relative(dir, entry),
  };
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`);
  writeFileSync(join(dir, "linkino.secrets.json"), `${JSON.stringify({ productSecret }, null, 2)}\n`, { mode: 0o600 });
  return file;
}

const TSL: JsonObject = {
  properties: [
    { identifier: "power", name: "power", accessMode: "rw", required: true, dataType: { type: "bool", specs: { 0: "off", 1: "on" } } },
    { identifier: "note", name: "note", accessMode: "rw", required: false, dataType: { type: "text", specs: { length: "256" } } },
  ],
  events: [],
  services: [],
};

async function runBench(entry: string | undefined, options: Options): Promise<void> {
  const started = Date.now();
  const { startInstance } = await import("../bench/instance/index.ts");
  const { SimBoard } = await import("../bench/board/index.ts");
  const { RealBoard, checkInterpreter } = await import("../bench/interpreter.ts");
  const { tellStory } = await import("../bench/story.ts");
  const { buildImage, loadBoard } = await import("./build/index.ts");
  const { makeFresh, readStored, wifiOf } = await import("./board-folder.ts");
  const { fromSettings, tellRoots } = await import("./build.ts");
  const { loadConfig } = await import("./config.ts");
  const { loadSecrets } = await import("./secrets.ts");

  const dir = resolve(options.dir);
  const boardDir = join(dir, "board");
  const board = loadBoard(options.interpreter ? "linux" : options.board);
  const sample = resolve(import.meta.dirname, "../firmware/main.ts");
  const app = entry === undefined ? sample : resolve(entry);
  if (!existsSync(app)) throw new Failure(E_ENTRY, app);
  if (options.interpreter) checkInterpreter(process.env.ESPRUINO ?? "");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  const tell = (what: string, evidence: string): void =>
    print(`${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s  ${pick(what.padEnd(30), (LINES_ZH[what] ?? what).padEnd(14, "　"))} ${evidence}`);

  const instance = await startInstance({ dir: join(dir, "instance"), port: options.port });
  const lines: string[] = [];
  let device: InstanceType<typeof SimBoard> | InstanceType<typeof RealBoard> | undefined;
  try {
    print(pick(
      "This is a local instance of the platform, not Alibaba Cloud; its limits are on.",
      "这是本地实例，不是阿里云；平台限制已开启。",
    ));
    tell("the instance is up", `127.0.0.1:${instance.port}, MQTT over TLS 1.2`);
    const known = instance.products().find((each) => each.name === PRODUCT_NAME);
    const product = known ?? instance.addProduct({ name: PRODUCT_NAME, dynamicRegistration: true, tsl: TSL });
    const file = writeSettings(dir, instance, product, DEVICE_NAME, app);
    const config = loadConfig(file, () => undefined);
    const secrets = loadSecrets(config.folder);
    writeSettings(join(dir, "next"), instance, product, NEXT_NAME, app);
    const built = await buildImage({ ...fromSettings(config), board, outDir: join(dir, "dist"), loader: true });
    const { manifest } = built;
    const image = `image ${manifest.version}, ${manifest.size} bytes, sha256 ${manifest.hash.slice(0, 12)}`;
    tell("the image is built", `${manifest.size} of ${manifest.slot.bytes} bytes of a slot, for ${board.name}`);
    const roots = config.tls === "verified" ? tellRoots(config).warnings : [];
    for (const warning of [...built.warnings, ...roots]) tell("warning", warning);
    makeFresh(boardDir, board, built, config, secrets);
    tell("the board is provisioned", `ProductSecret ${mask(product.productSecret)}, seed and Wi-Fi in flash`);
    device = options.interpreter
      ? new RealBoard({ dir: boardDir, board })
      : new SimBoard({ dir: boardDir, board, wifi: wifiOf(secrets) });
    const simulated = device instanceof SimBoard ? device : undefined;
    device.on("console", (line: string) => lines.push(line));
    await tellStory({
      board: device,
      instance,
      productKey: product.productKey,
      deviceName: DEVICE_NAME,
      image,
      storedSecret: () => readStored(boardDir, board)?.secret,
      knownSecret: () => instance.find(product.productKey, DEVICE_NAME)?.deviceSecret,
      setProperties: (params) => instance.setProperty(product.productKey, DEVICE_NAME, params as never),
      cutAtNextWrite: () => {
        // The loader settles its last mark, and adds the mark of this start.
        simulated?.cutPowerAt(2);
        return simulated !== undefined;
      },
      tell,
      patienceMs: PATIENCE_MS,
    }).catch((error: unknown) => {
      for (const line of lines.filter(Boolean).slice(-8)) print(`         board: ${explainLine(line)}`);
      throw error;
    });
    print("");
    const next = relative(process.cwd(), join(dir, "next", "linkino.json"));
    print(pick("Next: keep the instance up, and in another window run your own app on it:", "下一步：保持实例运行，在另一个窗口运行你的应用："));
    if (!options.keep) print("  npx linkino bench --keep");
    print(`  npx linkino sim --fresh --settings ${next}`);
    const where = relative(process.cwd(), join(dir, "instance"));
    print(`  npx linkino instance device set ${product.productKey} ${NEXT_NAME} '{"power":1}' --dir ${where}`);
    if (options.keep) {
      print(pick("Instance and board stay up; stop them with Ctrl-C.", "实例和开发板保持运行，按 Ctrl-C 结束。"));
      device.on("console", (line: string) => print(`board: ${line}`));
      await new Promise<void>((stop) => process.once("SIGINT", stop).once("SIGTERM", stop));
    }
  } finally {
    device?.close();
    await instance.close();
  }
}
