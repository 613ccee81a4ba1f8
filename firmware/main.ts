// The sample app: a lamp that can be switched from the cloud, and a text that can be changed there.
import { property, start } from "linkino";

let power = 0;
let note = "你好";

property("power", () => power, (value) => { power = value; });
property("note", () => note, (value) => { note = value; });

start();
