// An instance in a process of its own, for tests that kill it under load: starts on the folder given, says
// what it still knows, and from the word "go" on sends numbered messages to the devices named `away…`. It
// prints a number once its publish() has resolved: from then on the message may not be lost.

import { createInterface } from "node:readline";
import { startInstance } from "../../bench/instance/index.ts";

const [dir, posting, away] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];

// Rates are lifted, since load is wanted from few devices.
const instance = await startInstance({ dir, limits: false });
const product = instance.products()[0] ?? instance.addProduct({ dynamicRegistration: true });
const { productKey, productSecret } = product;
if (instance.devices().length === 0) {
  for (let i = 0; i < posting; i++) instance.addDevice({ productKey, deviceName: `posting${i}` });
  for (let i = 0; i < away; i++) instance.addDevice({ productKey, deviceName: `away${i}` });
  await instance.sync();
}
const devices = instance.devices();
const counts = devices.map(({ deviceName }) => {
  return [deviceName, instance.properties(productKey, deviceName).count?.value ?? 0];
});
console.log(
  JSON.stringify({
    port: instance.port,
    caPem: instance.caPem,
    productKey,
    productSecret,
    devices,
    counts: Object.fromEntries(counts),
    tornBytes: instance.tornBytes,
  }),
);

createInterface(process.stdin).once("line", (line) => {
  const first = Number(line.split(" ")[1]);
  for (let i = 0; i < away; i++) void send(`away${i}`, first);
});

async function send(deviceName: string, first: number): Promise<void> {
  const topic = `/${productKey}/${deviceName}/user/get`;
  for (let number = first; ; number++) {
    await instance.publish({ productKey, deviceName }, topic, `${number}`, 1);
    console.log(JSON.stringify({ deviceName, number }));
  }
}
