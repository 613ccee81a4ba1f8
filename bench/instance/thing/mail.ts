// The forms of what passes over the desk: a message as it came and as it was read, and what it is answered with.

import type { Clock } from "../clock.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Product, State } from "../state.ts";
import type { Owner } from "../topics.ts";
import type { Delivery } from "../traffic.ts";

/** What the thing model needs from the rest of the instance. */
export interface ThingHub {
  state: State;
  clock: Clock;
  limits: boolean;
  deliver(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): Delivery;
  isOnline(owner: Owner): boolean;
  /** The `ext` bitmap of the device's login; 0 while it is offline. */
  extOf(owner: Owner): number;
  report(event: string, owner: Partial<Owner>, details: object): void;
}

/** A message of a device as it came. */
export interface Letter {
  owner: Owner;
  topic: string;
  payload: Buffer;
  qos: 0 | 1;
  /** Takes the answer in place of the topic's `_reply`. */
  answer?: (reply: object) => void;
}

/** The same on its way to who handles it. */
export interface Mail extends Letter {
  /** The topic without the device's names. */
  route: string;
  /** The level of the topic that a `+` of the route's pattern stands for, "" without one. */
  name: string;
}

/** A message of a device, read. */
export interface Request extends Mail {
  key: string;
  product: Product;
  id: string | undefined;
  params: Json | undefined;
  message: JsonObject;
}

/** What a request is answered with; left out: "success", `{}`. */
export interface Answer {
  code: number;
  message?: string;
  data?: Json | object;
}

/** A device's answer to what it was asked. */
export interface Reply {
  id: string;
  code: number;
  data: Json;
}

/** Takes a message; fails when it cannot be stored. */
export type Take = (mail: Mail) => void;
export type Routes = Record<string, Take>;

export const SUCCESS: Answer = { code: 200 };
export const WRONG_PARAMS: Answer = { code: 460, message: "request parameter error" };
