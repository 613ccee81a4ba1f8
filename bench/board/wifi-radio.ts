// The air around a simulated board: one access point that can be there or not, take a password or not, and
// give an address or not. Tests and `linkino sim` turn it on and off from outside; the module `Wifi` sees
// what it would see.

/** An access point. */
export interface AccessPoint {
  ssid: string;
  password: string;
  /** Without an address the board is associated but never connected. */
  givesAddress: boolean;
  ip: string;
}

/** Why a connection did not come about, or was lost, in the words and numbers of the firmware. */
export type WifiFault = "NO_AP_FOUND" | "AUTH_FAIL" | "BEACON_TIMEOUT" | "ASSOC_LEAVE";

/** The numbers of the faults. */
export const FAULT_NUMBERS: Record<WifiFault, number> = {
  NO_AP_FOUND: 201,
  AUTH_FAIL: 202,
  BEACON_TIMEOUT: 200,
  ASSOC_LEAVE: 8,
};

/** The radio of one board; it outlives boots. */
export class WifiRadio {
  accessPoint: AccessPoint;
  /** False while the access point is switched off or out of reach. */
  inReach = true;
  /** True while the station has an address. */
  isConnected = false;
  /** Set by the module of the running boot: the link came or went by itself. */
  onLost: (fault: WifiFault) => void = () => {};

  constructor(accessPoint: Partial<AccessPoint> = {}) {
    this.accessPoint = {
      ssid: "linkino",
      password: "simulated",
      givesAddress: true,
      ip: "192.168.4.2",
      ...accessPoint,
    };
  }

  /** What an attempt with these credentials comes to: a fault, or associated with or without an address. */
  join(ssid: string, password: string): WifiFault | "associated" | "connected" {
    const { accessPoint } = this;
    if (!this.inReach || ssid !== accessPoint.ssid) return "NO_AP_FOUND";
    if (password !== accessPoint.password) return "AUTH_FAIL";
    if (!accessPoint.givesAddress) return "associated";
    this.isConnected = true;
    return "connected";
  }

  /** Ends the connection from the board's side. */
  leave(): void {
    this.isConnected = false;
  }

  /** The access point goes away (or comes back): a connection is lost, and nobody reconnects by himself. */
  setReach(inReach: boolean): void {
    this.inReach = inReach;
    if (inReach || !this.isConnected) return;
    this.isConnected = false;
    this.onLost("BEACON_TIMEOUT");
  }
}
