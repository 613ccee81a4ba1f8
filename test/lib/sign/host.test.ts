import assert from "node:assert/strict";
import { instanceIdOf, mqttHost } from "../../../lib/sign/host.ts";

describe("MQTT hosts", () => {
  it("of an old public instance are made of product and region", () => {
    assert.equal(
      mqttHost("old", { productKey: "a1X2bEnP82z", region: "cn-shanghai" }),
      "a1X2bEnP82z.iot-as-mqtt.cn-shanghai.aliyuncs.com",
    );
  });

  it("of a new public or Enterprise instance are made of its id", () => {
    assert.equal(
      mqttHost("new", { instanceId: "iot-06z00ez08936hvm" }),
      "iot-06z00ez08936hvm.mqtt.iothub.aliyuncs.com",
    );
  });

  it("are not made up from missing parts", () => {
    assert.throws(() => mqttHost("new", { productKey: "a1X2bEnP82z", region: "cn-shanghai" }), TypeError);
    assert.throws(
      () => mqttHost("old", { instanceId: "iot-06z00ez08936hvm", region: "cn-shanghai" }),
      TypeError,
    );
    assert.throws(() => mqttHost("old", { productKey: "a1X2bEnP82z" }), TypeError);
  });

  it("of new instances name the instance, others do not", () => {
    assert.equal(instanceIdOf("iot-06z00ez08936hvm.mqtt.iothub.aliyuncs.com"), "iot-06z00ez08936hvm");
    assert.equal(instanceIdOf("iot-x.MQTT.iothub.aliyuncs.com"), "iot-x");
    for (const host of [
      "a1X2bEnP82z.iot-as-mqtt.cn-shanghai.aliyuncs.com",
      ".mqtt.iothub.aliyuncs.com",
      "mqtt.iothub.aliyuncs.com",
      "127.0.0.1",
      "",
      "iot-x.mqtt.iothub.aliyuncs.com.example.com",
    ])
      assert.equal(instanceIdOf(host), "", host);
  });
});
