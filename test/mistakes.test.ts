// What naive implementations of a device or of an instance get wrong, and that for each there is a test which names it:
// "(mistake 31)" or "(mistakes 28 and 29)" in its title.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";

const MISTAKES: Record<string, string> = {
  1: "a timestamp is signed and not sent, or sent and not signed",
  2: "the whole clientId is signed, with what stands between the bars",
  3: "the secret is decoded: its text is the key",
  4: "signatures in Base64: a device's are hex",
  5: "one text to sign for login, registration and token",
  6: "signmethod and signMethod are mixed up",
  7: "securemode=3 over TLS",
  8: "one securemode for both kinds of registration",
  9: "the token of a registration without a pre-created name is signed",
  10: "a device name of letters that the platform does not take",
  11: "another random text in the signature than in the tail",
  "11a": "the clientId is cut at every bar: an official SDK has one in its tail",
  12: "the push of a registration is awaited on a topic that is subscribed to first",
  13: "only one of the two topics of registration is known",
  14: "the connection is closed before the secret is in flash",
  15: "the client reconnects by itself while it registers",
  16: "CONNACK 4 to a registration is taken for a wrong ProductSecret alone",
  17: "success is looked for in the status, or under one number on all hosts",
  18: "a keepalive that the platform does not take",
  19: "a will, retain or QoS 2",
  20: "the names of CONNACK codes are taken from an SDK that has them shifted",
  21: "a refused subscription is not seen; too many topics in one packet, or in all",
  22: "a subscription is taken to count at once",
  23: "messages beyond the rate or the size: they are dropped without a word",
  24: "reconnecting every second",
  25: "two devices with one identity throw each other off for ever",
  26: "a reason for a disconnection is relied on",
  27: "old commands of a kept session are carried out",
  28: "a command that comes twice is carried out twice",
  29: "64-bit ids become numbers",
  30: "booleans, dates and keys of an enum in JSON's own types",
  31: "code 200 is taken for all values having been stored",
  32: "a setting is answered and not reported, or reported and not answered",
  33: "a synchronous service is awaited on the topic of asynchronous ones",
  34: "a reply's topic ends in /reply",
  35: "dots, slashes and colons of methods, topics and modules",
  36: "the instance takes only strict JSON",
  37: "reports of what the model does not have",
  38: "times by a clock that was never set",
  44: "certificates' dates without any clock",
  45: "bodies in chunks, or of another length than announced",
  46: "one content type for all requests",
  47: "two slashes behind /topic",
  48: "the token in another header than password",
  49: "tokens are renewed by a schedule",
  50: "a timestamp by a clock that was never set",
  51: "the messageId is parsed as a number",
  52: "one root alone, or a leaf, is pinned",
  53: "the private root is looked for in a public store",
  54: "no SHA-384 and SHA-512",
  55: "no server name",
  56: "a server with ECDHE alone is taken for what the vendor tests",
  57: "the pre-shared key is decoded: its text is the key",
  58: "the roots of another vendor's platform",
  63: "the instance is kinder than the platform with limits, and stricter with syntax",
};
// 39 to 43 are of updates over the air, 59 to 62 of the cloud's own interfaces: neither is there yet.

function titlesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return titlesIn(file);
    if (!file.endsWith(".ts") || file === import.meta.filename) return [];
    return readFileSync(file, "utf8").match(/mistakes? [0-9a]+(?:, [0-9a]+)*(?: (?:and|to) [0-9a]+)?/g) ?? [];
  });
}

describe("each mistake that concerns a device or the instance", () => {
  const named = new Set(titlesIn(import.meta.dirname).flatMap((title) => title.match(/\d+a?/g)!));
  for (const [number, what] of Object.entries(MISTAKES)) {
    it(`is named by a test: ${number}, ${what}`, () => assert.ok(named.has(number)));
  }
});
