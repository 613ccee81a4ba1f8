import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlashFile, PowerCut } from "../../bench/board/flash.ts";
import { seededWords } from "../../bench/board/prng.ts";
import {
  appendFile, eraseFile, fileLength, openFile, readFile, readLine,
} from "../../bench/board/storage-file.ts";
import { Storage, StorageError } from "../../bench/board/storage.ts";
import { LINUX } from "./linux.ts";
import { runReal } from "./real.ts";

/**
 * One step on both sides: JavaScript for the interpreter, and the same on our Storage; both give a value to
 * print.
 */
interface Step {
  script: string;
  run: (storage: Storage) => unknown;
}

const quote = (text: string): string =>
  `"${[...text].map((c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`).join("")}"`;

function write(name: string, unit: string, times: number, offset = 0, size = 0): Step {
  return {
    script: `S.write(${quote(name)},${quote(unit)}.repeat(${times}),${offset},${size})`,
    run: (storage) => storage.write(name, unit.repeat(times), offset, size),
  };
}

function stats(storage: Storage): string {
  const { totalBytes, freeBytes, fileBytes, fileCount, trashBytes, trashCount } = storage.getStats();
  return [totalBytes, freeBytes, fileBytes, fileCount, trashBytes, trashCount].join();
}

const STATS: Step = {
  script:
    "(function(t){return[t.totalBytes,t.freeBytes,t.fileBytes,t.fileCount,t.trashBytes,t.trashCount]" +
    ".join()})(S.getStats())",
  run: stats,
};

/** A seeded mix of all operations, with names that are cut, that have a drive letter, and that repeat. */
function mix(seed: number, count: number, maxTimes: number): Step[] {
  const words = seededWords(seed);
  const below = (n: number): number => words() % n;
  const names = [
    "a",
    "b",
    "boot",
    ".boot0",
    "C:c",
    "n".repeat(27),
    "n".repeat(28),
    "n".repeat(33),
    "\xff\x01",
    "x:y",
  ];
  const name = (): string => names[below(names.length)]!;
  const unit = (): string => String.fromCharCode(...Array.from({ length: 1 + below(7) }, () => below(256)));
  const steps: (() => Step)[] = [
    () => write(name(), unit(), 1 + below(maxTimes)),
    () => write(name(), unit(), 1 + below(30)),
    () => write(name(), unit(), 1 + below(3), below(40), below(3) * 50),
    () => {
      const n = name();
      return { script: `S.erase(${quote(n)})`, run: (storage) => void storage.erase(n) };
    },
    () => {
      const [n, offset, length] = [name(), below(50), below(50)];
      return {
        script: `E.CRC32(S.read(${quote(n)},${offset},${length})||"")`,
        run: (storage) => crcText(storage.read(n, offset, length) ?? Buffer.alloc(0)),
      };
    },
    () => {
      const [n, text] = [
        name(),
        unit()
          .repeat(1 + below(60))
          .replaceAll("\xff", "\n"),
      ];
      return {
        script: `S.open(${quote(n)},"a").write(${quote(text)})`,
        run: (storage) => appendFile(storage, openFile(storage, n, "a"), text),
      };
    },
    () => {
      const [n, length] = [name(), below(100)];
      return {
        script:
          `(function(f){return [f.readLine()||"",f.read(${length})||"",""+f.getLength()]` +
          `.map(E.CRC32).join()})(S.open(${quote(n)},"r"))`,
        run: (storage) => {
          const file = openFile(storage, n, "r");
          const parts = [readLine(storage, file) ?? "", readFile(storage, file, length) ?? ""];
          return [...parts, fileLength(storage, file)]
            .map((part) => crcText(Buffer.from(`${part}`, "latin1")))
            .join();
        },
      };
    },
    () => {
      const n = name();
      return {
        script: `S.open(${quote(n)},"r").erase()`,
        run: (storage) => eraseFile(storage, openFile(storage, n, "r")),
      };
    },
    () => ({ script: "S.getFree()", run: (storage) => storage.getFree() }),
    () => STATS,
    () => ({ script: "S.hash()", run: (storage) => storage.hash() }),
    () => ({
      script: "E.CRC32(S.list().join())",
      run: (storage) => crcText(Buffer.from(storage.list().join(), "latin1")),
    }),
    () => ({
      script: "E.CRC32(S.list(undefined,{sf:true}).join())",
      run: (storage) => crcText(Buffer.from(storage.list({ only: 64 }).join(), "latin1")),
    }),
    () => (below(20) ? STATS : { script: "S.compact()", run: (storage) => void storage.compact() }),
    () => (below(10) ? STATS : { script: "S.optimise()", run: (storage) => void storage.optimise() }),
  ];
  return Array.from({ length: count }, () => steps[below(steps.length)]!());
}

function crcText(bytes: Buffer): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

