// What all programs of this folder share: they say what memory is in use at three points of their life, and
// those that speak no MQTT get their messages as lines over a bare socket.
declare const __PORT__: number;

/** Prints the JsVars in use. */
export function point(name: string): void {
  print("MEM " + name + " " + process.memory().usage);
}

/** A connection for lines; `take` gets each. */
export function connect(take: (line: string) => void): void {
  let text = "";
  const socket = require("net").connect({ host: "127.0.0.1", port: __PORT__ });
  socket.on("data", (piece) => {
    text += piece;
    const end = text.indexOf("\n");
    if (end < 0) return;
    const line = text.substr(0, end);
    text = text.substr(end + 1);
    take(line);
  });
  setTimeout(() => point("idle"), 300);
}
