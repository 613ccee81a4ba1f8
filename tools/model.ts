// `linkino model pull|check|gen`: the thing model (物模型, TSL) of a product, from where it is kept to the types of an app.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Command } from "commander";
import {
  E_ARGUMENT_WRONG, E_INSTANCE_ABSENT, E_MODEL_ABSENT, E_MODEL_MISSING, E_MODEL_PUBLIC, E_MODEL_STALE, E_PRODUCT_UNKNOWN, Failure,
} from "../lib/codes.ts";
import { pick, warn } from "./output.ts";
import type { Model } from "./model/tsl.ts";

const DIR = ".linkino/instance";

interface Options {
  out?: string;
  check?: boolean;
  dir?: string;
  public?: boolean;
}

export function register(program: Command): void {
  const model = program
    .command("model")
    .description(pick("the product's thing model: fetch, check, make types", "物模型：获取、检查、生成类型"))
    .addHelpText(
      "after",
      `\n${pick("Examples:", "示例：")}\n` +
        "  linkino model pull a1X2bEnP82z -o tsl.json\n" +
        "  linkino model check tsl.json\n" +
        "  linkino model gen tsl.json -o model.ts",
    );
  model
    .command("pull")
    .description(pick("fetch the TSL file of a product from the local instance", "从本地实例获取产品的 TSL 文件"))
    .argument("[ProductKey]", pick("the product; may be left out where there is one", "产品；只有一个时可省略"))
    .option("-o, --out <file>", pick("where it is written; printed when left out", "输出文件；省略则打印"))
    .option("--dir <folder>", pick(`folder of the instance (default: ${DIR})`, `实例目录（默认 ${DIR}）`))
    .option("--public", pick("from Alibaba Cloud", "从阿里云获取"))
    .action(pull);
  model
    .command("check")
    .description(pick("check TSL files: the console's export, or written by hand", "检查 TSL 文件：控制台导出的或手写的"))
    .argument("<file...>", pick("TSL files, each by itself", "TSL 文件，逐个检查"))
    .action(check);
  model
    .command("gen")
    .description(pick("make the types and the table for an app", "为应用生成类型和校验表"))
    .argument("<file...>", pick("the TSL file, and those of its modules", "TSL 文件及其自定义模块的文件"))
    .option("-o, --out <file>", pick("where it is written; printed when left out", "输出文件；省略则打印"))
    .option("--check", pick("write nothing: fail unless the file is up to date", "不写文件，仅检查是否最新"))
    .action(gen);
}

async function pull(productKey: string | undefined, options: Options): Promise<void> {
  if (options.public || (!options.dir && isPublic())) throw new Failure(E_MODEL_PUBLIC);
  const dir = options.dir ?? DIR;
  // Asking it would make one.
  if (!existsSync(dir)) throw new Failure(E_INSTANCE_ABSENT, dir);
  const { manage } = await import("../bench/instance/control.ts");
  const products = await manage(dir, { limits: true }, (manager) => manager.products());
  const product = productKey === undefined && products.length === 1 ? products[0] : products.find((each) => each.productKey === productKey);
  if (!product) {
    const known = products.map((each) => each.productKey).join(", ");
    if (productKey === undefined && products.length > 0)
      throw new Failure(E_ARGUMENT_WRONG, pick(`name one of the products: ${known}`, `请指定产品：${known}`));
    throw new Failure(E_PRODUCT_UNKNOWN, productKey ?? "");
  }
  if (product.tsl === null) throw new Failure(E_MODEL_ABSENT, product.productKey);
  const { tsl } = product;
  put(`${JSON.stringify({ ...tsl, profile: { ...(tsl.profile as object), productKey: product.productKey } }, null, 2)}\n`, options.out);
}

// Whether the settings in this folder are those of a device on Alibaba Cloud.
function isPublic(): boolean {
  try {
    return !["local", undefined].includes(JSON.parse(readFileSync("linkino.json", "utf8")).instance?.kind);
  } catch {
    return false;
  }
}

async function check(files: string[]): Promise<void> {
  for (const file of files) {
    try {
      process.stdout.write(`${file}: ${summary(await read(file))}\n`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      warn(error.code, error.detail);
      process.exitCode = 1;
    }
  }
}

async function gen(files: string[], options: Options): Promise<void> {
  const { mergeModels } = await import("./model/read.ts");
  const { generate } = await import("./model/generate.ts");
  const { out } = options;
  if (options.check && !out) throw new Failure(E_ARGUMENT_WRONG, "--check: --out <file>");
  const models = [];
  for (const file of files) models.push({ file, model: await read(file) });
  const model = mergeModels(models);
  const words = ["linkino model gen", ...files.map(quote), ...(out ? ["-o", quote(out)] : [])];
  const text = generate(model, words.join(" "));
  if (!options.check) return put(text, out, summary(model));
  if (!existsSync(out!) || readFileSync(out!, "utf8") !== text) throw new Failure(E_MODEL_STALE, out);
  process.stdout.write(`${out}: ${pick("up to date", "已是最新")}\n`);
}

async function read(file: string): Promise<Model> {
  const { readModel } = await import("./model/read.ts");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(E_MODEL_MISSING, `${file} (${(error as NodeJS.ErrnoException).code})`);
  }
  return readModel(text, file);
}

function put(text: string, out?: string, note?: string): void {
  if (!out) return void process.stdout.write(text);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, text);
  process.stdout.write(`${out}${note ? `: ${note}` : ""}\n`);
}

function summary({ properties, events, services }: Model): string {
  const count = (list: unknown[], one: string, many: string) => `${list.length} ${list.length === 1 ? one : many}`;
  return pick(
    [count(properties, "property", "properties"), count(events, "event", "events"), count(services, "service", "services")].join(", "),
    `${properties.length} 个属性，${events.length} 个事件，${services.length} 个服务`,
  );
}

// In a comment of the generated file.
function quote(word: string): string {
  return /^[\w./\\:-]+$/.test(word) ? word : JSON.stringify(word);
}
