// One run of `npm run benchmark`: what the interpreter is given, and the peer that it talks to, over plain TCP or over TLS
// (`npm run benchmark:tls`). Client and script lie in memory: a board reads code in flash as fast as in memory, but a build for
// a PC without memory-mapped flash opens a file for every few bytes of it, some 60 times a message, and nothing else counts.
//
// A client is a module with four calls (`exports.…`), strings being bytes:
//   connect(host, port, onUp, onMessage)   onUp() when the login stands, onMessage(topic, payload) for each message
//   subscribe(topic)
//   publish(topic, payload, qos, done)     0 or undefined when it was taken; done() when a message of QoS 1 is acknowledged
//   tick()                                 optional, once a second
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TlsOptions, createServer as createTlsServer } from "node:tls";
import * as mqtt from "mqtt-packet";

/** What is measured: direction as the device has it, payload bytes, and how many messages go at once. */
export interface Task {
  send: boolean;
  qos: 0 | 1;
  bytes: number;
  batch: number;
  count: number;
}

const UP = "/a1X2bEnP82z/lamp-1/user/up";
const DOWN = "/a1X2bEnP82z/lamp-1/user/down";
/** QoS 1 messages that wait for their acknowledgement at once, of every client: as many as our session allows. */
const IN_FLIGHT = 5;
const FIRST = 1000;
const GO = "go";
const PATIENCE_MS = 20000;
/** Of an ESP32-like interpreter: enough for what a client without a limit leaves in the queue of its socket. */
const JS_VARS = "16000";

const payloadOf = (index: number, { bytes }: Task) => `${FIRST + index}${"x".repeat(bytes - 4)}`;

function packetOf(topic: string, payload: string, qos: 0 | 1, messageId: number): Buffer {
  return mqtt.generate({ cmd: "publish", topic, payload, qos, messageId, dup: false, retain: false });
}

/** Runs the task with a client's source, or with the bare socket: milliseconds. Throws where a message is lost, comes
 *  twice or out of order. */
