// Where texts are that scripts got from the board: what Storage reads stays in flash, what `E.toString` makes
// lies in RAM in one piece. V8's texts have no identity, so they are known by their content; the latest are
// remembered.

const MOST = 200;
/** Shorter texts cost one JsVar anyway. */
const SHORTEST = 10;

/** What is known of the texts of one boot. */
export class Texts {
  private readonly inFlash = new Set<string>();
  private readonly flat = new Set<string>();

  /** A text that lies in flash; returns it. */
  noteFlash(text: string): string {
    return note(this.inFlash, text);
  }

  /** A text that was made in one piece; returns it. */
  noteFlat(text: string): string {
    return note(this.flat, text);
  }

  isInFlash(text: string): boolean {
    return this.inFlash.has(text);
  }

  isFlat(text: string): boolean {
    return this.flat.has(text);
  }
}

function note(texts: Set<string>, text: string): string {
  if (text.length < SHORTEST) return text;
  texts.delete(text);
  texts.add(text);
  if (texts.size > MOST) texts.delete(texts.values().next().value!);
  return text;
}
