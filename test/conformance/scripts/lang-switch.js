// 20 ms, standard
const classify = (x) => {
  switch (x) {
    case 0:
      return "zero";
    case "0":
      return "text zero";
    case null:
      return "null";
    case undefined:
      return "undefined";
    case true:
    case false:
      return "boolean";
    case NaN:
      return "never";
    default:
      return typeof x;
  }
};
print([0, "0", null, undefined, true, false, NaN, "x", {}, -0].map(classify).join("|"));
const middle = (x) => {
  let log = "";
  switch (x) {
    case 1:
      log += "1";
    default:
      log += "d";
    case 2:
      log += "2";
      break;
    case 3: {
      const log2 = "3";
      log += log2;
    }
  }
  return log;
};
print([1, 2, 3, 4].map(middle).join("|"));
const ranges = (t) => {
  switch (true) {
    case t < 0:
      return "ice";
    case t < 100:
      return "water";
    default:
      return "steam";
  }
};
print(ranges(-1), ranges(50), ranges(100));
let loops = "";
for (let i = 0; i < 6; i++) {
  switch (i % 4) {
    case 0:
      continue;
    case 1:
      loops += "a";
      break;
    case 2:
      loops += "b";
      if (i > 4) break;
      loops += "c";
    case 3:
      loops += "d";
  }
  loops += i;
}
print(loops);
let evaluated = "";
const note = (v) => ((evaluated += v), v);
switch (note("b")) {
  case note("a"):
  case note("b"):
    evaluated += "!";
    break;
  case note("c"):
}
print(evaluated);
switch (5) {
}
switch (5) {
  default:
    print("only default");
}
const nested = (a, b) => {
  switch (a) {
    case 1:
      switch (b) {
        case 1:
          return "11";
        default:
          break;
      }
      return "1x";
    case 2:
      return "2";
  }
  return "none";
};
print(nested(1, 1), nested(1, 2), nested(2, 0), nested(3, 0));
const parse = (text) => {
  const out = [];
  for (const c of text) {
    switch (c) {
      case " ":
      case "\t":
        continue;
      case "+":
      case "-":
        out.push("op" + c);
        break;
      default:
        if (c >= "0" && c <= "9") out.push(+c);
        else throw new Error("what is " + c);
    }
  }
  return out.join();
};
print(parse("1 + 2-3"));
try {
  parse("1x");
} catch (e) {
  print(e.message);
}
// prints:
// | zero|text zero|null|undefined|boolean|boolean|number|string|object|zero
// | 1d2|2|3|d2
// | ice water steam
// | a1bcd2d3a5
// | bab!
// | only default
// | 11 1x 2 none
// | 1,op+,2,op-,3
// | what is x
