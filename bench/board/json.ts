// JSON.parse as Espruino has it: the interpreter's own tokens, so that single quotes, hexadecimal numbers,
// comments and trailing commas pass, text after the value is ignored, a repeated key is kept twice, and big
// integers wrap. Without Unicode a \uXXXX gives its low byte; with it, such text and valid UTF-8 become
// characters.

import { noteKey } from "./key-order.ts";
import { readFloat, readInteger } from "./numeral.ts";
import { type Realm, Unlike } from "./realm.ts";
import { isSpace, isUnicode } from "./text.ts";

type Kind = "EOF" | "ID" | "INT" | "FLOAT" | "STRING" | "UNFINISHED STRING" | "UNFINISHED COMMENT" | "CHAR";

interface Token {
  kind: Kind;
  /** The character, the text of a string, or the digits of a number. */
  text: string;
}

const SIMPLE_ESCAPES: Record<string, string> = { n: "\n", b: "\b", f: "\f", r: "\r", t: "\t", v: "\v" };

class Lexer {
  token: Token = { kind: "EOF", text: "" };
  private at = 0;
  private readonly text: string;
  private readonly unicode: boolean;
  private readonly fail: (message: string) => Error;

  constructor(text: string, unicode: boolean, fail: (message: string) => Error) {
    this.text = text;
    this.unicode = unicode;
    this.fail = fail;
    this.next();
  }

  next(): void {
    if (!this.skipSpace()) {
      this.token = { kind: "UNFINISHED COMMENT", text: "" };
      return;
    }
    const char = this.text[this.at];
    if (char === undefined || char === "\0") this.token = { kind: "EOF", text: "" };
    else if (char === '"' || char === "'" || char === "`") this.token = this.readString(char);
    else if (/[0-9]/.test(char) || (char === "." && /[0-9]/.test(this.text[this.at + 1] ?? "")))
      this.token = this.readNumber();
    else if (/[A-Za-z_$]/.test(char)) this.token = { kind: "ID", text: this.take(/[\w$]*/y) };
    else this.token = { kind: "CHAR", text: this.take(OPERATOR) };
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)![0];
    this.at += found.length;
    return found;
  }

  /** Skips white space and comments; false when a comment has no end. */
  private skipSpace(): boolean {
    for (;;) {
      while (this.at < this.text.length && isSpace(this.text[this.at]!)) this.at++;
      const pair = this.text.slice(this.at, this.at + 2);
      const end = pair === "//" ? "\n" : pair === "/*" ? "*/" : undefined;
      if (!end) return true;
      const found = this.text.indexOf(end, this.at + 2);
      if (found < 0 && end === "*/") return false;
      this.at = found < 0 ? this.text.length : found + end.length;
    }
  }

  private readNumber(): Token {
    if (/^0[xXbBoO]/.test(this.text.slice(this.at, this.at + 2))) {
      const prefix = this.take(/../y);
      return { kind: "INT", text: prefix + this.take(/[0-9a-fA-F_]*/y).replaceAll("_", "") };
    }
    const text = this.take(/[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?/y).replaceAll("_", "");
    return { kind: /[.eE]/.test(text) ? "FLOAT" : "INT", text };
  }

  private readString(delimiter: string): Token {
    let text = "";
    let hasCharacters = false;
    this.at++;
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined || char === "\0" || (char === "\n" && delimiter !== "`")) {
        return { kind: "UNFINISHED STRING", text };
      }
      if (char === delimiter) break;
      const sequence = this.unicode ? this.take(UTF8_SEQUENCE) : "";
      this.at += sequence ? 0 : 1;
      const piece = sequence ? decodeUtf8(sequence) : char === "\\" ? this.readEscape() : char;
      hasCharacters ||= sequence !== "" || (char === "\\" && this.isCharacter(piece));
      text += piece;
    }
    this.at++;
    if (hasCharacters && !isUnicode(text)) throw new Unlike(AMBIGUOUS);
    return { kind: "STRING", text };
  }

  private readEscape(): string {
    const char = this.text[this.at++] ?? "";
    if (SIMPLE_ESCAPES[char]) return SIMPLE_ESCAPES[char];
    if (char === "u" || char === "x") {
      const digits = this.take(char === "u" ? /[0-9a-fA-F]{0,4}/y : /[0-9a-fA-F]{0,2}/y);
      if (digits.length < (char === "u" ? 4 : 2)) throw this.fail("Invalid escape sequence");
      const code = Number.parseInt(digits, 16);
      return String.fromCharCode(this.unicode ? code : code & 0xff);
    }
    if (/[0-7]/.test(char))
      return String.fromCharCode(Number.parseInt(char + this.take(/[0-7]{0,2}/y), 8) & 0xff);
    return char;
  }

  /**
   * True when the escape just read made its string a Unicode one: \\u above ASCII, where the build has
   * Unicode.
   */
  private isCharacter(piece: string): boolean {
    return this.unicode && piece.charCodeAt(0) > 0x7f && this.text[this.at - 5] === "u";
  }
}

