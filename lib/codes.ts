// Every code of Linkino: the numbers that firmware, tool and instance share, and what each means to a person.
// The numbers are top-level constants, so that the bundler inlines them and the texts never reach a board.
// The constants come first in this file: the bundler inlines only those that stand before everything else.
// Firmware imports numbers alone; host tools print `LK<number> <cause>: <detail>` and the next step, in one of two languages.

// 100 build
export const E_TYPES = 100;
export const E_SYNTAX = 101;
export const E_LANGUAGE = 102;
export const E_BUILTIN = 103;
export const E_REGEX = 104;
export const E_IMPORT = 105;
export const E_ENTRY = 106;
export const E_COMPILER = 107;
export const E_GUARD = 108;
export const E_IMAGE_TOO_BIG = 109;
export const E_TLS_VERIFIED = 110;
export const E_TLS_ABSENT = 111;
export const E_BOARD_UNKNOWN = 112;
export const E_BOARD_INVALID = 113;
export const E_MODEL_MISSING = 120;
export const E_MODEL_SYNTAX = 121;
export const E_MODEL_WRONG = 122;
export const E_MODEL_FORM = 123;
export const E_MODEL_NAME = 124;
export const E_MODEL_SPECS = 125;
export const E_MODEL_LIMIT = 126;
export const E_MODEL_GENERATED = 127;
export const E_MODEL_STALE = 128;
export const E_MODEL_ABSENT = 129;
export const E_MODEL_PUBLIC = 130;

// 150 command line and settings (exit code 2); 170 set-up and the command itself
export const E_VERB_UNKNOWN = 150;
export const E_OPTION_UNKNOWN = 151;
export const E_ARGUMENT_WRONG = 152;
export const E_CODE_UNKNOWN = 153;
export const E_SETTINGS_MISSING = 154;
export const E_SETTINGS_SYNTAX = 155;
export const E_SETTINGS_WRONG = 156;
export const E_SETTINGS_DOUBTFUL = 157;
export const E_SECRET_MISSING = 158;
export const E_SECRET_WRONG = 159;
export const E_SECRETS_OPEN = 160;
export const E_ROOTS_MISSING = 161;
export const E_NODE_OLD = 170;
export const E_NODE_MISSING = 171;
export const E_GIT_MISSING = 172;
export const E_PACKAGES_MISSING = 173;
export const E_REGISTRY_UNREACHABLE = 174;
export const E_INSTALL_FAILED = 175;
export const E_NO_SPACE = 176;
export const E_FILE_REFUSED = 177;
export const E_BUG = 198;

// 200 local instance
export const E_PORT_TAKEN = 200;
export const E_PORT_REFUSED = 201;
export const E_FOLDER_UNUSABLE = 202;
export const E_FOLDER_IN_USE = 203;
export const E_STATE_CORRUPT = 204;
export const E_STATE_NEWER = 205;
export const E_STATE_DISK_FULL = 206;
export const E_STORE_FAILED = 207;
export const E_CERTIFICATE_UNUSABLE = 208;
export const E_INSTANCE_SILENT = 209;
export const E_PRODUCT_UNKNOWN = 210;
export const E_DEVICE_UNKNOWN = 211;
export const E_PRODUCT_EXISTS = 212;
export const E_DEVICE_EXISTS = 213;
export const E_NAME_WRONG = 214;
export const E_TOPIC_CLASS_WRONG = 215;
export const E_TSL_WRONG = 216;
export const E_QUOTA = 217;
export const E_INSTANCE_ABSENT = 218;
export const E_FILES_FEW = 219;
export const E_DEVICE_OFFLINE = 220;
export const E_NOT_SUBSCRIBED = 221;
export const E_REPLY_MISSING = 222;
export const E_NOT_DELIVERED = 223;
export const E_MODEL_REFUSED = 224;
export const E_ANSWER_WRONG = 225;
export const E_RRPC_EXT = 226;
export const E_VERSION_OTHER = 227;
export const E_SCRIPT_FAILED = 228;
export const E_CONFIG_NONE = 229;

// 250 simulated board and interpreter
export const E_FLASH_MISSING = 250;
export const E_FLASH_SIZE = 251;
export const E_FLASH_ACCESS = 252;
export const E_DISK_FULL = 253;
export const E_INTERPRETER_MISSING = 254;
export const E_INTERPRETER_STARTED = 255;
export const E_INTERPRETER_DIED = 256;
export const E_INTERPRETER_BOARD = 257;
export const E_STORY_BOOT = 280;
export const E_STORY_REGISTER = 281;
export const E_STORY_STORE = 282;
export const E_STORY_LOGIN = 283;
export const E_STORY_POST = 284;
export const E_STORY_REPLY = 285;
export const E_STORY_SET = 286;
export const E_STORY_POWER = 287;
export const E_STORY_AGAIN = 288;
export const E_STORY_BACK = 289;
export const E_BOARD_CRASHED = 258;
export const E_FLASH_BLANK = 259;
export const E_SIM_MEMORY = 260;

// 300 identity and registration
export const E_REGISTER_REFUSED = 300;
export const E_REGISTER_FORM = 301;
export const E_REGISTER_BUSY = 302;
export const E_REGISTER_TIMEOUT = 303;
export const E_REGISTER_ANSWER = 304;
export const E_SECRET_NOT_STORED = 305;
export const E_NO_SECRET = 306;
export const E_SECRET_REFUSED = 307;
export const E_NO_SETTINGS = 308;
export const E_BAD_SETTINGS = 309;
export const E_OTHER_IDENTITY = 310;

// 320 HTTP
export const E_HTTP_FORM = 320;
export const E_HTTP_LARGE = 321;
export const E_HTTP_ENCODING = 322;
export const E_HTTP_CUT = 323;
export const E_HTTP_TIMEOUT = 324;
export const E_HTTP_STATUS = 325;
export const E_HTTP_ANSWER = 326;
export const E_HTTP_AUTH = 327;
export const E_HTTP_BUSY = 328;
export const E_HTTP_TOKEN = 329;
export const E_HTTP_REFUSED = 330;
export const E_HTTP_TOPIC = 331;
export const E_HTTP_KIND = 332;
export const E_HTTP_RANGE = 333;
export const E_HTTP_URL = 334;

// 350 MQTT and login
export const E_CONNACK_VERSION = 351;
export const E_CONNACK_ID = 352;
export const E_CONNACK_BUSY = 353;
export const E_CONNACK_LOGIN = 354;
export const E_CONNACK_DENIED = 355;
export const E_CONNACK_TIMEOUT = 356;
export const E_DEAD_PEER = 357;
export const E_CLOSED = 358;
export const E_TWIN = 359;
export const E_PROTOCOL = 360;
export const E_QUEUE_FULL = 361;
export const E_OFFLINE = 362;
export const E_TOO_LARGE = 363;
export const E_RATE = 364;
export const E_NOT_ACKED = 365;
export const E_SUB_REFUSED = 366;
export const E_SUB_TIMEOUT = 367;

// 400 network and Wi-Fi
export const E_WIFI_PASSWORD = 400;
export const E_WIFI_NOT_FOUND = 401;
export const E_WIFI_NO_ADDRESS = 402;
export const E_WIFI_LOST = 403;
export const E_WIFI_FAILED = 404;
export const E_DNS = 405;
export const E_REFUSED = 406;
export const E_TLS = 407;
export const E_CLOCK_UNSET = 408;
export const E_LINK_UNVERIFIED = 409;
export const E_LINK_PLAIN = 410;
export const E_LINK_OTHER = 411;

// 412 TLS
export const E_TLS_ALERT = 412;
export const E_TLS_SUITE = 413;
export const E_TLS_VERSION = 414;
export const E_TLS_MESSAGE = 415;
export const E_TLS_FORM = 416;
export const E_TLS_EXTENSION = 417;
export const E_TLS_RECORD = 418;
export const E_TLS_FINISHED = 419;
export const E_CERT_MALFORMED = 420;
export const E_CERT_NAME = 421;
export const E_CERT_EXPIRED = 422;
export const E_CERT_EARLY = 423;
export const E_CERT_ROOT = 424;
export const E_CERT_SIGNATURE = 425;
export const E_CERT_KEY = 426;
export const E_CERT_ALGORITHM = 427;
export const E_CERT_ISSUER = 428;
export const E_CERT_USAGE = 429;
export const E_CERT_CRITICAL = 430;
export const E_CERT_CONSTRAINTS = 431;
export const E_CERT_LONG = 432;
export const E_ROOTS = 433;
export const E_PLAIN_PUBLIC = 434;
export const E_RANDOM_REGISTER = 435;
export const E_RANDOM_COUNTER = 436;
export const E_RANDOM_LOST = 437;
export const E_TLS_LARGE = 440;
export const E_TLS_RESUMED = 441;
export const E_TLS_PSK = 442;
export const E_TLS_FLOOD = 443;
export const E_TLS_TIMEOUT = 444;
export const E_TLS_CIPHER_CHANGE = 445;
export const E_TLS_EARLY = 446;
export const E_TLS_COMPRESSION = 447;
export const E_TLS_CHOICE = 448;
export const E_TLS_KEY_EXCHANGE = 449;

// 450 flash and boot
export const E_JOURNAL_FULL = 450;
export const E_JOURNAL_WORN = 451;
export const E_JOURNAL_DEGRADED = 452;
export const E_JOURNAL_NEWER = 453;
export const E_QUEUE_WORN = 454;
export const E_BOOT_FILE = 480;
export const E_NO_IMAGE = 481;
export const E_SAFE_MODE = 482;
export const E_CONSOLE_OPEN = 483;
export const E_RESTART_MEMORY = 484;
export const E_RESTART_STACK = 485;
export const E_WEAK_RANDOM = 486;
export const E_NO_BOARD = 487;
export const E_SLOT_SMALL = 489;

