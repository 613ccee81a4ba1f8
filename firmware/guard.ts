// What brings a board back by itself: a watchdog that only a living device feeds, and a restart when memory or stack
// ran out, since Espruino then takes the listener away that was running (measured on Espruino 2v29).
import { E_APP_THREW, E_RESTART_MEMORY, E_RESTART_STACK } from "../lib/codes.ts";
import { keepReason } from "../lib/flash/reason.ts";
import { marks } from "./flash.ts";
import { has } from "./has.ts";
import { rawFlash } from "./raw-flash.ts";
import { say } from "./say.ts";

/** The loader's: bytes of a page of the journal. */
declare const LK: { p: number };

/** Longer than a connect that the network never answers. */
const WATCHDOG_SEC = 120;

/** Restarts, and keeps the reason in flash for the next start to tell. */
function restart(code: number): void {
  "cold";
  // Whatever waits gives its memory to the restart. That comes first, for keeping the reason may run out of it too.
  clearInterval();
  setTimeout(E.reboot, 500);
  say(code);
  keepReason(rawFlash(), marks(), LK.p, code);
}

/** Hooks the interpreter's own alarms. */
export function guard(): void {
  "once";
  E.on("errorFlag", (flags: string[]) => {
    // A flag is told once only, unless it is read.
    E.getErrorFlags();
    if (has(flags, "MEMORY")) restart(E_RESTART_MEMORY);
    else if (has(flags, "CALLB")) restart(E_RESTART_STACK);
  });
  process.on("uncaughtException", (thrown: unknown) => {
    if (has(thrown, "recur")) restart(E_RESTART_STACK);
    // A failed handshake comes this way too; its `close` event tells it better.
    else if (!has(thrown, "mbed")) say(E_APP_THREW, thrown);
  });
  E.enableWatchdog(WATCHDOG_SEC, false);
}