/** Operators of two and three characters are one token. */
const OPERATOR = /--|-=|\+\+|\+=|=>|[=!]==?|<<=?|>>>?=?|[<>*/%&|^]=|&&|\|\||\?\?|[\s\S]/y;
const UTF8_SEQUENCE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|/y;
const AMBIGUOUS =
  "a Unicode string without a character above U+00FF can't be told from bytes, as JSON.parse can on Espruino";

function decodeUtf8(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/**
 * Parses JSON into objects of the realm. `liberal` lets property names stand without quotes
 * (Storage.readJSON).
 */
export function parseJson(realm: Realm, text: string, unicode: boolean, liberal = false): unknown {
  const fail = (message: string): Error => realm.makeError("SyntaxError", message);
  const lexer = new Lexer(text, unicode, (message) => realm.makeError("Error", message));

  const describe = ({ kind, text }: Token): string =>
    kind === "CHAR"
      ? operatorName(text)
      : kind === "ID"
        ? `ID:${text}`
        : kind === "STRING"
          ? `String:'${text}'`
          : kind;
  const is = (char: string): boolean => lexer.token.kind === "CHAR" && lexer.token.text === char;
  const expect = (char: string): void => {
    if (!is(char)) throw fail(`Got ${describe(lexer.token)} expected '${char}'`);
    lexer.next();
  };

  const parseArray = (): unknown[] => {
    const array = realm.array([]);
    lexer.next();
    while (!is("]")) {
      array.push(parseValue());
      if (!is("]")) expect(",");
    }
    lexer.next();
    return array;
  };

  const parseObject = (): object => {
    const object = realm.object();
    lexer.next();
    while (["STRING", "INT", "ID"].includes(lexer.token.kind)) {
      const key = lexer.token;
      if (key.kind !== "STRING" && !liberal) throw fail(`Got ${describe(key)} expected STRING`);
      lexer.next();
      expect(":");
      setProperty(object, key.kind === "INT" ? `${readInteger(key.text).value}` : key.text, parseValue());
      if (!is("}")) expect(",");
    }
    expect("}");
    return object;
  };

  const parseValue = (): unknown => {
    const { kind, text } = lexer.token;
    if (is("[")) return parseArray();
    if (is("{")) return parseObject();
    lexer.next();
    if (kind === "STRING") return text;
    if (kind === "INT") return readInteger(text).value;
    if (kind === "FLOAT") return readFloat(text).value;
    if (kind === "CHAR" && text === "-" && (lexer.token.kind === "INT" || lexer.token.kind === "FLOAT")) {
      return 0 - (parseValue() as number);
    }
    if (kind === "ID" && text in LITERALS) return LITERALS[text];
    // After a minus the interpreter gives up without a word.
    if (kind === "CHAR" && text === "-") return undefined;
    throw fail(
      `Expecting valid value, got ${kind === "CHAR" ? operatorName(text) : kind === "ID" ? idName(text) : kind}`,
    );
  };

  const setProperty = (object: Record<string, unknown>, key: string, value: unknown): void => {
    if (key === "__proto__") Object.setPrototypeOf(object, value as object | null);
    else if (Object.hasOwn(object, key)) {
      throw new Unlike(
        `JSON.parse of the repeated key ${JSON.stringify(key)} gives two properties on Espruino`,
      );
    } else {
      noteKey(object, key);
      object[key] = value;
    }
  };

  return parseValue();
}

const LITERALS: Record<string, unknown> = { true: true, false: false, null: null };

const RESERVED =
  "undefined if else for var let const function return new in of this typeof void class while do";

function operatorName(text: string): string {
  if (text === "\xff") return "[ERASED]";
  return text.length > 1 ? text : `'${text}'`;
}

/** Reserved words are told by their name, others as ID. */
function idName(text: string): string {
  return RESERVED.split(" ").includes(text) ? text : "ID";
}
