// What is kept of devices and products outlives a rewrite of the state file, all of it.

import assert from "node:assert/strict";
import { State } from "../../bench/instance/state.ts";
import { cleanUp, tempFolder } from "./fixture.ts";

const KEY = "device1&a1";

/** All that a state says of the device. */
function tell(state: State): object {
  const { values, history, events, desired, tags, shadow, log, logs } = state.data(KEY);
  return {
    values: [...values],
    history: history.names().map((name) => [name, history.of(name)]),
    events: events.all(),
    desired: [...desired],
    tags: [...tags],
    shadow,
    log: log.all(),
    logs,
    configs: [...state.configs],
  };
}

describe("instance: a rewritten state file", () => {
  afterEach(cleanUp);

  it("holds everything that the old one did", async () => {
    const dir = await tempFolder(false);
    const state = new State(dir);
    const at = (value: number) => ({ value, time: 100 + value });
    state.putValues(KEY, { a: at(1), constructor: at(2) });
    state.putReport(KEY, { a: [at(3), at(4)], b: [at(5)] }, [{ identifier: "e", value: { x: 1 }, time: 1 }]);
    state.putReport(KEY, { a: [{ value: 0, time: 1 }], c: [{ value: 9, time: 1 }] }, [], true);
    state.putData({ t: "desired", key: KEY, values: { a: { value: 1, version: 3, time: 1 }, b: { version: 2, time: 1 } } });
    state.putData({ t: "tags", key: KEY, tags: { room: "kitchen", old: "x" } });
    state.putData({ t: "tags", key: KEY, tags: { old: null } });
    const times = { reported: { a: 1 }, desired: {} };
    state.putData({ t: "shadow", key: KEY, shadow: { reported: { a: 1 }, desired: {}, times, version: 7 } });
    state.putData({ t: "log", key: KEY, entries: [{ logLevel: "INFO", logContent: "x" }] });
    state.putData({ t: "logs", key: KEY, on: true });
    state.putConfig("a1", { id: "1", content: "{}", on: false });
    const before = tell(state);
    assert.match(JSON.stringify(before), /"kitchen".*"version":7.*"logs":true/);
    for (let i = 0; i < 2; i++) {
      state.rewrite();
      assert.deepEqual(tell(state), before);
    }
    await state.close();
    const again = new State(dir);
    assert.deepEqual(tell(again), before);
    again.dropDevice(KEY);
    assert.equal(again.data(KEY).values.size, 0);
    await again.close();
  });

  it("holds it also when it is long", async () => {
    const dir = await tempFolder(false);
    const state = new State(dir);
    const lengths = [10, 100_000, 30_000, 30_000, 30_000, 10];
    for (const [i, length] of lengths.entries()) state.putConfig(`a${i}`, { id: "1", content: "é".repeat(length), on: true });
    const before = [...state.configs];
    state.rewrite();
    await state.close();
    const again = new State(dir);
    assert.equal(again.tornBytes, 0);
    assert.deepEqual([...again.configs], before);
    await again.close();
  });
});
