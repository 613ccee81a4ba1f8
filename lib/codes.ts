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
export const E_FLASH_MISSING = 250;
export const E_FLASH_SIZE = 251;
export const E_FLASH_ACCESS = 252;
export const E_DISK_FULL = 253;
export const E_INTERPRETER_MISSING = 254;
export const E_INTERPRETER_STARTED = 255;
export const E_INTERPRETER_DIED = 256;
export const E_INTERPRETER_BOARD = 257;

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
  [E_FLASH_MISSING]: {
    cause: "there is no flash file",
    next: "make one with `linkino sim --fresh`",
    causeZh: "找不到闪存文件",
    nextZh: "运行 `linkino sim --fresh` 新建",
  },
  [E_FLASH_SIZE]: {
    cause: "the flash file has the wrong size for this board",
    next: "choose the board it was made for with --board, or start again with `linkino sim --fresh`",
    causeZh: "闪存文件的大小与该开发板不符",
    nextZh: "用 --board 选择原来的开发板，或运行 `linkino sim --fresh` 重新开始",
  },
  [E_FLASH_ACCESS]: {
    cause: "the flash file can't be read or written",
    next: "check that path, owner and permissions let you read and write it",
    causeZh: "无法读写闪存文件",
    nextZh: "检查该路径、所有者和读写权限",
  },
  [E_DISK_FULL]: {
    cause: "the disk is full",
    next: "free some space, or put the folder on another disk",
    causeZh: "磁盘空间已满",
    nextZh: "释放空间，或把文件夹放到其他磁盘",
  },
  [E_INTERPRETER_MISSING]: {
    cause: "there is no Espruino interpreter to run",
    next: "set ESPRUINO to the path of an Espruino built for Linux",
    causeZh: "找不到 Espruino 解释器",
    nextZh: "把环境变量 ESPRUINO 设为 Linux 版 Espruino 的路径",
  },
  [E_INTERPRETER_STARTED]: {
    cause: "the Espruino interpreter can't be started",
    next: "make the file executable, and check that it was built for this machine",
    causeZh: "无法启动 Espruino 解释器",
    nextZh: "给该文件加上执行权限，并确认它是为本机构建的",
  },
  [E_INTERPRETER_DIED]: {
    cause: "the Espruino interpreter ended by itself",
    next: "read its last lines; start it again to go on from its flash",
    causeZh: "Espruino 解释器自行退出",
    nextZh: "查看它最后的输出；重新启动会从闪存继续运行",
  },
  [E_INTERPRETER_BOARD]: {
    cause: "the Espruino interpreter runs only flash of the board linux",
    next: "build and provision for it with `--board linux`",
    causeZh: "Espruino 解释器只能运行 linux 开发板的闪存",
    nextZh: "用 `--board linux` 构建并写入",
  },

  // 300 identity and registration

  // 350 MQTT and login

  // 400 network and Wi-Fi

  // 450 flash and boot

  // 500 app and thing model
};
