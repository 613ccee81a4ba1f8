// Date of Espruino: an object with one property `ms`, the time zone of E.setTimeZone, fractions of
// milliseconds, and a parser that takes what it can get from any text.

import { type Inspector, typeName } from "../inspect.ts";
import { type AnyFunction, type Realm, Unlike } from "../realm.ts";
import { toInteger } from "./strings.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MINUTE_MS = 60000;

/** What Date needs from the board. */
export interface DateHost {
  /** Time in microseconds since 1970, or since power-on where the clock was not set. */
  nowUs(): number;
  /** Minutes east of Greenwich. */
  zoneMin: number;
}

/** Installs Date, getTime and E.setTimeZone (on `target`). */
export function installDates(realm: Realm, inspector: Inspector, host: DateHost, target: object): void {
  const prototype = realm.object();
  const nowMs = (): number => host.nowUs() / 1000;
  const make = (ms: number): object => Object.assign(Object.create(prototype) as object, { ms });
  const msOf = (date: unknown): number => (date as { ms?: number }).ms ?? 0;
  /** A date of V8 whose UTC fields are the local ones here. */
  const local = (date: unknown): Date => new Date(Math.floor(msOf(date)) + host.zoneMin * MINUTE_MS);
  const utc = (date: unknown): Date => new Date(Math.floor(msOf(date)));
  const store = (date: unknown, shifted: number): number => {
    return ((date as { ms: number }).ms = shifted - host.zoneMin * MINUTE_MS);
  };

  const made = realm.constructorOf("Date", prototype, (...args) => {
    if (args.length === 0) return make(nowMs());
    if (args.length === 1) {
      if (typeof args[0] === "number" || typeof args[0] === "boolean") return make(Number(args[0]));
      if (typeof args[0] === "string") return make(parseDate(args[0], host.zoneMin));
      throw realm.makeError(
        "TypeError",
        `Variables of type ${typeName(args[0])} are not supported in date constructor`,
      );
    }
    const [year, month, day, hour, minute, second, ms] = Array.from({ length: 7 }, (_, at) =>
      toInteger(args[at]),
    );
    // Date.UTC takes years below 100 for those of the last century; 400 years are a whole number of days.
    const shifted = Date.UTC(year! + 400, month!, day, hour, minute, second, ms);
    return make(shifted - 146097 * 86400000 - host.zoneMin * MINUTE_MS);
  });
  Object.defineProperty(realm.global, "Date", {
    value: made,
    writable: true,
    configurable: true,
    enumerable: false,
  });
  realm.classNames.set(made, "Date");
  realm.define(made, {
    now: nowMs,
    parse: (text) => (typeof text === "string" ? parseDate(text, host.zoneMin) : 0),
  });

  for (const field of ["Date", "Day", "FullYear", "Hours", "Milliseconds", "Minutes", "Month", "Seconds"]) {
    const read = (date: Date): number =>
      (date as unknown as Record<string, () => number>)[`getUTC${field}`]!();
    realm.define(prototype, {
      [`get${field}`]() {
        return read(local(this));
      },
      [`getUTC${field}`]() {
        return read(utc(this));
      },
    });
    if (field === "Day") continue;
    realm.define(prototype, {
      [`set${field}`](...values) {
        const date = local(this);
        const numbers = values.map((value) => (typeof value === "number" ? toInteger(value) : undefined));
        const given = numbers.slice(
          0,
          numbers.indexOf(undefined) < 0 ? undefined : numbers.indexOf(undefined),
        );
        return store(
          this,
          (date as unknown as Record<string, AnyFunction>)[`setUTC${field}`]!(...given) as number,
        );
      },
    });
  }

  const zone = (): string => {
    const minutes = Math.abs(host.zoneMin);
    return (host.zoneMin < 0 ? "-" : "+") + pad(Math.trunc(minutes / 60) * 100 + (minutes % 60), 4);
  };
  const clock = (date: Date): string =>
    [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map((part) => pad(part, 2)).join(":");
  const iso = (date: Date): string =>
    `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}` +
    `T${clock(date)}.` +
    pad(date.getUTCMilliseconds(), 3);
  const day = (date: Date): string => DAYS[date.getUTCDay()]!;
  const month = (date: Date): string => MONTHS[date.getUTCMonth()]!;

  const toIso: AnyFunction = function () {
    return `${iso(utc(this))}Z`;
  };
  const getMs: AnyFunction = function () {
    return msOf(this);
  };
  realm.define(prototype, {
    getTime: getMs,
    valueOf: getMs,
    setTime(ms) {
      return ((this as { ms: number }).ms = Number(ms));
    },
    getTimezoneOffset: () => (host.zoneMin === 0 ? 0 : -host.zoneMin),
    getIsDST: () => 0,
    toISOString: toIso,
    toJSON: toIso,
    toLocalISOString() {
      return iso(local(this)) + zone();
    },
    toString() {
      const date = local(this);
      const [dayOfMonth, year] = [date.getUTCDate(), date.getUTCFullYear()];
      return `${day(date)} ${month(date)} ${dayOfMonth} ${year} ${clock(date)} GMT${zone()}`;
    },
    toUTCString() {
      const date = utc(this);
      return `${day(date)}, ${date.getUTCDate()} ${month(date)} ${date.getUTCFullYear()} ${clock(date)} GMT`;
    },
  });
  realm.define(realm.global, { getTime: () => host.nowUs() / 1000000 });
  realm.define(target, {
    setTimeZone: (hours) => {
      host.zoneMin = Math.trunc(Number(hours) * 60);
      if (!Number.isFinite(host.zoneMin)) throw new Unlike(`setTimeZone(${inspector.asText(hours)})`);
    },
  });
}

function pad(value: number, digits: number): string {
  return `${value}`.padStart(digits, "0");
}

/** Reads the three forms that the interpreter knows, as far as they go; what it can't read counts as 1970. */
function parseDate(text: string, zoneMin: number): number {
  const iso = /^\s*(\d+)(?:-(\d+)(?:-(\d+)(?:\s*T([\s\S]*))?)?)?/.exec(text);
  if (iso) {
    const [, year, month, day, time] = iso;
    const days = day === undefined ? 0 : Date.UTC(Number(year), Number(month) - 1, Number(day));
    return days + parseTime(time, zoneMin);
  }
  const named = /^\s*([A-Z][a-z]{2})\s+(\d+)\s*,\s*(\d+)(?:\s+(\d[\s\S]*))?/.exec(text);
  if (named && MONTHS.includes(named[1]!)) {
    return (
      Date.UTC(Number(named[3]), MONTHS.indexOf(named[1]!), Number(named[2])) + parseTime(named[4], zoneMin)
    );
  }
  const mail = /^\s*([A-Z][a-z]{2})\s*,\s*(\d+)\s+([A-Z][a-z]{2})\s+(\d+)(?:\s+(\d[\s\S]*))?/.exec(text);
  if (mail && DAYS.includes(mail[1]!) && MONTHS.includes(mail[3]!)) {
    return Date.UTC(Number(mail[4]), MONTHS.indexOf(mail[3]!), Number(mail[2])) + parseTime(mail[5], zoneMin);
  }
  return parseTime(undefined, zoneMin);
}

/** Milliseconds of the time of day with its zone; the hour alone counts when the rest is missing. */
function parseTime(text: string | undefined, zoneMin: number): number {
  const parts = /^(\d+)(?::(\d+)(?::(\d+(?:\.\d*)?)\s*(GMT|Z)?\s*(?:([+-])(\d+)(?::(\d+))?)?)?)?/.exec(
    text ?? "",
  );
  if (!parts) return -zoneMin * MINUTE_MS;
  const [, hour, minute = "0", second, , sign, offset, offsetMin] = parts;
  const isGmt = /^[\d:.]+\s*(GMT|Z)\s*$/.test(text!);
  let minutes = isGmt ? 0 : zoneMin;
  if (sign && offset) {
    const given = Number(offset);
    minutes = offset.length === 4 ? (given % 100) + Math.trunc(given / 100) * 60 : given * 60;
    if (offset.length === 2 && offsetMin) minutes += Number(offsetMin);
    minutes *= sign === "-" ? -1 : 1;
  }
  const seconds = Number(second ?? 0);
  const ms = Math.trunc(seconds) * 1000 + (Math.trunc(seconds * 1000) % 1000);
  return (Number(hour) * 60 + Number(minute) - minutes) * MINUTE_MS + ms;
}
