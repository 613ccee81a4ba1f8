// Random bytes of the device, for TLS of our own: from the seed in flash, a counter of starts, chip, identity and clock,
// and, once the radio is on, from the board's random register. Each start leaves a new seed behind, before anything that
// was drawn is used: what was drawn comes again only where the flash is put back and the register is dead as well.
import { E_RANDOM_COUNTER, E_RANDOM_LOST, E_RANDOM_REGISTER } from "../lib/codes.ts";
import { RECORD_RANDOM, packFields } from "../lib/flash/records.ts";
import { packWord, unpackWord } from "../lib/flash/word.ts";
import { collect, instantiate, random } from "../lib/random.ts";
import { useJournal } from "./flash.ts";
import { say } from "./say.ts";

declare const LK: {
  /** Address of the random register, 0 for none. */
  r: number;
};

let isStarted = false;

/**
 * Starts `random` of the device `names`, once the radio is on and `useNative` was called. Returns 0, also when it was started before, or why
 * the device must not connect: E_RANDOM_LOST, E_RANDOM_COUNTER.
 */
export function startRandom(names: string): number {
  "cold";
  if (isStarted) return 0;
  const fields = useJournal((_journal, fieldsOf) => fieldsOf(RECORD_RANDOM), true);
  const entropy = LK.r ? collect(() => peek32(LK.r)) : "";
  if (LK.r && !entropy) say(E_RANDOM_REGISTER);
  if (!fields[1]) {
    if (!entropy) return E_RANDOM_LOST;
    say(E_RANDOM_LOST);
  }
  const counter = packWord(unpackWord(fields[1] || "", 0) + 1);
  instantiate(fields[0] + counter + getSerial() + names + getTime());
  if (entropy) random(0, entropy);
  const record = packFields([random(32), counter]);
  useJournal((journal) => journal._put(RECORD_RANDOM, record), true);
  // Read back: only what the next start will find counts.
  if (useJournal((journal) => journal._get(RECORD_RANDOM), true) != record) return E_RANDOM_COUNTER;
  isStarted = true;
  return 0;
}
