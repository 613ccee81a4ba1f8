// The smallest device with a custom topic: what messages cost while they are in a handler (messages.test.ts).
import { property, start, subscribe } from "linkino";

let note = "";

function tell(what: string, bytes: number): void {
  console.log(what + " " + process.memory().usage + " " + bytes);
}

property("note", () => note.length, (value) => {
  note = value as string;
  tell("set", note.length);
  note = "";
});
subscribe("whole", (payload) => tell("whole", payload.length));
subscribe("pieces", (piece, left) => tell("piece", left), true);

start();
