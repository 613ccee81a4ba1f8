// What `npm run benchmark:instance` loads, in a process of its own: the local instance with all its checks,
// or the broker it is built on, bare, behind the same TLS. It says where it listens, then answers questions
// about what it costs.

import * as tls from "node:tls";
import * as fs from "node:fs";
import * as path from "node:path";
import { Aedes, type AedesPublishPacket } from "aedes";
import { startInstance } from "../../bench/instance/index.ts";
import { TLS_OPTIONS } from "../../bench/instance/listener.ts";

/** What a target is told at its start. */
export interface TargetSettings {
  kind: "instance" | "aedes";
  /** Folder of keys and state; the bare broker only reads the keys. */
  dir: string;
  devices: number;
}

/** What a target says of itself. */
export interface TargetReady {
  port: number;
  caPem: string;
  productKey: string;
  devices: { productKey: string; deviceName: string; deviceSecret: string }[];
}

/** What a target can be asked. To collect garbage costs time, so that it is done only where memory is measured. */
export type Question = "cpu" | "memory";

/** What a target has used so far. */
export interface Usage {
  cpuMs: number;
  rssBytes: number;
  /** Messages that were refused or dropped, failures. */
  wrong: string[];
}

const TSL = {
  properties: [
    { identifier: "count", dataType: { type: "int" } },
    { identifier: "temperature", dataType: { type: "float" } },
  ],
};

const settings = JSON.parse(process.argv[2]) as TargetSettings;
const wrong: string[] = [];
const ready = settings.kind === "instance" ? await startOurs() : await startBare();
process.send!(ready);
process.on("disconnect", () => process.exit());
process.on("message", (question: Question) => {
  const { user, system } = process.cpuUsage();
  if (question === "memory") globalThis.gc?.();
  const usage: Usage = { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage().rss, wrong };
  process.send!(usage);
});

async function startOurs(): Promise<TargetReady> {
  const { dir, devices } = settings;
  // Connects a second are bought with an instance, as devices are; a public one takes fewer than are tried.
  const instance = await startInstance({ dir, capacity: { devices, connectsPerSecond: 100_000 } });
  const { productKey } = instance.addProduct({ tsl: TSL, topics: [{ name: "user/echo", access: "both" }] });
  for (let i = 0; i < devices; i++) instance.addDevice({ productKey, deviceName: `device${i}` });
  await instance.sync();
  for (const event of ["drop", "refused", "failure", "ignored"]) {
    instance.on(event, (details: { reason?: string; error?: Error }) => {
      if (wrong.length < 10) wrong.push(`${event}: ${details.reason ?? details.error?.message}`);
    });
  }
  return { port: instance.port, caPem: instance.caPem, productKey, devices: instance.devices() };
}

async function startBare(): Promise<TargetReady> {
  const broker = await Aedes.createBroker();
  const key = fs.readFileSync(path.join(settings.dir, "server.key"));
  const cert = fs.readFileSync(path.join(settings.dir, "server.pem"));
  const server = tls.createServer({ ...TLS_OPTIONS, key, cert }, (socket) => void broker.handle(socket));
  server.on("connection", (socket) => socket.setNoDelay(true));
  // What a business server would do with a report, in the least number of steps.
  broker.on("publish", (packet: AedesPublishPacket) => {
    if (!packet.topic.endsWith("/post")) return;
    const { id } = JSON.parse(packet.payload.toString()) as { id: string };
    const payload = JSON.stringify({
      code: 200,
      data: {},
      id,
      message: "success",
      method: "thing.event.property.post",
      version: "1.0",
    });
    const topic = `${packet.topic}_reply`;
    const reply = { cmd: "publish", topic, payload, qos: packet.qos, retain: false, dup: false } as const;
    broker.publish(reply, () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return { port, caPem: "", productKey: "", devices: [] };
}
