// The first statements of the boot loader: Espruino opens a console on telnet (port 23) and over Bluetooth by itself.
// (ESP32.enableBLE(false) is no way to turn the latter off: it erases the boot loader; jswrap_esp32.c of Espruino 2v29.)
try {
  require("TelnetServer").setOptions({ mode: "off" });
} catch {
  // This build has no telnet.
}
try {
  NRF.sleep();
} catch {
  // This build has no Bluetooth.
}
