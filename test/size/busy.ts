// A device that listens on every feature at once: what it takes of the interpreter while it is idle, and of its stack while
// messages come (test/size/busy.test.ts).
import {
  broadcast, followDesired, onConfig, onRaw, onShadow, property, publish, rrpc, service, start, subscribe, updateShadow,
  useLog, useReadings, useTime,
} from "linkino";

let power = 0;

property("power", () => power, (value) => { power = value; });
service("echo", (input) => ({ heard: input }));
rrpc((payload) => payload);
rrpc((payload) => payload, "ask");
onRaw((bytes) => bytes);
broadcast((payload) => publish("heard", payload));
onShadow((shadow) => {
  if (shadow.method == "control") updateShadow(shadow.payload.state!.desired, true);
});
subscribe("get", (payload) => publish("heard", payload));
onConfig((text) => publish("heard", text));
followDesired();
useLog();
useTime();
useReadings();

start();
