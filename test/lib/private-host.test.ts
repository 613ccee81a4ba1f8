// Which hosts may be reached without encryption.
import assert from "node:assert/strict";
import { isPrivateHost } from "../../lib/private-host.ts";

describe("a host is private", () => {
  for (const host of [
    "localhost", "127.0.0.1", "127.255.255.255", "10.0.0.1", "10.255.0.9", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "169.254.1.1",
  ]) {
    it(`as ${host}`, () => assert.equal(isPrivateHost(host), true));
  }

  for (const host of [
    "", "8.8.8.8", "126.0.0.1", "128.0.0.1", "172.15.0.1", "172.32.0.1", "192.167.0.1", "192.169.0.1", "169.253.0.1",
    // A leading zero makes it octal: 8.0.0.1.
    "010.0.0.1", "0x0a.0.0.1", "11.0.0.1", "10.1", "10.0.0.1.example", "10.0.0.example", "10.example.com", "127.0.0.1.",
    "1e1.0.0.1", "localhost.example", "my.localhost", "lamp.local", "iot-06z00abc.mqtt.iothub.aliyuncs.com",
  ]) {
    it(`not as "${host}"`, () => assert.equal(isPrivateHost(host), false));
  }
});
