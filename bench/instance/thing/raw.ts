// Raw data (help: Alink protocol, TSL message passthrough): bytes up and down. With a script of the product they are
// messages of the thing model; without one they are evidence, and nobody answers.

import type { JsonObject } from "../json.ts";
import type { Owner } from "../topics.ts";
import type { Calls } from "./calls.ts";
import type { Desk } from "./desk.ts";
import type { Mail, Routes, Take } from "./mail.ts";
import { ScriptFault, toProtocol, toRaw } from "./script.ts";

// `thing.event.property.post`, `thing.event.${event}.post`.
const REPORT = /^thing\.event\.[^/]+\.post$/;

export class Raw {
  private readonly _desk: Desk;
  private readonly _take: Take;

  /** `take` handles what the script makes of bytes, as if the device had sent that. */
  constructor(desk: Desk, take: Take) {
    this._desk = desk;
    this._take = take;
  }

  routes(): Routes {
    return {
      "/sys/thing/model/up_raw": (mail) => this._takeUp(mail),
      "/sys/thing/model/down_raw_reply": (mail) => this._takeReply(mail),
    };
  }

  /** Sends bytes as they are. With `sync` resolves with the bytes of the answer. Fails as Calls.rrpc. */
  async send(calls: Calls, owner: Owner, payload: Buffer, options: RawOptions = {}): Promise<Buffer | undefined> {
    const { sync = false, timeoutMs } = options;
    const topic = `/sys/${owner.productKey}/${owner.deviceName}/thing/model/down_raw`;
    if (sync) return calls.rrpc(owner, payload, { topic, timeoutMs });
    this._desk.check(owner, topic, this._desk.hub.deliver(owner, topic, payload, 0));
    return undefined;
  }

  private _takeUp(mail: Mail): void {
    const { owner, topic, payload, qos } = mail;
    const script = this._scriptOf(owner);
    if (script === null) return this._report(mail, "up");
    const answer = (message: object): void => {
      let bytes: Buffer;
      try {
        bytes = toRaw(script, message);
      } catch (error) {
        // Who can't be answered in its own form is answered in the platform's.
        bytes = Buffer.from(JSON.stringify(message));
        if (!(error instanceof ScriptFault)) throw error;
        this._report(mail, "up", undefined, error);
      }
      this._desk.hub.deliver(owner, `${topic}_reply`, bytes, qos);
    };
    try {
      const message = toProtocol(script, payload);
      const method = String(message.method ?? "");
      if (!REPORT.test(method)) throw new ScriptFault(6450, "script output lacks method");
      this._report(mail, "up", message);
      const alink = `/sys/${owner.productKey}/${owner.deviceName}/${method.replaceAll(".", "/")}`;
      this._take({ ...mail, topic: alink, payload: Buffer.from(JSON.stringify(message)), answer });
    } catch (error) {
      if (!(error instanceof ScriptFault)) throw error;
      this._report(mail, "up", undefined, error);
      const { code, message } = error;
      answer({ code, data: {}, id: "", message, method: "thing.model.up_raw", version: "1.0" });
    }
  }

  private _takeReply(mail: Mail): void {
    const script = this._scriptOf(mail.owner);
    if (script === null) return this._report(mail, "down_reply");
    try {
      const message = toProtocol(script, mail.payload);
      this._report(mail, "down_reply", message);
      this._desk.settle(mail.owner, message);
    } catch (error) {
      if (!(error instanceof ScriptFault)) throw error;
      this._report(mail, "down_reply", undefined, error);
    }
  }

  private _report({ owner, payload }: Mail, direction: string, message?: JsonObject, fault?: ScriptFault): void {
    const failed = fault && { failed: { code: fault.code, text: fault.message } };
    this._desk.hub.report("raw", owner, { direction, payload, ...(message && { message }), ...failed });
  }

  private _scriptOf({ productKey }: Owner): string | null {
    return this._desk.state.products.get(productKey)!.script;
  }
}

/** How bytes are sent to a device; a sync answer is waited for 8,000 ms unless given. */
export interface RawOptions {
  sync?: boolean;
  timeoutMs?: number;
}
