// What the platform asked devices and they have not answered yet.

import { E_DEVICE_OFFLINE, E_REPLY_MISSING, Failure } from "../../lib/codes.ts";
import type { Clock } from "./clock.ts";

/** An answer to come. */
export interface Expected<T> {
  /** Fails with E_REPLY_MISSING after its time, with E_DEVICE_OFFLINE when the instance is closed before. */
  promise: Promise<T>;
  /** Stops waiting. */
  cancel(): void;
}

interface Waiting<T> {
  settle(answer: T): void;
  fail(failure: Failure): void;
}

export class Replies<T> {
  private readonly _clock: Clock;
  private readonly _waiting = new Map<string, Waiting<T>>();

  constructor(clock: Clock) {
    this._clock = clock;
  }

  /** Begins to wait for the answer known by `key`; `what` names the question in a failure. */
  expect(key: string, what: string, timeoutMs: number): Expected<T> {
    let stop = () => {};
    const promise = new Promise<T>((settle, fail) => {
      this._waiting.set(key, { settle, fail });
      stop = this._clock.after(timeoutMs, () => fail(new Failure(E_REPLY_MISSING, what)));
    });
    // A question that could not be sent leaves its promise behind, unheard.
    promise.catch(() => undefined);
    const cancel = () => {
      stop();
      this._waiting.delete(key);
    };
    return { promise, cancel };
  }

  /** Hands in an answer; one that nobody waits for is ignored. */
  settle(key: string, answer: T): void {
    this._waiting.get(key)?.settle(answer);
  }

  /** Fails all that is still open. */
  close(): void {
    for (const { fail } of this._waiting.values())
      fail(new Failure(E_DEVICE_OFFLINE, "the instance was closed"));
  }
}
