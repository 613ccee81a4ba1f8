// The mappings of a source map (ECMA-426, section 9): lines of segments, numbers in base 64 with the sign
// in the lowest bit.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * One segment: its column (absolute in its line), then the other fields as they stand in the map
 * (relative).
 */
export interface Segment {
  column: number;
  rest: number[];
}

/** Reads mappings into lines of segments. */
export function readMappings(mappings: string): Segment[][] {
  return mappings.split(";").map((line) => {
    let column = 0;
    return line
      .split(",")
      .filter(Boolean)
      .map((text) => {
        const [step, ...rest] = decode(text);
        return { column: (column += step), rest };
      });
  });
}

/** The reverse of readMappings. */
export function writeMappings(lines: Segment[][]): string {
  const writeLine = (line: Segment[]) =>
    line
      .map(({ column, rest }, index) =>
        [column - (line[index - 1]?.column ?? 0), ...rest].map(encode).join(""),
      )
      .join(",");
  return lines.map(writeLine).join(";");
}

function decode(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of text) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return numbers;
}

function encode(number: number): string {
  let value = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = "";
  do {
    const more = value > 31 ? 32 : 0;
    text += DIGITS[(value & 31) | more];
    value >>>= 5;
  } while (value > 0);
  return text;
}
