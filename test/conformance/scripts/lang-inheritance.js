// 20 ms, standard
class Shape {
  constructor(name) {
    this.name = name;
    this.describeAtStart = this.describe();
  }
  describe() {
    return "shape " + this.name;
  }
  static make(first) {
    return new this(first);
  }
  static get kind() {
    return "kind of " + this.label;
  }
  static label = "Shape";
  area() {
    return 0;
  }
}
class Rect extends Shape {
  w;
  h = 4;
  constructor(w) {
    super("rect");
    this.w = w;
  }
  describe() {
    return "rect of " + super.describe();
  }
  area() {
    return this.w * this.h + super.area();
  }
  static label = "Rect";
}
class Square extends Rect {
  constructor(side) {
    super(side);
    this.h = side;
  }
  describe() {
    return "square of " + super.describe();
  }
  area = () => this.h * this.h;
}
class Plain extends Square {}
const s = new Plain(3);
print(s.describe(), "|", s.describeAtStart, s.area(), s.h, s.w);
print(s instanceof Plain, s instanceof Square, s instanceof Rect, s instanceof Shape, s instanceof Object);
print(Square.make(2).area(), Rect.make(2).area(), Shape.kind, Rect.kind, Square.kind, Plain.label);
print(s.constructor === Plain, Object.getPrototypeOf(Plain.prototype) === Square.prototype);
class Listener {
  handlers = {};
  listen(event, f) {
    (this.handlers[event] ||= []).push(f);
    return this;
  }
  fire(event, ...args) {
    (this.handlers[event] ?? []).forEach((f) => f.apply(this, args));
  }
}
class Switch extends Listener {
  #on = false;
  get on() {
    return this.#on;
  }
  toggle() {
    this.#on = !this.#on;
    this.fire("change", this.#on, "by toggle");
  }
}
const one = new Switch();
const two = new Switch();
one.listen("change", function (on, why) {
  print("one", on, why, this === one, this.on);
});
one.toggle();
two.toggle();
one.toggle();
print(one.on, two.on, one.handlers !== two.handlers);
class Base {
  get v() {
    return "base v";
  }
  set v(value) {
    this.stored = "base " + value;
  }
}
class Derived extends Base {
  get v() {
    return "derived " + super.v;
  }
  set v(value) {
    this.stored = "derived " + value;
  }
}
const d = new Derived();
d.v = 1;
print(d.v, d.stored);
const mixin = (Parent) =>
  class extends Parent {
    extra() {
      return "extra " + this.v;
    }
  };
print(new (mixin(Derived))().extra());
// prints:
// | square of rect of shape rect | square of rect of shape rect 9 3 3
// | true true true true true
// | 4 8 kind of Shape kind of Rect kind of Rect Rect
// | true true
// | one true by toggle true true
// | one false by toggle true false
// | false true true
// | derived base v derived 1
// | extra derived base v
