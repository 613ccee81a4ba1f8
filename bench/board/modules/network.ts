// The modules `net`, `tls`, `TelnetServer` and `ESP32` as scripts see them.

import { isLinux } from "../facts.ts";
import type { Machine } from "../machine.ts";
import { Unlike } from "../realm.ts";

/** Makes `net` or `tls`. */
export function createNet(machine: Machine, secure: boolean): object {
  const module = machine.realm.library(secure ? "tls" : "net");
  machine.realm.define(module, {
    connect: (options, callback) => {
      if (typeof options === "string") throw new Unlike("connect with a URL is not simulated");
      return machine.sockets.connect(options, callback, secure);
    },
  });
  if (!secure) {
    machine.realm.define(module, {
      createServer: () => {
        throw new Unlike("net.createServer is not simulated");
      },
    });
  }
  return module;
}

/** Makes `TelnetServer`: nothing listens here, whatever is set. */
export function createTelnet(machine: Machine): object {
  const module = machine.realm.library("TelnetServer");
  machine.realm.define(module, { setOptions: () => undefined });
  return module;
}

/** Makes the object `ESP32` of the chips. */
export function createEsp32(machine: Machine): object {
  const { realm } = machine;
  const object = realm.library("ESP32");
  realm.define(object, {
    reboot: () => machine.dieInScript("reboot"),
    deepSleep: () => machine.dieInScript("stopped"),
    // The chip keeps the setting, forgets the boot code and restarts (jswrap_esp32.c of Espruino 2v29).
    enableBLE: () => {
      for (const name of [".varimg", ".bootcde", ".bootrst"]) machine.storage.erase(name);
      machine.dieInScript("reboot");
    },
    enableWifi: () => undefined,
    setOTAValid: () => undefined,
    getState: () =>
      realm.object({ sdkVersion: "simulated", freeHeap: 40000, BLE: true, Wifi: true, minHeap: 30000 }),
    getWakeupCause: () => 0,
  });
  for (const name of [
    "setAtten",
    "lightSleep",
    "deepSleep_ext0",
    "deepSleep_ext1",
    "getWakeupPin",
    "setBLE_Debug",
  ]) {
    realm.define(object, {
      [name]: () => {
        throw new Unlike(`ESP32.${name} is not simulated`);
      },
    });
  }
  return object;
}

/** True when the board's build has the module. */
export function hasModule(machine: Machine, name: string): boolean {
  const { facts } = machine.hardware;
  if (name === "Wifi") return !isLinux(facts);
  if (name === "tls") return facts.tls.native;
  if (name === "crypto") return facts.crypto.length > 0;
  if (name === "tensorflow" || name === "NetworkJS") return isLinux(facts);
  if (name === "neopixel") return !isLinux(facts);
  return true;
}

/** Makes the object `NRF` of builds with Bluetooth: it can be silenced, which a restart undoes. */
export function createBluetooth(machine: Machine): object {
  const object = machine.realm.library("NRF");
  machine.realm.define(object, {
    sleep: () => {
      machine.hardware.isDiscoverable = false;
    },
    wake: () => {
      machine.hardware.isDiscoverable = true;
    },
  });
  return object;
}
