// What the interpreter's regular expressions can't do. A pattern is read once from left to right; what can
// be written in another way is rewritten (`/` in a class, `.` which matches line ends on the board), the
// rest is refused.

/** The pattern as the board needs it, and what in it can't run: `[what, instead]`. */
export interface RegexAnswer {
  pattern: string;
  faults: Array<[string, string]>;
}

/** Examines one regular expression. */
export function examineRegex(pattern: string, flags: string): RegexAnswer {
  const reader = new RegexReader(pattern);
  reader.read();
  const unknown = [...flags].filter((flag) => !"gi".includes(flag));
  if (unknown.length > 0) reader.faults.push([`the regex flag ${unknown.join("")}`, "use only g and i"]);
  return { pattern: reader.result, faults: reader.faults };
}

class RegexReader {
  readonly faults: Array<[string, string]> = [];
  result = "";
  private readonly _pattern: string;
  private _at = 0;
  private _depth = 0;
  private _anchored = false;

  constructor(pattern: string) {
    this._pattern = pattern;
  }

  read(): void {
    while (this._at < this._pattern.length) this.readOne();
    if (/[^\x00-\x7f]/.test(this.result))
      this.refuse("text beyond ASCII in a regex", "use indexOf, which compares bytes");
  }

  private readOne(): void {
    const character = this._pattern[this._at++];
    if (character === "\\") this.readEscape();
    else if (character === "[") this.readClass();
    else if (character === "(") this.openGroup();
    else if (character === ")") this.closeGroup();
    else if (character === ".") this.result += "[^\\n\\r]";
    else {
      if (character === "?") this.refuseOptional();
      if (character === "{") this.refuseCount();
      if (character === "|") this.refuseChoice();
      if (character === "^") this._anchored = true;
      this.result += character;
    }
  }

  private readEscape(): void {
    const letter = this._pattern[this._at++];
    if (letter === "b" || letter === "B")
      this.refuse(`\\${letter} in a regex`, "match [^\\w] or look at the neighbours yourself");
    if (letter === "k" || /[1-9]/.test(letter))
      this.refuse("a back reference in a regex", "compare the groups after the match");
    if (letter === "p" || letter === "P")
      this.refuse(`\\${letter}{} in a regex`, "list the characters in a class");
    if (letter === "u") {
      const point = /^[0-9a-fA-F]{4}/.exec(this._pattern.slice(this._at))?.[0];
      if (point && parseInt(point, 16) < 0x80) {
        this._at += 4;
        this.result += `\\x${point.slice(2)}`;
        return;
      }
      this.refuse("\\u in a regex", "use indexOf, which compares bytes");
    }
    this.result += `\\${letter}`;
  }

  private readClass(): void {
    this.result += "[";
    while (this._at < this._pattern.length) {
      const character = this._pattern[this._at++];
      if (character === "\\") {
        this.result += character + this._pattern[this._at++];
      } else {
        // The lexer ends a regex at the first slash, in a class too.
        this.result += character === "/" ? "\\/" : character;
        if (character === "]") return;
      }
    }
  }

  private openGroup(): void {
    if (this._pattern[this._at] === "?") {
      const kind = /^\?(?:<[=!]|[=!])/.test(this._pattern.slice(this._at))
        ? "look-around"
        : "(?: or a named group";
      const instead = kind === "look-around" ? "test it in a second step" : "use a plain group ( )";
      this.refuse(`${kind} in a regex`, instead);
      this._at++;
    }
    if (this._depth > 0) this.refuse("a group inside a group of a regex", "match the inner one in a second step");
    this._depth++;
    this.result += "(";
  }

  private closeGroup(): void {
    this._depth--;
    this.result += ")";
    if (/^[*+?{]/.test(this._pattern.slice(this._at))) {
      this.refuse("a repeated group in a regex", "repeat a class, or match in a loop with the flag g");
    }
  }

  private refuseOptional(): void {
    const before = this._pattern[this._at - 2];
    if (before === "*" || before === "+" || before === "}")
      this.refuse("lazy matching in a regex", "use a class that excludes the end, as in [^x]*");
    else this.refuse("? in a regex", "write a regex for each of the two cases");
  }

  private refuseCount(): void {
    if (/^\d+(?:,\d*)?\}/.test(this._pattern.slice(this._at)))
      this.refuse("{n} in a regex", "write the item n times");
  }

  private refuseChoice(): void {
    if (this._depth > 0) this.refuse("| inside a group of a regex", "write a regex for each choice");
    else if (this._anchored) this.refuse("^ and | in one regex", "write a regex for each choice");
  }

  private refuse(what: string, instead: string): void {
    this.faults.push([what, instead]);
  }
}
