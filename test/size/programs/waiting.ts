// Held out: asynchronous functions and promises that are waiting.
import { connect, point } from "./points.ts";

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const results: string[] = [];
let line = "";

async function measure(name: string, everyMs: number): Promise<void> {
  let rounds = 0;
  while (rounds < 1000) {
    await sleep(everyMs);
    rounds++;
    results.push(name + rounds);
    if (results.length > 10) results.shift();
  }
}

async function open(name: string): Promise<string> {
  await sleep(20);
  if (name == "none") throw new Error("no such door");
  return name + " is open";
}

["light", "water", "soil", "air"].forEach((name, at) => {
  measure(name, 110 + at * 30);
});
open("front").then((text) => results.push(text));
open("none").catch((error) => results.push(String(error.message)));
let finish: (text: string) => void;
const never = new Promise<string>((done) => {
  finish = done;
});
never.then((text) => print(text)).then(() => print("done"));

connect((text) => {
  line = text;
  point("flight");
});
point("loaded");
print(line.length + typeof finish!);
