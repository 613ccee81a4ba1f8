// `linkino instance`: starts the local instance of the platform and shows what happens on it, until it is
// stopped. Its subcommands manage products and devices, whether or not the instance runs; see
// instance-manage.ts.

import { type Command, InvalidArgumentError, Option } from "commander";
import type { Instance } from "../bench/instance/index.ts";
import { registerManagement } from "./instance-manage.ts";
import { pick } from "./output.ts";

const HTTP_PORT = 8443;

/** Options of `linkino instance` and of all its subcommands. */
export interface InstanceOptions {
  dir: string;
  port: number;
  host: string;
  plainPort?: number;
  httpPort?: number;
  limits: "on" | "off";
  maxDevices: number;
  kind: "old" | "new";
  strict?: boolean;
  psk: "on" | "off";
  json?: boolean;
}

export function register(program: Command): void {
  const instance = program
    .command("instance")
    .description(pick("start the local instance of the platform", "启动本地物联网平台实例"))
    .option("--dir <folder>", pick("its keys and state", "密钥与状态所在目录"), ".linkino/instance")
    .option(
      "--port <number>",
      pick("port for MQTT over TLS; 0: any", "MQTT over TLS 端口，0 为任意"),
      parsePort,
      8883,
    )
    .option(
      "--host <address>",
      pick("address; 0.0.0.0 for boards", "监听地址，供开发板连接用 0.0.0.0"),
      "127.0.0.1",
    )
    .option(
      "--plain-port <number>",
      pick("plain TCP as well, on this port", "同时监听明文 TCP 端口"),
      parsePort,
    )
    .option(
      "--http-port <number>",
      pick("port for HTTPS; 8443 unless given, any with --port 0", "HTTPS 端口，默认 8443；--port 0 时为任意"),
      parsePort,
    )
    .addOption(choice("--limits <on|off>", pick("the platform's limits", "平台限制"), ["on", "off"]))
    .option(
      "--max-devices <number>",
      pick("devices it may hold; a public instance: 500", "最多容纳的设备数，公共实例为 500"),
      parseCount,
      500,
    )
    .addOption(choice("--kind <new|old>", pick("kind of public instance", "公共实例的类型"), ["new", "old"]))
    .addOption(choice("--psk <on|off>", pick("TLS by a device's key", "以设备密钥建立 TLS（PSK）"), ["on", "off"]))
    .option("--strict", pick("refuse what is not documented", "拒绝文档未允许的写法"))
    .option("--json", pick("print JSON, one line an event or result", "输出 JSON，每个事件或结果一行"))
    .configureHelp({ ...program.configureHelp(), showGlobalOptions: true })
    .addHelpText(
      "after",
      `\n${pick("Examples:", "示例：")}\n` +
        "  linkino instance product add --dynamic on\n" +
        "  linkino instance device add a1X2bEnP82z lamp-1\n" +
        "  linkino instance --host 0.0.0.0\n" +
        "  linkino instance device set a1X2bEnP82z lamp-1 '{\"power\":1}'\n" +
        "  linkino instance device call a1X2bEnP82z lamp-1 blink '{\"times\":3}' --wait",
    )
    .action(runInstance);
  registerManagement(instance);
}

/** An option that takes one of `values`, the first unless given. */
export function choice(flags: string, description: string, values: string[]): Option {
  return new Option(flags, description).choices(values).default(values[0]);
}

