// Files that an instance hands out by HTTPS: by a signed address, whole or by a range.

import assert from "node:assert/strict";
import type { Instance } from "../../bench/instance/index.ts";
import { cleanUp, FakeClock, start } from "./fixture.ts";
import { type Answer, call } from "./http-client.ts";

const DAY_MS = 24 * 3600 * 1000;

describe("an instance as a store of files", () => {
  let clock: FakeClock;
  let instance: Instance;

  beforeEach(async () => {
    clock = new FakeClock();
    instance = await start({ clock });
  });
  afterEach(cleanUp);

  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => i & 255));
  const pathOf = (url: string): string => url.slice(url.indexOf("/", 8));
  const fetch = (url: string, range?: string): Promise<Answer> =>
    call(instance, pathOf(url), { method: "GET", ...(range !== undefined && { headers: { Range: range } }) });

  it("hands one out by its address, for a day", async () => {
    const url = instance.fileUrl("settings 1", bytes);
    assert.ok(url.startsWith(`https://127.0.0.1:${instance.httpPort}/config/settings%201?Expires=`));
    const answer = await fetch(url);
    assert.deepEqual([answer.status, answer.bytes], [200, bytes]);
    clock.advance(DAY_MS + 1000);
    assert.equal((await fetch(url)).status, 403);
  });

  it("refuses an address that was changed", async () => {
    const url = instance.fileUrl("a", bytes);
    instance.fileUrl("b", bytes);
    const later = url.replace(/Expires=(\d+)/, (_all, sec: string) => `Expires=${Number(sec) + 1}`);
    for (const bent of [url.replace("/a?", "/b?"), later, url.replace(/.$/, "!"), url.replace(/\?.*/, "")])
      assert.equal((await fetch(bent)).status, 403, bent);
  });

  for (const [range, from, to] of [
    ["bytes=0-0", 0, 0], ["bytes=10-19", 10, 19], ["bytes=990-", 990, 999], ["bytes=-5", 995, 999],
    ["bytes=0-5000", 0, 999], ["bytes=-5000", 0, 999],
  ] as const) {
    it(`hands out ${range}`, async () => {
      const answer = await fetch(instance.fileUrl("a", bytes), range);
      assert.deepEqual([answer.status, answer.headers["content-range"]], [206, `bytes ${from}-${to}/1000`]);
      assert.deepEqual(answer.bytes, bytes.subarray(from, to + 1));
    });
  }

  it("answers 416 behind the end, and the whole to what is no range", async () => {
    const url = instance.fileUrl("a", bytes);
    const behind = await fetch(url, "bytes=1000-1001");
    assert.deepEqual([behind.status, behind.headers["content-range"]], [416, "bytes */1000"]);
    for (const range of ["lines=1-2", "bytes=5-2", "bytes=-", "bytes=1-2,4-5"])
      assert.deepEqual((await fetch(url, range)).bytes, bytes, range);
  });
});
