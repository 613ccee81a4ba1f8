// What is kept in flash: the shares of the pages, the numbers of the records, and the fields in them.

import assert from "node:assert/strict";
import * as records from "../../../lib/flash/records.ts";
import { packFields, unpackFields } from "../../../lib/flash/records.ts";

describe("records", () => {
  it("share out the 16 pages without overlap", () => {
    const shares = [
      [records.RECORD_PAGE, 2 * records.RECORD_BANKS],
      [records.SESSION_PAGE, 2 * records.SESSION_BANKS],
      [records.MARKS_PAGE, 1],
      [records.QUEUE_PAGE, records.QUEUE_PAGES],
    ] as const;
    let next = 0;
    for (const [page, pages] of shares) {
      assert.equal(page, next);
      next += pages;
    }
    assert.equal(next, 16);
  });

  it("have the type numbers that boards hold", () => {
    const { RECORD_IDENTITY, RECORD_SETTINGS, RECORD_PRODUCT, RECORD_WIFI, RECORD_UPDATE } = records;
    const { RECORD_SESSION, RECORD_RANDOM, RECORD_COMMANDS, RECORD_CONSOLE, RECORD_TIME } = records;
    assert.deepEqual(
      [
        RECORD_IDENTITY, RECORD_SETTINGS, RECORD_PRODUCT, RECORD_WIFI, RECORD_UPDATE,
        RECORD_SESSION, RECORD_RANDOM, RECORD_COMMANDS, RECORD_CONSOLE, RECORD_TIME,
      ],
      [1, 2, 3, 4, 5, 6, 7, 9, 10, 11],
    );
  });

  it("keep their fields byte for byte", () => {
    for (const fields of [[], [""], ["a1B2c3D4e5F", "device\0\xff", "", "x".repeat(300)]]) {
      assert.deepEqual(unpackFields(packFields(fields)), fields);
    }
    assert.equal(packFields(["ab", ""]), "\0\x02ab\0\0");
  });

  it("have no fields when lengths and data do not agree", () => {
    const packed = packFields(["ssid", "password"]);
    for (let length = 1; length < packed.length; length++) {
      const fields = unpackFields(packed.slice(0, length));
      assert.ok(fields === 0 || length === 6, `${length}`);
    }
    assert.equal(unpackFields("\xff\xff"), 0);
  });
});
