import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { hmac, joined, toHex } from "../../../lib/sign/hmac.ts";
import { md5 } from "../../../lib/sign/md5.ts";
import { sha1 } from "../../../lib/sign/sha1.ts";
import { sha256 } from "../../../lib/sign/sha256.ts";
import { loginByToken, signLogin } from "../../../lib/sign/login.ts";
import { PLATFORM_VECTORS } from "./vectors.ts";

const HASHES = { hmacmd5: md5, hmacsha1: sha1, hmacsha256: sha256 };

/** Who signs: with the clientId of the vendor's SDK where none is chosen, over TLS unless it is said. */
type Signer = [
  productKey: string, deviceName: string, clientId: string, secret: string, pairs: string,
  sign: (key: string, content: string) => string,
];

function signer(
  productKey: string, deviceName: string, secret: string, signMethod: keyof typeof HASHES, clientId?: string, mode = 2,
): Signer {
  return [
    productKey, deviceName, clientId ?? `${productKey}.${deviceName}`, secret, `securemode=${mode},signmethod=${signMethod}`,
    (key, content) => toHex(hmac(joined(HASHES[signMethod]), key, content)),
  ];
}

function vectorOf(name: string): { data: string; mac: string } {
  return PLATFORM_VECTORS.find((vector) => vector.name.startsWith(name))!;
}

/** The content that a login signs. */
function signedBy(login: (by: Signer) => unknown, by: Signer): string {
  let content = "";
  const [productKey, deviceName, clientId, secret, pairs] = by;
  login([productKey, deviceName, clientId, secret, pairs, (_key, signed) => {
    content = signed;
    return "";
  }]);
  return content;
}

const DEMO = ["a1X2bEnP82z", "example1", "ga7XA6KdlEeiPXQPpRbAjOZXwG8ydgSe"] as const;
const ASKING = ["a1X2bEnP82z", "example1", "7jluWm1zql7bt8qK"] as const;

describe("login with a device secret", () => {
  it("is the documentation's example", () => {
    const by = signer("pk", "device", "secret", "hmacsha1", "12345", 3);
    assert.deepEqual(signLogin(...by, "789"), {
      _clientId: "12345|securemode=3,signmethod=hmacsha1,timestamp=789|",
      _username: "device&pk",
      _password: vectorOf("V1, sha1").mac,
    });
  });

  it("neither sends nor signs a timestamp when there is none", () => {
    const by = signer("k1hipglLdjU", "868488076506128", "fef32adf6dad46c2c7cbf335d3a7b021", "hmacmd5", "868488076506128", 3);
    assert.deepEqual(signLogin(...by, undefined), {
      _clientId: "868488076506128|securemode=3,signmethod=hmacmd5|",
      _username: "868488076506128&k1hipglLdjU",
      _password: vectorOf("V6, md5").mac,
    });
  });

  it("over TLS, with the clientId of the vendor's SDK", () => {
    assert.deepEqual(signLogin(...signer(...DEMO, "hmacsha256"), "2524608000000"), {
      _clientId: "a1X2bEnP82z.example1|securemode=2,signmethod=hmacsha256,timestamp=2524608000000|",
      _username: "example1&a1X2bEnP82z",
      _password: vectorOf("B1, sha256").mac,
    });
  });

  it("signs what the platform's documents and published sessions sign (mistakes 3 and 6)", () => {
    const content = (by: Signer, timestamp?: string) => signedBy((it) => signLogin(...it, timestamp), by);
    const by = (productKey: string, deviceName: string, clientId?: string) =>
      signer(productKey, deviceName, "", "hmacmd5", clientId);
    assert.equal(content(by("2UCRZpAbCGC", "ExampleDev"), "2524608000000"), vectorOf("V4,").data);
    assert.equal(content(by("testProduct", "testDevice"), "1700000000000"), vectorOf("V7,").data);
    assert.equal(content(by("abcdefghijk", "2".repeat(32)), "2524608000000"), vectorOf("V8,").data);
    assert.equal(content(by("a1X2bEnP82z", "example1", "ailink")), vectorOf("B2,").data);
    assert.equal(
      signLogin(...signer(...DEMO, "hmacsha1", "ailink"), undefined)._password, vectorOf("B2, sha1").mac,
    );
  });

  it("takes any hash that the method names", () => {
    const native = joined((data) => createHash("sha256").update(data, "latin1").digest("binary"));
    const [productKey, deviceName, clientId, secret, pairs, sign] = signer(...DEMO, "hmacsha256");
    const theirs = signLogin(
      productKey, deviceName, clientId, secret, pairs, (key, content) => toHex(hmac(native, key, content)),
    );
    assert.deepEqual(theirs, signLogin(productKey, deviceName, clientId, secret, pairs, sign));
  });
});

describe("login to register", () => {
  it("a name created beforehand, on an old instance", () => {
    assert.deepEqual(signLogin(...signer(...ASKING, "hmacsha1"), "789", "register"), {
      _clientId: "a1X2bEnP82z.example1|securemode=2,signmethod=hmacsha1,authType=register,random=789|",
      _username: "example1&a1X2bEnP82z",
      _password: vectorOf("B3, sha1").mac,
    });
  });

  it("a name created on the fly, on a new instance", () => {
    const by = signer("i6faWL8wiwH", "yixingyimi13", "Yr0iF3HIgNkwiaPj", "hmacsha256", "yixingyimi13.i6faWL8wiwH", -2);
    assert.deepEqual(signLogin(...by, "Test2", "regnwl", "iot-06z009y9rnab11u"), {
      _clientId:
        "yixingyimi13.i6faWL8wiwH|securemode=-2,signmethod=hmacsha256,authType=regnwl,random=Test2," +
        "instanceId=iot-06z009y9rnab11u|",
      _username: "yixingyimi13&i6faWL8wiwH",
      _password: vectorOf("B7, sha256").mac,
    });
  });

  it("signs neither the clientId nor the tail", () => {
    const login = (clientId: string, instanceId: string) =>
      signLogin(...signer(...ASKING, "hmacsha256", clientId), "789", "register", instanceId)._password;
    assert.equal(login("one", "iot-1"), login("two", "iot-2"));
    assert.equal(login("one", "iot-1"), vectorOf("B3, sha256").mac);
  });

  it("signs the contents of published sessions", () => {
    const content = (productKey: string, deviceName: string, random: string) =>
      signedBy((by) => signLogin(...by, random, "register"), signer(productKey, deviceName, "", "hmacmd5"));
    assert.equal(content("a1ExpAkj9Hi", "Example_dyn1", "7y4Jg5xdKCy9W2i"), vectorOf("V2,").data);
    assert.equal(content("a1csED27mp7", "AdvExample_dyn1", "2HyP9O70q5t9VuX"), vectorOf("V3,").data);
    assert.equal(content("k1hipglLdjU", "868488076506128", "123456"), vectorOf("V5,").data);
    assert.equal(content("xxx", "device1", "789"), vectorOf("S1,").data);
    assert.equal(content("ggrycEBOq8u", "hello", "789"), vectorOf("S2,").data);
  });
});

describe("login with a token", () => {
  it("uses the clientId that came with it, and the token itself as the password", () => {
    assert.deepEqual(loginByToken("a1X2bEnP82z", "example1", "pushed0001", "tokentext", ",ext=1"), {
      _clientId: "pushed0001|securemode=-2,authType=connwl,ext=1|",
      _username: "example1&a1X2bEnP82z",
      _password: "tokentext",
    });
  });
});
