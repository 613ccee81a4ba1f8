// 50 ms, standard
const STATES = { IDLE: "idle", CONNECTING: "connecting", ONLINE: "online", FAILED: "failed" };
class Machine {
  #state = STATES.IDLE;
  #listeners = {};
  #tries = 0;
  static LIMIT = 3;
  get state() {
    return this.#state;
  }
  on(event, listener) {
    (this.#listeners[event] ||= []).push(listener);
    return () => {
      this.#listeners[event] = this.#listeners[event].filter((l) => l !== listener);
    };
  }
  #emit(event, ...args) {
    for (const listener of this.#listeners[event] ?? []) listener(...args);
  }
  #go(next) {
    const before = this.#state;
    this.#state = next;
    this.#emit("state", next, before);
  }
  handle(event) {
    switch (this.#state) {
      case STATES.IDLE:
        if (event === "start") this.#go(STATES.CONNECTING);
        break;
      case STATES.CONNECTING:
        if (event === "ok") {
          this.#tries = 0;
          this.#go(STATES.ONLINE);
        } else if (event === "error") {
          if (++this.#tries >= Machine.LIMIT) this.#go(STATES.FAILED);
          else this.#go(STATES.CONNECTING);
        }
        break;
      case STATES.ONLINE:
        if (event === "lost") this.#go(STATES.CONNECTING);
        break;
      default:
        throw new Error(`no way out of ${this.#state}`);
    }
    return this;
  }
}
const m = new Machine();
const seen = [];
const off = m.on("state", (next, before) => seen.push(`${before}>${next}`));
m.handle("error").handle("start").handle("error").handle("ok").handle("lost");
print(seen.join(" "), m.state);
off();
m.on("state", (s) => print("now", s));
m.handle("error").handle("error").handle("error");
try {
  m.handle("start");
} catch (e) {
  print(e.message, JSON.stringify(m), Object.keys(m).length);
}
const backoff = (n) => Math.min(1000 * 2 ** n, 60000);
print([0, 1, 5, 10].map(backoff).join());
class Pool {
  #free = [];
  #made = 0;
  constructor(make, max = 2) {
    this.make = make;
    this.max = max;
  }
  take() {
    if (this.#free.length) return this.#free.pop();
    if (this.#made >= this.max) return null;
    return this.make(this.#made++);
  }
  give(x) {
    this.#free.push(x);
  }
}
const pool = new Pool((n) => ({ id: n }));
const one = pool.take();
const two = pool.take();
print(one.id, two.id, pool.take());
pool.give(one);
print(pool.take() === one);
// prints:
// | idle>connecting connecting>connecting connecting>online online>connecting connecting
// | now connecting
// | now connecting
// | now failed
// | no way out of failed {} 0
// | 1000,2000,32000,60000
// | 0 1 null
// | true
