// 20 ms, standard
function Animal(name) {
  this.name = name;
}
Animal.prototype.speak = function () {
  return this.name + " makes a sound";
};
Animal.prototype.legs = 4;
function Dog(name) {
  Animal.call(this, name);
  this.tricks = [];
}
Dog.prototype = Object.create(Animal.prototype);
Dog.prototype.constructor = Dog;
Dog.prototype.speak = function () {
  return Animal.prototype.speak.call(this) + ": woof";
};
Dog.prototype.learn = function (trick) {
  this.tricks.push(trick);
  return this;
};
const rex = new Dog("Rex");
const tom = new Animal("Tom");
print(rex.speak(), "|", tom.speak(), rex.legs, rex.hasOwnProperty("legs"));
rex.legs = 3;
print(
  rex.legs,
  tom.legs,
  new Dog("x").legs,
  rex.learn("sit").learn("roll").tricks.join(),
  new Dog("y").tricks.length,
);
print(
  rex instanceof Dog,
  rex instanceof Animal,
  tom instanceof Dog,
  rex.constructor === Dog,
  Object.getPrototypeOf(rex) === Dog.prototype,
);
Animal.prototype.run = function () {
  return this.name + " runs";
};
print(rex.run(), "run" in tom, rex.hasOwnProperty("run"), typeof rex.fly);
const base = {
  greet() {
    return "hello " + this.who;
  },
  who: "base",
};
const derived = Object.create(base);
print(
  derived.greet(),
  ((derived.who = "derived"), derived.greet()),
  base.greet(),
  delete derived.who,
  derived.greet(),
);
const mixin = {
  log() {
    return "log " + this.name;
  },
  level: 1,
};
Object.assign(Dog.prototype, mixin);
print(rex.log(), rex.level, "level" in tom);
const proto = Object.getPrototypeOf(rex);
proto.shared = "via proto";
print(rex.shared, new Dog("z").shared);
class Modern extends Dog {
  speak() {
    return "modern " + super.speak();
  }
}
print(new Modern("M").speak(), new Modern("M") instanceof Animal, new Modern("N").learn("x").tricks.length);
function Counter() {
  let n = 0;
  this.inc = function () {
    return ++n;
  };
}
const c1 = new Counter();
const c2 = new Counter();
print(c1.inc(), c1.inc(), c2.inc(), c1.n);
function Factory(kind) {
  const o = Object.create(Factory.prototype);
  o.kind = kind;
  return o;
}
Factory.prototype.is = function (k) {
  return this.kind === k;
};
print(Factory("a").is("a"), new Factory("b").is("a"), Factory("c") instanceof Factory);
// prints:
// | Rex makes a sound: woof | Tom makes a sound 4 false
// | 3 4 4 sit,roll 0
// | true true false true true
// | Rex runs true false undefined
// | hello base hello derived hello base true hello base
// | log Rex 1 false
// | via proto via proto
// | modern M makes a sound: woof true 1
// | 1 2 1 undefined
// | true false true
