// What the board tells on its console: a number and perhaps a detail, never a sentence. The host knows the sentences.
import { E_APP_THREW } from "../lib/codes.ts";

/** Called with every code that the device says; set by the app through `onCode`. */
export const listener: { _run?: (code: number, detail?: unknown) => void } = {};

/** Prints `LK <code> <detail>` and tells the app; without a code the detail is an exception of the app. */
export function say(code: number, detail?: unknown): void {
  code = code || E_APP_THREW;
  print("LK " + code + (detail === undefined ? "" : " " + detail));
  if (!listener._run) return;
  try {
    listener._run(code, detail);
  } catch (thrown) {
    print("LK " + E_APP_THREW + " " + thrown);
  }
}
