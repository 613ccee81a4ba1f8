// The smallest device that does something: one property that can be read and set. What it costs on a board is the
// cost of Linkino (test/size/cost.test.ts).
import { property, start } from "linkino";

let power = 0;

property("power", () => power, (value) => { power = value; });

start();
