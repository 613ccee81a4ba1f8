// What the board tells on its console: a number and perhaps a detail, never a sentence. The host knows the sentences.
import { E_APP_THREW } from "../lib/codes.ts";

let listener: ((code: number, detail?: unknown) => void) | undefined;

/** Hears every code that the device says: states (550 to 599), refusals and errors. */
export function onCode(run: (code: number, detail?: unknown) => void): void {
  listener = run;
}

/** Prints `LK <code> <detail>` and tells the app; without a code the detail is an exception of the app. */
export function say(code: number, detail?: unknown): undefined {
  code = code || E_APP_THREW;
  print("LK " + code + (detail == null ? "" : " " + detail));
  try {
    if (listener) listener(code, detail);
  } catch (thrown) {
    print("LK " + E_APP_THREW + " " + thrown);
  }
}
