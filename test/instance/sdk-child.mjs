// Runs the official Node device SDK in a process of its own, as its README shows it; the test gives the triple by environment
// and reads one JSON line for each thing that happens.

import { createRequire } from "node:module";

const iot = createRequire(import.meta.url)("alibabacloud-iot-device-sdk");
const { PRODUCT_KEY, DEVICE_NAME, DEVICE_SECRET, BROKER_URL } = process.env;
const say = (what, value) => console.log(JSON.stringify({ what, value }));
const base = `/${PRODUCT_KEY}/${DEVICE_NAME}/user`;

const device = iot.device({
  productKey: PRODUCT_KEY,
  deviceName: DEVICE_NAME,
  deviceSecret: DEVICE_SECRET,
  brokerUrl: BROKER_URL,
});

device.on("error", (error) => {
  say("error", error[0]?.code ?? String(error));
  device.end(true);
});
device.on("message", (topic, payload) => say("message", { topic, payload: payload.toString() }));
device.onProps((command) => {
  say("props", command.params);
  const reply = JSON.stringify({ id: command.id, code: 200, data: {} });
  device.publish(`/sys/${PRODUCT_KEY}/${DEVICE_NAME}/thing/service/property/set_reply`, reply);
  device.postProps(command.params, (reply) => say("reply", reply));
});
device.on("connect", () => {
  say("connect", iot.sdkver);
  device.postProps({ LightSwitch: 1 }, (reply) => say("reply", reply));
  device.subscribe([`${base}/get`, `${base}/data`], { qos: 1 }, (error, granted) => {
    say("granted", error ?? granted.map(({ qos }) => qos));
    device.publish(`${base}/data`, "hello from the SDK", { qos: 1 });
  });
});
process.stdin.on("data", () => device.end(false, () => process.exit()));
