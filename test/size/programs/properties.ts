// Fitting: two dozen properties, each with a value, a limit and a handler.
import { onCode, property, start } from "linkino";
import { point } from "./points.ts";

interface Entry {
  name: string;
  value: any;
  min: number;
  max: number;
  unit: string;
}

const entries: Entry[] = [];

function add(name: string, value: any, min: number, max: number, unit: string): void {
  const entry = { name, value, min, max, unit };
  entries.push(entry);
  property(name, () => entry.value, (wanted) => {
    if (typeof wanted == "number" && (wanted < entry.min || wanted > entry.max)) throw 1;
    entry.value = wanted;
    if (entry.name == "note") point("flight");
  });
}

["inlet", "outlet", "boiler", "tank", "room", "outside", "floor", "cellar"].forEach((place) => {
  add(place + "_temp", 21.5, -40, 125, "°C");
  add(place + "_humid", 45, 0, 100, "%");
  add(place + "_alarm", false, 0, 0, "");
});
add("note", "nothing to say", 0, 0, "");
onCode((code) => {
  if (code == 556) setTimeout(() => point("idle"), 2500);
});
start();
point("loaded");
