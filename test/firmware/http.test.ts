// A device that reports by HTTPS alone, against the local instance and against servers that do it wrong: on the simulated
// board in real time, and on the real interpreter (ESPRUINO=…), with the same image.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import * as net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tls from "node:tls";
import { openCertificates } from "../../bench/instance/certs.ts";
import { type Instance, startInstance } from "../../bench/instance/index.ts";
import {
  E_CERT_EXPIRED, E_CERT_SIGNATURE, E_HTTP_ANSWER, E_HTTP_AUTH, E_HTTP_BUSY, E_HTTP_CUT, E_HTTP_FORM, E_HTTP_LARGE, E_HTTP_REFUSED, E_HTTP_STATUS,
  E_HTTP_TOPIC, E_NO_SECRET, E_REFUSED, E_REGISTER_REFUSED, S_ONLINE, S_REGISTERING, S_STORED, S_WAITING,
} from "../../lib/codes.ts";
import { BOARDS, cleanUp, HttpRig, httpImage, type HttpRigOptions, listen } from "./http-rig.ts";

for (const where of BOARDS) {
  describe(`a device on HTTPS, on ${where}`, function () {
    this.timeout(30000);
    let instance: Instance;
    let keys: string;
    let productKey: string;
    let names = 0;
    let deviceName: string;
    let events: any[];

    before(async function () {
      this.timeout(180000);
      if (where === "the real interpreter" && !process.env.ESPRUINO) return this.skip();
      await Promise.all([httpImage(), httpImage("verified", "secret"), httpImage("plain", "secret"), httpImage("native", "secret")]);
      keys = mkdtempSync(join(tmpdir(), "linkino-http-"));
      instance = await startInstance({ dir: keys, plainPort: 0 });
      productKey = instance.addProduct({ dynamicRegistration: true }).productKey;
      for (const name of ["registered", "token", "publish", "refused", "request"])
        instance.on(name, (details: object) => events.push({ name, ...details }));
    });
    after(async () => {
      await instance?.close();
      if (keys) rmSync(keys, { recursive: true, force: true });
    });
    beforeEach(() => {
      events = [];
      deviceName = `http-${++names}`;
      instance.addDevice({ productKey, deviceName });
    });
    afterEach(async () => {
      instance.faults.http = undefined;
      await cleanUp();
    });

    const make = (options: Partial<HttpRigOptions> = {}): Promise<HttpRig> =>
      HttpRig.make({ where, instance, deviceName, ...options });
    const of = (name: string): any[] => events.filter((event) => event.name === name);

    it("registers, stores its secret, fetches a token and reports, all on one connection but the first", async () => {
      const rig = (await make()).boot();
      await rig.said(S_ONLINE);
      assert.deepEqual(rig.codes.filter((code) => [S_REGISTERING, S_STORED, S_ONLINE].includes(code)), [S_REGISTERING, S_STORED, S_ONLINE]);
      assert.match(await rig.report({ power: 1, note: "\xe4\xbd\xa0" }), /^report 0 \d+$/);
      assert.deepEqual(
        [instance.properties(productKey, deviceName).power!.value, instance.properties(productKey, deviceName).note!.value], [1, "你"],
      );
      assert.match(await rig.send("update", "some bytes"), /^sent 0 \d+$/);
      assert.deepEqual(of("publish").map(({ topic, payload }) => [topic, String(payload)]), [
        [`/sys/${productKey}/${deviceName}/thing/event/property/post`, '{"id":"1","version":"1.0","params":{"power":1,"note":"你"}}'],
        [`/${productKey}/${deviceName}/user/update`, "some bytes"],
      ]);
      await rig.off();
      assert.equal(rig.stored, instance.find(productKey, deviceName)!.deviceSecret);
    });

    it("names the messageId whole (mistake 51), sends the token as password (mistake 48), and one slash (mistake 47)", async () => {
      const rig = (await make()).boot();
      const heard = await rig.report({ power: 1 });
      const [publish] = of("publish");
      assert.equal(heard, `report 0 ${publish.messageId}`);
      assert.ok(BigInt(publish.messageId) > 2n ** 53n);
      assert.equal(of("request").at(-1).path, `/topic${publish.topic}`);
      assert.deepEqual(of("refused"), []);
    });

    it("does not register again after a power cut, and comes back by the session of before", async () => {
      const rig = (await make()).boot();
      await rig.report({ power: 1 });
      await rig.off();
      rig.boot();
      await rig.said(S_ONLINE, 2);
      assert.equal(of("registered").length, 1);
      assert.equal(rig.count(S_REGISTERING), 1);
      assert.equal(of("request").at(-1).resumed, true);
    });

    it("keeps its token, and fetches another only when the platform no longer takes it (mistake 49)", async () => {
      const rig = (await make()).boot();
      assert.match(await rig.report({ power: 1 }), /^report 0 /);
      assert.match(await rig.report({ power: 2 }), /^report 0 /);
      assert.equal(of("token").length, 1);
      instance.expireTokens(productKey, deviceName);
      assert.match(await rig.report({ power: 3 }), /^report 0 /);
      assert.deepEqual(of("refused").map(({ code }) => code), [20001]);
      assert.equal(of("token").length, 2);
      assert.equal(instance.properties(productKey, deviceName).power!.value, 3);
    });

    it("sets its clock by the date of an answer", async () => {
      const rig = (await make()).boot();
      await rig.said(S_ONLINE);
      const sec = Number((await rig.type(`print("clock "+getTime())`).line(/^clock /)).slice(6));
      assert.ok(Math.abs(sec - Date.now() / 1000) < 10, `${sec}`);
    });

    it("says 330 with 30001 for a topic that it may not publish to, and goes on", async () => {
      const rig = (await make()).boot();
      assert.equal(await rig.send("get", "x"), `sent ${E_HTTP_REFUSED} 30001`);
      assert.match(await rig.send("/~/user/update", "x"), /^sent 0 /);
    });

    it("gets 331 at once for a topic that no path can carry", async () => {
      const rig = (await make()).boot();
      await rig.said(S_ONLINE);
      for (const topic of ["a b", "a\r\nX: y", "a?b"]) {
        rig.type(`app.send(${JSON.stringify(topic)},"x")`);
        await rig.line(new RegExp(`^code ${E_HTTP_TOPIC}$`), rig.lines.length);
      }
      assert.deepEqual(of("publish"), []);
    });

    it("waits and tries again while the platform is busy, and says 328", async () => {
      instance.faults.http = "busy";
      const rig = (await make()).boot();
      await rig.said(S_WAITING);
      instance.faults.http = undefined;
      await rig.said(S_ONLINE);
      instance.faults.http = "busy";
      const reported = rig.report({ power: 4 });
      await rig.said(E_HTTP_BUSY);
      instance.faults.http = undefined;
      assert.match(await reported, /^report 0 /);
    });

    it("says 300 with the platform's code when it may not register", async () => {
      instance.setDynamicRegistration(productKey, false);
      const rig = (await make()).boot();
      await rig.line(new RegExp(`^LK ${E_REGISTER_REFUSED} 6288$`));
      instance.setDynamicRegistration(productKey, true);
    });

    it("says 327 with 20000 when it was disabled", async () => {
      instance.disable(productKey, deviceName);
      const rig = (await make({ kind: "secret" })).boot();
      await rig.line(new RegExp(`^LK ${E_HTTP_AUTH} 20000$`));
    });

    it("ends a report with a code when it has no secret to sign with", async () => {
      const rig = (await make({ what: { productSecret: undefined } })).boot();
      assert.equal(await rig.report({ power: 1 }), `report ${E_NO_SECRET} undefined`);
    });

    it("reports over plain HTTP where that was chosen", async () => {
      const rig = (await make({ kind: "secret", tls: "plain" })).boot();
      assert.match(await rig.report({ power: 5 }), /^report 0 /);
      assert.equal(of("publish")[0].transport, "http");
    });

    it("reports over the TLS that Espruino brings", async () => {
      const rig = (await make({ kind: "secret", tls: "native" })).boot();
      assert.match(await rig.report({ power: 6 }), /^report 0 /);
    });

    describe("in front of a server that does it wrong", () => {
      /** A server with the instance's certificate, which answers each request with this; undefined closes instead. */
      const serve = async (answer: string | undefined): Promise<number> => {
        const { certPem, keyPem } = await openCertificates(keys, "127.0.0.1");
        const server = tls.createServer({ cert: certPem, key: keyPem, maxVersion: "TLSv1.2", ciphers: "AES128-SHA256" });
        server.on("secureConnection", (socket) => {
          socket.on("error", () => {});
          socket.once("data", () => socket.end(answer ?? ""));
        });
        return listen(server);
      };
      const whole = (body: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

      for (const [code, what, answer] of [
        [E_HTTP_CUT, "closes without an answer", undefined],
        [E_HTTP_CUT, "closes within its answer", whole('{"code":0}').slice(0, -1)],
        [E_HTTP_FORM, "does not speak HTTP", "SSH-2.0-OpenSSH_9.6\r\n"],
        [E_HTTP_LARGE, "answers without end", `HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${"x".repeat(5000)}`],
        [E_HTTP_STATUS, "answers with status 404", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"],
        [E_HTTP_ANSWER, "answers with a page", whole("<html>")],
        [E_HTTP_ANSWER, "answers with null", whole("null")],
        [E_HTTP_AUTH, "answers without a token", whole('{"code":0,"message":"success"}')],
      ] as const) {
        it(`says ${code} when it ${what}, and waits`, async () => {
          const rig = (await make({ kind: "secret", settings: { hp: await serve(answer) } })).boot();
          await rig.said(code);
          await rig.said(S_WAITING);
          assert.equal(rig.count(S_ONLINE), 0);
        });
      }

      it("says 422 and believes nothing when the date of its answer is behind the end of its certificate", async () => {
        const date = new Date(Date.now() + 1000 * 86400 * 1000).toUTCString();
        const answer = whole('{"code":0,"info":{"token":"t"},"message":"success"}').replace("\r\n", `\r\nDate: ${date}\r\n`);
        const rig = (await make({ kind: "secret", settings: { hp: await serve(answer) } })).boot();
        await rig.said(E_CERT_EXPIRED);
        assert.equal(rig.count(S_ONLINE), 0);
      });

      it("says 406 when nobody listens", async () => {
        const server = net.createServer();
        const hp = await listen(server);
        await new Promise((done) => server.close(done));
        const rig = (await make({ kind: "secret", settings: { hp } })).boot();
        await rig.said(E_REFUSED);
      });

      it("says 425 when its certificate is of another root, and sends it nothing", async () => {
        const other = mkdtempSync(join(tmpdir(), "linkino-http-"));
        const { certPem, keyPem } = await openCertificates(other, "127.0.0.1");
        rmSync(other, { recursive: true });
        let heard = 0;
        const server = tls.createServer({ cert: certPem, key: keyPem, maxVersion: "TLSv1.2" });
        server.on("secureConnection", (socket) => socket.on("data", () => heard++));
        const rig = (await make({ kind: "secret", settings: { hp: await listen(server) } })).boot();
        await rig.said(E_CERT_SIGNATURE);
        assert.equal(heard, 0);
      });
    });
  });
}