// 500 app and thing model; 500 to 509 JSON
export const E_JSON_SYNTAX = 500;
export const E_JSON_DEEP = 502;
export const E_JSON_LONG = 503;
export const E_JSON_TEXT = 506;
export const E_JSON_VALUE = 508;
export const E_NO_REPLY = 510;
export const E_POST_REFUSED = 511;
export const E_POST_PARTLY = 512;
export const E_PROPERTY_UNKNOWN = 513;
export const E_COMMAND_REPEATED = 514;
export const E_COMMAND_OLD = 515;
export const E_APP_THREW = 516;
export const E_MESSAGE_WRONG = 517;
export const E_SERVICE_UNKNOWN = 518;
export const E_LOG_OFF = 519;
export const E_READINGS_DROPPED = 520;
export const E_CONFIG_FORM = 521;
export const E_CONFIG_DIGEST = 522;
export const E_VALUE_FORBIDDEN = 530;

// 550 states of the device: no failures
export const S_BOOT = 550;
export const S_WIFI = 551;
export const S_ADDRESS = 552;
export const S_REGISTERING = 553;
export const S_STORED = 554;
export const S_CONNECTING = 555;
export const S_ONLINE = 556;
export const S_WAITING = 557;

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

/** Which numbers belong to which part, first and last included. */
export const RANGES = [
  { from: 100, to: 149, name: "build", nameZh: "构建" },
  { from: 150, to: 199, name: "command line, settings, set-up", nameZh: "命令行、设置与安装" },
  { from: 200, to: 249, name: "local instance", nameZh: "本地实例" },
  { from: 250, to: 299, name: "simulated board and interpreter", nameZh: "模拟开发板与解释器" },
  { from: 300, to: 319, name: "identity and registration", nameZh: "身份与动态注册" },
  { from: 320, to: 339, name: "HTTP", nameZh: "HTTP 协议" },
  { from: 350, to: 399, name: "MQTT and login", nameZh: "MQTT 与登录" },
  { from: 400, to: 411, name: "network and Wi-Fi", nameZh: "网络与 Wi-Fi" },
  { from: 412, to: 449, name: "TLS", nameZh: "TLS（传输层安全）" },
  { from: 450, to: 499, name: "flash and boot", nameZh: "闪存与启动" },
  { from: 500, to: 549, name: "app and thing model", nameZh: "应用与物模型" },
  { from: 550, to: 599, name: "states of the device", nameZh: "设备状态" },
];

