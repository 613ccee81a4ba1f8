// Dynamic registration (help: MQTT-based dynamic registration; Unique-certificate-per-product; 120329 for the
// codes over HTTPS): the checks and the activation rules of both kinds. "register" hands out the DeviceSecret of a name that was
// created before; "regnwl" creates the name if need be and hands out a pair of clientId and deviceToken.
// Over MQTT every refusal for cause is CONNACK 4: the platform does not tell a wrong signature from an unknown
// name, a switch that is off, or a device that is active already. Over HTTPS, where only "register" is offered,
// each has its code.

import { REGISTER_TOPIC, REGNWL_TOPIC } from "../../lib/topics.ts";
import type { Claim, Manners, Refusal } from "./gate.ts";
import { TOKENS_PER_DEVICE } from "./limits.ts";
import { type Secrets, drawn, isDeviceName } from "./names.ts";
import { hashOf, isSigned, registerContent } from "./signature.ts";
import { type Device, keyOf, type Product, type State } from "./state.ts";

/** The message that follows the CONNACK of a registration. */
export interface Push {
  topic: string;
  payload: string;
}

/**
 * Judges a registration; `refuseRate` is asked last. A push means the state holds what it says; the caller
 * makes it durable before it is sent. Fails when the state cannot be written.
 */
export function register(
  claim: Claim,
  state: State,
  manners: Required<Manners>,
  refuseRate: () => Refusal | undefined,
): Push | Refusal {
  const { productKey, deviceName } = claim;
  const free = claim.parts.pairs.get("authType") === "regnwl";
  const form = refuseForm(claim, state, manners, free);
  if (form !== undefined) return form;
  const product = state.products.get(productKey);
  if (product === undefined) return { code: 4, reason: "product unknown" };
  const content = registerContent(deviceName, productKey, claim.parts.pairs.get("random")!);
  const hash = hashOf(claim.parts.pairs.get("signmethod")?.toLowerCase())!;
  if (!isSigned(claim.password, hash, product.productSecret, content))
    return { code: 4, reason: "sign wrong" };
  const device = state.devices.get(keyOf(productKey, deviceName));
  const cause =
    device?.enabled === false
      ? "device disabled"
      : free
        ? refuseFree(product, device, state, manners)
        : refusePrepared(product, device)?.reason;
  if (cause !== undefined) return { code: 4, reason: cause };
  const { secrets } = manners;
  return refuseRate() ??
    (free ? giveToken(claim, device, state, secrets) : giveSecret(product, device!, state, secrets));
}

// The platform refuses plain TCP and a missing or malformed parameter with the same code. The instance id is
// left out by some official SDKs, so only a strict instance asks for it; a wrong one would have gone to
// another instance.
function refuseForm(
  claim: Claim,
  state: State,
  manners: Required<Manners>,
  free: boolean,
): Refusal | undefined {
  const { pairs } = claim.parts;
  if (claim.transport === "plain") return { code: 2, reason: "registration over plain TCP" };
  const modes = !free ? ["2"] : manners.strict ? ["-2"] : ["2", "-2"];
  if (!modes.includes(pairs.get("securemode") ?? "")) return { code: 2, reason: "securemode wrong" };
  if (!pairs.get("random")) return { code: 2, reason: "random missing" };
  const method = manners.strict ? pairs.get("signmethod") : pairs.get("signmethod")?.toLowerCase();
  if (hashOf(method) === undefined) return { code: 2, reason: "signmethod unknown" };
  if (!isDeviceName(claim.deviceName)) return { code: 2, reason: "DeviceName malformed" };
  const id = pairs.get("instanceId");
  if (manners.kind === "new" && (id === undefined ? manners.strict : id !== state.instanceId)) {
    return { code: 2, reason: id === undefined ? "instanceId missing" : "instanceId of another instance" };
  }
  return undefined;
}

/** A refusal over HTTPS. */
export interface FormRefusal {
  code: number;
  /** As the platform says it where that is known. */
  message: string;
  /** As the MQTT side tells it. */
  reason: string;
}

function refusePrepared(product: Product, device: Device | undefined): FormRefusal | undefined {
  if (device === undefined) return { code: 6100, message: "device not found", reason: "device unknown" };
  if (device.active) {
    return { code: 6289, message: "device is already active", reason: "device already active" };
  }
  if (!product.dynamicRegistration) {
    return { code: 6288, message: "dynamic registration is off", reason: "dynamic registration off" };
  }
  return undefined;
}

/**
 * Judges the form of a registration over HTTPS, by the rules that hold over MQTT. With a Device the state holds
 * what is handed out; the caller makes it durable before it is sent. Fails when the state cannot be written.
 */
export function registerByForm(form: Map<string, string>, state: State): Device | FormRefusal {
  const refuse = (code: number, message: string, reason = message) => ({ code, message, reason });
  for (const name of ["productKey", "deviceName", "random", "sign", "signMethod"]) {
    if (!form.get(name)) return refuse(460, "request parameter error", `${name} missing`);
  }
  const [productKey, deviceName, random, sign, signMethod] =
    ["productKey", "deviceName", "random", "sign", "signMethod"].map((name) => form.get(name)!);
  if (!isDeviceName(deviceName)) return refuse(460, "request parameter error", "DeviceName malformed");
  const hash = hashOf(signMethod.toLowerCase());
  if (hash === undefined) return refuse(6292, "signMethod is not supported", "signMethod unknown");
  const product = state.products.get(productKey);
  if (product === undefined) return refuse(6250, "product not found", "product unknown");
  const content = registerContent(deviceName, productKey, random);
  if (!isSigned(sign, hash, product.productSecret, content)) return refuse(6600, "sign is wrong", "sign wrong");
  const device = state.devices.get(keyOf(productKey, deviceName));
  // No page tells the code for a disabled device: our choice.
  if (device?.enabled === false) return refuse(6100, "device not found", "device disabled");
  return refusePrepared(product, device) ?? drawSecret(product, device!, state);
}

function refuseFree(
  product: Product,
  device: Device | undefined,
  state: State,
  manners: Required<Manners>,
): string | undefined {
  if (!product.dynamicRegistration && !device?.active) return "dynamic registration off";
  if (device !== undefined && device.tokens.length >= TOKENS_PER_DEVICE)
    return "5 deviceTokens given out already";
  const { devices } = manners.capacity;
  if (device === undefined && manners.limits && state.devices.size >= devices)
    return `${devices} devices already`;
  return undefined;
}

function drawSecret(product: Product, device: Device, state: State, { newDeviceSecret }: Secrets = drawn): Device {
  if (product.secretPolicy !== "rotating") return device;
  const renewed = { ...device, deviceSecret: newDeviceSecret() };
  state.putDevice(renewed);
  return renewed;
}

function giveSecret(product: Product, device: Device, state: State, secrets: Secrets): Push {
  const { productKey, deviceName, deviceSecret } = drawSecret(product, device, state, secrets);
  return { topic: REGISTER_TOPIC, payload: JSON.stringify({ productKey, deviceName, deviceSecret }) };
}

function giveToken(
  claim: Claim,
  device: Device | undefined,
  state: State,
  { newDeviceSecret, newToken }: Secrets,
): Push {
  const { productKey, deviceName } = claim;
  const token = newToken();
  const fresh = {
    productKey,
    deviceName,
    deviceSecret: newDeviceSecret(),
    active: false,
    enabled: true,
    tokens: [],
  };
  state.putDevice({ ...(device ?? fresh), tokens: [...(device?.tokens ?? []), token] });
  return { topic: REGNWL_TOPIC, payload: JSON.stringify({ productKey, deviceName, ...token }) };
}
