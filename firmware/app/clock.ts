// The time from the platform (help: NTP service). Over a verified link the device asks for it by itself; this is for the
// others, and says when it is there.
import { now } from "../tls.ts";
import { mustSend, routeJson, whenUp } from "./routes.ts";

declare const __TLS__: string;

const TOPIC = "/ext/ntp/~/";
/** A clock that is less wrong is left alone. */
const OFF_MS = 5000;

function ask(): void {
  mustSend(TOPIC + "request", '{"deviceSendTime":"' + Math.floor(getTime() * 1000) + '"}', 0);
}

/** Sets the clock by the platform each time the device comes online. */
export function useTime(): void {
  if (__TLS__ == "verified") return;
  routeJson(TOPIC + "response", (its) => {
    // The way there and the way back take the same time.
    const is = (+its.serverRecvTime + +its.serverSendTime + getTime() * 1000 - its.deviceSendTime) / 2;
    if (is > 0 && Math.abs(is - getTime() * 1000) > OFF_MS) setTime(is / 1000);
  });
  whenUp(ask);
}

/** Milliseconds since 1970, or 0 while the time is not known. */
export { now };
