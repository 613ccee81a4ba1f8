// Fitting: the sample app, as firmware/main.ts has it.
import { onCode, property, start } from "linkino";
import { point } from "./points.ts";

let power = 0;
let note = "idle";

property("power", () => power, (value) => {
  power = value;
});
property("note", () => note, (value) => {
  note = value;
  point("flight");
});
onCode((code) => {
  if (code == 556) setTimeout(() => point("idle"), 2500);
});
start();
point("loaded");
