// The start of a device, whatever its link is.
import {
  E_CLOCK_UNSET, E_LINK_OTHER, E_LINK_PLAIN, E_LINK_UNVERIFIED, E_PLAIN_PUBLIC, S_BOOT,
} from "../lib/codes.ts";
import { isPrivateHost } from "../lib/private-host.ts";
import type { Settings } from "../lib/settings.ts";
import { readStart } from "./flash.ts";
import { say } from "./say.ts";
import { now } from "./tls.ts";

declare const __TLS__: string;
declare const __VERSION__: string;

/** What is said at each start, and whether there is all that it takes: the settings, or undefined. */
export function begin(): Settings | undefined {
  "cold";
  say(S_BOOT, __VERSION__);
  if (__TLS__ == "native") say(E_LINK_UNVERIFIED);
  if (__TLS__ == "plain") say(E_LINK_PLAIN);
  if (!now()) say(E_CLOCK_UNSET);
  const settings = readStart();
  if (settings && settings.tls != __TLS__) return say(E_LINK_OTHER, settings.tls);
  if (__TLS__ == "plain" && settings && !isPrivateHost(settings.host)) return say(E_PLAIN_PUBLIC, settings.host);
  return settings;
}
