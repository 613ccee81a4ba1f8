// An instance in a process of its own, for tests that kill it: starts on the folder given, says its port and
// root, and stays.

import { startInstance } from "../../bench/instance/index.ts";

try {
  const instance = await startInstance({ dir: process.argv[2] });
  const product = instance.products()[0] ?? instance.addProduct({ dynamicRegistration: true });
  const { productKey, productSecret } = product;
  if (instance.devices().length === 0) instance.addDevice({ productKey, deviceName: "device1" });
  const { port, caPem } = instance;
  console.log(JSON.stringify({ port, caPem, productKey, productSecret, devices: instance.devices() }));
} catch (error) {
  console.log(JSON.stringify({ code: (error as { code: number }).code }));
  process.exitCode = 1;
}
