// Runs an official Node device SDK in a process of its own and does with it what the test says, line by line: a JSON list of
// a method and its arguments. Prints a JSON line for each answer and for what arrives by itself.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { SDK, KIND, PRODUCT_KEY, DEVICE_NAME, DEVICE_SECRET, BROKER_URL } = process.env;
const iot = createRequire(import.meta.url)(SDK);
const say = (what, value) => console.log(JSON.stringify({ what, value }));

const device = iot[KIND]({
  productKey: PRODUCT_KEY,
  deviceName: DEVICE_NAME,
  deviceSecret: DEVICE_SECRET,
  brokerUrl: BROKER_URL,
});
device.on("connect", () => say("connect"));
device.on("error", (error) => say("error", String(error)));
device.onShadow((message) => say("shadow", message));
device.onConfig?.((message) => say("config", message));
device.onProps?.((message) => say("props", message));

const answer = (topic, id, data) => device.publish(topic, JSON.stringify({ id, code: 200, data }));
const thing = `/sys/${PRODUCT_KEY}/${DEVICE_NAME}/thing`;

const others = {
  // A service that answers by the SDK's own function, or by hand where it has none.
  serve(name, data, kind) {
    device.onService(name, (message, reply) => {
      say("service", message);
      if (reply) reply({ id: message.id, code: 200, data }, kind);
      else answer(`${thing}/service/${name}_reply`, message.id, data);
    });
    say("serving");
  },
  answer: (name, id, data) => answer(`${thing}/${name}`, id, data),
  subscribe(name) {
    device.subscribe(`${thing}/${name}`, () => say("subscribed"));
  },
  login(triple) {
    const sub = device.login({ ...triple, brokerUrl: BROKER_URL }, (reply) => say("login", reply));
    sub.on("error", () => undefined);
  },
  end: () => device.end(false, () => process.exit()),
};

createInterface(process.stdin).on("line", (line) => {
  const [name, ...args] = JSON.parse(line);
  if (others[name]) others[name](...args);
  else device[name](...args, (reply) => say(name, reply));
});
