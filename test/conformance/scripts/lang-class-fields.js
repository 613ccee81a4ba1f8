// 20 ms, standard
class Queue {
  items = [];
  #limit = 3;
  static #made = 0;
  static names = ["first"];
  onFull = () => "full at " + this.#limit;
  constructor() {
    Queue.#made++;
  }
  push(item) {
    if (this.items.length >= this.#limit) return this.onFull();
    this.items.push(item);
    return this.items.length;
  }
  #secret(x) {
    return x * this.#limit;
  }
  tell(x) {
    return this.#secret(x);
  }
  static get made() {
    return Queue.#made;
  }
  static isQueue(o) {
    return #limit in o;
  }
  set limit(value) {
    this.#limit = value;
  }
}
const a = new Queue();
const b = new Queue();
print(a.push("x"), a.push("y"), b.push("z"), a.items.join(), b.items.join(), Queue.made);
print(a.push(1), a.push(2), a.onFull === b.onFull, a.tell(5), Queue.isQueue(a), Queue.isQueue({}));
b.limit = 1;
print(b.push(1), b.tell(5), a.tell(5), Object.keys(b).join(), JSON.stringify(b));
const { onFull } = b;
print(onFull());
class Counter {
  static total = 0;
  n = ++Counter.total;
  double = this.n * 2;
  undefinedField;
  static {
    Counter.total = 10;
  }
}
const c = new Counter();
print(c.n, c.double, c.undefinedField, "undefinedField" in c, Counter.total);
class Sub extends Counter {
  n = "own";
  seen = this.n + this.double;
}
const s = new Sub();
print(s.n, s.double, s.seen, Counter.total);
class Accessors {
  #v = 1;
  get #twice() {
    return this.#v * 2;
  }
  bump() {
    this.#v += 4;
    this.#v++;
    return this.#twice;
  }
}
print(new Accessors().bump(), new Accessors().bump());
// prints:
// | 1 2 1 x,y z 2
// | 3 full at 3 false 15 true false
// | full at 1 5 15 items,onFull {"items":["z"]}
// | full at 1
// | 11 22 undefined true 11
// | own 24 own24 12
// | 12 12
