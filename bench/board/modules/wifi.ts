// The module `Wifi` of the ESP32 builds: `connect` tries three times and then reports a reason, events follow
// in the firmware's order, and after a later loss nobody reconnects. There is no such module in the Linux
// build.

import type { Machine } from "../machine.ts";
import { type AnyFunction, Unlike } from "../realm.ts";
import { FAULT_NUMBERS, type WifiFault } from "../wifi-radio.ts";

const JOIN_US = 300000;
const ADDRESS_US = 200000;
const TRIES = 3;
const MAC = "02:00:00:00:00:01";

/** Makes the module. */
export function createWifi(machine: Machine): object {
  const { realm, events } = machine;
  const { wifi, clock } = machine.hardware;
  const module = realm.library("Wifi");
  let associated = wifi.isConnected;
  let attempt = 0;

  const emit = (event: string, details: Record<string, unknown>): void => {
    events.pushFor(module, event, [realm.object(details)]);
    machine.wakeNow();
  };
  const after = (us: number, number: number, call: () => void): void => {
    clock.wake(us, () => {
      if (realm.isAlive && number === attempt) machine.run(call);
    });
  };
  const report = (callback: unknown, reason: string | null): void => {
    if (typeof callback === "function") events.push(undefined, callback, [reason]);
    machine.wakeNow();
  };
  const lose = (fault: WifiFault): void => {
    associated = false;
    emit("disconnected", {
      ssid: wifi.accessPoint.ssid,
      mac: MAC,
      reason: `${FAULT_NUMBERS[fault]}`,
      msg: fault,
    });
  };
  wifi.onLost = (fault) => {
    attempt++;
    machine.run(() => lose(fault));
  };

  const tryJoin = (ssid: string, password: string, callback: unknown, left: number, number: number): void => {
    after(JOIN_US, number, () => {
      const result = wifi.join(ssid, password);
      if (result !== "connected" && result !== "associated") {
        if (left > 1) return tryJoin(ssid, password, callback, left - 1, number);
        lose(result);
        return report(callback, result);
      }
      associated = true;
      emit("associated", { ssid, mac: MAC, channel: "6" });
      if (result === "associated") return;
      after(ADDRESS_US, number, () => {
        if (!wifi.isConnected) return;
        report(callback, null);
        emit("connected", {
          ip: wifi.accessPoint.ip,
          netmask: "255.255.255.0",
          gw: gatewayOf(wifi.accessPoint.ip),
        });
      });
    });
  };

  const functions: Record<string, AnyFunction> = {
    connect(ssid, options, callback) {
      if (typeof ssid !== "string") throw realm.makeError("Error", "No SSID provided");
      const { password = "" } = (options ?? {}) as { password?: unknown };
      if (typeof password !== "string")
        throw realm.makeError("Error", "Expecting options.password to be a string");
      wifi.leave();
      tryJoin(ssid, password, callback, TRIES, ++attempt);
    },
    disconnect(callback) {
      attempt++;
      wifi.leave();
      if (typeof callback === "function") events.push(undefined, callback, []);
      if (associated) lose("ASSOC_LEAVE");
    },
    getStatus: () =>
      realm.object({
        station: associated ? "connected" : "off",
        ...(associated ? { ssid: wifi.accessPoint.ssid, rssi: -50 } : {}),
        ap: "disabled",
        mode: associated ? "sta" : "off",
        phy: "11n",
        powersave: "ps-poll",
        savedMode: "off",
      }),
    getDetails: () => realm.object({ ssid: wifi.accessPoint.ssid, status: associated ? "connected" : "off" }),
    getIP: () =>
      realm.object({
        ip: wifi.isConnected ? wifi.accessPoint.ip : "0.0.0.0",
        netmask: wifi.isConnected ? "255.255.255.0" : "0.0.0.0",
        gw: wifi.isConnected ? gatewayOf(wifi.accessPoint.ip) : "0.0.0.0",
        mac: "02:00:00:00:00:02",
      }),
    setHostname: () => undefined,
    setConfig: () => undefined,
    stopAP(callback) {
      if (typeof callback === "function") events.push(undefined, callback, []);
    },
    scan(callback) {
      const { ssid } = wifi.accessPoint;
      const found = wifi.inReach
        ? [realm.object({ rssi: -50, authMode: "wpa2", ssid, mac: MAC, channel: "6" })]
        : [];
      after(JOIN_US, attempt, () => {
        events.push(undefined, callback, [realm.array(found)]);
        machine.wakeNow();
      });
    },
  };
  for (const name of [
    "startAP",
    "save",
    "restore",
    "setSNTP",
    "ping",
    "setIP",
    "setAPIP",
    "getHostByName",
    "getAPDetails",
  ]) {
    functions[name] = () => {
      throw new Unlike(`Wifi.${name} is not simulated`);
    };
  }
  realm.define(module, functions);
  return module;
}

function gatewayOf(ip: string): string {
  return ip.replace(/\d+$/, "1");
}
