// The judgement over a CONNECT: which CONNACK it gets and, when it is let in, as whom (help: MQTT-TCP
// connections). The order of the checks is our choice: form before identity, identity before limits; a failed
// login counts against no limit.

import {
  type Capacity,
  CLIENT_ID_MAX_CHARS,
  CONNECTS_PER_MINUTE,
  KEEPALIVE_MAX_SEC,
  KEEPALIVE_MIN_SEC,
  PUBLIC_CAPACITY,
} from "./limits.ts";
import { type ClientId, parseClientId, parseUsername } from "./client-id.ts";
import { type Clock, Rate } from "./clock.ts";
import { type Secrets, drawn } from "./names.ts";
import { hashOf, isSame, isSigned, loginContent } from "./signature.ts";
import { type Push, register } from "./register.ts";
import { type Device, keyOf, type State } from "./state.ts";

/** How a connection reached the instance. */
export type Transport = "tls" | "plain";

/** The TLS of a connection. */
export interface Secure {
  /** OpenSSL's name. */
  suite: string;
  resumed: boolean;
  /** The device whose key opened it, as keyOf has it; undefined with a certificate. */
  psk: string | undefined;
}

/** What the gate looks at in a CONNECT. */
export interface Connect {
  clientId: string;
  username: string;
  password: string;
  keepaliveSec: number;
  transport: Transport;
  /** The device whose key opened the connection, as keyOf has it; none with a certificate or plain TCP. */
  psk?: string;
}

/** How the instance judges; see startInstance. */
export interface Manners {
  kind: "old" | "new";
  strict: boolean;
  limits: boolean;
  /** That of a public instance unless given. */
  capacity?: Capacity;
  /** What registrations hand out; drawn unless given. */
  secrets?: Secrets;
}

export interface Refusal {
  /** CONNACK code. */
  code: 1 | 2 | 3 | 4 | 5;
  /** Why, in a word or two; the platform does not tell, the instance's events do. */
  reason: string;
}

export interface Admission {
  code: 0;
  productKey: string;
  deviceName: string;
  /** How it authenticated itself. */
  auth: "login" | "connwl" | "register" | "regnwl";
  /** The part of the clientId before the first bar. */
  id: string;
  /** The clientId carried `_ss=1`. */
  ss: boolean;
  /** The bitmap `ext` of the clientId; 0 without one. */
  ext: number;
  /** What a registration is answered with. */
  push?: Push;
}

/** A login as far as it was read: whose it is, and the parts of its clientId. */
export interface Claim extends Connect {
  productKey: string;
  deviceName: string;
  parts: ClientId;
}

export class Gate {
  private readonly _state: State;
  private readonly _manners: Required<Manners>;
  private readonly _clock: Clock;
  private readonly _everyone: Rate;
  private readonly _devices = new Map<string, Rate>();

  constructor(state: State, manners: Manners, clock: Clock) {
    this._state = state;
    this._manners = { capacity: PUBLIC_CAPACITY, secrets: drawn, ...manners };
    this._clock = clock;
    this._everyone = new Rate(this._manners.capacity.connectsPerSecond, 1000);
  }

  /**
   * Judges a CONNECT; an admission has changed the state (activation, new secrets). Fails when the state
   * cannot be written.
   */
  judge(connect: Connect): Admission | Refusal {
    const parts = parseClientId(connect.clientId);
    if (parts === undefined || parts.id === "") return { code: 2, reason: "clientId malformed" };
    if ([...parts.id].length > CLIENT_ID_MAX_CHARS) return { code: 2, reason: "clientId too long" };
    const owner = parseUsername(connect.username);
    if (owner === undefined) return { code: 4, reason: "user name malformed" };
    const { psk } = connect;
    // No page tells what the platform does with a key of another device: our choice.
    if (psk !== undefined && psk !== keyOf(owner.productKey, owner.deviceName))
      return { code: 5, reason: "PSK of another device" };
    const claim = { ...connect, ...owner, parts };
    switch (parts.pairs.get("authType")) {
      case undefined:
        return this._login(claim);
      case "connwl":
        return this._tokenLogin(claim);
      case "register":
      case "regnwl":
        return this._register(claim);
      default:
        return { code: 2, reason: "authType unknown" };
    }
  }