/** The number of a port from the command line. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError(pick("0 to 65535", "须为 0 到 65535"));
  return port;
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError(pick("1 to 9999999", "须为 1 到 9999999"));
  return Number(text);
}

async function runInstance(options: InstanceOptions): Promise<void> {
  const { startInstance } = await import("../bench/instance/index.ts");
  const stopped = waitForStop();
  const instance = await startInstance({
    ...options,
    httpPort: options.httpPort ?? (options.port === 0 ? 0 : HTTP_PORT),
    limits: options.limits === "on",
    psk: options.psk === "on",
    capacity: { devices: options.maxDevices },
  });
  process.stdout.write(options.json ? readyLine(instance) : greeting(instance, options));
  for (const event of EVENTS) {
    instance.on(event, (details: Details) => {
      process.stdout.write(options.json ? jsonLine(event, details) : eventLine(event, details));
    });
  }
  await stopped;
  await instance.close();
}

// The second signal ends the process the hard way, which costs nothing that was acknowledged.
function waitForStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

const EVENTS = [
  "registered",
  "token",
  "connect",
  "refused",
  "kick",
  "disconnect",
  "broken",
  "subscribe",
  "publish",
  "drop",
  "ignored",
  "property",
  "event",
  "batch",
  "reply",
  "serviceReply",
  "desired",
  "tags",
  "shadow",
  "config",
  "log",
  "raw",
  "notice",
  "unsupported",
  "failure",
  "deliver",
];

type Details = {
  productKey?: string;
  deviceName?: string;
  at: number;
  payload?: Buffer;
  error?: Error;
} & Record<string, unknown>;

function greeting(instance: Instance, options: InstanceOptions): string {
  const { host, port, httpPort, plainPort, plainHttpPort, instanceId, limits, caFile } = instance;
  const lines = [
    pick(
      `instance ${instanceId} (${options.kind}): MQTT over TLS on ${host}:${port}`,
      `实例 ${instanceId}（${options.kind}）：MQTT over TLS ${host}:${port}`,
    ),
    pick(`HTTPS on ${host}:${httpPort}`, `HTTPS ${host}:${httpPort}`),
    pick(`root certificate: ${caFile}`, `根证书：${caFile}`),
  ];
  if (plainPort !== undefined)
    lines.push(
      pick(
        `plain TCP on ${host}:${plainPort}, plain HTTP on ${host}:${plainHttpPort}`,
        `明文 TCP：${host}:${plainPort}，明文 HTTP：${host}:${plainHttpPort}`,
      ),
    );
  if (!limits) {
    lines.push(
      pick(
        "limits off: the platform's rates, sizes and quotas are not kept",
        "limits off：不执行平台的速率、长度和数量限制",
      ),
    );
  }
  if (instance.tornBytes > 0) {
    lines.push(
      pick(
        `the last writer was stopped in the middle of a record: ${instance.tornBytes} bytes left out`,
        `上次写入被中断：丢弃了末尾不完整的 ${instance.tornBytes} 字节`,
      ),
    );
  }
  const counts = [instance.products().length, instance.devices().length];
  lines.push(
    pick(`products: ${counts[0]}, devices: ${counts[1]}`, `产品 ${counts[0]} 个，设备 ${counts[1]} 个`),
  );
  if (counts[0] === 0) {
    lines.push(
      pick(
        "add one: linkino instance product add --dynamic on",
        "添加产品：linkino instance product add --dynamic on",
      ),
    );
  }
  lines.push(pick("Ctrl+C stops it", "按 Ctrl+C 停止"));
  return lines.join("\n") + "\n";
}

function readyLine(instance: Instance): string {
  const { instanceId, host, port, httpPort, plainPort, plainHttpPort, caFile, limits } = instance;
  const ports = { port, httpPort, plainPort, plainHttpPort };
  return JSON.stringify({ event: "ready", instanceId, host, ...ports, caFile, limits }) + "\n";
}

function jsonLine(event: string, details: Details): string {
  return JSON.stringify({ event, ...readable(details) }) + "\n";
}

function eventLine(event: string, details: Details): string {
  const { productKey, deviceName, at, ...others } = readable(details);
  const time = new Date(at).toTimeString().slice(0, 8);
  const who = productKey === undefined ? "" : ` ${productKey}/${deviceName}`;
  const what = Object.entries(others).map(([name, value]) => {
    return ` ${name}=${typeof value === "string" && /^[^\s"]+$/.test(value) ? value : JSON.stringify(value)}`;
  });
  return `${time} ${event.padEnd(10)}${who}${what.join("")}\n`;
}

const LONGEST = 200;

function readable({ payload, error, ...others }: Details): Details {
  if (payload !== undefined) {
    const text = payload.toString();
    const shown = Buffer.from(text).equals(payload) ? text : payload.toString("hex");
    others.payload = shown.length > LONGEST ? `${shown.slice(0, LONGEST)}… (${payload.length} bytes)` : shown;
  }
  if (error !== undefined) others.error = error.message;
  return others as Details;
}
