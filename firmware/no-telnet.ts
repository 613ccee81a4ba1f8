// The first statement of the boot loader: Espruino opens a console on telnet (port 23) by itself.
try {
  require("TelnetServer").setOptions({ mode: "off" });
} catch {
  // This build has no telnet.
}
