import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { E_BOARD_INVALID, E_BOARD_UNKNOWN, Failure } from "../../lib/codes.ts";
import { boardJsonSchema } from "../../tools/build/board.ts";
import { boardIds, buildImage, loadBoard } from "../../tools/build/index.ts";

const BOARDS = fileURLToPath(new URL("../../boards", import.meta.url));
const APP = fileURLToPath(new URL("../build/fixtures/app.ts", import.meta.url));

describe("boards", () => {
  it("are those of the README", () => {
    assert.deepEqual(boardIds(), ["esp32", "esp32-wrover", "esp32c3", "esp32s3", "linux"]);
  });

  for (const id of boardIds()) {
    it(`${id} is a valid file that can be built for`, async () => {
      const board = loadBoard(id);
      assert.equal(board.id, id);
      const verified = await buildImage({ entry: APP, board });
      assert.deepEqual([verified.manifest.features.tls, verified.warnings], ["verified", []]);
      const { manifest, warnings } = await buildImage({ entry: APP, board, tls: "native" });
      assert.equal(manifest.board, id);
      assert.ok(manifest.slot.free > 0);
      assert.equal(
        warnings.some((warning) => /can't start/.test(warning)),
        !board.tls.starts,
      );
      assert.equal(
        warnings.some((warning) => /does not verify/.test(warning)),
        !board.tls.verifies,
      );
    });
  }

  it("have no pin that is both free and taken", () => {
    for (const id of boardIds()) {
      const { usable, reserved, inputOnly } = loadBoard(id).pins;
      const all = [...usable, ...reserved, ...inputOnly];
      assert.equal(new Set(all).size, all.length, id);
    }
  });

  it("have a schema for editors that says what the program checks", async () => {
    const file = JSON.parse(await readFile(join(BOARDS, "board.schema.json"), "utf8")) as object;
    assert.deepEqual(file, boardJsonSchema());
  });
});

describe("a faulty board file", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "linkino-boards-"));
    await cp(BOARDS, folder, { recursive: true });
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const change = async (edit: (board: Record<string, never>) => void) => {
    const board = JSON.parse(await readFile(join(folder, "esp32.json"), "utf8")) as Record<string, never>;
    edit(board);
    await writeFile(join(folder, "esp32.json"), JSON.stringify(board));
  };
  const faultsOf = (id = "esp32"): string => {
    try {
      loadBoard(id, folder);
    } catch (error) {
      assert.ok(error instanceof Failure && error.code === E_BOARD_INVALID, String(error));
      return error.detail;
    }
    return assert.fail("the board was accepted");
  };

  it("is reported with all its faults at once", async () => {
    await change((board: Record<string, unknown>) => {
      board.jsVars = "many";
      board.rng = "3FF75144";
      (board.tls as Record<string, unknown>).starts = undefined;
      (board.crypto as string[]).push("md5");
    });
    const faults = faultsOf();
    for (const key of ["jsVars", "rng", "tls.starts", "crypto.7"])
      assert.match(faults, new RegExp(`\\n  ${key}: `));
  });

  it("gets the nearest name for a key that does not exist, at any depth", async () => {
    await change((board: Record<string, unknown>) => {
      board.slotByte = 1;
      (board.flash as Record<string, Record<string, unknown>>).storage.adr = "0x1";
    });
    assert.match(faultsOf(), /slotByte: unknown key, did you mean slotBytes\?/);
    assert.match(faultsOf(), /flash\.storage\.adr: unknown key, did you mean addr\?/);
  });

  it("is refused when its areas overlap or two slots do not fit", async () => {
    await change((board: Record<string, unknown>) => {
      (board.flash as Record<string, Record<string, unknown>>).journal.addr = "0x318000";
      board.slotBytes = 500_000;
    });
    assert.match(faultsOf(), /flash\.journal: must lie outside the Storage/);
    assert.match(faultsOf(), /slotBytes: two slots do not fit/);
  });

  it("is refused when it is no JSON", async () => {
    await writeFile(join(folder, "esp32.json"), "{");
    assert.match(faultsOf(), /boards\/esp32\.json: /);
  });

  it("is found under the nearest name when the name is unknown", () => {
    assert.throws(
      () => loadBoard("esp32-c3"),
      (error: unknown) => {
        assert.ok(error instanceof Failure && error.code === E_BOARD_UNKNOWN);
        assert.match(error.detail, /did you mean esp32c3\?/);
        return true;
      },
    );
  });
});