function runOurs(storage: Storage, steps: Step[]): string[] {
  return steps.map((step) => {
    try {
      return String(step.run(storage));
    } catch (error) {
      assert.ok(error instanceof StorageError, String(error));
      return `Error: ${error.message}`;
    }
  });
}

function toScript(steps: Step[]): string {
  const lines = steps.map((step) => `r(function(){return ${step.script}});`);
  const run = 'function r(f){try{print("=>"+f())}catch(e){print("=>Error: "+e.message)}}';
  return `var S=require("Storage");${run};${lines.join("\n")}`;
}

describe("Storage and the real interpreter", function () {
  this.timeout(60000);
  let dir = "";
  before(function () {
    if (!process.env.ESPRUINO) this.skip();
  });
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "linkino-parity-"))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const compare = async (steps: Step[]): Promise<Buffer> => {
    const flash = FlashFile.open(join(dir, "ours.flash"), LINUX, { create: true });
    const storage = new Storage(flash, LINUX);
    assert.ok(storage.checkAtBoot());
    const ours = runOurs(storage, steps);
    flash.close();
    const printed = await runReal(dir, toScript(steps));
    const theirs = printed
      .filter((line) => line.includes("=>"))
      .map((line) => line.slice(line.indexOf("=>") + 2));
    ours.forEach((line, n) => assert.equal(line, theirs[n], `step ${n}: ${steps[n]!.script.slice(0, 300)}`));
    const bytes = readFileSync(join(dir, "espruino.flash"));
    const differs = readFileSync(join(dir, "ours.flash")).findIndex((byte, at) => byte !== bytes[at]);
    assert.equal(differs, -1, `first difference at 0x${differs.toString(16)}`);
    return bytes;
  };

  it("write the same bytes for every operation, one by one", async () => {
    await compare([
      write("a", "hello", 1),
      write("a", "hello", 1),
      write("a", "world!", 1),
      write("r", "ab", 1, 0, 50),
      write("r", "cd", 1, 10),
      write("r", "zz", 1, 10),
      write("r", "x", 60, 0),
      write("r", "x", 60, 1),
      write("e", "", 1),
      write("e", "", 1, 0, 10),
      write("none", "x", 1, 3),
      write("C:drive", "x", 9),
      STATS,
    ]);
  });

  for (const seed of [1, 2, 3, 4]) {
    it(`write the same bytes in a mix of small files, seed ${seed}`, async () => {
      await compare(mix(seed, 400, 200));
    });
  }

  for (const seed of [5, 6]) {
    it(`write the same bytes when Storage fills up and compacts, seed ${seed}`, async () => {
      const bytes = await compare(mix(seed, 250, 4000));
      assert.ok(bytes.length === 262144);
    });
  }

  it("find the same files when each takes over the other's flash", async () => {
    const first = mix(7, 150, 500);
    const second = mix(8, 150, 500);
    const theirs = await runReal(dir, toScript(first));
    const flash = FlashFile.open(join(dir, "espruino.flash"), LINUX);
    const storage = new Storage(flash, LINUX);
    assert.ok(storage.checkAtBoot());
    assert.ok(theirs.length > 100);
    runOurs(storage, second);
    const listed = storage.list().map((name) => `${crcText(Buffer.from(name, "latin1"))}`);
    const free = storage.getFree();
    flash.close();
    const script = 'var S=require("Storage");print(S.list().map(E.CRC32).join());print(S.getFree())';
    const lines = await runReal(dir, script);
    assert.deepEqual(lines.slice(0, 2), [listed.join(), `${free}`]);
  });

  it("find damaged flash corrupt or sound alike, and erase alike", async () => {
    const words = seededWords(99);
    const seen = { sound: 0, erased: 0 };
    for (let round = 0; round < 12; round++) {
      const flash = FlashFile.inMemory(LINUX);
      const storage = new Storage(flash, LINUX);
      runOurs(storage, mix(100 + round, 25, 300));
      flash.cutAt(1 + (words() % 60), { seed: round, marginal: false });
      try {
        if (round % 2) storage.compact();
        storage.write("cut", "damage".repeat(50));
      } catch (error) {
        assert.ok(error instanceof PowerCut);
      }
      flash.powerOn();
      const copy = FlashFile.open(join(dir, "espruino.flash"), LINUX, { create: true });
      for (let page = copy.map.base; page < copy.map.end; page += copy.map.pageBytes) copy.erase(page);
      copy.write(copy.map.base, flash.snapshot());
      copy.close();
      if (new Storage(flash, LINUX).checkAtBoot()) seen.sound++;
      else seen.erased++;
      await runReal(dir, "0");
      assert.ok(readFileSync(join(dir, "espruino.flash")).equals(flash.snapshot()), `round ${round}`);
    }
    assert.ok(seen.sound > 0 && seen.erased > 0, JSON.stringify(seen));
  });
});
