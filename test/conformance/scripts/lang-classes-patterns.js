// 20 ms, standard
class Stack {
  #items = [];
  static of(...items) {
    const s = new Stack();
    items.forEach((i) => s.push(i));
    return s;
  }
  push(x) {
    this.#items.push(x);
    return this;
  }
  pop() {
    if (this.isEmpty) throw new StackError("empty", { size: 0 });
    return this.#items.pop();
  }
  get isEmpty() {
    return this.#items.length === 0;
  }
  map(f) {
    return Stack.of(...this.#items.map(f));
  }
  toString() {
    return `Stack(${this.#items.join(" ")})`;
  }
  toJSON() {
    return this.#items;
  }
}
class StackError extends Error {
  constructor(message, { size }) {
    super(`${message} at ${size}`);
    this.size = size;
  }
}
const s = Stack.of(1, 2, 3);
print(`${s}`, s.pop(), s.push(9).map((x) => x * 2) + "", JSON.stringify({ s }), s.isEmpty);
try {
  new Stack().pop();
} catch (e) {
  print(e instanceof StackError, e instanceof Error, e.message, e.size);
}
class Temperature {
  static #count = 0;
  #celsius;
  constructor(celsius) {
    this.#celsius = celsius;
    Temperature.#count++;
  }
  static fromFahrenheit(f) {
    return new Temperature(((f - 32) * 5) / 9);
  }
  static get count() {
    return Temperature.#count;
  }
  get fahrenheit() {
    return (this.#celsius * 9) / 5 + 32;
  }
  set fahrenheit(f) {
    this.#celsius = ((f - 32) * 5) / 9;
  }
  valueOf() {
    return this.#celsius;
  }
  equals(other) {
    return other instanceof Temperature && other.#celsius === this.#celsius;
  }
}
const t = new Temperature(100);
t.fahrenheit = 50;
print(
  t.fahrenheit,
  +t,
  t + 1,
  t > new Temperature(9),
  t.equals(new Temperature(10)),
  t.equals(10),
  Temperature.fromFahrenheit(212) * 1,
  Temperature.count,
);
const Singleton = (() => {
  let instance;
  return class {
    static get() {
      return (instance ??= new this());
    }
    hits = 0;
    hit() {
      return ++this.hits;
    }
  };
})();
print(Singleton.get().hit(), Singleton.get().hit(), Singleton.get() === Singleton.get());
class Node2 {
  constructor(value, next = null) {
    Object.assign(this, { value, next });
  }
}
class List {
  head = null;
  size = 0;
  add(value) {
    this.head = new Node2(value, this.head);
    this.size++;
    return this;
  }
  toArray() {
    const out = [];
    for (let n = this.head; n; n = n.next) out.push(n.value);
    return out;
  }
  reverse() {
    let before = null;
    let at = this.head;
    while (at) [at.next, before, at] = [before, at, at.next];
    this.head = before;
    return this;
  }
}
const list = new List().add(1).add(2).add(3);
print(list.toArray().join(), list.reverse().toArray().join(), list.size, JSON.stringify(list.head));
const shapes = [
  ["circle", 2],
  ["square", 3],
].map(
  ([kind, n]) =>
    new {
      circle: class {
        area = () => 3 * n * n;
      },
      square: class {
        area = () => n * n;
      },
    }[kind](),
);
print(shapes.map((x) => x.area()).join());
// prints:
// | Stack(1 2 3) 3 Stack(2 4 18) {"s":[1,2,9]} false
// | true true empty at 0 0
// | 50 10 11 true true false 100 4
// | 1 2 true
// | 3,2,1 1,2,3 3 {"value":1,"next":{"value":2,"next":{"value":3,"next":null}}}
// | 12,9
