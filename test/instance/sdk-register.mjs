// Registers a device with an official Node device SDK by HTTPS, as its README shows it, and prints the answer.

import { createRequire } from "node:module";

const iot = createRequire(import.meta.url)(process.env.SDK ?? "alibabacloud-iot-device-sdk");
const { PRODUCT_KEY, PRODUCT_SECRET, DEVICE_NAME, REGISTER_URL } = process.env;

iot.register(
  { productKey: PRODUCT_KEY, productSecret: PRODUCT_SECRET, deviceName: DEVICE_NAME, registerURL: REGISTER_URL },
  (answer) => console.log(JSON.stringify(answer)),
);
