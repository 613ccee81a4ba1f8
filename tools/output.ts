// What the command says and how: language, colour, masked secrets, and the one form of a failure.
// Results go to stdout; failures and warnings go to stderr.

import { CODES, E_BUG, E_FILE_REFUSED, E_NO_SPACE, Failure } from "../lib/codes.ts";

/** "zh" when LINKINO_LANG, else LC_ALL, else LANG begins with zh; "en" otherwise. */
export function language(env: NodeJS.ProcessEnv = process.env): "en" | "zh" {
  return /^zh/i.test(env.LINKINO_LANG || env.LC_ALL || env.LANG || "") ? "zh" : "en";
}

/** The text in the language of the user. */
export function pick(en: string, zh: string): string {
  return language() === "zh" ? zh : en;
}

/**
 * A secret as it may be shown: its last four characters when that leaves at least eight hidden, otherwise
 * none.
 */
export function mask(secret: string): string {
  return `****${secret.length >= 12 ? secret.slice(-4) : ""}`;
}

const hidden = new Set<string>();

/** From now on `secret` is masked in every failure and warning, wherever it turns up in them. */
export function hide(secret: string): void {
  if (secret.length >= 6) hidden.add(secret);
}

function scrub(text: string): string {
  let clean = text;
  for (const secret of hidden) clean = clean.replaceAll(secret, mask(secret));
  return clean;
}

/** A code with its cause, detail and next step, on two lines or more, without a line end. */
export function describe(code: number, detail: string): string {
  const text = CODES[code]!;
  const colon = detail.startsWith("\n") ? pick(":", "：") : pick(": ", "：");
  const tail = detail && colon + detail;
  return scrub(
    `${style(31, 39, `LK${code}`)} ${pick(text.cause, text.causeZh)}${tail}\n` +
      `${pick("  next: ", "  下一步：")}${pick(text.next, text.nextZh)}`,
  );
}

// hasColors heeds NO_COLOR, FORCE_COLOR and TERM=dumb.
function style(on: number, off: number, text: string): string {
  return process.stderr.isTTY && process.stderr.hasColors() ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** Says on stderr what is doubtful, and goes on. */
export function warn(code: number, detail: string): void {
  process.stderr.write(`${describe(code, detail)}\n`);
}

/** Says on stderr what may help next, dim, on one line. */
export function hint(text: string): void {
  process.stderr.write(`${style(2, 22, text)}\n`);
}

/**
 * Says on stderr why the command ends; returns its exit code: 2 when the command line or the settings are at
 * fault, else 1.
 */
export function complain(error: unknown): number {
  const failure = failureOf(error);
  process.stderr.write(`${describe(failure.code, failure.detail)}\n`);
  if (process.env.LINKINO_DEBUG === "1" && error instanceof Error)
    process.stderr.write(`${scrub(error.stack!)}\n`);
  return failure.code >= 150 && failure.code < 170 ? 2 : 1;
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure && CODES[error.code]) return error;
  const { code, path, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return new Failure(E_NO_SPACE, path ?? message);
  if (path && (code === "EACCES" || code === "EPERM" || code === "EROFS"))
    return new Failure(E_FILE_REFUSED, path);
  return new Failure(E_BUG, String(error));
}
