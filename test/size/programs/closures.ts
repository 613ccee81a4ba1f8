// Fitting: objects made of closures, two and three scopes deep.
import { connect, point } from "./points.ts";

function makeCounter(name: string, step: number) {
  let value = 0;
  let changes = 0;
  const listeners: ((value: number) => void)[] = [];
  return {
    name,
    add() {
      value += step;
      changes++;
      listeners.forEach((each) => each(value));
    },
    read: () => value,
    changes: () => changes,
    onChange(listener: (value: number) => void) {
      listeners.push(listener);
    },
  };
}

function makeLimiter(limit: number) {
  return (label: string) => {
    let over = 0;
    return (value: number) => {
      if (value > limit) over++;
      return label + over;
    };
  };
}

const counters: ReturnType<typeof makeCounter>[] = [];
const limiter = makeLimiter(1000);
for (let i = 0; i < 12; i++) {
  const counter = makeCounter("counter " + i, i);
  const check = limiter("limit " + i);
  counter.onChange((value) => check(value));
  counters.push(counter);
}
let waiting = "";

connect((line) => {
  const work = () => {
    waiting = line;
    point("flight");
  };
  work();
});
setInterval(() => counters.forEach((each) => each.add()), 100);
point("loaded");
print(waiting.length);
