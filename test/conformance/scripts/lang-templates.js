// 20 ms, standard
const name = "node";
let n = 3;
print(`plain`, `${name}`, `a${n}b${n * 2}c`, `${n}${n}`, ``, `${""}`);
print(`line one
line two
  indented`);
print(`quote " ' \` dollar $ brace } { \${not}`, `back\\slash`, `tab\there`);
print(
  `${`nested ${`deeper ${n}`}`}`,
  `${n > 2 ? `yes ${name}` : "no"}`,
  `${[1, 2].map((x) => `<${x}>`).join("")}`,
);
print(
  `${{ toString: () => "object" }}`,
  `${[1, [2, 3]]}`,
  `${null} ${undefined} ${true}`,
  `${() => 1}`.length > 3,
);
print(
  `${"}"}`,
  `${"{"}`,
  `${"`"}`,
  `${{ a: 1 }.a}`,
  `${(() => {
    return "block";
  })()}`,
);
print(`sum ${1 + 2} ${"1" + 2} ${-n} ${+"5" + 1} ${typeof n} ${n++}${0}`.length);
const topic = (product, device, ...path) => `/sys/${product}/${device}/${path.join("/")}`;
print(topic("pk", "dn", "thing", "event", "post"), topic("", "").length);
const json = `{"id":"${n}","params":{"t":${21.5},"s":"${name}"}}`;
print(json, JSON.parse(json).params.t);
let log = "";
const note = (x) => ((log += x), x);
print(`${note("a")}-${note("b")}-${note("c")}`, log);
print(
  `\x41\u0042`.length === undefined ? "" : `\x41\u0042`,
  `a\
b`,
);
const html = `<ul>${["x", "y"]
  .map(
    (item, i) => `
  <li id="${i}">${item}</li>`,
  )
  .join("")}
</ul>`;
print(html);
print(
  "a" + `b${1}` + "c",
  `${1}` === "1",
  `${0.1 + 0.2}`.slice(0, 3),
  `${1e3}`,
  `${-0}`,
  `${[]}`,
  `${[null]}`,
);
// prints:
// = "plain node a3b6c 33  "
// | line one
// | line two
// |   indented
// = "quote \" ' ` dollar $ brace } { ${not} back\\slash tab\there"
// | nested deeper 3 yes node <1><2>
// | object 1,2,3 null undefined true true
// | } { ` 1 block
// | 23
// | /sys/pk/dn/thing/event/post 7
// | {"id":"4","params":{"t":21.5,"s":"node"}} 21.5
// | a-b-c abc
// | AB ab
// | <ul>
// |   <li id="0">x</li>
// |   <li id="1">y</li>
// | </ul>
// = "ab1c true 0.3 1000 0  "
