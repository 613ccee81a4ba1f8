#!/bin/sh
# The two commands of README: `./build.sh bench [--keep]` shows the whole story on this computer, `./build.sh test` runs
# all tests. Both look at what must be here first and install the packages when they are missing or out of date.
# The texts stand in lib/codes.ts too, which can't be read before Node is there; a test keeps them equal.
set -eu

case "${LINKINO_LANG:-${LC_ALL:-${LANG:-}}}" in
  [zZ][hH]*) chinese=1 ;;
  *) chinese= ;;
esac

# fail CODE DETAIL CAUSE NEXT CAUSE_ZH NEXT_ZH
fail() {
  if [ "$chinese" ]; then
    printf '%s\n' "LK$1 $5：$2" "  下一步：$6" >&2
  else
    printf '%s\n' "LK$1 $3: $2" "  next: $4" >&2
  fi
  exit 1
}

usage() {
  if [ "$chinese" ]; then
    printf '%s\n' "用法： ./build.sh bench [--keep]   安装、构建，并在本机演示全过程" \
      "       ./build.sh test            安装并运行全部测试" >&2
  else
    printf '%s\n' "usage: ./build.sh bench [--keep]   install, build, and show the whole story on this computer" \
      "       ./build.sh test            install, and run all tests" >&2
  fi
  exit 2
}

check_tools() {
  for tool in node npm; do
    command -v "$tool" >/dev/null || fail 171 "$tool" \
      "Node.js or npm is not installed" \
      "install Node.js 22 with npm from https://nodejs.org, then run the command again" \
      "没有安装 Node.js 或 npm" \
      "请从 https://nodejs.org 安装 Node.js 22（自带 npm），然后重新运行"
  done
  command -v git >/dev/null || fail 172 "git" \
    "git is not installed" \
    "install git (on Debian and Ubuntu: sudo apt-get install git), then run the command again" \
    "没有安装 git" \
    "请安装 git（Debian 或 Ubuntu：sudo apt-get install git），然后重新运行"
  version=$(node -p 'process.versions.node')
  case "$version" in
    20.19.* | 20.[2-9][0-9].* | 22.1[2-9].* | 22.[2-9][0-9].* | 2[3-9].* | [3-9][0-9].*) ;;
    *)
      fail 170 "$version" \
        "this Node.js is too old" \
        "install Node.js 20.19 or newer of the 20 line, or 22.12 or newer, from https://nodejs.org, then run the command again" \
        "Node.js 版本过旧" \
        "请从 https://nodejs.org 安装 Node.js（20.x 须 20.19 以上，或 22.12 以上），然后重新运行"
      ;;
  esac
}

install_packages() {
  # The lock file as it was when the last installation ended: an installation that was broken off leaves none.
  stamp=node_modules/.linkino-lock.json
  cmp -s package-lock.json "$stamp" && return
  # npm tries for minutes to reach a registry that is not there: ask for one small thing first.
  reason=$(npm view commander version --fetch-retries=0 --fetch-timeout=15000 2>&1 >/dev/null |
    sed -n 's/^npm [Ee][Rr][Rr][a-z!]* code //p')
  [ -z "$reason" ] || fail 174 "$(npm config get registry 2>/dev/null) ($reason)" \
    "the npm registry cannot be reached" \
    "check the network and the proxy (npm config get proxy); a mirror is set with: npm config set registry <address>" \
    "无法连接 npm 软件源" \
    "请检查网络和代理（npm config get proxy）；可换用镜像：npm config set registry <地址>"
  npm ci --no-fund --no-audit || fail 175 "npm ci" \
    "the packages could not be installed" \
    "read npm's message above; free disk space and write access to the folder are the usual causes; then run the command again" \
    "软件包安装失败" \
    "请查看上面 npm 的输出，常见原因是磁盘空间不足或目录没有写权限；处理后重新运行"
  cp package-lock.json "$stamp"
}

CDPATH= cd -- "$(dirname -- "$0")"
case "${1:-}" in
  bench)
    shift
    check_tools
    install_packages
    exec node tools/linkino.mjs bench "$@"
    ;;
  test)
    shift
    [ $# -eq 0 ] || usage
    check_tools
    install_packages
    exec npm run --silent check
    ;;
  *) usage ;;
esac
