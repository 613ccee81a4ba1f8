// Readings that are kept in flash while the device is offline, and reported later as what was so then (history).
import { E_CLOCK_UNSET, E_POST_REFUSED, E_READINGS_DROPPED } from "../../lib/codes.ts";
import type { Queue } from "../../lib/flash/queue.ts";
import { openQueue } from "../../lib/flash/queue.ts";
import { QUEUE_PAGE, QUEUE_PAGES } from "../../lib/flash/records.ts";
import { parseJson, toJson } from "../../lib/json.ts";
import { keys } from "../../lib/short.ts";
import { session } from "../device.ts";
import type { PropertyValueOf, ReportedName } from "../model-types.ts";
import { rawFlash } from "../raw-flash.ts";
import { say } from "../say.ts";
import { now } from "../tls.ts";
import { faultOfValues, history, report } from "./reports.ts";
import { whenUp } from "./routes.ts";

declare const LK: {
  /** Of the board: address and page size of the journal's area. */
  j: number;
  p: number;
};

/** Bytes of readings in one message. */
const MESSAGE_BYTES = 2048;

let queue: Queue | undefined;
/** A message is under way. */
let isBusy = false;

/** Has the device keep readings while it is offline, and report them once it is online again. */
export function useReadings(): void {
  if (queue) return;
  queue = openQueue(rawFlash(), E.CRC32, LK.j + QUEUE_PAGE * LK.p, LK.p, QUEUE_PAGES);
  whenUp(drain);
}

function drain(): void {
  const its = queue!;
  if (isBusy || !its._waiting) return;
  const readings = its._peek(MESSAGE_BYTES);
  const code = history(readings.map(parseJson), undefined, (failed) => {
    isBusy = false;
    // What the platform refuses it refuses for ever: it has been said, and must not hold up the others.
    if (failed && failed != E_POST_REFUSED) return;
    its._take();
    drain();
  });
  isBusy = !code;
  if (code) say(code);
}

function store(timed: object): number {
  const before = queue!._dropped;
  const code = queue!._add(toJson(timed));
  if (queue!._dropped != before) say(E_READINGS_DROPPED, queue!._dropped);
  return code;
}

/** Reports a reading with the present time; while the device is offline, or older ones wait, it is put into flash and
 *  reported later. 0 when it is on its way or in flash, or a code: E_CLOCK_UNSET while the time is not known. The oldest
 *  ones give way where the flash is full, which is said as E_READINGS_DROPPED. */
export function keep(values: { [K in ReportedName]?: PropertyValueOf<K> }): number {
  useReadings();
  const time = now();
  if (!time) return E_CLOCK_UNSET;
  const timed: { [identifier: string]: { value: unknown; time: number } } = {};
  keys(values).forEach((each) => {
    timed[each] = { value: (values as any)[each], time: Math.floor(time) };
  });
  const fault = faultOfValues(timed);
  if (fault) return fault;
  if (!session || !session._up || queue!._waiting) {
    const code = store(timed);
    if (session && session._up) drain();
    return code;
  }
  return report(timed, (code) => {
    // No answer came: perhaps it was lost.
    const lost = code && code < E_POST_REFUSED ? store(timed) : 0;
    if (lost) say(lost);
  });
}
