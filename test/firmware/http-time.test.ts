// A device on HTTPS in virtual time: what its requests look like, when it tries again, and what becomes of a report when
// nothing goes right.
import assert from "node:assert/strict";
import {
  E_HTTP_AUTH, E_HTTP_BUSY, E_HTTP_KIND, E_HTTP_REFUSED, E_HTTP_TIMEOUT, E_HTTP_TOKEN, E_OTHER_IDENTITY, E_QUEUE_FULL, E_REFUSED,
  E_REGISTER_ANSWER, E_REGISTER_FORM, E_SECRET_NOT_STORED, E_SECRET_REFUSED, E_WIFI_LOST, S_ONLINE, S_REGISTERING,
} from "../../lib/codes.ts";
import { readIdentity } from "../../tools/provision.ts";
import { httpImage } from "./http-rig.ts";
import { answerOf, HttpServer } from "./http-server.ts";
import { BOARD, type Kind } from "./images.ts";
import { cleanUp, Rig, type RigOptions } from "./rig.ts";

const NAMES = "a1X2bEnP82z/lamp-1";
const POST = `/topic/sys/${NAMES}/thing/event/property/post`;

describe("a device on HTTPS, in time,", () => {
  before(async function () {
    this.timeout(60000);
    await Promise.all([httpImage("native", "register"), httpImage("native", "secret"), httpImage("native", "regnwl")]);
  });

  let rig: Rig;
  let server: HttpServer;
  const make = async (kind: Kind = "register", options: RigOptions = {}): Promise<void> => {
    rig = await Rig.make({
      kind, image: await httpImage("native", kind),
      net: (platform) => (server = new HttpServer(platform.clock, "")),
      ...options,
      settings: { hh: "as-http.example", rh: "auth.example", ...options.settings },
    });
    server.secret = rig.device!.deviceSecret;
  };
  afterEach(() => {
    const busiest = server.busiestMinute;
    cleanUp();
    assert.ok(busiest <= 5, `${busiest} connects in a minute`);
  });
  const report = (values: object): void => void rig.type(`app.report(${JSON.stringify(values)})`);
  const heard = (): string[] => rig.lines.filter((line) => /^(report|sent) /.test(line));

  it("asks the three services in the forms that they take (mistakes 45 to 48, and 50)", async () => {
    await make();
    rig.toCode(S_ONLINE);
    report({ power: 1 });
    rig.until(() => heard().length > 0);
    assert.deepEqual(heard(), ["report 0 892687627916247041"]);
    const [registration, auth, topic] = server.asked as [any, any, any];
    assert.deepEqual(server.asked.map(({ host, port }) => [host, port]), [["auth.example", 443], ["as-http.example", 443], ["as-http.example", 443]]);
    assert.equal(registration.line, "POST /auth/register/device HTTP/1.1");
    assert.equal(registration.headers["Content-Type"], "application/x-www-form-urlencoded");
    assert.deepEqual([...new URLSearchParams(registration.body).keys()], ["productKey", "deviceName", "random", "sign", "signMethod"]);
    assert.equal(auth.line, "POST /auth HTTP/1.1");
    assert.equal(auth.headers["Content-Type"], "application/json");
    assert.deepEqual(Object.keys(JSON.parse(auth.body)).sort(), ["clientId", "deviceName", "productKey", "sign", "signmethod", "version"]);
    assert.equal(topic.line, `POST ${POST} HTTP/1.1`);
    assert.deepEqual(topic.headers, {
      Host: "as-http.example", password: "t0", "Content-Type": "application/octet-stream", "Content-Length": String(topic.body.length),
    });
    for (const { headers, body } of server.asked) {
      assert.equal(headers["Content-Length"], String(body.length));
      assert.ok(!("Transfer-Encoding" in headers));
    }
  });

  it("sends the reports of one turn on one connection, closes it behind the last, and opens another for the next", async () => {
    await make("secret");
    rig.toCode(S_ONLINE).run(5);
    assert.deepEqual(server.connections.map(({ isOpen }) => isOpen), [false]);
    rig.type(`(function() { for (var i = 0; i < 9; i++) app.report({ power: i }) })()`).run(5);
    assert.equal(rig.said(`code ${E_QUEUE_FULL}`), 1);
    assert.equal(heard().length, 8);
    assert.deepEqual(server.of(POST).map(({ connection, body }) => [connection, JSON.parse(body).params.power]), [...Array(8).keys()].map((i) => [1, i]));
    assert.deepEqual(server.connections.map(({ isOpen }) => isOpen), [false, false]);
    assert.equal(server.of("/auth").length, 1);
  });

  it("takes a new connection where the server closes behind each answer", async () => {
    await make("secret");
    rig.toCode(S_ONLINE).run(60);
    server.react = () => answerOf('{"code":0,"info":{"messageId":1}}', "Connection: close");
    rig.type(`app.report({ a: 1 }); app.report({ a: 2 })`).run(10);
    assert.deepEqual(heard(), ["report 0 1", "report 0 1"]);
    assert.equal(new Set(server.of(POST).map(({ connection }) => connection)).size, 2);
  });

  it("gives a server 30 s, waits longer each time, and ends a report with 324 after three tries", async () => {
    await make("secret");
    rig.toCode(S_ONLINE).run(5);
    server.react = () => "stall";
    report({ power: 1 });
    rig.until(() => heard().length > 0, 300);
    assert.deepEqual(heard(), [`report ${E_HTTP_TIMEOUT} undefined`]);
    const times = server.of(POST).map(({ at }) => at);
    assert.equal(times.length, 3);
    assert.ok(times[1]! - times[0]! >= 32 && times[2]! - times[1]! >= 42, times.join());
    server.react = () => undefined;
    report({ power: 2 });
    rig.until(() => heard().length > 1, 120);
    assert.match(heard()[1]!, /^report 0 /);
  });

  it("ends all that waits, one after the other, while nobody listens, and goes on when somebody does", async () => {
    await make("secret");
    server.isUp = false;
    rig.boot().run(5);
    rig.type(`app.report({ a: 1 }); app.report({ a: 2 })`);
    rig.until(() => heard().length > 1, 2000);
    assert.deepEqual(heard(), Array(2).fill(`report ${E_REFUSED} undefined`));
    server.isUp = true;
    rig.toCode(S_ONLINE, 400);
    report({ a: 3 });
    rig.until(() => heard().length > 2);
    assert.match(heard()[2]!, /^report 0 /);
  });

  it("fetches one new token for a report, not one after another, where the platform takes none (mistake 49)", async () => {
    for (const code of [20001, 20003]) {
      await make("secret");
      rig.toCode(S_ONLINE).run(5);
      server.react = ({ line }) => (line.startsWith("POST /topic") ? answerOf(`{"code":${code},"message":""}`) : undefined);
      report({ power: 1 });
      rig.until(() => heard().length > 0, 300);
      assert.deepEqual(heard(), [`report ${E_HTTP_TOKEN} ${code}`]);
      assert.ok(server.of("/auth").length <= 5, "tokens");
    }
  });

  for (const [code, times, end] of [
    [30001, 1, E_HTTP_REFUSED], [10001, 1, E_HTTP_REFUSED], [20002, 1, E_HTTP_REFUSED], [10000, 3, E_HTTP_REFUSED], [40000, 3, E_HTTP_BUSY],
  ] as const) {
    it(`tries ${times} times where the platform answers ${code}`, async () => {
      await make("secret");
      rig.toCode(S_ONLINE).run(5);
      server.react = () => answerOf(`{"code":${code},"message":"no"}`);
      report({ power: 1 });
      rig.until(() => heard().length > 0, 300).run(600);
      assert.equal(heard().length, 1);
      assert.ok(heard()[0]!.startsWith(`report ${end} `), heard()[0]);
      assert.equal(server.of(POST).length, times);
    });
  }

  it("keeps a report while Wi-Fi is away", async () => {
    await make("secret");
    rig.toCode(S_ONLINE).run(5);
    rig.board.wifi.setReach(false);
    rig.toCode(E_WIFI_LOST, 5);
    report({ power: 1 });
    rig.run(1);
    assert.deepEqual(heard(), []);
    rig.board.wifi.setReach(true);
    rig.until(() => heard().length > 0, 200);
    assert.match(heard()[0]!, /^report 0 /);
  });

  it("registers anew or goes on, wherever power is lost while it registers, and always with the secret that was given last", async () => {
    let cuts = 0;
    for (let write = 1; ; write++) {
      await make();
      rig.board.cutPowerAt(write);
      rig.boot();
      rig.until(() => rig.ends.includes("cut") || rig.count(S_ONLINE) > 0, 30);
      if (!rig.ends.includes("cut")) break;
      cuts++;
      if (!rig.board.isOn) rig.boot();
      rig.until(() => rig.count(S_ONLINE) > 0, 120);
      assert.equal(readIdentity(rig.board.flash, BOARD)?.secret, server.secret, `write ${write}`);
      rig.close();
    }
    assert.ok(cuts > 5, `${cuts} writes`);
  });

  it("says 305 and fetches no token where flash does not keep the secret", async () => {
    await make();
    const { flash } = rig.board;
    const { journalStart, pageBytes } = flash.map;
    const write = flash.write.bind(flash);
    server.react = () => {
      flash.write = (addr, bytes) =>
        write(addr, addr >= journalStart && addr < journalStart + 4 * pageBytes ? Buffer.alloc(bytes.length, 0xff) : bytes);
      return undefined;
    };
    rig.toCode(E_SECRET_NOT_STORED).run(1);
    assert.deepEqual(server.of("/auth "), []);
  });

  for (const [what, body, code] of [
    ["without a secret", '{"code":200,"data":{}}', E_REGISTER_ANSWER],
    ["for another device", `{"code":200,"data":{"productKey":"a1X2bEnP82z","deviceName":"lamp-2","deviceSecret":"${"f".repeat(32)}"}}`, E_REGISTER_ANSWER],
    ["that names a wrong form", '{"code":460,"message":"request parameter error"}', E_REGISTER_FORM],
    ["that names a wrong method", '{"code":6292,"message":""}', E_REGISTER_FORM],
  ] as const) {
    it(`stores nothing from an answer ${what}, says ${code} and asks again`, async () => {
      await make();
      server.react = () => answerOf(body);
      rig.toCode(code);
      assert.equal(readIdentity(rig.board.flash, BOARD), undefined);
      server.react = () => undefined;
      rig.until(() => rig.count(S_ONLINE) > 0, 120);
      assert.equal(readIdentity(rig.board.flash, BOARD)?.secret, server.secret);
    });
  }

  it("says 310 for the identity of another device, and registers under its own name", async () => {
    const identity = { productKey: "a1X2bEnP82z", deviceName: "another", secret: "f".repeat(32), clientId: "" };
    await make("register", { what: { identity } });
    rig.toCode(S_ONLINE);
    assert.equal(rig.count(E_OTHER_IDENTITY), 1);
    assert.equal(readIdentity(rig.board.flash, BOARD)?.deviceName, "lamp-1");
  });

  it("says 307 when its secret is refused three times, and registers again where it was told to", async () => {
    const identity = { productKey: "a1X2bEnP82z", deviceName: "lamp-1", secret: "0".repeat(32), clientId: "" };
    await make("register", { what: { identity }, settings: { re: 1 } });
    rig.toCode(E_SECRET_REFUSED, 300).until(() => rig.count(S_ONLINE) > 0, 300);
    assert.equal(rig.count(S_REGISTERING), 1);
    assert.equal(rig.count(E_HTTP_AUTH), 3);
  });

  it("waits an hour when its secret is refused three times and it has nothing else", async () => {
    await make("secret");
    server.secret = "another";
    rig.toCode(E_SECRET_REFUSED, 300);
    const before = server.asked.length;
    rig.run(3500);
    assert.equal(server.asked.length, before);
  });

  it("ends its reports with 332 where it registers without a pre-created name, which HTTPS does not offer", async () => {
    await make("regnwl");
    rig.boot();
    report({ power: 1 });
    rig.until(() => heard().length > 0);
    assert.deepEqual(heard(), [`report ${E_HTTP_KIND} undefined`]);
    assert.deepEqual(server.connects, []);
  });

  it("runs in safe mode after three starts that were never online, and normally once it was", async () => {
    await make("secret");
    server.isUp = false;
    for (let start = 0; start < 3; start++) {
      rig.boot().run(5);
      rig.board.powerOff();
      rig.run(60);
    }
    rig.boot().run(5);
    assert.equal(rig.said("APP main"), 3);
    server.isUp = true;
    rig.toCode(S_ONLINE, 400).board.powerOff();
    rig.boot().run(5);
    assert.equal(rig.said("APP main"), 4);
  });
});
