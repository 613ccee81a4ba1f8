// Text beyond ASCII on its way through the tools. A string on the board is bytes, so `"中"` must become the
// three bytes of its UTF-8 form, while `"\xe4"` is one byte already. The bundler makes no difference
// between the character é and the escape \xe9, hence every byte of real text travels as one private-use
// character (U+E080 to U+E0FF) from the moment a source file is read until the literals are written out as
// \xNN.

const CARRIER_BASE = 0xe000;
// Backslash pairs are consumed whole, so that the `u` in `\\u00e9` is not taken for an escape.
const TEXT =
  /\\u(?:\{([0-9a-fA-F]+)\}|([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|([0-9a-fA-F]{4}))|\\[^]|[^\x00-\x7f]/gu;

/** A source file in carrier form, and the way back from its columns to the original ones. */
export interface CarriedText {
  text: string;
  /** Original column of a column in the carried text; both count from 0, `line` counts from 1. */
  originalColumn(line: number, column: number): number;
}

/**
 * Replaces every character beyond ASCII, written out or as a \u escape, by the carriers of its UTF-8 bytes.
 */
export function carryText(source: string): CarriedText {
  if (!/[^\x00-\x7f]|\\u/.test(source)) return { text: source, originalColumn: (_line, column) => column };
  const lines: Array<Array<{ from: number; to: number }>> = [];
  const text = source
    .split("\n")
    .map((line) => {
      const shifts: Array<{ from: number; to: number }> = [];
      let grown = 0;
      const carried = line.replace(TEXT, (found: string, ...rest: unknown[]) => {
        const [braced, high, low, plain] = rest as Array<string | undefined>;
        const at = rest[4] as number;
        const point = escapedCodePoint(braced, high, low, plain) ?? found.codePointAt(0)!;
        if (point < 0x80) return found;
        const bytes = Buffer.from(String.fromCodePoint(point), "utf8");
        shifts.push({ from: at + grown, to: at });
        grown += bytes.length - found.length;
        shifts.push({ from: at + grown + found.length, to: at + found.length });
        return Array.from(bytes, (byte) => String.fromCharCode(CARRIER_BASE + byte)).join("");
      });
      lines.push(shifts);
      return carried;
    })
    .join("\n");
  return {
    text,
    originalColumn(line, column) {
      let result = column;
      for (const { from, to } of lines[line - 1] ?? []) if (column >= from) result = to + column - from;
      return result;
    },
  };
}

/**
 * The byte string of a literal's value: carriers give their byte, characters above 0xFF their UTF-8 bytes.
 */
export function toByteString(value: string): string {
  return value.replace(/[^\x00-\xff]/gu, (character) => {
    const point = character.codePointAt(0)!;
    if (isCarrier(point)) return String.fromCharCode(point - CARRIER_BASE);
    return Buffer.from(character, "utf8").toString("latin1");
  });
}

/** Turns carriers in a message back to the text that a person wrote. */
export function readable(message: string): string {
  return message.replace(/(?:[\ue080-\ue0ff]|\\ue0[89a-f][0-9a-f])+/g, (run) => {
    const raw = run.replace(/\\ue0(..)/g, (_all, hex: string) =>
      String.fromCharCode(CARRIER_BASE + parseInt(hex, 16)),
    );
    return Buffer.from(toByteString(raw), "latin1").toString("utf8");
  });
}

function isCarrier(point: number): boolean {
  return point >= CARRIER_BASE + 0x80 && point <= CARRIER_BASE + 0xff;
}

function escapedCodePoint(braced?: string, high?: string, low?: string, plain?: string): number | undefined {
  if (high !== undefined && low !== undefined) {
    return 0x10000 + ((parseInt(high, 16) - 0xd800) << 10) + (parseInt(low, 16) - 0xdc00);
  }
  const hex = braced ?? plain;
  return hex === undefined ? undefined : parseInt(hex, 16);
}
