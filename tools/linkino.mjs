#!/usr/bin/env node
// The command `linkino`: looks at Node and at the installed packages, then hands over to start.mjs.
// Syntax of 2015 and no import before the check: an old Node must get as far as the message (Node 10 does).
// The texts stand in lib/codes.ts too, which can't be read without the packages; a test keeps them equal.

function isSupported(version) {
  var parts = version.split(".").map(Number);
  return (parts[0] === 20 && parts[1] >= 19) || (parts[0] === 22 && parts[1] >= 12) || parts[0] > 22;
}

function refuse(code, cause, next, causeZh, nextZh, detail) {
  var chinese = /^zh/i.test(process.env.LINKINO_LANG || process.env.LC_ALL || process.env.LANG || "");
  console.error("LK" + code + " " + (chinese ? causeZh : cause) + ": " + detail);
  console.error(chinese ? "  下一步：" + nextZh : "  next: " + next);
  process.exitCode = 1;
}

if (isSupported(process.versions.node)) {
  import("./start.mjs").catch(function (error) {
    var missing = error.code === "ERR_MODULE_NOT_FOUND" && /package '([^']+)'/.exec(error.message);
    if (!missing) throw error;
    refuse(
      173,
      "the packages of Linkino are not installed",
      "run `npm ci` in the folder of Linkino, or `./build.sh test`, which does it too",
      "尚未安装 Linkino 依赖的软件包",
      "请在 Linkino 目录中运行 `npm ci`，或运行 `./build.sh test`（会自动安装）",
      missing[1]
    );
  });
} else {
  refuse(
    170,
    "this Node.js is too old",
    "install Node.js 20.19 or newer of the 20 line, or 22.12 or newer, from https://nodejs.org, then run the command again",
    "Node.js 版本过旧",
    "请从 https://nodejs.org 安装 Node.js（20.x 须 20.19 以上，或 22.12 以上），然后重新运行",
    process.versions.node
  );
}
