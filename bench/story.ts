// The story of a device, told from evidence only: what the instance saw on the wire, and what is read back from the
// flash of the board. A step that does not come true in its time fails with its own code.
// The same story runs on a simulated board and on a real interpreter.
import { EventEmitter } from "node:events";
import {
  E_CLOCK_UNSET, E_CONSOLE_OPEN, E_LINK_PLAIN, E_LINK_UNVERIFIED, E_STORY_AGAIN, E_STORY_BACK,
  E_STORY_BOOT, E_STORY_LOGIN, E_STORY_POST, E_STORY_POWER, E_STORY_REGISTER, E_STORY_REPLY, E_STORY_SET,
  E_STORY_STORE, E_WEAK_RANDOM, Failure, S_BOOT, S_STORED,
} from "../lib/codes.ts";

/** A board that can be started and robbed of its power. */
export interface StoryBoard extends EventEmitter {
  boot(): void;
  powerOff(): void;
}

/** What the story needs to see and to do. */
export interface Stage {
  board: StoryBoard;
  /** The instance: emits "connect", "registered", "property", "puback", "publish". */
  instance: EventEmitter;
  productKey: string;
  deviceName: string;
  /** Short name of the image: version, bytes and hash. */
  image: string;
  /** The secret as it is in flash now, or undefined. */
  storedSecret(): string | undefined;
  /** The secret as the platform knows it. */
  knownSecret(): string | undefined;
  /** Sets properties from the platform's side; resolves with the device's answer. */
  setProperties(params: Record<string, unknown>): Promise<{ code: number }>;
  /** Arranges that power is lost in the middle of a write to flash during the next start, where the board can do
   *  that; returns false where it can't. */
  cutAtNextWrite(): boolean;
  /** Called with each line: what happened, and the evidence for it. */
  tell(what: string, evidence: string): void;
  /** How long a step may take, ms. */
  patienceMs: number;
}

const TEXT = "你好，云端";

/** What a healthy board says at its start. */
const NOTICES = [E_CLOCK_UNSET, E_CONSOLE_OPEN, E_LINK_PLAIN, E_LINK_UNVERIFIED, E_WEAK_RANDOM];

const mask = (secret: string): string => `…${secret.slice(-4)}`;

/** Runs the story to its end; throws a Failure with the code of the step that did not come true. */
export async function tellStory(stage: Stage): Promise<void> {
  const { board, instance, tell } = stage;
  const mine = (event: any): boolean => event.productKey === stage.productKey && event.deviceName === stage.deviceName;
  // The last code that is a complaint, or else the last state or notice: what went wrong counts, not that it tries again.
  let lastCode = "";
  let registrations = 0;
  const isState = (code: string): boolean => /^LK 5[5-9]\d/.test(code) || NOTICES.includes(Number(code.slice(3)));
  const onConsole = (line: string): void => {
    const code = /^LK \d+.*/.exec(line)?.[0];
    if (code && (!isState(code) || isState(lastCode) || !lastCode)) lastCode = code;
  };
  const told = (): string => (lastCode ? `the board's last word was ${lastCode}` : "the board said nothing");
  const onRegistered = (event: any): void => {
    if (mine(event)) registrations++;
  };
  board.on("console", onConsole);
  instance.on("registered", onRegistered);

  const until = <T>(code: number, from: EventEmitter, name: string, fits: (value: any) => T | undefined | false): Promise<T> =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        from.off(name, listen);
        board.off("off", fall);
      };
      const fail = (why: string): void => {
        done();
        reject(new Failure(code, why));
      };
      const listen = (value: any): void => {
        const found = fits(value);
        if (found === undefined || found === false) return;
        done();
        resolve(found);
      };
      const fall = (reason: string): void => {
        if (reason === "crash") fail(`the board crashed; ${told()}`);
      };
      const timer = setTimeout(() => fail(told()), stage.patienceMs);
      from.on(name, listen);
      board.on("off", fall);
    });
  const both = async <A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> => {
    // The second is waited for only after the first; its failure must not be an unhandled one meanwhile.
    second.catch(() => undefined);
    return [await first, await second];
  };

  try {
    const booted = until(E_STORY_BOOT, board, "console", (line) => line.startsWith(`LK ${S_BOOT}`));
    const stored = until(E_STORY_STORE, board, "console", (line) => line.startsWith(`LK ${S_STORED}`));
    const registered = until(E_STORY_REGISTER, instance, "registered", (event) => mine(event) && event);
    const loggedIn = until(E_STORY_LOGIN, instance, "connect", (event) => mine(event) && event.auth === "login" && event);
    const posted = until(E_STORY_POST, instance, "property", (event) => mine(event) && event.params);
    const replied = until(E_STORY_REPLY, instance, "puback", (event) => mine(event) && event.topic.endsWith("/post_reply"));
    for (const step of [registered, stored, loggedIn, posted, replied]) step.catch(() => undefined);

    board.boot();
    await booted;
    tell("boots", stage.image);
    const registration: any = await registered;
    tell("registers", `一型一密 (${registration.kind}) as ${stage.deviceName}, seen by the instance`);
    await stored;
    const secret = stage.storedSecret();
    if (!secret || secret !== stage.knownSecret()) throw new Failure(E_STORY_STORE, told());
    tell("stores its secret", `${mask(secret)} read back from flash`);
    await loggedIn;
    tell("logs in as itself", `signed with ${mask(secret)}, CONNACK 0`);
    tell("reports its properties", JSON.stringify(await posted));
    await replied;
    tell("has the platform's reply", "acknowledged by the board");

    const wanted = { power: 1, note: TEXT };
    const [answer, now] = await both(
      stage.setProperties(wanted).catch(() => {
        throw new Failure(E_STORY_SET, told());
      }),
      until(E_STORY_SET, instance, "property", (event) => mine(event) && "note" in event.params && event.params),
    );
    if (answer.code !== 200 || now.note !== TEXT || now.power !== 1) throw new Failure(E_STORY_SET, JSON.stringify(now));
    tell("carries out a setting", `${JSON.stringify(wanted)}, and reports it byte for byte`);

    const working = until(E_STORY_POWER, instance, "publish", (event) => mine(event));
    stage.setProperties({ power: 0, note: TEXT + TEXT }).catch(() => undefined);
    await working;
    const dark = until(E_STORY_POWER, board, "off", (reason) => reason === "stopped");
    board.powerOff();
    await dark;
    tell("loses power", "in the middle of answering a setting");
    const before = registrations;
    if (stage.cutAtNextWrite()) {
      const off = until(E_STORY_POWER, board, "off", (reason) => reason === "cut");
      board.boot();
      await off;
      tell("loses power again", "half a word into a write to flash while it starts");
    }

    const back = until(E_STORY_BACK, instance, "connect", (event) => mine(event) && event.auth === "login" && event);
    const reported = until(E_STORY_BACK, instance, "property", (event) => mine(event) && event.params);
    reported.catch(() => undefined);
    board.boot();
    await back;
    await reported;
    if (registrations !== before || stage.storedSecret() !== secret) throw new Failure(E_STORY_AGAIN, stage.deviceName);
    tell("boots again and is online", `same secret ${mask(secret)}, no second registration`);
  } finally {
    board.off("console", onConsole);
    instance.off("registered", onRegistered);
  }
}
