// Every code of Linkino: the numbers that firmware, tool and instance share, and what each means to a person.
// The numbers are top-level constants, so that the bundler inlines them and the texts never reach a board.
// Ranges: 100 build, 150 command line and settings, 200 local instance, 250 simulated board and interpreter,
// 300 identity and registration, 350 MQTT and login, 400 network and Wi-Fi, 450 flash and boot, 500 app and thing model.

/** A failure that a person can act on: thrown by the host side, printed once by the command. */
export class Failure extends Error {
  readonly code: number;
  readonly detail: string;

  /** `code` is one of the numbers below; `detail` names the thing at fault (a file, a port, a key) and never a secret. */
  constructor(code: number, detail = "") {
    super(`LK${code} ${CODES[code]?.cause ?? "unknown code"}${detail ? `: ${detail}` : ""}`);
    this.name = "Failure";
    this.code = code;
    this.detail = detail;
  }
}

/** What a code says to a person: cause and next step, in English and Chinese. */
export interface CodeText {
  cause: string;
  next: string;
  causeZh: string;
  nextZh: string;
}

// 100 build

// 150 command line, settings, set-up

// 200 local instance

// 250 simulated board and interpreter

// 300 identity and registration

// 350 MQTT and login

// 400 network and Wi-Fi

// 450 flash and boot

// 500 app and thing model

/** Texts by code. */
export const CODES: Record<number, CodeText> = {
  // 100 build

  // 150 command line, settings, set-up

  // 200 local instance

  // 250 simulated board and interpreter

  // 300 identity and registration

  // 350 MQTT and login

  // 400 network and Wi-Fi

  // 450 flash and boot

  // 500 app and thing model
};
