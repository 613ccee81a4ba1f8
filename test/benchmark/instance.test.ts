// The benchmark of the instance goes through, with so few devices and so short rounds that its figures mean
// nothing.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as path from "node:path";
import { text } from "node:stream/consumers";

const BENCHMARK = path.join(import.meta.dirname, "instance.ts");

async function run(limit: string, ...args: string[]) {
  const command = `${limit} exec "${process.execPath}" --import tsx "${BENCHMARK}" ${args.join(" ")}`;
  const child = spawn("sh", ["-c", command], { stdio: ["ignore", "pipe", "pipe"] });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const code = child.exitCode ?? (await new Promise<number | null>((resolve) => child.once("exit", resolve)));
  return { code, out, err };
}

describe("npm run benchmark:instance", () => {
  it("compares connects and messages, and tells what a device takes in memory", async function () {
    this.timeout(60_000);
    const sizes = ["--devices", "40", "--connects", "8", "--rounds", "1", "--round-ms", "5"];
    const { code, out, err } = await run("", ...sizes);
    assert.equal(err, "");
    assert.ok(code === 0 || code === 1, "1: a ratio below the goal");
    const number = "\\d+(\\.\\d+)?";
    const cpu = `${number} µs against ${number}: ${number}`;
    const rates = new RegExp(`/s.* +${number} +${number} +${number} +${cpu}$`, "gm");
    assert.equal(out.match(rates)?.length, 6, out);
    assert.match(out, /^bytes a device, 40 held +-?\d+ +-?\d+$/m);
  });

  it("says beforehand that the system lets it open too few files", async () => {
    const { code, err } = await run("ulimit -n 500;");
    assert.equal(code, 2);
    assert.match(err, /^LK219 .*: 500, needed: 2100\n`ulimit -n/);
  });
});
