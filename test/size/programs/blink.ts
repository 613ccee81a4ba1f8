// Fitting: next to nothing, a lamp that blinks.
import { connect, point } from "./points.ts";

let on = false;

setInterval(() => {
  on = !on;
}, 500);
connect((line) => {
  if (line.length > 0) point("flight");
});
point("loaded");