/** Texts by code. Made by a pure call: what the bundler may drop when an image uses the numbers alone. */
export const CODES: Record<number, CodeText> = /* @__PURE__ */ (() => ({
  // 100 build
  [E_TYPES]: {
    cause: "the types do not fit",
    next: "correct the places named; the editor shows the same errors with firmware/tsconfig.json",
    causeZh: "类型检查未通过",
    nextZh: "请改正上面列出的位置；编辑器配合 firmware/tsconfig.json 会显示同样的错误",
  },
  [E_SYNTAX]: {
    cause: "the program can't be read",
    next: "correct the syntax at the place named",
    causeZh: "程序有语法错误，无法解析",
    nextZh: "请改正所示位置的语法",
  },
  [E_LANGUAGE]: {
    cause: "the board's interpreter can't run this part of the language",
    next: "write it as the message says; README, section \"Language\", has the whole list",
    causeZh: "开发板上的解释器不支持这种语法",
    nextZh: "请按提示改写；完整列表见 README 的 Language 一节",
  },
  [E_BUILTIN]: {
    cause: "the board's interpreter does not have this, or it answers wrongly there",
    next: "use what the message says instead; README, section \"Language\", has the whole list",
    causeZh: "开发板上的解释器没有这个内置对象或方法，或者它的结果不正确",
    nextZh: "请改用提示中的写法；完整列表见 README 的 Language 一节",
  },
  [E_REGEX]: {
    cause: "the board's interpreter can't match this regular expression",
    next: "write the expression as the message says, or use indexOf and slice",
    causeZh: "开发板上的解释器不支持这个正则表达式",
    nextZh: "请按提示改写正则表达式，或改用 indexOf 和 slice",
  },
  [E_IMPORT]: {
    cause: "an import can't be resolved",
    next: "check the path and the exported name; modules of the interpreter are had by require(\"Storage\")",
    causeZh: "无法解析 import",
    nextZh: "请检查路径和导出的名称；解释器自带的模块请用 require(\"Storage\") 这样的写法",
  },
  [E_ENTRY]: {
    cause: "the file to build does not exist",
    next: "give the path of your main.ts: linkino build path/to/main.ts --board esp32",
    causeZh: "找不到要构建的文件",
    nextZh: "请给出 main.ts 的路径：linkino build path/to/main.ts --board esp32",
  },
  [E_COMPILER]: {
    cause: "the type check could not be started",
    next: "run npm ci in the project folder, then build again",
    causeZh: "无法启动类型检查",
    nextZh: "请在项目目录中运行 npm ci，然后重新构建",
  },
  [E_GUARD]: {
    cause: "the finished image contains something that the board can't run; this is a fault of the build, not yours",
    next: "report it together with the source line; rewriting that line in a simpler way usually helps",
    causeZh: "生成的镜像中含有开发板无法运行的内容，这是构建工具的错误，不是您的错误",
    nextZh: "请连同相关源码行一起反馈；通常把该行改写得更简单即可绕过",
  },
  [E_IMAGE_TOO_BIG]: {
    cause: "the image does not fit into a slot of the board",
    next: "leave something out: the report above shows what each part takes",
    causeZh: "镜像超出了开发板的槽位大小",
    nextZh: "请精简程序：上面的报告列出了各部分占用的字节数",
  },
  [E_TLS_VERIFIED]: {
    cause: "the interpreter of this board lacks hashes or AES, which a link that verifies the server needs",
    next: "flash an Espruino build with CRYPTO, SHA256 and SHA512 (as ESP32, not ESP32_IDF4) and say so in the board's file",
    causeZh: "这块开发板的解释器缺少验证服务器所需的哈希或 AES",
    nextZh: "请烧录带 CRYPTO、SHA256 和 SHA512 的 Espruino 版本（如 ESP32，而非 ESP32_IDF4），并修改板子文件中的 crypto",
  },
  [E_TLS_ABSENT]: {
    cause: "the interpreter of this board has no TLS",
    next: "choose another board or interpreter build, or write \"tls\": \"plain\" for a test without encryption",
    causeZh: "这块开发板的解释器不带 TLS",
    nextZh: "请换用其他开发板或解释器版本；仅做测试时可以写 \"tls\": \"plain\"（不加密）",
  },
  [E_BOARD_UNKNOWN]: {
    cause: "there is no board of this name",
    next: "take one of the names listed, or copy a file in boards/ and change it",
    causeZh: "没有这个名称的开发板",
    nextZh: "请从列出的名称中选择，或复制 boards/ 中的一个文件并修改",
  },
  [E_BOARD_INVALID]: {
    cause: "a board file has faults",
    next: "correct the keys named; boards/board.schema.json says what each of them means",
    causeZh: "开发板文件有错误",
    nextZh: "请改正列出的字段；各字段的含义见 boards/board.schema.json",
  },
  [E_MODEL_MISSING]: {
    cause: "a file of the thing model can't be read",
    next: "check the path; `linkino model pull -o tsl.json` fetches it from the local instance",
    causeZh: "无法读取物模型文件",
    nextZh: "请检查路径；`linkino model pull -o tsl.json` 可从本地实例取得",
  },
  [E_MODEL_SYNTAX]: {
    cause: "the thing model is not valid JSON",
    next: "correct the file at the line and column shown, or export it from the console again",
    causeZh: "物模型文件不是合法的 JSON",
    nextZh: "按所示行列修改，或从控制台重新导出",
  },
  [E_MODEL_WRONG]: {
    cause: "the thing model has faults",
    next: "correct the places shown; `linkino explain` says more about the code at each",
    causeZh: "物模型有误",
    nextZh: "请修改所列各处；每处的代码可用 `linkino explain` 查看说明",
  },
  [E_MODEL_FORM]: {
    cause: "a part of the thing model is missing or has the wrong form",
    next: "write it as the message says; the console's export (TSL) shows each key",
    causeZh: "物模型缺少某项或格式不对",
    nextZh: "请按提示修改；控制台导出的 TSL 中可以看到各个键",
  },
  [E_MODEL_NAME]: {
    cause: "an identifier of the thing model is missing, not allowed or taken",
    next: "take 1 to 50 letters, digits and underscores, none of the platform's own words, each identifier once",
    causeZh: "物模型的标识符缺失、不合规或重复",
    nextZh: "请用 1 到 50 个字母、数字或下划线，避开平台保留字，且不重复",
  },
  [E_MODEL_SPECS]: {
    cause: "a data type of the thing model is unknown, or its specs do not fit it",
    next: "write the specs as text within the bounds of the type, as {\"min\":\"0\",\"max\":\"100\",\"step\":\"1\"} for an int",
    causeZh: "物模型的数据类型未知，或 specs 与类型不符",
    nextZh: "请把 specs 写成文本且不超出类型范围，如 int 的 {\"min\":\"0\",\"max\":\"100\",\"step\":\"1\"}",
  },
  [E_MODEL_LIMIT]: {
    cause: "the thing model is beyond a limit of the platform",
    next: "leave something out, or move functions into a module (functionBlockId)",
    causeZh: "物模型超出平台限制",
    nextZh: "请精简，或把部分功能移到自定义模块（functionBlockId）",
  },
  [E_MODEL_GENERATED]: {
    cause: "an entry that the platform generates from the properties does not fit them",
    next: "take the event \"post\" and the services \"set\" and \"get\" out of the file: the platform makes them anew",
    causeZh: "平台自动生成的条目与属性不一致",
    nextZh: "请从文件中删去事件 \"post\" 和服务 \"set\"、\"get\"，平台会重新生成",
  },
  [E_MODEL_STALE]: {
    cause: "the generated file is missing, or older than the thing model",
    next: "run `linkino model gen` once more, without --check",
    causeZh: "生成的文件缺失，或与物模型不一致",
    nextZh: "请不带 --check 重新运行 `linkino model gen`",
  },
  [E_MODEL_ABSENT]: {
    cause: "the product has no thing model on the local instance",
    next: "give it one: `linkino instance product set <ProductKey> --tsl tsl.json`",
    causeZh: "本地实例上该产品没有物模型",
    nextZh: "请先设置：`linkino instance product set <ProductKey> --tsl tsl.json`",
  },
  [E_MODEL_PUBLIC]: {
    cause: "the thing model can't be fetched from a public instance yet",
    next: "export it in the console (product, function definition, TSL), then run `linkino model check` on the file",
    causeZh: "暂不支持从公共实例取得物模型",
    nextZh: "请在控制台导出（产品、功能定义、物模型 TSL），再对文件运行 `linkino model check`",
  },

  // 150 command line, settings, set-up
  [E_VERB_UNKNOWN]: {
    cause: "there is no such verb",
    next: "run `linkino --help` for the list of verbs",
    causeZh: "没有这个子命令",
    nextZh: "运行 `linkino --help` 查看全部子命令",
  },
  [E_OPTION_UNKNOWN]: {
    cause: "there is no such option",
    next: "run the verb with `--help` for its options",
    causeZh: "没有这个选项",
    nextZh: "给子命令加上 `--help` 可查看它的选项",
  },
  [E_ARGUMENT_WRONG]: {
    cause: "an argument is missing, superfluous or malformed",
    next: "run the verb with `--help`: it ends with examples",
    causeZh: "参数缺失、多余或格式不对",
    nextZh: "给子命令加上 `--help`，末尾有示例",
  },
  [E_CODE_UNKNOWN]: {
    cause: "there is no such code",
    next: "run `linkino explain` for the list of codes",
    causeZh: "没有这个代码",
    nextZh: "运行 `linkino explain` 查看全部代码",
  },
  [E_SETTINGS_MISSING]: {
    cause: "there is no settings file",
    next: "go to the folder that holds linkino.json, or name the file with `--settings`; README shows a first one",
    causeZh: "找不到设置文件",
    nextZh: "请进入 linkino.json 所在的目录，或用 `--settings` 指定文件；README 中有最小示例",
  },
  [E_SETTINGS_SYNTAX]: {
    cause: "the file is not valid JSON",
    next: "correct the file at the line and column shown; an editor that knows JSON marks the place",
    causeZh: "文件不是合法的 JSON",
    nextZh: "按所示行列修改；支持 JSON 的编辑器会标出位置",
  },
  [E_SETTINGS_WRONG]: {
    cause: "the settings have faults",
    next: "correct the lines shown; tools/config.schema.json describes every key",
    causeZh: "设置有误",
    nextZh: "请修改所列各行；每个键的含义见 tools/config.schema.json",
  },
  [E_SETTINGS_DOUBTFUL]: {
    cause: "the settings are allowed, but probably not what is meant",
    next: "nothing need be done if it is meant; otherwise correct the line shown",
    causeZh: "设置可用，但可能不是本意",
    nextZh: "若确系本意则不必处理，否则请修改所列的行",
  },
  [E_SECRET_MISSING]: {
    cause: "a secret is needed and not given",
    next: "set the environment variable, or write the key into linkino.secrets.json beside linkino.json (then `chmod 600` it)",
    causeZh: "缺少必需的密钥或口令",
    nextZh: "设置所列环境变量，或把它写进 linkino.json 旁边的 linkino.secrets.json（并执行 `chmod 600`）",
  },
  [E_SECRET_WRONG]: {
    cause: "a secret has the wrong form or name",
    next: "copy it again from where it came (console of the platform, router), without blanks around it",
    causeZh: "密钥或口令的格式或名称不对",
    nextZh: "请从来源处（平台控制台、路由器）重新复制，前后不要带空格",
  },
  [E_SECRETS_OPEN]: {
    cause: "other users of this computer can read the file of secrets",
    next: "run the chmod line shown",
    causeZh: "本机其他用户可以读取密钥文件",
    nextZh: "请执行所示的 chmod 命令",
  },
  [E_ROOTS_MISSING]: {
    cause: "the root certificates for the board can't be used",
    next: "start `linkino instance` once, or name the file of the instance's root (PEM) as instance.ca in linkino.json",
    causeZh: "无法使用给开发板的根证书",
    nextZh: "先运行一次 `linkino instance`，或在 linkino.json 的 instance.ca 中写上实例根证书（PEM）文件",
  },
  [E_NODE_OLD]: {
    cause: "this Node.js is too old",
    next: "install Node.js 20.19 or newer of the 20 line, or 22.12 or newer, from https://nodejs.org, then run the command again",
    causeZh: "Node.js 版本过旧",
    nextZh: "请从 https://nodejs.org 安装 Node.js（20.x 须 20.19 以上，或 22.12 以上），然后重新运行",
  },
  [E_NODE_MISSING]: {
    cause: "Node.js or npm is not installed",
    next: "install Node.js 22 with npm from https://nodejs.org, then run the command again",
    causeZh: "没有安装 Node.js 或 npm",
    nextZh: "请从 https://nodejs.org 安装 Node.js 22（自带 npm），然后重新运行",
  },
  [E_GIT_MISSING]: {
    cause: "git is not installed",
    next: "install git (on Debian and Ubuntu: sudo apt-get install git), then run the command again",
    causeZh: "没有安装 git",
    nextZh: "请安装 git（Debian 或 Ubuntu：sudo apt-get install git），然后重新运行",
  },
  [E_PACKAGES_MISSING]: {
    cause: "the packages of Linkino are not installed",
    next: "run `npm ci` in the folder of Linkino, or `./build.sh test`, which does it too",
    causeZh: "尚未安装 Linkino 依赖的软件包",
    nextZh: "请在 Linkino 目录中运行 `npm ci`，或运行 `./build.sh test`（会自动安装）",
  },
  [E_REGISTRY_UNREACHABLE]: {
    cause: "the npm registry cannot be reached",
    next: "check the network and the proxy (npm config get proxy); a mirror is set with: npm config set registry <address>",
    causeZh: "无法连接 npm 软件源",
    nextZh: "请检查网络和代理（npm config get proxy）；可换用镜像：npm config set registry <地址>",
  },
  [E_INSTALL_FAILED]: {
    cause: "the packages could not be installed",
    next: "read npm's message above; free disk space and write access to the folder are the usual causes; then run the command again",
    causeZh: "软件包安装失败",
    nextZh: "请查看上面 npm 的输出，常见原因是磁盘空间不足或目录没有写权限；处理后重新运行",
  },
  [E_NO_SPACE]: {
    cause: "no space is left on the disk",
    next: "free some space on the disk that holds the file shown, then run the command again; what was there before is unharmed",
    causeZh: "磁盘空间已满",
    nextZh: "请在该文件所在的磁盘上腾出空间，然后重新运行；原有内容没有损坏",
  },
  [E_FILE_REFUSED]: {
    cause: "the system refuses access to a file",
    next: "check the owner and the mode of the file shown (`ls -l`), or choose another folder",
    causeZh: "系统拒绝访问文件",
    nextZh: "请检查所示文件的属主和权限（`ls -l`），或换一个目录",
  },
  [E_BUG]: {
    cause: "Linkino has a fault of its own",
    next: "run it again with LINKINO_DEBUG=1 and report the whole text, with the command you typed; secrets do not appear in it",
    causeZh: "Linkino 自身出错",
    nextZh: "请设置 LINKINO_DEBUG=1 再运行一次，并把全部输出和所用命令一并反馈；输出中不含密钥",
  },

  // 200 local instance
  [E_PORT_TAKEN]: {
    cause: "the port is in use by another program",
    next: "choose another one with --port, or stop the program that holds it",
    causeZh: "端口已被其他程序占用",
    nextZh: "用 --port 换一个端口，或停止占用它的程序",
  },
  [E_PORT_REFUSED]: {
    cause: "the system does not let the instance listen on this address and port",
    next: "use a port above 1023 and an address of this machine (127.0.0.1, or 0.0.0.0 for all)",
    causeZh: "系统不允许在该地址和端口上监听",
    nextZh: "使用大于 1023 的端口，以及本机的地址（127.0.0.1，或 0.0.0.0 表示全部）",
  },
  [E_FOLDER_UNUSABLE]: {
    cause: "the instance cannot write in its folder",
    next: "choose another folder with --dir, or correct the rights of this one",
    causeZh: "实例无法写入其目录",
    nextZh: "用 --dir 换一个目录，或修正该目录的权限",
  },
  [E_FOLDER_IN_USE]: {
    cause: "another instance works in this folder",
    next: "stop that process, or give this instance a folder of its own with --dir",
    causeZh: "已有另一个实例在使用该目录",
    nextZh: "停止那个进程，或用 --dir 为本实例另指定目录",
  },
  [E_STATE_CORRUPT]: {
    cause: "the state file of the instance is damaged",
    next: "restore the file from a copy, or move it away to start with an empty instance",
    causeZh: "实例的状态文件已损坏",
    nextZh: "用备份恢复该文件，或将其移走以从空实例开始",
  },
  [E_STATE_NEWER]: {
    cause: "the state file was written by a newer version",
    next: "use that version of linkino, or another folder with --dir",
    causeZh: "状态文件由更新的版本写入",
    nextZh: "使用该版本的 linkino，或用 --dir 另指定目录",
  },
  [E_STATE_DISK_FULL]: {
    cause: "the disk is full: the instance could not store its state",
    next: "free some space; what was not acknowledged will be sent again",
    causeZh: "磁盘已满：实例无法保存其状态",
    nextZh: "释放磁盘空间；未确认的消息会重新发送",
  },
  [E_STORE_FAILED]: {
    cause: "the state of the instance could not be written",
    next: "check the disk and the rights of the folder, then start the instance again",
    causeZh: "实例的状态无法写入",
    nextZh: "检查磁盘和目录权限，然后重新启动实例",
  },
  [E_CERTIFICATE_UNUSABLE]: {
    cause: "a key or certificate of the instance cannot be used",
    next:
      "delete the file named above; it is made anew at the next start (a new root must be given to the devices again)",
    causeZh: "实例的密钥或证书无法使用",
    nextZh: "删除上面所列文件，下次启动时会重新生成（新的根证书须重新提供给设备）",
  },
  [E_INSTANCE_SILENT]: {
    cause: "the running instance does not answer",
    next:
      "see whether the process named in the lock file still works, then stop it and start the instance again",
    causeZh: "正在运行的实例没有响应",
    nextZh: "检查锁文件中的进程是否仍在工作，停止它后重新启动实例",
  },
  [E_PRODUCT_UNKNOWN]: {
    cause: "the instance has no such product",
    next: "list the products with `linkino instance product list`",
    causeZh: "实例中没有该产品",
    nextZh: "用 `linkino instance product list` 列出产品",
  },
  [E_DEVICE_UNKNOWN]: {
    cause: "the product has no such device",
    next: "list the devices with `linkino instance device list`",
    causeZh: "该产品中没有此设备",
    nextZh: "用 `linkino instance device list` 列出设备",
  },
  [E_PRODUCT_EXISTS]: {
    cause: "a product with this ProductKey exists already",
    next: "use it, or choose another ProductKey",
    causeZh: "该 ProductKey 的产品已存在",
    nextZh: "直接使用它，或换一个 ProductKey",
  },
  [E_DEVICE_EXISTS]: {
    cause: "the product has a device of this name already",
    next: "use it, or choose another DeviceName",
    causeZh: "该产品中已有同名设备",
    nextZh: "直接使用它，或换一个 DeviceName",
  },
  [E_NAME_WRONG]: {
    cause: "a name or secret does not have the form the platform gives it",
    next:
      "DeviceName: 4 to 32 of A-Z a-z 0-9 - _ @ . : ; ProductKey: 1 to 20 letters and digits; secrets: 1 to 64 letters and digits",
    causeZh: "名称或密钥不符合平台的格式",
    nextZh: "DeviceName 为 4 至 32 个 A-Z a-z 0-9 - _ @ . : 字符；ProductKey 为 1 至 20 个字母或数字；密钥为 1 至 64 个字母或数字",
  },
  [E_TOPIC_CLASS_WRONG]: {
    cause: "a custom topic class cannot be defined like this",
    next:
      "write it as name:pub, name:sub or name:both, for example user/data:both; + and # only in :sub, # last",
    causeZh: "自定义 Topic 类的定义不正确",
    nextZh: "写成 名称:pub、名称:sub 或 名称:both，例如 user/data:both；+ 和 # 只能用于 :sub，且 # 须在最后",
  },
  [E_TSL_WRONG]: {
    cause: "the thing model cannot be used",
    next: "export the TSL file of the product from the console again, or correct the place named above",
    causeZh: "物模型无法使用",
    nextZh: "从控制台重新导出该产品的 TSL 文件，或修正上面所列位置",
  },
  [E_QUOTA]: {
    cause: "the instance has as many as the platform allows",
    next: "delete some, or start the instance with --max-devices or --limits off",
    causeZh: "已达到平台允许的数量上限",
    nextZh: "删除一部分，或用 --max-devices 或 --limits off 启动实例",
  },
  [E_INSTANCE_ABSENT]: {
    cause: "no instance runs on this folder, and only a running one reaches devices",
    next: "start `linkino instance` with the same --dir in another terminal, then try again",
    causeZh: "该目录上没有正在运行的实例，只有运行中的实例才能联系设备",
    nextZh: "在另一个终端用同样的 --dir 启动 `linkino instance`，再重试",
  },
  [E_FILES_FEW]: {
    cause: "the system lets this process open too few files for as many devices as the instance may hold",
    next: "`ulimit -n 4096` in this shell (hard limit: /etc/security/limits.conf), or a lower --max-devices",
    causeZh: "系统允许本进程打开的文件数太少，容纳不下实例的设备数量",
    nextZh: "在该终端执行 `ulimit -n 4096`（硬限制见 /etc/security/limits.conf），或减小 --max-devices",
  },
  [E_DEVICE_OFFLINE]: {
    cause: "the device is offline and keeps no session: the message was not delivered",
    next: "bring the device online and send the message again",
    causeZh: "设备离线且没有保留会话：消息未送达",
    nextZh: "让设备上线后重新发送",
  },
  [E_NOT_SUBSCRIBED]: {
    cause: "the device does not listen to this topic: the message was not delivered",
    next: "let the device subscribe to the topic, or carry _ss=1 in its clientId",
    causeZh: "设备没有监听该 Topic：消息未送达",
    nextZh: "让设备订阅该 Topic，或在 clientId 中携带 _ss=1",
  },
  [E_REPLY_MISSING]: {
    cause: "the device did not reply in time",
    next: "see in the device's log whether the message arrived, and whether it answers with the same id",
    causeZh: "设备未在规定时间内应答",
    nextZh: "查看设备日志，确认消息是否到达、是否以相同 id 应答",
  },
  [E_NOT_DELIVERED]: {
    cause: "a limit of the platform stopped the message",
    next: "send less often or less at once, or start the instance with --limits off",
    causeZh: "消息被平台限制拦下",
    nextZh: "降低发送频率或长度，或用 --limits off 启动实例",
  },
  [E_MODEL_REFUSED]: {
    cause: "the product's thing model does not allow this",
    next: "compare with the TSL file of the product; the number is the platform's own code",
    causeZh: "产品的物模型不允许这样做",
    nextZh: "请对照产品的 TSL 文件；其中的数字是平台自己的错误码",
  },
  [E_ANSWER_WRONG]: {
    cause: "the device answered what the product's thing model does not allow",
    next: "compare the outputs of the service in the app with outputData in the TSL file",
    causeZh: "设备的应答不符合产品的物模型",
    nextZh: "请对照 TSL 文件中的 outputData 检查应用里该服务的输出",
  },
  [E_RRPC_EXT]: {
    cause: "the device did not announce that it takes RRPC on custom topics",
    next: "let it carry ext=1 in the tail of its clientId, or use the system topic",
    causeZh: "设备没有声明支持自定义 Topic 的 RRPC",
    nextZh: "请在 clientId 的扩展参数中携带 ext=1，或改用系统 Topic",
  },
  [E_VERSION_OTHER]: {
    cause: "the stored version is another one: somebody changed the value meanwhile",
    next: "read the value again and repeat the change with its version, or without one",
    causeZh: "已存储的版本与所给的不符：该值已被修改",
    nextZh: "请重新读取该值，并用其版本（或不带版本）再次修改",
  },
  [E_SCRIPT_FAILED]: {
    cause: "the product's data parsing script came to no result",
    next: "correct the script and set it again; the number is the platform's own code",
    causeZh: "产品的数据解析脚本没有得出结果",
    nextZh: "请修改脚本后重新提交；其中的数字是平台自己的错误码",
  },
  [E_CONFIG_NONE]: {
    cause: "the product has no remote configuration, or it is switched off",
    next: "set one: linkino instance product config <ProductKey> --file <file>",
    causeZh: "产品没有远程配置，或远程配置已关闭",
    nextZh: "请先设置：linkino instance product config <ProductKey> --file <文件>",
  },

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
  [E_STORY_BOOT]: {
    cause: "the board did not start",
    next: "read its last lines above; `linkino explain` knows the codes",
    causeZh: "开发板没有启动",
    nextZh: "查看上面的最后输出；用 `linkino explain` 查询代码",
  },
  [E_STORY_REGISTER]: {
    cause: "the board did not register",
    next: "look up the board's last code with `linkino explain`",
    causeZh: "开发板没有完成注册",
    nextZh: "用 `linkino explain` 查询开发板的最后一个代码",
  },
  [E_STORY_STORE]: {
    cause: "the secret is not in the flash of the board",
    next: "look up the board's last code with `linkino explain`",
    causeZh: "闪存中没有设备密钥",
    nextZh: "用 `linkino explain` 查询开发板的最后一个代码",
  },
  [E_STORY_LOGIN]: {
    cause: "the board did not log in with its own secret",
    next: "look up the board's last code with `linkino explain`",
    causeZh: "开发板没有用自己的密钥登录",
    nextZh: "用 `linkino explain` 查询开发板的最后一个代码",
  },
  [E_STORY_POST]: {
    cause: "the board did not report its properties",
    next: "check that the app declares them with property()",
    causeZh: "开发板没有上报属性",
    nextZh: "检查应用是否用 property() 声明了属性",
  },
  [E_STORY_REPLY]: {
    cause: "the reply to the report did not reach the board",
    next: "look up the board's last code with `linkino explain`",
    causeZh: "开发板没有收到上报应答",
    nextZh: "用 `linkino explain` 查询开发板的最后一个代码",
  },
  [E_STORY_SET]: {
    cause: "the board did not carry out the setting of a property",
    next: "check that the app's property() takes a value",
    causeZh: "开发板没有执行属性设置",
    nextZh: "检查应用的 property() 是否接受设置",
  },
  [E_STORY_POWER]: {
    cause: "power was not lost where the story wanted it",
    next: "run it again; if it stays so, report it",
    causeZh: "断电没有发生在预定的位置",
    nextZh: "请重试；若一直如此请反馈",
  },
  [E_STORY_AGAIN]: {
    cause: "the board registered a second time, or its secret changed",
    next: "its secret was lost in the power cut: report it with the flash file",
    causeZh: "开发板再次注册，或密钥发生变化",
    nextZh: "断电导致密钥丢失：请附上闪存文件反馈",
  },
  [E_STORY_BACK]: {
    cause: "the board did not come back online after the power cut",
    next: "look up the board's last code with `linkino explain`",
    causeZh: "断电后开发板没有重新上线",
    nextZh: "用 `linkino explain` 查询开发板的最后一个代码",
  },
  [E_BOARD_CRASHED]: {
    cause: "the board crashed",
    next: "read its last lines above; on the simulated board they name what it does not know",
    causeZh: "开发板崩溃",
    nextZh: "查看上面的最后输出；模拟开发板会指出它不支持的内容",
  },
  [E_FLASH_BLANK]: {
    cause: "the flash file holds no boot loader: it is blank or damaged",
    next: "start again with `linkino sim --fresh`, which erases it, or put a copy of the file back",
    causeZh: "闪存文件中没有引导程序：文件为空或已损坏",
    nextZh: "运行 `linkino sim --fresh`（会擦除）重新开始，或恢复该文件的备份",
  },
  [E_SIM_MEMORY]: {
    cause: "the program would not fit into this board's memory (an estimate in JsVars)",
    next: "keep less in variables, take large messages in pieces, or choose a board with more memory",
    causeZh: "程序超出该开发板的内存（按 JsVar 估算）",
    nextZh: "减少变量中保存的数据，分块处理大消息，或选用内存更大的开发板",
  },

  // 300 identity and registration
  [E_REGISTER_REFUSED]: {
    cause: "the platform refused the registration",
    next: "check the ProductSecret, that this DeviceName was created (not needed without pre-registration), that dynamic registration is switched on for the product, and that the device was not activated before (delete and create it again, or call ResetThing)",
    causeZh: "平台拒绝了动态注册",
    nextZh: "检查 ProductSecret 是否正确、DeviceName 是否已创建（免预注册除外）、产品是否开启动态注册、设备是否已激活（已激活需删除重建或调用 ResetThing）",
  },
  [E_REGISTER_FORM]: {
    cause: "the platform refused the form of the registration",
    next: "check ProductKey, DeviceName and instance id; registration works over TLS only",
    causeZh: "平台拒绝了动态注册的参数格式",
    nextZh: "检查 ProductKey、DeviceName 和实例 ID；动态注册只能走 TLS",
  },
  [E_REGISTER_BUSY]: {
    cause: "the platform can't register the device now, or it asked more than 5 times in a minute",
    next: "nothing to do: the device asks again later",
    causeZh: "平台暂时无法注册，或一分钟内请求超过 5 次",
    nextZh: "无需操作，设备会稍后重试",
  },
  [E_REGISTER_TIMEOUT]: {
    cause: "the platform accepted the registration but sent no secret",
    next: "nothing to do: the device asks again later; if it stays so, check the kind of registration",
    causeZh: "平台接受了注册但没有下发密钥",
    nextZh: "无需操作，设备会稍后重试；若一直如此，请检查注册方式",
  },
  [E_REGISTER_ANSWER]: {
    cause: "the platform's answer to the registration can't be read",
    next: "check that host and port belong to the platform",
    causeZh: "无法识别平台对注册的应答",
    nextZh: "检查 host 和 port 是否属于该平台",
  },
  [E_SECRET_NOT_STORED]: {
    cause: "the secret could not be stored in flash",
    next: "the device asks again later; if it stays so, the flash is worn or full: replace the board",
    causeZh: "密钥无法写入闪存",
    nextZh: "设备会稍后重试；若一直如此，闪存已磨损或写满，请更换开发板",
  },
  [E_NO_SECRET]: {
    cause: "the device has neither a secret of its own nor one to register with",
    next: "provision it again with its DeviceSecret or ProductSecret",
    causeZh: "设备既没有自己的密钥，也没有用于注册的产品密钥",
    nextZh: "重新写入 DeviceSecret 或 ProductSecret",
  },
  [E_SECRET_REFUSED]: {
    cause: "the platform refused the stored secret three times",
    next: "check that the device was not deleted, disabled or reset and that it talks to its own instance; the secret is kept",
    causeZh: "平台三次拒绝了已保存的密钥",
    nextZh: "检查设备是否被删除、禁用或重置，以及连接的实例是否正确；密钥仍然保留",
  },
  [E_NO_SETTINGS]: {
    cause: "the board has no settings",
    next: "provision it (`linkino sim --fresh`)",
    causeZh: "开发板没有配置",
    nextZh: "请先写入配置（`linkino sim --fresh`）",
  },
  [E_BAD_SETTINGS]: {
    cause: "the settings on the board can't be read",
    next: "provision it again (`linkino sim --fresh`)",
    causeZh: "开发板上的配置无法读取",
    nextZh: "请重新写入配置（`linkino sim --fresh`）",
  },
  [E_OTHER_IDENTITY]: {
    cause: "the stored secret belongs to another device name",
    next: "the board registers under its present name if the settings allow; otherwise provision it again",
    causeZh: "已保存的密钥属于另一个设备名",
    nextZh: "若配置允许，设备会以当前名称注册；否则请重新写入",
  },

  // 320 HTTP
  [E_HTTP_FORM]: {
    cause: "the answer is not HTTP/1.1 as it must be",
    next: "look at what answers under this host and port; a proxy or a portal of the network may stand in between",
    causeZh: "应答不是合法的 HTTP/1.1",
    nextZh: "检查该主机和端口由谁应答，网络中可能有代理或认证门户",
  },
  [E_HTTP_LARGE]: {
    cause: "an answer is longer than the device takes",
    next: "for a file, fetch it by ranges; else look at what answers under this host and port",
    causeZh: "应答超过设备可接收的长度",
    nextZh: "下载文件请用 Range 分段；否则检查该主机和端口由谁应答",
  },
  [E_HTTP_ENCODING]: {
    cause: "an answer comes in an encoding that the device does not know",
    next: "serve the file without compression",
    causeZh: "应答采用了设备不支持的编码",
    nextZh: "请以不压缩的方式提供文件",
  },
  [E_HTTP_CUT]: {
    cause: "the connection ended before the answer did",
    next: "nothing to do; the device tries again",
    causeZh: "连接在应答结束前断开",
    nextZh: "无需操作，设备会重试",
  },
  [E_HTTP_TIMEOUT]: {
    cause: "no answer within 30 seconds",
    next: "nothing to do; the device tries again",
    causeZh: "30 秒内没有应答",
    nextZh: "无需操作，设备会重试",
  },
  [E_HTTP_STATUS]: {
    cause: "an answer has another HTTP status than 200; the status stands behind the code",
    next: "check the HTTPS host in the settings; 404 means that this host has no such service",
    causeZh: "HTTP 状态不是 200，状态值在代码后",
    nextZh: "检查设置中的 HTTPS 主机；404 表示该主机没有此服务",
  },
  [E_HTTP_ANSWER]: {
    cause: "an answer is not the JSON that the platform documents",
    next: "check the HTTPS host in the settings",
    causeZh: "应答不是平台文档规定的 JSON",
    nextZh: "检查设置中的 HTTPS 主机",
  },
  [E_HTTP_AUTH]: {
    cause: "the platform gives no token; its code stands behind the code",
    next: "20000: check names and DeviceSecret, and that the device is enabled; 10001: check the clientId",
    causeZh: "平台拒绝发放 token，代码后为平台的代码",
    nextZh: "20000：检查名称与 DeviceSecret，以及设备是否启用；10001：检查 clientId",
  },
  [E_HTTP_BUSY]: {
    cause: "the platform takes no more requests at the moment (40000)",
    next: "report less often; the device waits and tries again",
    causeZh: "平台限流（40000）",
    nextZh: "降低上报频率；设备会等待后重试",
  },
  [E_HTTP_TOKEN]: {
    cause: "the platform does not take a token that it has just given",
    next: "check that no other board uses this device's identity",
    causeZh: "平台不接受刚发放的 token",
    nextZh: "检查是否有其他板子使用同一设备身份",
  },
  [E_HTTP_REFUSED]: {
    cause: "the platform refuses a report; its code stands behind the code",
    next: "30001: the topic needs the permission to publish; 10001: the report is malformed or over 128 KB",
    causeZh: "平台拒绝上报，代码后为平台的代码",
    nextZh: "30001：该 Topic 需要发布权限；10001：上报格式错误或超过 128 KB",
  },
  [E_HTTP_TOPIC]: {
    cause: "a topic has characters that an HTTP path cannot carry",
    next: "use letters, digits and _ - . @ : / in topics",
    causeZh: "Topic 含有 HTTP 路径不能使用的字符",
    nextZh: "Topic 请只用字母、数字和 _ - . @ : /",
  },
  [E_HTTP_KIND]: {
    cause: "a device that registers without a pre-created name has no secret to sign with over HTTPS",
    next: "use device.auth secret or register, or MQTT",
    causeZh: "免预注册设备没有可用于 HTTPS 签名的密钥",
    nextZh: "请将 device.auth 设为 secret 或 register，或改用 MQTT",
  },
  [E_HTTP_RANGE]: {
    cause: "the server does not hand out the range that was asked for",
    next: "fetch the file anew; it may have changed",
    causeZh: "服务器没有返回所请求的范围",
    nextZh: "请重新下载，文件可能已改变",
  },
  [E_HTTP_URL]: {
    cause: "a file is at an address that the device cannot fetch from",
    next: "use an address https://host/path, or http:// on a bench with the link plain",
    causeZh: "文件的地址设备无法访问",
    nextZh: "请使用 https://主机/路径 形式的地址；测试环境 plain 链路可用 http://",
  },

  // 350 MQTT and login
  [E_CONNACK_VERSION]: {
    cause: "the platform does not take this MQTT version (CONNACK 1)",
    next: "check that host and port lead to the MQTT service of the platform",
    causeZh: "平台不支持该 MQTT 版本（CONNACK 1）",
    nextZh: "检查 host 和 port 是否指向平台的 MQTT 服务",
  },
  [E_CONNACK_ID]: {
    cause: "the platform refused the clientId or the keepalive (CONNACK 2)",
    next: "keep the clientId within 64 characters and the keepalive within 30 to 1200 s, and use TLS",
    causeZh: "平台拒绝了 clientId 或心跳间隔（CONNACK 2）",
    nextZh: "clientId 不超过 64 个字符，心跳间隔在 30 到 1200 秒之间，并使用 TLS",
  },
  [E_CONNACK_BUSY]: {
    cause: "the platform is not available or the device connected more than 5 times in a minute (CONNACK 3)",
    next: "nothing to do: the device connects again later",
    causeZh: "平台暂不可用，或设备一分钟内连接超过 5 次（CONNACK 3）",
    nextZh: "无需操作，设备会稍后重连",
  },
  [E_CONNACK_LOGIN]: {
    cause: "the platform refused the login (CONNACK 4)",
    next: "check ProductKey, DeviceName, the secret, and that the instance is the right one",
    causeZh: "平台拒绝了登录（CONNACK 4）",
    nextZh: "检查 ProductKey、DeviceName、密钥以及实例是否正确",
  },
  [E_CONNACK_DENIED]: {
    cause: "the device may not log in (CONNACK 5)",
    next: "check in the console whether it was disabled or deleted",
    causeZh: "设备无权登录（CONNACK 5）",
    nextZh: "在控制台检查设备是否被禁用或删除",
  },
  [E_CONNACK_TIMEOUT]: {
    cause: "the peer did not answer the login",
    next: "check host and port; the device connects again later",
    causeZh: "对端没有应答登录请求",
    nextZh: "检查 host 和 port；设备会稍后重连",
  },
  [E_DEAD_PEER]: {
    cause: "the platform no longer answers on this connection",
    next: "nothing to do: the device connects again",
    causeZh: "平台在该连接上不再应答",
    nextZh: "无需操作，设备会重新连接",
  },
  [E_CLOSED]: {
    cause: "the connection was closed",
    next: "nothing to do: the device connects again",
    causeZh: "连接已关闭",
    nextZh: "无需操作，设备会重新连接",
  },
  [E_TWIN]: {
    cause: "another device logs in with the same name and secret",
    next: "give every board its own DeviceName; this one tries more slowly now",
    causeZh: "另一台设备正使用相同的名称和密钥登录",
    nextZh: "为每块开发板使用各自的 DeviceName；本设备已降低重连频率",
  },
  [E_PROTOCOL]: {
    cause: "the peer sent bytes that are not MQTT 3.1.1",
    next: "check that host and port lead to the platform",
    causeZh: "对端发来的数据不符合 MQTT 3.1.1",
    nextZh: "检查 host 和 port 是否指向平台",
  },
  [E_QUEUE_FULL]: {
    cause: "too many messages wait to be sent",
    next: "publish less often, or wait for the acknowledgements",
    causeZh: "等待发送的消息过多",
    nextZh: "降低发布频率，或等待应答后再发",
  },
  [E_OFFLINE]: {
    cause: "the device is not connected",
    next: "publish with QoS 1, which waits, or when the device is online",
    causeZh: "设备未连接",
    nextZh: "使用会排队的 QoS 1，或等设备上线后再发",
  },
  [E_TOO_LARGE]: {
    cause: "the message or its topic is too large",
    next: "split it; topics have at most 128 bytes",
    causeZh: "消息或主题过大",
    nextZh: "拆分消息；主题最长 128 字节",
  },
  [E_RATE]: {
    cause: "more messages in a second than the platform takes",
    next: "publish less often: the platform drops the rest without a word",
    causeZh: "每秒消息数超过平台限制",
    nextZh: "降低发布频率，否则平台会直接丢弃",
  },
  [E_NOT_ACKED]: {
    cause: "the platform did not acknowledge the message",
    next: "send it again later; the platform drops what exceeds its limits",
    causeZh: "平台没有确认该消息",
    nextZh: "稍后重发；超过限制的消息会被平台丢弃",
  },
  [E_SUB_REFUSED]: {
    cause: "the platform refused a subscription",
    next: "check that the product has this topic with the right to subscribe, and that the device has at most 100",
    causeZh: "平台拒绝了订阅",
    nextZh: "检查产品是否定义了该主题及订阅权限，且订阅数不超过 100",
  },
  [E_SUB_TIMEOUT]: {
    cause: "the platform did not answer a subscription",
    next: "nothing to do: the device connects again",
    causeZh: "平台没有应答订阅请求",
    nextZh: "无需操作，设备会重新连接",
  },

  // 400 network and Wi-Fi
  [E_WIFI_PASSWORD]: {
    cause: "the Wi-Fi password is wrong",
    next: "provision the board with the right password; the network must speak WPA2",
    causeZh: "Wi-Fi 密码错误",
    nextZh: "用正确的密码重新写入配置；网络需支持 WPA2",
  },
  [E_WIFI_NOT_FOUND]: {
    cause: "the Wi-Fi network was not found",
    next: "check the name; the board sees 2.4 GHz only",
    causeZh: "找不到 Wi-Fi 网络",
    nextZh: "检查名称；开发板只支持 2.4 GHz",
  },
  [E_WIFI_NO_ADDRESS]: {
    cause: "the Wi-Fi network gave no address",
    next: "check the router's DHCP and its list of allowed devices",
    causeZh: "Wi-Fi 网络没有分配地址",
    nextZh: "检查路由器的 DHCP 和设备白名单",
  },
  [E_WIFI_LOST]: {
    cause: "the Wi-Fi connection was lost",
    next: "nothing to do: the board joins again",
    causeZh: "Wi-Fi 连接已断开",
    nextZh: "无需操作，开发板会重新连接",
  },
  [E_WIFI_FAILED]: {
    cause: "the board could not join the Wi-Fi network",
    next: "move it nearer to the router; it tries again",
    causeZh: "无法加入 Wi-Fi 网络",
    nextZh: "靠近路由器；开发板会继续重试",
  },
  [E_DNS]: {
    cause: "the host name has no address",
    next: "check the host in the settings, and that the network reaches the internet",
    causeZh: "主机名无法解析",
    nextZh: "检查配置中的 host，以及网络能否访问互联网",
  },
  [E_REFUSED]: {
    cause: "the host takes no connection on this port",
    next: "check host and port, and that no firewall closes the port",
    causeZh: "主机在该端口拒绝连接",
    nextZh: "检查 host 和 port，以及防火墙是否放行",
  },
  [E_TLS]: {
    cause: "the TLS handshake failed",
    next: "check that the port speaks TLS 1.2, and the board's free memory",
    causeZh: "TLS 握手失败",
    nextZh: "检查该端口是否支持 TLS 1.2，以及开发板剩余内存",
  },
  [E_CLOCK_UNSET]: {
    cause: "the clock is not set",
    next: "nothing to do: messages go without a time, and the age of commands is not checked",
    causeZh: "时钟未设置",
    nextZh: "无需操作：消息不带时间，也不检查命令的时效",
  },
  [E_LINK_UNVERIFIED]: {
    cause: "the link does not verify the server",
    next: "known and written down with \"tls\": \"native\"; use it on networks you trust only",
    causeZh: "该连接不校验服务器",
    nextZh: "这是用 \"tls\": \"native\" 选择的；仅在可信网络中使用",
  },
  [E_LINK_PLAIN]: {
    cause: "the link is not encrypted",
    next: "known and written down with \"tls\": \"plain\"; for the local instance only",
    causeZh: "该连接没有加密",
    nextZh: "这是用 \"tls\": \"plain\" 选择的；仅用于本地实例",
  },
  [E_LINK_OTHER]: {
    cause: "the image was built for another kind of link than the settings ask for",
    next: "build with the same \"tls\" as in linkino.json and install image and settings together",
    causeZh: "镜像与配置要求的连接方式不一致",
    nextZh: "使用与 linkino.json 相同的 \"tls\" 构建，并同时安装镜像和配置",
  },

  // 450 flash and boot
  [E_TLS_ALERT]: {
    cause: "the server ended the TLS connection with an alert, whose number stands behind",
    next: "look the number up in RFC 5246 section 7.2; with 112 the server does not know the name: check instance.host and instance.sni",
    causeZh: "服务器以告警结束了 TLS 连接（后附告警编号）",
    nextZh: "对照 RFC 5246 7.2 节查看编号；112 表示服务器不认识该域名，请检查 instance.host 和 instance.sni",
  },
  [E_TLS_SUITE]: {
    cause: "the server and this device have no TLS suite in common",
    next: "the device speaks RSA and PSK key exchange with AES-CBC; a server that allows ECDHE alone can't be reached: use the platform's own host, or allow TLS_RSA_WITH_AES_128_CBC_SHA256 on it",
    causeZh: "服务器与设备没有共同的 TLS 密码套件",
    nextZh: "设备支持 RSA 和 PSK 密钥交换加 AES-CBC；只允许 ECDHE 的服务器无法连接：请使用平台自己的域名，或在服务器上启用 TLS_RSA_WITH_AES_128_CBC_SHA256",
  },
  [E_TLS_VERSION]: {
    cause: "the server does not speak TLS 1.2",
    next: "allow TLS 1.2 on the server; check host and port",
    causeZh: "服务器不支持 TLS 1.2",
    nextZh: "请在服务器上启用 TLS 1.2，并检查域名和端口",
  },
  [E_TLS_MESSAGE]: {
    cause: "the server sent a TLS message out of turn, whose type stands behind",
    next: "check that host and port are those of the platform; somebody may stand between",
    causeZh: "服务器发来顺序错误的 TLS 消息（后附类型）",
    nextZh: "请检查域名和端口是否为平台所有；链路上可能有中间人",
  },
  [E_TLS_FORM]: {
    cause: "the server sent something that is not TLS, or is malformed",
    next: "check that the port speaks TLS, and that no proxy stands between",
    causeZh: "服务器发来的不是 TLS 数据或格式有误",
    nextZh: "请检查该端口是否为 TLS 端口、链路上是否有代理",
  },
  [E_TLS_EXTENSION]: {
    cause: "the server answered with a TLS extension that was not offered, whose number stands behind",
    next: "the server, or what stands before it, is faulty: check host and port",
    causeZh: "服务器返回了设备未提供的 TLS 扩展（后附编号）",
    nextZh: "服务器或其前置设备有误：请检查域名和端口",
  },
  [E_TLS_RECORD]: {
    cause: "a TLS record is not genuine",
    next: "nothing to do where it happens once: the device connects again; if it goes on, the network alters data",
    causeZh: "TLS 记录校验失败",
    nextZh: "偶发时无需处理，设备会重连；持续出现说明网络篡改了数据",
  },
  [E_TLS_FINISHED]: {
    cause: "the server could not prove that it saw the same TLS handshake",
    next: "somebody alters the connection, or the server is faulty: check the network",
    causeZh: "服务器无法证明握手内容一致",
    nextZh: "链路可能被篡改或服务器有误：请检查网络",
  },
  [E_CERT_MALFORMED]: {
    cause: "the server's certificate can't be read",
    next: "look whether host and port are right; if they are, tell the operator of the server",
    causeZh: "无法解析服务器证书",
    nextZh: "检查 host 和 port 是否正确；若正确，请联系服务器运营方",
  },
  [E_CERT_NAME]: {
    cause: "the server's certificate is for another name",
    next: "check host, or write the name that the certificate has as instance.sni",
    causeZh: "服务器证书不是该主机名的证书",
    nextZh: "检查 host，或把证书中的名称写到 instance.sni",
  },
  [E_CERT_EXPIRED]: {
    cause: "a certificate of the server, or the root above it, has expired",
    next: "check the board's clock; if it is right, the server needs a new certificate, or the board newer roots",
    causeZh: "服务器证书或其根证书已过期",
    nextZh: "检查开发板时钟；若时钟正确，服务器需要更换证书，或开发板需要更新根证书",
  },
  [E_CERT_EARLY]: {
    cause: "a certificate of the server is not valid yet",
    next: "check the board's clock; if it is right, tell the operator of the server",
    causeZh: "服务器证书尚未生效",
    nextZh: "检查开发板时钟；若时钟正确，请联系服务器运营方",
  },
  [E_CERT_ROOT]: {
    cause: "the server's certificate comes from no root that the board trusts",
    next: "check host and port; for a server of your own name its root certificate as instance.ca",
    causeZh: "服务器证书不是由开发板信任的根证书签发",
    nextZh: "检查 host 和 port；自建服务器请用 instance.ca 指定其根证书",
  },
  [E_CERT_SIGNATURE]: {
    cause: "the signature of a certificate is wrong: somebody may stand between board and server",
    next: "try another network; if it stays, check that instance.ca is the root that the server uses now",
    causeZh: "证书签名错误：开发板与服务器之间可能有人冒充",
    nextZh: "换一个网络重试；若仍然出现，请确认 instance.ca 是服务器当前使用的根证书",
  },
  [E_CERT_KEY]: {
    cause: "a certificate of the server has a key that the board can't use",
    next: "use an RSA key of 2048 to 4096 bits; keys of elliptic curves are not supported",
    causeZh: "服务器证书的密钥类型开发板不支持",
    nextZh: "请使用 2048 到 4096 位的 RSA 密钥；不支持椭圆曲线密钥",
  },
  [E_CERT_ALGORITHM]: {
    cause: "a certificate of the server is signed in a way that the board does not accept",
    next: "sign with RSA (PKCS#1 v1.5) and SHA-256, SHA-384 or SHA-512",
    causeZh: "服务器证书的签名算法不被接受",
    nextZh: "请使用 RSA（PKCS#1 v1.5）配合 SHA-256、SHA-384 或 SHA-512 签名",
  },
  [E_CERT_ISSUER]: {
    cause: "a certificate of the server was issued by one that may not issue it",
    next: "make the issuer a CA certificate of version 3 (basicConstraints CA:TRUE) with a path length that suffices",
    causeZh: "签发服务器证书的证书没有签发权限",
    nextZh: "签发者须为第 3 版 CA 证书（basicConstraints CA:TRUE），且路径长度足够",
  },
  [E_CERT_USAGE]: {
    cause: "a certificate of the server is not meant for this use",
    next: "the server's needs keyEncipherment and serverAuth where it lists usages, an issuer's keyCertSign",
    causeZh: "服务器证书的用途不符",
    nextZh: "若证书列出了用途，服务器证书需含 keyEncipherment 和 serverAuth，签发者证书需含 keyCertSign",
  },
  [E_CERT_CRITICAL]: {
    cause: "a certificate of the server has a critical extension that the board does not know",
    next: "issue it without that extension, or not as critical",
    causeZh: "服务器证书含有开发板不认识的关键扩展",
    nextZh: "请去掉该扩展重新签发，或不要把它标为关键",
  },
  [E_CERT_CONSTRAINTS]: {
    cause: "a certificate of the server restricts names, which the board can't check",
    next: "issue the certificates without name constraints",
    causeZh: "服务器证书链含有名称约束，开发板无法检查",
    nextZh: "请签发不含名称约束的证书",
  },
  [E_CERT_LONG]: {
    cause: "the way from the server's certificate to a root is too long",
    next: "let the server send at most four certificates between itself and a root that the board trusts",
    causeZh: "从服务器证书到根证书的路径过长",
    nextZh: "服务器到受信任根证书之间最多四张证书",
  },
  [E_ROOTS]: {
    cause: "the board's root certificates are missing or damaged",
    next: "provision the board once more",
    causeZh: "开发板上的根证书缺失或损坏",
    nextZh: "请重新烧录开发板的配置",
  },
  [E_PLAIN_PUBLIC]: {
    cause: "the link is not encrypted, and the host is neither loopback nor in a private network",
    next: "write \"tls\": \"verified\" in linkino.json, or the address of a host in your own network",
    causeZh: "连接不加密，而主机既不是回环地址也不在私有网络中",
    nextZh: "在 linkino.json 中写 \"tls\": \"verified\"，或改用自己网络中主机的地址",
  },
  [E_RANDOM_REGISTER]: {
    cause: "the board's random register gives no randomness: its words repeat; seed and counter in flash carry on alone",
    next: "restart the board; if it comes again, check the register's address in boards/*.json, or replace the board",
    causeZh: "开发板的随机数寄存器失效（输出重复），仅靠闪存中的种子和计数器继续",
    nextZh: "重启开发板；若再次出现，请检查 boards/*.json 中的寄存器地址，或更换开发板",
  },
  [E_RANDOM_COUNTER]: {
    cause: "the counter of starts can't be stored in flash: random numbers might repeat, and the device does not connect",
    next: "restart the board; if it comes again its flash is worn: replace it",
    causeZh: "启动计数器无法写入闪存：随机数可能重复，设备不会连接",
    nextZh: "重启开发板；若再次出现，说明闪存已损坏，请更换开发板",
  },
  [E_RANDOM_LOST]: {
    cause: "the random seed in flash is lost: the device connects only where its random register makes a new one",
    next: "nothing to do where it goes on; else provision the board again",
    causeZh: "闪存中的随机种子丢失：只有随机数寄存器能生成新种子时设备才会连接",
    nextZh: "若设备继续连接则无需操作，否则请重新写入开发板",
  },
  [E_TLS_LARGE]: {
    cause: "a TLS record or message is larger than the device takes",
    next: "the server must allow records of 4,096 bytes and chains of 8 kB: use the platform's own host",
    causeZh: "TLS 记录或消息超过设备上限",
    nextZh: "服务器的记录须不超过 4096 字节、证书链不超过 8 kB：请使用平台自己的域名",
  },
  [E_TLS_RESUMED]: {
    cause: "the server resumed another TLS session than the one that was offered",
    next: "nothing to do: the session is forgotten and the next connection makes a new one",
    causeZh: "服务器恢复的 TLS 会话与提供的不符",
    nextZh: "无需操作：该会话已作废，下次连接会新建",
  },
  [E_TLS_PSK]: {
    cause: "the server does not know this device by its pre-shared key",
    next: "nothing to do: the device connects by certificate instead; set instance.psk to false if the instance never offers it",
    causeZh: "服务器不认识设备的预共享密钥",
    nextZh: "无需操作：设备改用证书连接；若实例不支持，请把 instance.psk 设为 false",
  },
  [E_TLS_FLOOD]: {
    cause: "the server sent many empty TLS records, warnings or requests",
    next: "check the server: the device hangs up and connects again",
    causeZh: "服务器发来大量空的 TLS 记录、告警或请求",
    nextZh: "请检查服务器；设备会断开并重连",
  },
  [E_TLS_TIMEOUT]: {
    cause: "the server fell silent in the TLS handshake",
    next: "check that the port speaks TLS; the device tries again",
    causeZh: "TLS 握手中服务器无响应",
    nextZh: "请检查该端口是否为 TLS 端口；设备会重试",
  },
  [E_TLS_CIPHER_CHANGE]: {
    cause: "the server changed its keys at the wrong moment, or not at all",
    next: "somebody alters the connection, or the server is faulty: check the network",
    causeZh: "服务器切换密钥的时机错误",
    nextZh: "链路可能被篡改或服务器有误：请检查网络",
  },
  [E_TLS_EARLY]: {
    cause: "the server sent data before the TLS handshake was done",
    next: "check that host and port are those of the platform",
    causeZh: "TLS 握手完成前服务器就发送了数据",
    nextZh: "请检查域名和端口是否为平台所有",
  },
  [E_TLS_COMPRESSION]: {
    cause: "the server chose compression, which was not offered",
    next: "the server is faulty: check host and port",
    causeZh: "服务器选择了设备未提供的压缩",
    nextZh: "服务器有误：请检查域名和端口",
  },
  [E_TLS_CHOICE]: {
    cause: "the server chose a TLS suite that was not offered",
    next: "the server is faulty: check host and port",
    causeZh: "服务器选择了设备未提供的密码套件",
    nextZh: "服务器有误：请检查域名和端口",
  },
  [E_TLS_KEY_EXCHANGE]: {
    cause: "the server sent a key of its own where the suite has none",
    next: "somebody tries to weaken the connection, or the server is faulty: check the network",
    causeZh: "密码套件不需要时服务器仍发送了密钥",
    nextZh: "链路可能被降级攻击或服务器有误：请检查网络",
  },
  [E_JOURNAL_FULL]: {
    cause: "the record does not fit: all records together must fit in one flash page",
    next: "store less, for example shorter settings; everything stored before is unchanged",
    causeZh: "记录放不下：所有记录合计不能超过一个闪存页",
    nextZh: "请减少要保存的内容，例如缩短设置；此前保存的内容不受影响",
  },
  [E_JOURNAL_WORN]: {
    cause: "the flash did not keep what was written, after a second try on a fresh page",
    next: "the values from before are still valid; if it happens again, the flash is worn out: replace the board",
    causeZh: "写入闪存后回读不一致，换新页重试仍然失败",
    nextZh: "之前的数据仍然有效；若再次出现，说明闪存已磨损，请更换开发板",
  },
  [E_JOURNAL_DEGRADED]: {
    cause: "the record is stored, but in one of its two places only: the other no longer takes writes",
    next: "plan to replace the board: it works, but one more fault could lose its identity",
    causeZh: "记录已保存，但只有一份：另一份所在的闪存区已无法写入",
    nextZh: "设备仍可工作，但再出一次故障就可能丢失身份信息，请安排更换开发板",
  },
  [E_JOURNAL_NEWER]: {
    cause: "the records in flash were written by a newer version in a format that this one does not know",
    next: "install the newer image again; nothing was changed",
    causeZh: "闪存中的记录由更新的版本写入，当前版本不认识其格式",
    nextZh: "请重新安装较新的镜像；闪存内容没有被改动",
  },
  [E_QUEUE_WORN]: {
    cause: "a reading was not kept: no page of the queue in flash holds what is written to it",
    next: "the flash is worn out: replace the board; the device works on, without readings from while it is offline",
    causeZh: "读数未保存：闪存队列的所有页都无法写入",
    nextZh: "闪存已磨损，请更换开发板；设备可继续工作，但离线期间的读数不再保存",
  },
  [E_BOOT_FILE]: {
    cause: "another boot file lies in Storage and the image was not started",
    next: "remove it, or provision the board again: only .bootcde may be there",
    causeZh: "Storage 中有其他启动文件，镜像未启动",
    nextZh: "删除该文件或重新写入：只允许有 .bootcde",
  },
  [E_NO_IMAGE]: {
    cause: "no slot holds an image that can be started",
    next: "install the image again (`linkino sim --fresh`)",
    causeZh: "没有可启动的镜像",
    nextZh: "重新安装镜像（`linkino sim --fresh`）",
  },
  [E_SAFE_MODE]: {
    cause: "three starts in a row did not come online: the board runs without the app",
    next: "mend the app and install it again; the next start after coming online is a normal one",
    causeZh: "连续三次启动未能上线：开发板在不运行应用的情况下启动",
    nextZh: "修复应用并重新安装；上线后下次启动恢复正常",
  },
  [E_CONSOLE_OPEN]: {
    cause: "the console is open: whoever holds the cable holds the secrets",
    next: "for boards that leave the desk set \"console\": \"password\" in linkino.json",
    causeZh: "控制台是开放的：接上线缆即可读取密钥",
    nextZh: "设备交付前请在 linkino.json 中设置 \"console\": \"password\"",
  },
  [E_RESTART_MEMORY]: {
    cause: "the board restarted because its memory was full",
    next: "use less memory in the app: fewer and smaller objects, shorter messages",
    causeZh: "内存耗尽导致开发板重启",
    nextZh: "减少应用的内存占用：更少更小的对象、更短的消息",
  },
  [E_RESTART_STACK]: {
    cause: "the board restarted because its stack overflowed",
    next: "nest calls and callbacks less deeply in the app",
    causeZh: "堆栈溢出导致开发板重启",
    nextZh: "减少应用中的函数嵌套",
  },
  [E_WEAK_RANDOM]: {
    cause: "this board has no random register: its randomness comes from the seed and a counter",
    next: "nothing to do on a test board; a product needs a chip with a random register",
    causeZh: "该开发板没有随机数寄存器：随机性来自种子和计数器",
    nextZh: "测试板无需处理；产品应选用带随机数寄存器的芯片",
  },
  [E_NO_BOARD]: {
    cause: "the board's own facts are missing in Storage",
    next: "provision the board again (`linkino sim --fresh`)",
    causeZh: "Storage 中缺少开发板参数",
    nextZh: "请重新写入（`linkino sim --fresh`）",
  },
  [E_SLOT_SMALL]: {
    cause: "the image does not fit into a slot of the board",
    next: "use fewer features in the app, or a board with larger slots",
    causeZh: "镜像超出开发板的槽位大小",
    nextZh: "减少应用使用的功能，或选用槽位更大的开发板",
  },

  // 500 app and thing model
  [E_JSON_SYNTAX]: {
    cause: "a message is not JSON, or has a key twice in one object, the key \"__proto__\", or a number beyond 1.79e308",
    next: "nothing to do; if it comes again, look at it in the platform's log, or at the file that was written by hand",
    causeZh: "消息不是合法的 JSON，或同一对象中键重复，或含有键 \"__proto__\"，或数值超过 1.79e308",
    nextZh: "无需操作；若反复出现，请在平台日志中查看，或检查手工编写的文件",
  },
  [E_JSON_DEEP]: {
    cause: "a message has more levels of lists and objects within one another than are allowed",
    next: "flatten it; a value that contains itself also ends here",
    causeZh: "JSON 嵌套层数超出限制",
    nextZh: "减少嵌套层数；包含自身的值也会报此错误",
  },
  [E_JSON_LONG]: {
    cause: "a message has more bytes than are allowed",
    next: "send it in parts",
    causeZh: "消息长度超出限制",
    nextZh: "分成多条消息发送",
  },
  [E_JSON_TEXT]: {
    cause: "a message has a text with a raw control character, an unknown escape, half a surrogate pair, or no end",
    next: "escape control characters as \\u00XX, and write other text as UTF-8",
    causeZh: "文本含有未转义的控制字符、未知转义或不完整的代理对，或没有结束引号",
    nextZh: "控制字符写成 \\u00XX，其他文本直接使用 UTF-8",
  },
  [E_JSON_VALUE]: {
    cause: "a value cannot be written as JSON",
    next: "send only null, true, false, numbers below 1e300, byte strings, and lists and objects of these",
    causeZh: "该值无法写成 JSON",
    nextZh: "只使用 null、true、false、小于 1e300 的数值、字节串以及由它们组成的数组和对象",
  },
  [E_NO_REPLY]: {
    cause: "the platform did not answer a report",
    next: "check that the topic was subscribed; report again later",
    causeZh: "平台没有应答上报",
    nextZh: "检查是否订阅了应答主题；稍后再次上报",
  },
  [E_POST_REFUSED]: {
    cause: "the platform refused a report",
    next: "look up its code in the platform's list of device error codes",
    causeZh: "平台拒绝了上报",
    nextZh: "在平台的设备错误码列表中查询该错误码",
  },
  [E_POST_PARTLY]: {
    cause: "the platform dropped some of the reported properties",
    next: "compare identifier and data type with the thing model of the product",
    causeZh: "平台丢弃了部分上报的属性",
    nextZh: "对照产品物模型检查标识符和数据类型",
  },
  [E_PROPERTY_UNKNOWN]: {
    cause: "the platform set a property that the app does not have",
    next: "declare it with property(), or take it out of the thing model",
    causeZh: "平台设置了应用中不存在的属性",
    nextZh: "用 property() 声明它，或从物模型中删除",
  },
  [E_COMMAND_REPEATED]: {
    cause: "the same command came again and was not carried out twice",
    next: "nothing to do",
    causeZh: "收到重复的命令，未再次执行",
    nextZh: "无需操作",
  },
  [E_COMMAND_OLD]: {
    cause: "a command came too late and was not carried out",
    next: "send it again; how old it may be is set by \"commandMaxAgeSec\"",
    causeZh: "命令已过期，未执行",
    nextZh: "重新发送；时效由 \"commandMaxAgeSec\" 设定",
  },
  [E_APP_THREW]: {
    cause: "the app threw an exception",
    next: "mend the app; the text behind the code is the exception",
    causeZh: "应用抛出异常",
    nextZh: "修复应用；代码后的文本为异常内容",
  },
  [E_MESSAGE_WRONG]: {
    cause: "a message is not of the form that the platform documents",
    next: "nothing to do; if it comes again, look at it in the platform's log",
    causeZh: "消息格式与平台文档不符",
    nextZh: "无需操作；若反复出现，请在平台日志中查看",
  },
  [E_SERVICE_UNKNOWN]: {
    cause: "the platform called a service that the app does not declare",
    next: "declare it with service(), or take it out of the product's model",
    causeZh: "平台调用了应用未声明的服务",
    nextZh: "用 service() 声明该服务，或从产品物模型中删除",
  },
  [E_LOG_OFF]: {
    cause: "the line was not sent: the platform does not want this device's log",
    next: "switch it on in the console (device log), or leave the line",
    causeZh: "日志未发送：平台未开启该设备的日志上报",
    nextZh: "在控制台开启设备本地日志上报，或忽略该条日志",
  },
  [E_READINGS_DROPPED]: {
    cause: "readings kept while offline were given up for newer ones; the number counts all of them since the flash was new",
    next: "bring the device online more often, or keep fewer readings",
    causeZh: "离线期间保存的读数已被更新的读数替换；数字为累计丢弃条数",
    nextZh: "请缩短离线时间，或减少保存的读数",
  },
  [E_CONFIG_FORM]: {
    cause: "the platform told of a remote configuration without saying what, how long or where it is",
    next: "look at the message in the platform's log; only configurations as files are taken",
    causeZh: "平台下发的远程配置缺少标识、长度、摘要或地址",
    nextZh: "请在平台日志中查看该消息；仅支持文件形式的配置",
  },
  [E_CONFIG_DIGEST]: {
    cause: "a remote configuration was not taken: length or digest are not those that the platform told",
    next: "nothing to do: it is fetched again when the device comes online; if it stays so, save the configuration anew",
    causeZh: "远程配置未采用：长度或摘要与平台通知不符",
    nextZh: "无需操作，设备下次上线时会重新获取；若仍不符，请在控制台重新保存配置",
  },
  [E_VALUE_FORBIDDEN]: {
    cause: "the product's thing model forbids a value; behind the identifier stands the platform's code for it",
    next: "correct the value in the app or in the call, or the model (then `linkino model gen` again)",
    causeZh: "物模型不允许该值；标识符后为平台错误码",
    nextZh: "请修正应用或调用中的值，或修改物模型后重新运行 `linkino model gen`",
  },

  // 550 states of the device
  [S_BOOT]: {
    cause: "the board started",
    next: "nothing to do",
    causeZh: "开发板已启动",
    nextZh: "无需操作",
  },
  [S_WIFI]: {
    cause: "joining the Wi-Fi network",
    next: "nothing to do",
    causeZh: "正在连接 Wi-Fi",
    nextZh: "无需操作",
  },
  [S_ADDRESS]: {
    cause: "the board has an address",
    next: "nothing to do",
    causeZh: "已获得网络地址",
    nextZh: "无需操作",
  },
  [S_REGISTERING]: {
    cause: "registering with the ProductSecret",
    next: "nothing to do",
    causeZh: "正在用 ProductSecret 注册",
    nextZh: "无需操作",
  },
  [S_STORED]: {
    cause: "the secret is stored in flash and was read back",
    next: "nothing to do",
    causeZh: "密钥已写入闪存并回读确认",
    nextZh: "无需操作",
  },
  [S_CONNECTING]: {
    cause: "connecting to the platform",
    next: "nothing to do",
    causeZh: "正在连接平台",
    nextZh: "无需操作",
  },
  [S_ONLINE]: {
    cause: "online",
    next: "nothing to do",
    causeZh: "已上线",
    nextZh: "无需操作",
  },
  [S_WAITING]: {
    cause: "waiting before the next try; the seconds stand behind the code",
    next: "nothing to do",
    causeZh: "等待下次重试，代码后为秒数",
    nextZh: "无需操作",
  },
}))();
