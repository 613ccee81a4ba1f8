// 20 ms, standard
class Point {
  constructor(x, y = 2) {
    this.x = x;
    this.y = y;
  }
  get length2() {
    return this.x * this.x + this.y * this.y;
  }
  set both(value) {
    this.x = this.y = value;
  }
  move({ dx = 0, dy = 0 } = {}) {
    this.x += dx;
    this.y += dy;
    return this;
  }
  static origin() {
    return new this(0, 0);
  }
  static count = 0;
  toString() {
    return "(" + this.x + "," + this.y + ")";
  }
}
const p = new Point(3);
print(p.length2, String(p), p.move({ dx: 1 }).move().move({ dy: -2 }) + "!", `${p}`);
p.both = 7;
print(p.x, p.y, Point.origin() instanceof Point, typeof Point, typeof p, Point.count++, Point.count);
print(p.hasOwnProperty("x"), p.hasOwnProperty("move"), "move" in p, p.constructor === Point);
const Anonymous = class {
  value = 5;
  add(n) {
    return this.value + n;
  }
};
print(
  new Anonymous().add(1),
  new (class {
    m() {
      return "inline";
    }
  })().m(),
);
const key = "computed";
class Keys {
  [key + "Method"]() {
    return "m";
  }
  static [key] = "s";
  "quoted name"() {
    return "q";
  }
}
const keys = new Keys();
print(keys.computedMethod(), Keys.computed, keys["quoted name"]());
const bound = p.toString.bind(p);
print(bound(), [p, Point.origin()].map(String).join(" "), [1, 2].map((v) => new Point(v, v)).join(" "));
let order = "";
class Ordered {
  a = (order += "a");
  b = (order += "b");
  constructor() {
    order += "c";
  }
}
new Ordered();
new Ordered();
print(order);
print(Object.keys(new Point(1)).join(), JSON.stringify(new Point(1)), JSON.stringify({ p }));
// prints:
// | 13 (3,2) (4,0)! (4,0)
// | 7 7 true function object 0 1
// | true false true true
// | 6 inline
// | m s q
// | (7,7) (7,7) (0,0) (1,1) (2,2)
// | abcabc
// | x,y {"x":1,"y":2} {"p":{"x":7,"y":7}}
