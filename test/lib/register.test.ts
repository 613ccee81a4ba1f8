import assert from "node:assert/strict";
import fc from "fast-check";
import { packFields } from "../../lib/flash/records.ts";
import { packIdentity, readSecret, readToken, unpackIdentity } from "../../lib/register.ts";

const textOf = (answer: unknown): string => typeof answer == "string" ? answer : JSON.stringify(answer);

/** The identity in the record that an answer makes, as an image of one kind of registration reads it. */
const secretOf = (answer: unknown): unknown => unpackIdentity(readSecret(textOf(answer), "a1/dev"));
const tokenOf = (answer: unknown): unknown => unpackIdentity(readToken(textOf(answer), "a1/dev"));

const device = { productKey: "a1", deviceName: "dev" };

describe("registration", () => {
  it("of a pre-created name brings a DeviceSecret", () => {
    assert.deepEqual(secretOf({ ...device, deviceSecret: "s3" }), {
      productKey: "a1", deviceName: "dev", secret: "s3", clientId: "",
    });
  });

  it("of a new name brings a token and the clientId that belongs to it", () => {
    assert.deepEqual(tokenOf({ ...device, clientId: "c7", deviceToken: "t5" }), {
      productKey: "a1", deviceName: "dev", secret: "t5", clientId: "c7",
    });
  });

  it("of a new name may bring a DeviceSecret, which then counts", () => {
    assert.deepEqual(tokenOf({ ...device, deviceSecret: "s", deviceToken: "t", clientId: "c" }), {
      productKey: "a1", deviceName: "dev", secret: "s", clientId: "",
    });
  });

  it("of a pre-created name brings no token", () => {
    assert.equal(secretOf({ ...device, deviceToken: "t", clientId: "c" }), undefined);
  });

  const whole = { ...device, deviceSecret: "s" };
  const wrong: [string, unknown][] = [
    ["another product", { ...whole, productKey: "a2" }],
    ["another device", { ...whole, deviceName: "dev2" }],
    ["no product", { ...whole, productKey: undefined }],
    ["no device", { ...whole, deviceName: undefined }],
    ["no secret", { ...whole, deviceSecret: undefined }],
    ["an empty secret", { ...whole, deviceSecret: "" }],
    ["a number as secret", { ...whole, deviceSecret: 5 }],
    ["an object as secret", { ...whole, deviceSecret: { length: 5 } }],
    ["an array as secret", { ...whole, deviceSecret: ["s"] }],
    ["a token without clientId", { ...device, deviceToken: "t" }],
    ["a token with an empty clientId", { ...device, deviceToken: "t", clientId: "" }],
    ["a token with a number as clientId", { ...device, deviceToken: "t", clientId: 5 }],
    ["an empty token", { ...device, deviceToken: "", clientId: "c" }],
    ["a number as token", { ...device, deviceToken: 5, clientId: "c" }],
    ["null", null], ["a number", 5], ["a text", '"deviceSecret"'], ["an array", [whole]], ["nothing", ""],
    ["no JSON", "secret"], ["half of it", JSON.stringify(whole).slice(0, -2)],
    ["a secret twice", '{"productKey":"a1","deviceName":"dev","deviceSecret":"s","deviceSecret":"t"}'],
    ["a prototype", '{"__proto__":{"deviceSecret":"s"},"productKey":"a1","deviceName":"dev"}'],
  ];
  for (const [name, answer] of wrong) {
    it(`with ${name} is no identity`, () => {
      assert.equal(readSecret(textOf(answer), "a1/dev"), "");
      assert.equal(readToken(textOf(answer), "a1/dev"), "");
    });
  }

  it("keeps a secret of any bytes, zero bytes among them, from the push to the record and back", () => {
    for (const secret of ["\0", "a\0b", "\0\0\0\0", "\x80\xff", "x".repeat(300)]) {
      const identity = secretOf(`{"productKey":"a1","deviceName":"dev","deviceSecret":${
        JSON.stringify(secret)}}`) as Parameters<typeof packIdentity>[0];
      assert.equal(identity.secret, secret);
      assert.deepEqual(unpackIdentity(packIdentity(identity)), identity);
    }
  });
});

describe("record of an identity", () => {
  const identity = { productKey: "a1", deviceName: "dev", secret: "s", clientId: "" };
  const token = { productKey: "a1", deviceName: "dev", secret: "t", clientId: "c" };

  it("has a field for each part, those empty that the kind of login lacks", () => {
    assert.equal(packIdentity(identity), packFields(["a1", "dev", "s", "", ""]));
    assert.equal(packIdentity(token), packFields(["a1", "dev", "", "c", "t"]));
  });

  it("gives back any identity that was packed", () => {
    const bytes = fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)), maxLength: 80 });
    fc.assert(fc.property(bytes, bytes, bytes, bytes, (productKey, deviceName, secret, clientId) => {
      fc.pre(secret != "");
      const packed = { productKey, deviceName, secret, clientId };
      assert.deepEqual(unpackIdentity(packIdentity(packed)), packed);
    }), { seed: 7, numRuns: 1000 });
  });

  it("may have more fields in a later version", () => {
    assert.deepEqual(unpackIdentity(packFields(["a1", "dev", "s", "", "", "more"])), identity);
  });

  it("is none when it is missing, cut anywhere, or lacks a part", () => {
    for (const each of [identity, token]) {
      const record = packIdentity(each);
      for (let length = 0; length < record.length; length++) {
        const found = unpackIdentity(record.slice(0, length));
        assert.equal(found, undefined, `cut at ${length}`);
      }
      assert.equal(unpackIdentity(record + "\0"), undefined);
    }
    for (const fields of [
      [], ["a1"], ["a1", "dev", "s", ""], ["a1", "dev", "", "", ""], ["a1", "dev", "", "", "t"],
      ["a1", "dev", "", "c", ""],
    ]) assert.equal(unpackIdentity(packFields(fields)), undefined);
    for (const record of [undefined, "", "\0", "\xff".repeat(40), "\0\0".repeat(5), "a1\0dev\0s\0"]) {
      assert.equal(unpackIdentity(record), undefined);
    }
  });

  it("of any bytes is an identity with a secret, or none", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, fields) => {
      const text = String.fromCharCode(...bytes);
      const found = unpackIdentity(fields ? packFields(text.split("\0")) : text);
      assert.ok(found === undefined || found.secret.length > 0);
    }), { seed: 8, numRuns: 5000 });
  });
});
