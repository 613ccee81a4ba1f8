// What is short: the clock, the model's text, notices about the device itself, and all that this instance does not offer
// and refuses with a code: gateways, jobs, files.

import type { Owner } from "../topics.ts";
import type { Desk } from "./desk.ts";
import { type Routes, SUCCESS } from "./mail.ts";

/** Routes of NTP, of the TSL file and of the answers to notices. */
export function otherRoutes(desk: Desk): Routes {
  const model = desk.asks(({ product }) =>
    product.tsl === null ? { code: 5159, message: "tsl template: no data" } : { ...SUCCESS, data: product.tsl },
  );
  const heard = (what: string) =>
    desk.tells(({ owner, message }) => desk.hub.report("notice", owner, { what, code: Number(message.code ?? 0) }));
  return {
    // Help: NTP service. Numbers come as text or bare, and go back as text.
    "/ext/ntp/request": desk.tells(({ owner, message }) => {
      const now = String(desk.hub.clock.now());
      const sent = String(message.deviceSendTime ?? "");
      const answer = { deviceSendTime: sent, serverRecvTime: now, serverSendTime: now };
      const topic = `/ext/ntp/${owner.productKey}/${owner.deviceName}/response`;
      desk.hub.deliver(owner, topic, Buffer.from(JSON.stringify(answer)), 0);
    }),
    // There is no update to be had.
    "/sys/thing/ota/firmware/get": desk.asks(() => SUCCESS),
    "/sys/thing/dsltemplate/get": model,
    "/sys/thing/dynamicTsl/get": model,
    "/sys/thing/disable_reply": heard("disable"),
    "/sys/thing/enable_reply": heard("enable"),
    "/sys/thing/delete_reply": heard("delete"),
  };
}

/** Tells a device that it was disabled, enabled or deleted. */
export function notify(desk: Desk, owner: Owner, what: "disable" | "enable" | "delete"): void {
  desk.tell(owner, `thing/${what}`, {});
}

const GATEWAY = [
  "/sys/thing/event/property/pack/post",
  "/sys/thing/topo/add",
  "/sys/thing/topo/delete",
  "/sys/thing/topo/get",
  "/sys/thing/list/found",
  "/sys/thing/sub/register",
  "/sys/thing/proxy/provisioning/product_register",
  "/ext/session/combine/+",
];
const UNKNOWN = [
  "/sys/thing/job/get",
  "/sys/thing/job/update",
  "/sys/thing/file/upload/mqtt/+",
  "/sys/codec/topic/update",
  "/sys/_thing/diag/post",
];

/** Routes of what there is not here. */
export function refusals(desk: Desk): Routes {
  const refuse = (code: number, message: string) =>
    desk.asks(({ owner, topic }) => {
      desk.hub.report("unsupported", owner, { topic, code });
      return { code, message };
    });
  const gateway = refuse(403, "request forbidden: this instance has no gateways and sub-devices");
  const unknown = refuse(6300, "method not exist: this instance does not offer it");
  return Object.fromEntries([...GATEWAY.map((name) => [name, gateway]), ...UNKNOWN.map((name) => [name, unknown])]);
}
