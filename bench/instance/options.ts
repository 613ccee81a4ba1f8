// What can be chosen of an instance, and what can be broken of it.

import type { Clock } from "./clock.ts";
import type { HttpFault } from "./http.ts";
import type { Capacity } from "./limits.ts";
import type { DiskFaults } from "./log.ts";

export interface InstanceOptions {
  /** Folder of keys and state; made when there is none. */
  dir: string;
  /** Port for TLS; 0 (the default) lets the system choose. */
  port?: number;
  /** Address to listen on, 127.0.0.1 unless given. */
  host?: string;
  /** Also listens for plain TCP on this port (0: any free one); left out: no plain TCP. */
  plainPort?: number;
  /** Port for HTTPS; 0 (the default) lets the system choose. With plain TCP there is plain HTTP too, on a free port. */
  httpPort?: number;
  /** Quotas, rates and sizes of the platform; on unless false. */
  limits?: boolean;
  /** What of the platform's limits is larger than on a public instance: devices, connects a second. */
  capacity?: Partial<Capacity>;
  /** Which kind of public instance this is; "new" unless given. */
  kind?: "old" | "new";
  /** Refuses what the documentation does not allow although official SDKs or modules send it. */
  strict?: boolean;
  /** Cuts TLS clients that send no server name. */
  requireSni?: boolean;
  /** TLS-PSK with the keys of the devices; on unless false. */
  psk?: boolean;
  /** Session tickets (RFC 5077); on unless false. */
  tickets?: boolean;
  /** Remembers sessions by their id; on unless false. */
  sessionIds?: boolean;
  clock?: Clock;
  /** How often silent connections are looked for; 30,000 ms unless given. */
  keepaliveCheckMs?: number;
  faults?: Faults;
}

/** Switches that make the instance behave badly; they may be turned while it runs. */
export interface Faults extends DiskFaults {
  /** How late a SUBSCRIBE takes effect, milliseconds; the platform allows itself 10,000. */
  subscriptionDelayMs?: number;
  /** What becomes of all requests by HTTPS. */
  http?: HttpFault;
}
