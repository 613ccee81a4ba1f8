// Fitting: custom topics, raw messages in and out.
import { onCode, publish, start, subscribe } from "linkino";
import { point } from "./points.ts";

let last = "";
let count = 0;

function answer(topic: string): (payload: string) => void {
  return (payload) => {
    count++;
    last = payload;
    publish(topic, "got " + payload.length);
  };
}

subscribe("orders", answer("orders_done"));
subscribe("queries", answer("queries_done"));
subscribe("alarms", answer("alarms_done"));
subscribe("big", (payload) => {
  last = payload;
  point("flight");
});
onCode((code) => {
  if (code == 556) setTimeout(() => point("idle"), 2500);
});
start(() => {
  setInterval(() => publish("heartbeat", "alive " + count), 60000);
});
point("loaded");
