// `linkino instance device call|read|desired|…`, `product config|script` and `broadcast`: what console and API of the
// platform do with a device that talks to it.

import { type Command, Option } from "commander";
import { E_ARGUMENT_WRONG, Failure } from "../lib/codes.ts";
import { parseObject, readText, run } from "./instance-run.ts";
import { pick } from "./output.ts";

const DEVICE = "<ProductKey> <DeviceName>";

interface CallSwitches {
  sync?: boolean;
  async?: boolean;
  wait?: boolean;
}

interface ConfigSwitches {
  file?: string;
  switch?: "on" | "off";
  push?: boolean;
}

/** Adds the verbs to `linkino instance device`. */
export function registerDeviceFunctions(device: Command): void {
  device
    .command(`call ${DEVICE} <service> [json]`)
    .description(pick("call a service with its input", "调用服务"))
    .option("--sync", pick("wait for its answer by RRPC, whatever the model says", "按同步服务调用（RRPC）"))
    .option("--async", pick("as an async service, whatever the model says", "按异步服务调用"))
    .option("--wait", pick("wait for the answer of an async service too", "等待异步服务的应答"))
    .action((key: string, name: string, service: string, json = "{}", how: CallSwitches = {}, command: Command) => {
      const callType = how.sync ? ("sync" as const) : how.async ? ("async" as const) : undefined;
      return run(command, (manager) => {
        return manager.callService(key, name, service, parseObject(json), { callType, wait: how.wait });
      });
    });
  device
    .command(`read ${DEVICE} <identifier...>`)
    .description(pick("ask it for properties", "向设备查询属性"))
    .action((key: string, name: string, identifiers: string[], _options: object, command: Command) => {
      return run(command, (manager) => manager.getProperty(key, name, identifiers));
    });
  device
    .command(`history ${DEVICE} <identifier>`)
    .description(pick("show earlier values of a property", "显示属性的历史值"))
    .action((key: string, name: string, identifier: string, _options: object, command: Command) => {
      return run(command, (manager) => manager.history(key, name, identifier));
    });
  device
    .command(`events ${DEVICE}`)
    .description(pick("show its events", "显示上报的事件"))
    .action((key: string, name: string, _options: object, command: Command) => {
      return run(command, (manager) => manager.events(key, name));
    });
  device
    .command(`desired ${DEVICE} [json]`)
    .description(pick("show or set desired properties", "显示或设置期望属性"))
    .action((key: string, name: string, json: string | undefined, _options: object, command: Command) => {
      return run(command, async (manager) => {
        return json === undefined ? manager.desired(key, name) : manager.setDesired(key, name, parseObject(json));
      });
    });
  device
    .command(`tags ${DEVICE} [json]`)
    .description(pick("show or set tags; null deletes one", "显示或设置标签，null 为删除"))
    .action((key: string, name: string, json: string | undefined, _options: object, command: Command) => {
      return run(command, async (manager) => {
        if (json !== undefined) await manager.setTags(key, name, parseObject(json) as Record<string, string | null>);
        return manager.tags(key, name);
      });
    });
  device
    .command(`shadow ${DEVICE} [json]`)
    .description(pick("show the shadow, or set what it desires", "显示影子，或设置期望状态"))
    .action((key: string, name: string, json: string | undefined, _options: object, command: Command) => {
      return run(command, async (manager) => {
        return json === undefined ? manager.shadow(key, name) : manager.setShadow(key, name, parseObject(json));
      });
    });
  device
    .command(`log ${DEVICE}`)
    .description(pick("show its log, or have it post one or not", "显示设备日志，或开关日志上报"))
    .addOption(onOff(pick("whether it should post its log", "是否上报日志")))
    .action((key: string, name: string, options: { switch?: "on" | "off" }, command: Command) => {
      return run(command, async (manager) => {
        if (options.switch !== undefined) await manager.setDeviceLog(key, name, options.switch === "on");
        return manager.deviceLog(key, name);
      });
    });
}

/** Adds the verbs to `linkino instance product`. */
export function registerProductFunctions(product: Command): void {
  product
    .command("config <ProductKey>")
    .description(pick("show, set or push the remote configuration", "显示、设置或下发远程配置"))
    .option("--file <file>", pick("its text, JSON of 64 KB at most", "配置内容，JSON，最多 64 KB"))
    .addOption(onOff(pick("remote configuration as a whole", "远程配置开关")))
    .option("--push", pick("tell the devices that are online", "通知在线设备"))
    .action((key: string, options: ConfigSwitches, command: Command) => {
      return run(command, async (manager) => {
        const content = options.file === undefined ? undefined : readText(options.file, E_ARGUMENT_WRONG);
        const on = options.switch === undefined ? undefined : options.switch === "on";
        if (content !== undefined || on !== undefined) {
          await manager.setConfig(key, { ...(content !== undefined && { content }), ...(on !== undefined && { on }) });
        }
        const config = await manager.config(key);
        return options.push ? { ...config, devices: await manager.pushConfig(key) } : config;
      });
    });
  product
    .command("script <ProductKey> [file]")
    .description(pick("show or set the data parsing script", "显示或设置数据解析脚本"))
    .option("--none", pick("without a script from now on", "不再使用脚本"))
    .action((key: string, file: string | undefined, { none }: { none?: boolean }, command: Command) => {
      return run(command, async (manager) => {
        const script = file === undefined ? null : readText(file, E_ARGUMENT_WRONG);
        if (file !== undefined || none) await manager.setProduct(key, { script });
        const found = (await manager.products()).find(({ productKey }) => productKey === key);
        // Told as any change of an unknown product is.
        return { productKey: key, script: (found ?? (await manager.setProduct(key, {}))).script };
      });
    });
}

/** Adds `linkino instance broadcast`. */
export function registerBroadcast(instance: Command): void {
  instance
    .command("broadcast <ProductKey> <text>")
    .description(pick("send to the devices of a product that are online", "向产品的在线设备广播"))
    .option("--name <name>", pick("to who subscribed to /broadcast/<ProductKey>/<name>", "仅发给订阅了该名称的设备"))
    .action((key: string, text: string, { name }: { name?: string }, command: Command) => {
      if (name !== undefined && !/^[^/+#]+$/.test(name)) throw new Failure(E_ARGUMENT_WRONG, `--name ${name}`);
      return run(command, (manager) => manager.broadcast(key, text, name));
    });
}

function onOff(description: string): Option {
  return new Option("--switch <on|off>", description).choices(["on", "off"]);
}
