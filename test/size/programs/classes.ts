// Held out: classes with inheritance, accessors and statics, and some dozens of instances.
import { connect, point } from "./points.ts";

class Part {
  static made = 0;
  readonly label: string;
  protected value = 0;

  constructor(label: string) {
    this.label = label;
    Part.made++;
  }

  update(value: number): void {
    this.value = value;
  }

  describe(): string {
    return this.label + "=" + this.value;
  }

  get isHigh(): boolean {
    return this.value > 50;
  }
}

class Valve extends Part {
  private opened = false;
  private history: number[] = [];

  override update(value: number): void {
    this.value = value;
    this.opened = value > 10;
    this.history.push(value);
    if (this.history.length > 5) this.history.shift();
  }

  override describe(): string {
    return "valve " + this.label + (this.opened ? " open" : " shut");
  }
}

class Pump extends Part {
  private readonly feeds: Valve[] = [];

  feed(valve: Valve): this {
    this.feeds.push(valve);
    return this;
  }

  run(speed: number): void {
    this.update(speed);
    this.feeds.forEach((valve, at) => valve.update(speed - at * 10));
  }
}

const pumps: Pump[] = [];
for (let p = 0; p < 4; p++) {
  const pump = new Pump("pump-" + p);
  for (let v = 0; v < 5; v++) pump.feed(new Valve("p" + p + "v" + v));
  pump.run(p * 25);
  pumps.push(pump);
}
let report = "";

connect((line) => {
  report = line.substr(0, 4000) + pumps.map((pump) => pump.describe()).join();
  point("flight");
});
setInterval(() => pumps.forEach((pump, at) => pump.run(at * 20)), 200);
point("loaded");
print(report.length);
