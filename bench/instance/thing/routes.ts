// From the topic of a message to who handles it. A route is a topic without the device's names; `+` stands for one level,
// `#` at the end for any others.

import type { Mail, Routes, Take } from "./mail.ts";

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

  /** Hands the message on, with its name where the route has a `+`; false when there is no route for its topic. */
  take(mail: Mail): boolean {
    const { productKey, deviceName } = mail.owner;
    const route = mail.topic.replace(`/${productKey}/${deviceName}`, "");
    const exact = this._exact.get(route);
    if (exact !== undefined) {
      exact(mail);
      return true;
    }
    const levels = route.split("/");
    for (const { levels: pattern, take } of this._patterns) {
      if (!fits(pattern, levels)) continue;
      take({ ...mail, name: levels[pattern.indexOf("+")] ?? "" });
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