export async function run(
  interpreter: string, client: string | undefined, task: Task, tls?: TlsOptions,
): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), "linkino-benchmark-"));
  const sockets: Socket[] = [];
  const heard: string[] = [];
  const take = (socket: Socket): void => {
    sockets.push(socket.setNoDelay(true).on("error", () => socket.destroy()));
    serve(socket, task, client === undefined, heard);
  };
  const server = (tls ? createTlsServer(tls, take) : createServer(take)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const script = join(dir, "run.js");
  const source = client ?? bareClient(task);
  writeFileSync(script, `echo(0);Modules.addCached("client",${latin1(source)});${taskScript(task, port)}`, "latin1");
  // Standard input stays open: at its end the interpreter makes up input for ever.
  const child = spawn(interpreter, [script], {
    cwd: dir, stdio: ["pipe", "pipe", "ignore"], env: { ...process.env, ESPR_VARS: JS_VARS },
  });
  try {
    const [ms, wrong] = await result(child);
    if (wrong) throw new Error(`${wrong} messages came out of order or were not asked for`);
    if (task.send && client !== undefined) checkHeard(heard, task);
    return ms;
  } finally {
    child.kill("SIGKILL");
    for (const socket of sockets) socket.destroy();
    server.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function result(child: ChildProcess): Promise<[number, number]> {
  return new Promise((resolve, reject) => {
    let out = "";
    const fail = () => reject(new Error(`messages were lost; the interpreter said: ${out.slice(-500)}`));
    const timer = setTimeout(fail, PATIENCE_MS);
    child.on("error", reject);
    child.stdout!.setEncoding("latin1").on("data", (text: string) => {
      out += text;
      const found = /done ([\d.]+) (\d+)/.exec(out);
      if (!found) return;
      clearTimeout(timer);
      resolve([Number(found[1]), Number(found[2])]);
    });
  });
}

function checkHeard(heard: string[], task: Task): void {
  for (let index = 0; index < task.count; index++) {
    if (heard[index] !== payloadOf(index, task)) throw new Error(`message ${index} was lost or came out of order`);
  }
}

/** The other side: a broker for one client, or for the bare socket the same bytes without a parser. */
function serve(socket: Socket, task: Task, bare: boolean, heard: string[]): void {
  const lenBytes = packetOf(UP, payloadOf(0, task), task.qos, 1).length;
  let bytes = 0;
  let acked = 0;
  let length = 0;
  const end = () => socket.write(packetOf(DOWN, "end!", 0, 0));
  const ack = (messageId: number) => socket.write(mqtt.generate({ cmd: "puback", messageId }));
  if (bare) {
    socket.on("data", (some) => {
      bytes += some.length;
      if (!task.send) return bytes === GO.length ? sendAll(socket, task) : undefined;
      for (; task.qos && acked < Math.floor(bytes / lenBytes); acked++) ack(1);
      if (bytes === lenBytes * task.count) end();
    });
    return;
  }
  const parser = mqtt.parser();
  parser.on("packet", (packet) => {
    if (packet.cmd === "connect") socket.write(mqtt.generate({ cmd: "connack", returnCode: 0, sessionPresent: false }));
    if (packet.cmd === "subscribe") {
      const granted = packet.subscriptions.map(({ qos }) => qos);
      socket.write(mqtt.generate({ cmd: "suback", messageId: packet.messageId, granted }));
      socket.write(packetOf(DOWN, "sub!", 0, 0));
    }
    if (packet.cmd !== "publish") return;
    if (packet.qos) ack(packet.messageId!);
    const payload = packet.payload.toString("latin1");
    if (payload === GO) return sendAll(socket, task);
    heard[length++] = payload;
    if (length === task.count) end();
  });
  socket.on("data", (some) => parser.parse(some));
}

/** All messages to the device: a batch each time the timer comes, or all of them in one write. */
function sendAll(socket: Socket, task: Task): void {
  const { batch, count, qos } = task;
  let index = 0;
  const next = () => {
    const some: Buffer[] = [];
    for (; some.length < batch && index < count; index++) {
      some.push(packetOf(DOWN, payloadOf(index, task), qos, index + 1));
    }
    socket.write(Buffer.concat(some));
    if (index < count) setTimeout(next, 1);
  };
  next();
}

/** What every client does on the interpreter; the time is taken there. */
function taskScript(task: Task, port: number): string {
  const { send, qos, bytes, batch, count } = task;
  return `
var client=require("client"),got=0,wrong=0,sent=0,flying=0,began=0,fill=${latin1("x".repeat(bytes - 4))};
function done(){print("done "+(getTime()-began)*1000+" "+wrong)}
function acked(){flying--;if(${qos})more()}
function more(){
  for(var n=0;n<${qos ? IN_FLIGHT : batch}&&sent<${count}&&flying<${IN_FLIGHT};n++){
    ${qos ? "flying++;" : ""}
    if(client.publish(${latin1(UP)},${FIRST}+sent+fill,${qos},acked)){${qos ? "flying--;" : ""}break}
    sent++
  }
}
function tick(){more();if(sent<${count})setTimeout(tick,0)}
function start(){
  began=getTime();
  ${send ? (qos ? "more()" : "tick()") : `client.publish(${latin1(UP)},${latin1(GO)},0)`}
}
client.connect("127.0.0.1",${port},function(){client.subscribe(${latin1(DOWN)})},function(topic,payload){
  if(payload=="sub!")return start();
  if(payload=="end!")return done();
  if(payload.substr(0,4)!=${FIRST}+got||payload.length!=${bytes})wrong++;
  if(++got==${count})done();
});
if(client.tick)setInterval(client.tick,1000);`;
}

/** The bare socket with the same calls: the packets are ready but for their number, what comes is only counted. */
function bareClient(task: Task): string {
  const { send, qos, count } = task;
  const wire = packetOf(UP, payloadOf(0, task), qos, 1);
  const head = wire.toString("latin1", 0, wire.length - task.bytes);
  const coming = packetOf(DOWN, payloadOf(0, task), qos, 1).length * count;
  return `
var socket,bytes=0,acks=0;
exports.connect=function(host,port,up,message){
  socket=require("net").connect({host:host,port:port},function(){setTimeout(message,1,"","sub!")});
  socket.on("data",function(data){
    bytes+=data.length;
    ${!send ? `if(bytes==${coming})done();`
    : qos ? `while(acks<${count}&&bytes>=4*(acks+1)){acks++;acked()}if(bytes>${4 * count})done();`
    : "done();"}
  });
};
exports.publish=function(topic,payload){socket.write(${send ? `${latin1(head)}+payload` : "payload"})};`
    .replaceAll(/\b(done|acked)\(\)/g, "global.$1()");
}

/** A string for the interpreter, whose strings are bytes. */
export function latin1(text: string): string {
  const escape = (char: string) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
  return JSON.stringify(text).replaceAll(/[^ -~]/g, escape).replaceAll(/\\u00/g, "\\x");
}
