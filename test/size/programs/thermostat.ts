// Held out: a thermostat with a schedule, a history and a controller that is tuned from the cloud.
import { onCode, post, property, publish, start, subscribe } from "linkino";
import { point } from "./points.ts";

const schedule = [
  { from: 0, target: 16 }, { from: 6, target: 20.5 }, { from: 9, target: 18 }, { from: 17, target: 21 },
  { from: 22, target: 16.5 },
];
const history: { at: number; temp: number; heat: number }[] = [];
const controller = { p: 12.5, i: 0.02, d: 1, sum: 0, last: 0 };
const room = { temp: 19.5, window: false };
let mode = "auto";
let plan: string[] = [];

function target(hour: number): number {
  let found = schedule[0]!.target;
  schedule.forEach((entry) => {
    if (hour >= entry.from) found = entry.target;
  });
  return found;
}

function control(hour: number): void {
  const error = (mode == "auto" ? target(hour) : 21) - room.temp;
  controller.sum += error;
  const change = error - controller.last;
  const heat = controller.p * error + controller.i * controller.sum + controller.d * change;
  controller.last = error;
  history.push({ at: hour, temp: room.temp, heat });
  if (history.length > 24) history.shift();
}

property("temp", () => room.temp);
property("window", () => room.window, (value) => {
  room.window = value;
});
property("mode", () => mode, (value) => {
  if (value != "auto" && value != "manual") throw new Error("no such mode");
  mode = value;
});
property("gain", () => controller.p, (value) => {
  controller.p = value;
});
subscribe("plan", (payload) => {
  plan = payload.split(",");
  point("flight");
});
onCode((code) => {
  if (code == 556) setTimeout(() => point("idle"), 2500);
});
for (let hour = 0; hour < 24; hour++) control(hour);
start(() => {
  setInterval(() => {
    control(12);
    if (history.length % 10 == 0) post(["temp"]);
    publish("plan_size", "" + plan.length);
  }, 30000);
});
point("loaded");