  private _login(claim: Claim): Admission | Refusal {
    const { pairs, id } = claim.parts;
    const modes = claim.transport === "plain" ? ["3"] : this._tolerantOfOld() ? ["2", "3"] : ["2"];
    const form = refuseForm(claim, modes);
    if (form !== undefined) return form;
    const hash = hashOf(
      this._manners.strict ? pairs.get("signmethod") : pairs.get("signmethod")?.toLowerCase(),
    );
    if (hash === undefined) return { code: 2, reason: "signmethod unknown" };
    const device = this._state.devices.get(keyOf(claim.productKey, claim.deviceName));
    if (device === undefined) return { code: 4, reason: "device unknown" };
    const content = loginContent(id, claim.deviceName, claim.productKey, pairs.get("timestamp"));
    if (!isSigned(claim.password, hash, device.deviceSecret, content))
      return { code: 4, reason: "sign wrong" };
    return this._admit(claim, device, "login");
  }

  private _tokenLogin(claim: Claim): Admission | Refusal {
    const form = refuseForm(claim, ["-2"]);
    if (form !== undefined) return form;
    const device = this._state.devices.get(keyOf(claim.productKey, claim.deviceName));
    if (device === undefined) return { code: 4, reason: "device unknown" };
    const token = device.tokens.find(({ clientId }) => clientId === claim.parts.id);
    if (token === undefined) return { code: 4, reason: "clientId not of a registration" };
    if (!isSame(claim.password, token.deviceToken)) return { code: 4, reason: "deviceToken wrong" };
    return this._admit(claim, device, "connwl");
  }

  private _admit(claim: Claim, device: Device, auth: "login" | "connwl"): Admission | Refusal {
    // No stored page names the code for a disabled device; 5 "not authorized" is our choice.
    if (!device.enabled) return { code: 5, reason: "device disabled" };
    const busy = this._refuseRate(claim);
    if (busy !== undefined) return busy;
    if (!device.active) this._state.putDevice({ ...device, active: true });
    return this._admission(claim, auth);
  }

  private _register(claim: Claim): Admission | Refusal {
    const result = register(claim, this._state, this._manners, () => this._refuseRate(claim));
    if ("code" in result) return result;
    const auth = claim.parts.pairs.get("authType") as "register" | "regnwl";
    return { ...this._admission(claim, auth), push: result };
  }

  private _admission(claim: Claim, auth: Admission["auth"]): Admission {
    const { productKey, deviceName, parts } = claim;
    const ss = parts.pairs.get("_ss") === "1";
    const ext = Number(parts.pairs.get("ext") ?? 0) || 0;
    return { code: 0, productKey, deviceName, auth, id: parts.id, ss, ext };
  }

  // A module's session with securemode=3 inside TLS was accepted by an old public instance (LuatOS
  // transcript, 2024).
  private _tolerantOfOld(): boolean {
    return this._manners.kind === "old" && !this._manners.strict;
  }

  private _refuseRate(claim: Claim): Refusal | undefined {
    if (!this._manners.limits) return undefined;
    const now = this._clock.now();
    const key = keyOf(claim.productKey, claim.deviceName);
    let device = this._devices.get(key);
    if (device === undefined) this._devices.set(key, (device = new Rate(CONNECTS_PER_MINUTE, 60_000)));
    if (!device.take(now)) return { code: 3, reason: "more than 5 connects in a minute" };
    if (!this._everyone.take(now)) {
      const { connectsPerSecond } = this._manners.capacity;
      return { code: 3, reason: `more than ${connectsPerSecond} connects in a second` };
    }
    return undefined;
  }
}

function refuseForm(claim: Claim, modes: string[]): Refusal | undefined {
  if (!modes.includes(claim.parts.pairs.get("securemode") ?? ""))
    return { code: 2, reason: "securemode wrong" };
  if (claim.keepaliveSec < KEEPALIVE_MIN_SEC || claim.keepaliveSec > KEEPALIVE_MAX_SEC) {
    return { code: 2, reason: "keepalive out of range" };
  }
  return undefined;
}
