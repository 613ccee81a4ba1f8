import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { md5 } from "../../../lib/sign/md5.ts";
import { sha1 } from "../../../lib/sign/sha1.ts";
import { sha256 } from "../../../lib/sign/sha256.ts";
import {
  loginByToken,
  loginBySecret,
  loginContent,
  loginToRegister,
  loginToRegisterUnlisted,
  registerContent,
} from "../../../lib/sign/login.ts";
import { PLATFORM_VECTORS } from "./vectors.ts";

function macOf(name: string): string {
  return PLATFORM_VECTORS.find((vector) => vector.name === name)!.mac;
}

const DEMO = {
  productKey: "a1X2bEnP82z",
  deviceName: "example1",
  secret: "ga7XA6KdlEeiPXQPpRbAjOZXwG8ydgSe",
} as const;
const PRODUCT_SECRET = "7jluWm1zql7bt8qK";

describe("login with a device secret", () => {
  it("is the documentation's example", () => {
    const login = loginBySecret({
      productKey: "pk",
      deviceName: "device",
      clientId: "12345",
      secret: "secret",
      timestamp: "789",
      secureMode: 3,
      signMethod: "hmacsha1",
      hash: sha1,
    });
    assert.deepEqual(login, {
      clientId: "12345|securemode=3,signmethod=hmacsha1,timestamp=789|",
      username: "device&pk",
      password: macOf("V1, sha1"),
    });
  });

  it("neither sends nor signs a timestamp when there is none", () => {
    const login = loginBySecret({
      productKey: "k1hipglLdjU",
      deviceName: "868488076506128",
      clientId: "868488076506128",
      secureMode: 3,
      secret: "fef32adf6dad46c2c7cbf335d3a7b021",
      signMethod: "hmacmd5",
      hash: md5,
    });
    assert.deepEqual(login, {
      clientId: "868488076506128|securemode=3,signmethod=hmacmd5|",
      username: "868488076506128&k1hipglLdjU",
      password: macOf("V6, md5"),
    });
  });

  it("over TLS, with the clientId of the vendor's SDK when none is chosen", () => {
    const login = loginBySecret({
      ...DEMO,
      timestamp: "2524608000000",
      signMethod: "hmacsha256",
      hash: sha256,
    });
    assert.deepEqual(login, {
      clientId: "a1X2bEnP82z.example1|securemode=2,signmethod=hmacsha256,timestamp=2524608000000|",
      username: "example1&a1X2bEnP82z",
      password: macOf("B1, sha256"),
    });
  });

  it("carries further pairs in the tail, and does not sign them", () => {
    const options = { ...DEMO, clientId: "ailink", signMethod: "hmacsha1", hash: sha1 } as const;
    const login = loginBySecret({ ...options, extras: "ext=3,lan=JS|Node" });
    assert.equal(login.clientId, "ailink|securemode=2,signmethod=hmacsha1,ext=3,lan=JS|Node|");
    assert.equal(login.password, macOf("B2, sha1"));
    assert.equal(login.password, loginBySecret(options).password);
  });

  it("signs what the platform's documents and published sessions sign", () => {
    const content = (
      productKey: string,
      deviceName: string,
      clientId: string | undefined,
      timestamp?: string,
    ) =>
      loginContent({
        productKey,
        deviceName,
        clientId,
        timestamp,
        secret: "",
        signMethod: "hmacmd5",
        hash: md5,
      });
    const dataOf = (name: string) => PLATFORM_VECTORS.find((vector) => vector.name.startsWith(name))!.data;
    assert.equal(content("2UCRZpAbCGC", "ExampleDev", undefined, "2524608000000"), dataOf("V4,"));
    assert.equal(content("testProduct", "testDevice", undefined, "1700000000000"), dataOf("V7,"));
    assert.equal(content("abcdefghijk", "2".repeat(32), undefined, "2524608000000"), dataOf("V8,"));
    assert.equal(content("a1X2bEnP82z", "example1", "ailink"), dataOf("B2,"));
  });

  it("takes any hash that the method names", () => {
    const native = (data: string) => createHash("sha256").update(data, "latin1").digest("binary");
    const options = { ...DEMO, signMethod: "hmacsha256" } as const;
    assert.deepEqual(
      loginBySecret({ ...options, hash: native }),
      loginBySecret({ ...options, hash: sha256 }),
    );
  });
});

