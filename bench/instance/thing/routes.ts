// From the topic of a message to who handles it. A route is a topic without the device's names; `+` stands for one level,
// `#` at the end for any others.

import type { Letter, Routes, Take } from "./mail.ts";

interface Pattern {
  levels: string[];
  take: Take;
}

export class Router {
  private readonly _exact = new Map<string, Take>();
  private readonly _patterns: Pattern[] = [];

  /** Earlier routes go before later ones, whole topics before patterns. */
  constructor(...tables: Routes[]) {
    for (const [route, take] of tables.flatMap((table) => Object.entries(table))) {
      if (/[+#]/.test(route)) this._patterns.push({ levels: route.split("/"), take });
      else this._exact.set(route, take);
    }
  }

  /** Hands the message on; false when there is no route for its topic. */
  take({ owner, topic, payload, qos, answer }: Letter): boolean {
    const route = topic.replace(`/${owner.productKey}/${owner.deviceName}`, "");
    const exact = this._exact.get(route);
    if (exact !== undefined) {
      exact({ owner, topic, route, name: "", payload, qos, answer });
      return true;
    }
    const levels = route.split("/");
    for (const { levels: pattern, take } of this._patterns) {
      if (!fits(pattern, levels)) continue;
      take({ owner, topic, route, name: levels[pattern.indexOf("+")] ?? "", payload, qos, answer });
      return true;
    }
    return false;
  }
}

function fits(pattern: string[], levels: string[]): boolean {
  for (const [i, want] of pattern.entries()) {
    if (want === "#") return i < levels.length;
    if (i >= levels.length || (want !== "+" && want !== levels[i])) return false;
  }
  return pattern.length === levels.length;
}
