// Readings that are kept in flash while the device is offline, and reported later as what was so then (history).
import {
  E_CLOCK_UNSET, E_JSON_VALUE, E_NO_REPLY, E_POST_REFUSED, E_QUEUE_FULL, E_READINGS_DROPPED,
} from "../../lib/codes.ts";
import type { Queue } from "../../lib/flash/queue.ts";
import { openQueue } from "../../lib/flash/queue.ts";
import { QUEUE_PAGE, QUEUE_PAGES } from "../../lib/flash/records.ts";
import { parseJson, toJson } from "../../lib/json.ts";
import { keys } from "../../lib/short.ts";
import { session } from "../device.ts";
import type { PropertyValueOf, ReportedName } from "../model-types.ts";
import { PART_PROPERTY } from "../model.ts";
import { rawFlash } from "../raw-flash.ts";
import { say } from "../say.ts";
import { now } from "../tls.ts";
import { faultOf, report, sendHistory } from "./reports.ts";
import { complain, whenUp } from "./routes.ts";

declare const LK: {
  /** Of the board: address and page size of the journal's area. */
  j: number;
  p: number;
};

/** Bytes of readings in one message. */
const MESSAGE_BYTES = 2048;
const AGAIN_MS = 60000;
/** Codes of the platform that may be others the next time: an error inside, too many requests, and so on. */
const PASSING = [400, 429, 500, 6760, 26010];

let queue: Queue | undefined;
/** A message is under way. */
let isBusy = 0;

/** Has the device keep readings while it is offline, and report them once it is online again. */
export function useReadings(): void {
  if (queue) return;
  queue = openQueue(rawFlash(), E.CRC32, LK.j + QUEUE_PAGE * LK.p, LK.p, QUEUE_PAGES);
  whenUp(drain);
}

/** Whether a report that ended so may come through the next time. */
function isPassing(code: number, data: unknown): unknown {
  // Below 500 are those of the link.
  return code == E_POST_REFUSED ? ~PASSING.indexOf(data as number) : code == E_NO_REPLY || (code > 0 && code < 500);
}

function drain(): void {
  const its = queue!;
  if (isBusy || !its._waiting || !session || !session._up) return;
  const over = (code: number, data?: unknown): void => {
    isBusy = 0;
    // What is refused for ever has been said, and must not hold up the others.
    if (isPassing(code, data)) setTimeout(drain, AGAIN_MS);
    else {
      its._take();
      drain();
    }
  };
  isBusy = 1;
  // They were held against the model when they were made.
  const code = sendHistory(its._peek(MESSAGE_BYTES).map(parseJson), [], over);
  if (!code) return;
  say(code);
  // In a turn of its own: many may have to be given up, one after another.
  setTimeout(over, 0, code);
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
  const fault = faultOf(PART_PROPERTY, timed);
  if (fault) return fault;
  try {
    // As deep as it will be in the message.
    toJson([[[timed]]]);
  } catch (thrown) {
    return +(thrown as any) || E_JSON_VALUE;
  }
  if (!session || !session._up || queue!._waiting) {
    const code = store(timed);
    drain();
    return code;
  }
  const code = report(timed, (failed, data) => {
    // No answer came, or none that counts: perhaps it was lost.
    if (isPassing(failed, data)) complain(store(timed));
  });
  return code == E_QUEUE_FULL ? store(timed) : code;
}