describe("login to register", () => {
  const request = {
    productKey: "a1X2bEnP82z",
    deviceName: "example1",
    secret: PRODUCT_SECRET,
    random: "789",
  } as const;

  it("a name created beforehand, on an old instance", () => {
    assert.deepEqual(loginToRegister({ ...request, signMethod: "hmacsha1", hash: sha1 }), {
      clientId: "a1X2bEnP82z.example1|securemode=2,authType=register,random=789,signmethod=hmacsha1|",
      username: "example1&a1X2bEnP82z",
      password: macOf("B3, sha1"),
    });
  });

  it("a name created on the fly, on a new instance", () => {
    const login = loginToRegisterUnlisted({
      productKey: "i6faWL8wiwH",
      deviceName: "yixingyimi13",
      clientId: "yixingyimi13.i6faWL8wiwH",
      random: "Test2",
      secret: "Yr0iF3HIgNkwiaPj",
      instanceId: "iot-06z009y9rnab11u",
      signMethod: "hmacsha256",
      hash: sha256,
    });
    assert.deepEqual(login, {
      clientId:
        "yixingyimi13.i6faWL8wiwH|securemode=-2,authType=regnwl,random=Test2,signmethod=hmacsha256," +
        "instanceId=iot-06z009y9rnab11u|",
      username: "yixingyimi13&i6faWL8wiwH",
      password: macOf("B7, sha256"),
    });
  });

  it("the latter with securemode 2, as the vendor's C SDK does", () => {
    const login = loginToRegisterUnlisted({ ...request, secureMode: 2, signMethod: "hmacmd5", hash: md5 });
    assert.equal(
      login.clientId,
      "a1X2bEnP82z.example1|securemode=2,authType=regnwl,random=789,signmethod=hmacmd5|",
    );
    assert.equal(login.password, macOf("B3, md5"));
  });

  it("signs neither the clientId nor the tail", () => {
    const login = (clientId: string, instanceId: string) =>
      loginToRegister({ ...request, clientId, instanceId, signMethod: "hmacsha256", hash: sha256 }).password;
    assert.equal(login("one", "iot-1"), login("two", "iot-2"));
    assert.equal(login("one", "iot-1"), macOf("B3, sha256"));
  });

  it("signs the contents of published sessions", () => {
    const content = (productKey: string, deviceName: string, random: string) =>
      registerContent({ productKey, deviceName, random, secret: "", signMethod: "hmacmd5", hash: md5 });
    const dataOf = (name: string) => PLATFORM_VECTORS.find((vector) => vector.name.startsWith(name))!.data;
    assert.equal(content("a1ExpAkj9Hi", "Example_dyn1", "7y4Jg5xdKCy9W2i"), dataOf("V2,"));
    assert.equal(content("a1csED27mp7", "AdvExample_dyn1", "2HyP9O70q5t9VuX"), dataOf("V3,"));
    assert.equal(content("k1hipglLdjU", "868488076506128", "123456"), dataOf("V5,"));
    assert.equal(content("xxx", "device1", "789"), dataOf("S1,"));
    assert.equal(content("ggrycEBOq8u", "hello", "789"), dataOf("S2,"));
  });
});

describe("login with a token", () => {
  it("uses the clientId that came with it, and the token itself as the password", () => {
    const names = {
      productKey: "a1X2bEnP82z",
      deviceName: "example1",
      clientId: "pushed0001",
      deviceToken: "tokentext",
    };
    assert.deepEqual(loginByToken(names), {
      clientId: "pushed0001|securemode=-2,authType=connwl|",
      username: "example1&a1X2bEnP82z",
      password: "tokentext",
    });
    assert.equal(
      loginByToken({ ...names, extras: "_ss=1" }).clientId,
      "pushed0001|securemode=-2,authType=connwl,_ss=1|",
    );
  });
});
