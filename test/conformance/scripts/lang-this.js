// 50 ms, standard
const o = {
  name: "o",
  plain() {
    return this.name;
  },
  arrow() {
    return [1, 2].map((n) => this.name + n).join();
  },
  nested() {
    return {
      name: "inner",
      f: () => this.name,
      g() {
        return this.name;
      },
    };
  },
  later(done) {
    setTimeout(() => done(this.name), 5);
  },
};
const detached = o.plain;
const p = { name: "p", plain: o.plain };
print(o.plain(), p.plain(), o["plain"](), (0, o).plain(), o.arrow(), o.nested().f(), o.nested().g());
print(
  detached.call({ name: "call" }),
  detached.apply({ name: "apply" }, []),
  detached.bind({ name: "bind" })(),
);
o.later((name) => print("later", name));
function sum(a, b) {
  return this.base + a + b;
}
print(sum.call({ base: 1 }, 2, 3), sum.apply({ base: 1 }, [2, 3]), sum.bind({ base: 10 }, 1)(2));
print(o.arrow.call({ name: "x" }), o.nested.call({ name: "y" }).f());
const list = [3, 4];
const context = { factor: 2 };
print(
  list
    .map(function (x) {
      return x * this.factor;
    }, context)
    .join(),
  list
    .filter(function (x) {
      return x > this.factor + 1;
    }, context)
    .join(),
);
list.forEach(function (x) {
  this.factor += x;
}, context);
print(context.factor);
class Button {
  constructor() {
    this.presses = 0;
    this.press = this.press.bind(this);
  }
  press() {
    return ++this.presses;
  }
}
const { press } = new Button();
print(press(), press(), [1, 2, 3].map(press).join());
function Old(v) {
  if (!(this instanceof Old)) return new Old(v);
  this.v = v;
}
Old.prototype.get = function () {
  return this.v;
};
Old.create = (v) => new Old(v);
print(new Old(1).get(), Old.create(3).get(), new Old(4) instanceof Old);
const chain = {
  parts: [],
  add(x) {
    this.parts.push(x);
    return this;
  },
};
print(chain.add(1).add(2)["add"](3).parts.join());
const getThisName = () =>
  ({
    name: "literal",
    get upper() {
      return this.name.toUpperCase();
    },
  }).upper;
print(getThisName());
// prints:
// | o p o o o1,o2 o inner
// | call apply bind
// | 6 6 13
// | x1,x2 y
// | 6,8 4
// | 9
// | 1 2 3,4,5
// | 1 3 true
// | 1,2,3
// | LITERAL
// | later o
