// Held out: a dictionary of texts, templates, and lines that are split and joined.
import { connect, point } from "./points.ts";

const texts: { [key: string]: string } = {
  welcome: "Welcome to the greenhouse controller",
  dry: "The soil is dry, watering starts in a minute",
  wet: "The soil is wet enough, nothing to do today",
  cold: "It is colder than the plants like it",
  hot: "It is hotter than the plants like it, windows open",
  ok: "ok",
};
const log: string[] = [];
let words: string[] = [];
let longest = "";

function say(key: string, detail: string): void {
  log.push(new Date(0).getFullYear() + " " + key.toUpperCase() + ": " + texts[key] + " (" + detail + ")");
  if (log.length > 25) log.shift();
}

for (let i = 0; i < 30; i++) say(["dry", "wet", "cold", "hot", "ok"][i % 5]!, "bed " + i);

connect((line) => {
  words = line.split(",").slice(0, 40);
  longest = line.replace("a", "b");
  point("flight");
});
setInterval(() => say("ok", "round"), 700);
point("loaded");
print(words.length + longest.length);
