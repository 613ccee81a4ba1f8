// Remote configuration (help: Remote configuration): one JSON text for a product, which devices ask for or are told of;
// they get its digest and where it is fetched.

import { createHash, randomUUID } from "node:crypto";
import { E_ARGUMENT_WRONG, E_CONFIG_NONE, E_QUOTA, Failure } from "../../../lib/codes.ts";
import { isObject } from "../json.ts";
import { CONFIG_MAX_BYTES } from "../limits.ts";
import type { RemoteConfig } from "../state.ts";
import type { Owner } from "../topics.ts";
import type { Desk } from "./desk.ts";
import { type Answer, type Routes, SUCCESS, WRONG_PARAMS } from "./mail.ts";

/** Where a device fetches a configuration: an https address. */
export type ConfigUrl = (owner: Owner, config: RemoteConfig) => string;

export class Configs {
  private readonly _desk: Desk;
  private readonly _url: ConfigUrl;

  constructor(desk: Desk, url: ConfigUrl) {
    this._desk = desk;
    this._url = url;
  }

  routes(): Routes {
    return {
      "/sys/thing/config/get": this._desk.asks(({ owner, params }) => {
        if (!isObject(params) || params.configScope !== "product" || params.getType !== "file") return WRONG_PARAMS;
        const answer = this._answer(owner);
        this._desk.hub.report("config", owner, { asked: true, code: answer.code });
        return answer;
      }),
      "/sys/thing/config/push_reply": this._desk.tells(({ owner, id, message }) => {
        this._desk.hub.report("config", owner, { id, code: Number(message.code ?? 0) });
      }),
    };
  }

  /** Sets the text, or turns the configuration on or off; fails with E_ARGUMENT_WRONG unless it is JSON, or E_QUOTA. */
  set(productKey: string, { content, on }: { content?: string; on?: boolean }): RemoteConfig {
    const before = this._desk.state.configs.get(productKey);
    if (content !== undefined) this._check(content);
    const config = { id: randomUUID().replaceAll("-", ""), content: "", on: true, ...before };
    if (on !== undefined) config.on = on;
    if (content !== undefined) Object.assign(config, { id: randomUUID().replaceAll("-", ""), content });
    this._desk.state.putConfig(productKey, config);
    return config;
  }

  /** Tells the devices of a product that are online; returns how many. Fails with E_CONFIG_NONE. */
  push(productKey: string): number {
    const config = this._desk.state.configs.get(productKey);
    if (config === undefined || config.content === "" || !config.on) throw new Failure(E_CONFIG_NONE, productKey);
    let count = 0;
    for (const owner of this._desk.state.devices.values()) {
      if (owner.productKey !== productKey || !this._desk.hub.isOnline(owner)) continue;
      if (this._desk.tell(owner, "thing/config/push", this._tellOf(owner, config), 1) === "sent") count++;
    }
    return count;
  }

  private _answer(owner: Owner): Answer {
    const config = this._desk.state.configs.get(owner.productKey);
    if (config?.on === false) return { code: 6713, message: "remote configuration is switched off" };
    if (config === undefined || config.content === "") return { code: 6710, message: "no remote configuration" };
    return { ...SUCCESS, data: this._tellOf(owner, config) };
  }

  private _tellOf(owner: Owner, config: RemoteConfig): object {
    const bytes = Buffer.from(config.content);
    return {
      configId: config.id,
      configSize: bytes.length,
      sign: createHash("sha256").update(bytes).digest("hex"),
      signMethod: "Sha256",
      url: this._url(owner, config),
      getType: "file",
    };
  }

  private _check(content: string): void {
    if (this._desk.hub.limits && Buffer.byteLength(content) > CONFIG_MAX_BYTES)
      throw new Failure(E_QUOTA, `${CONFIG_MAX_BYTES} bytes of configuration`);
    try {
      JSON.parse(content);
    } catch (error) {
      throw new Failure(E_ARGUMENT_WRONG, (error as Error).message);
    }
  }
}
