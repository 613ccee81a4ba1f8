// A console as a person sees it: cursor movements carried out, lines given out when they are finished. The
// prompt of the interpreter comes and goes by such movements and is part of no line.

import { decodeLine } from "./text.ts";

/** Takes console output in any pieces, one character a byte, and gives out its lines as text. */
export class Terminal {
  private line = "";
  private column = 0;
  private pending = "";
  private readonly emitLine: (line: string) => void;

  constructor(emitLine: (line: string) => void) {
    this.emitLine = emitLine;
  }

  /** The next piece. */
  take(text: string): void {
    let rest = this.pending + text;
    this.pending = "";
    while (rest !== "") {
      const escape = /^\x1b(?:\[[0-9;?]*([A-Za-z])?)?/.exec(rest);
      if (escape && !escape[1]) {
        this.pending = rest;
        return;
      }
      if (escape) this.move(escape[1]!);
      else this.put(rest[0]!);
      rest = rest.slice(escape ? escape[0].length : 1);
    }
  }

  /** Nothing more will come: what stands in the line counts as a line, but for the prompt. */
  finish(): void {
    if (this.line !== "" && this.line !== ">") this.emitLine(decodeLine(this.line));
    this.line = "";
    this.column = 0;
    this.pending = "";
  }

  private put(char: string): void {
    if (char === "\n") {
      this.emitLine(decodeLine(this.line));
      this.line = "";
      this.column = 0;
    } else if (char === "\r") this.column = 0;
    else if (char === "\b") this.column = Math.max(0, this.column - 1);
    else {
      this.line = this.line.slice(0, this.column) + char + this.line.slice(this.column + 1);
      this.column++;
    }
  }

  private move(command: string): void {
    if (command === "J" || command === "K") this.line = this.line.slice(0, this.column);
    else if (command === "D") this.column = Math.max(0, this.column - 1);
  }
}
