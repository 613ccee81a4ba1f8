// A device on MQTT that fetches files beside it, from the local instance: on the simulated board in real time, and on the
// real interpreter (ESPRUINO=…).
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tls from "node:tls";
import { crc32 } from "node:zlib";
import { openCertificates } from "../../bench/instance/certs.ts";
import { type Instance, startInstance } from "../../bench/instance/index.ts";
import {
  E_HTTP_LARGE, E_HTTP_RANGE, E_HTTP_STATUS, E_HTTP_URL, E_QUEUE_FULL, E_REFUSED, S_ONLINE,
} from "../../lib/codes.ts";
import { BOARDS, cleanUp, HttpRig, listen } from "./http-rig.ts";
import { imageOf } from "./images.ts";

const BYTES = Buffer.from(Array.from({ length: 12000 }, (_, i) => (i * 7919) >> 3 & 255));

for (const where of BOARDS) {
  describe(`a device that fetches files, on ${where}`, function () {
    this.timeout(40000);
    let instance: Instance;
    let dir: string;
    let rig: HttpRig;
    let url: string;

    before(async function () {
      this.timeout(60000);
      if (where === "the real interpreter" && !process.env.ESPRUINO) return this.skip();
      dir = mkdtempSync(join(tmpdir(), "linkino-fetch-"));
      instance = await startInstance({ dir });
      const { productKey } = instance.addProduct({ dynamicRegistration: true });
      instance.addDevice({ productKey, deviceName: "fetcher" });
      url = instance.fileUrl("a file", BYTES);
      rig = await HttpRig.make({
        where, instance, deviceName: "fetcher", settings: { port: instance.port }, image: await imageOf("register", "verified", "fetch-app"),
      });
      rig.boot();
      await rig.said(S_ONLINE);
    });
    after(async () => {
      await cleanUp();
      await instance?.close();
      if (dir) rmSync(dir, { recursive: true, force: true });
    });

    const fetch = async (args: string): Promise<string> => {
      const from = rig.lines.length;
      rig.type(`app.fetch(${args})`);
      return rig.line(/^fetch/, from);
    };
    const part = (bytes: Buffer): string => `fetched 0 ${bytes.length} ${crc32(bytes)}`;

    it("gets all of one, in pieces, and stays online", async () => {
      const closed: unknown[] = [];
      instance.on("disconnect", (event) => closed.push(event));
      assert.equal(await fetch(`"${url}",20000`), part(BYTES));
      assert.deepEqual(closed, []);
    });

    it("gets a range of one, and what there is of a range that ends behind it", async () => {
      assert.equal(await fetch(`"${url}",20000,100,4195`), part(BYTES.subarray(100, 4196)));
      assert.equal(await fetch(`"${url}",20000,11000,99999`), part(BYTES.subarray(11000)));
    });

    it("says what the server refuses, and takes no more than it was told to", async () => {
      assert.equal(await fetch(`"${url}x",20000`), `fetched ${E_HTTP_STATUS} 0 0`, "403");
      assert.equal(await fetch(`"${url}",20000,12000,12001`), `fetched ${E_HTTP_STATUS} 0 0`, "416");
      assert.equal(await fetch(`"${url}",11999`), `fetched ${E_HTTP_LARGE} 0 0`);
      assert.equal(await fetch(`"https://127.0.0.1:1/a",20000`), `fetched ${E_REFUSED} 0 0`);
    });

    it("says 333 when another range comes than it asked for, and 325 when all of it comes", async () => {
      const { certPem, keyPem } = await openCertificates(dir, "127.0.0.1");
      let answer = "";
      const server = tls.createServer({ cert: certPem, key: keyPem, maxVersion: "TLSv1.2", ciphers: "AES128-SHA256" });
      server.on("secureConnection", (socket) => socket.once("data", () => socket.end(answer)).on("error", () => {}));
      const port = await listen(server);
      for (const [range, code] of [["bytes 0-2/9", E_HTTP_RANGE], ["bytes 1-2", E_HTTP_RANGE], ["", E_HTTP_RANGE], ["bytes 1-3/9", 0]] as const) {
        answer = `HTTP/1.1 206 Partial Content\r\nContent-Range: ${range}\r\nContent-Length: 3\r\n\r\nabc`;
        assert.match(await fetch(`"https://127.0.0.1:${port}/a",20000,1,3`), new RegExp(`^fetched ${code} `), range);
      }
      answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
      assert.equal(await fetch(`"https://127.0.0.1:${port}/a",20000,1,3`), `fetched ${E_HTTP_STATUS} 0 0`);
    });

    it("fetches from no address that it can't, and one file at a time", async () => {
      for (const bad of ["http://127.0.0.1/a", "https:///a", "https://a b/c", "https://a:x/c", "https://a::80/c", "https://a:0/c",
        "https://a_b/c", "https://[::1]/a", "https://a/b c", ""])
        assert.equal(await fetch(`"${bad}",20000`), `fetch ${E_HTTP_URL}`, bad);
      const from = rig.lines.length;
      rig.type(`app.fetch("${url}",20000);app.fetch("${url}",20000)`);
      await rig.line(new RegExp(`^fetch ${E_QUEUE_FULL}$`), from);
      assert.equal(await rig.line(/^fetched/, from), part(BYTES));
    });
  });
}
