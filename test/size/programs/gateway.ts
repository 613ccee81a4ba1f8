// Held out: a gateway that keeps a table of the things behind it and passes their messages on.
import { onCode, property, publish, start, subscribe } from "linkino";
import { point } from "./points.ts";

interface Thing {
  address: number;
  kind: string;
  seen: number;
  values: { [name: string]: number };
  queue: string[];
}

const things: { [name: string]: Thing } = {};
const kinds = ["door", "window", "motion", "smoke"];
let passed = 0;
let dropped = "";

class Queue {
  private items: { name: string; text: string }[] = [];

  add(name: string, text: string): void {
    this.items.push({ name, text });
    if (this.items.length > 16) this.items.shift();
  }

  flush(send: (name: string, text: string) => void): void {
    const items = this.items;
    this.items = [];
    items.forEach((item) => send(item.name, item.text));
  }
}

const queue = new Queue();

for (let i = 0; i < 16; i++) {
  const kind = kinds[i & 3]!;
  const values = { level: i, battery: 97 };
  things[kind + "_" + i] = { address: 0x1000 + i, kind, seen: 0, values, queue: [] };
}

property("things", () => Object.keys(things).length);
property("passed", () => passed);
subscribe("down", (payload) => {
  const name = payload.substr(0, payload.indexOf(","));
  const thing = things[name];
  if (thing) thing.queue.push(payload);
  else dropped = payload;
  passed++;
  point("flight");
});
onCode((code) => {
  if (code == 556) setTimeout(() => point("idle"), 2500);
});
start(() => {
  for (let i = 0; i < 12; i++) queue.add(kinds[i & 3]! + "_" + i, "level " + i);
  setInterval(() => queue.flush((name, text) => publish("up", name + " " + text)), 20000);
});
point("loaded");
print(dropped.length);
