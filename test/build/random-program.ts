// Programs made at random from a seed: nested loops, switches, try blocks, closures, classes and calls with
// side effects. They have no purpose but to be the same on Node and on the board; every loop is bounded.

const STEPS = 'if (++steps > 400) throw "steps";';

interface Scope {
  vars: string[];
  labels: string[];
  inLoop: boolean;
  isAsync: boolean;
}

/** Writes one program; the same seed gives the same program. */
export function randomProgram(seed: number): string {
  return new Writer(seed).program();
}

/** The same with functions at the top level that are moved in an image: they carry "cold" or "once", call each other, and
 *  call their parameters like each other. What they make does not outlive their calls. */
export function randomColdProgram(seed: number): string {
  return new Writer(seed).coldProgram();
}

class Writer {
  private _state: number;
  private _names = 0;
  private readonly _seed: number;

  constructor(seed: number) {
    this._seed = seed;
    this._state = seed * 7919 + 1;
  }

  program(): string {
    const isAsync = this._seed % 3 === 0;
    const body = this.statements({ vars: ["a", "b"], labels: [], inLoop: false, isAsync }, 4, 5);
    return `let steps = 0; let r = ""; const l = []; const o = { x: null };
class J { n = 1; m(q) { return q + this.n } }
class K extends J { constructor(v) { super(); this.v = v } m(q) { return super.m(q) + this.v } }
function f(x, ...y) { return x + y.length }
${isAsync ? "async " : ""}function main(a, b) { ${body} return a + b }
function show(v) { print(r.slice(0, 200), v, l.slice(0, 20).map((g) => g()).join()) }
${isAsync ? "main(1, 2).then(show, show)" : "try { show(main(1, 2)) } catch (e) { show(e) }"}`;
  }

  coldProgram(): string {
    const count = 5 + this.below(4);
    const names = Array.from({ length: count }, (_none, index) => `c${index}`);
    const parts = names.map((name, index) => this.part(name, names.slice(index + 1), names));
    const constants = names.map((name, index) => this.pick([
      `const t${index} = "a text that is longer than its name, of ${name}";`, `const t${index} = ${this.below(3) - 1};`,
      `const t${index} = /${index % 3}+/${this.pick(["", "g", "i"])};`, `let t${index};`, `var t${index} = [${index}];`,
    ]));
    const calls = names.slice(0, 3).map((name) => `r += ${name}(${this.below(4)}, ${this.below(4)}) + ";";`);
    const once = 'function start(q) { "once"; const z = c1(q, 1); return c2(z, q) }';
    // What stands at the top level is mixed, but nothing is used before it has its value.
    const declared = [...constants, ...parts, once].map((text) => ({ text, at: this.below(100) }));
    const mixed = declared.sort((one, two) => one.at - two.at).map(({ text }) => text);
    return `let steps = 0; let r = ""; const l = []; const o = { x: null };
class J { n = 1; m(q) { return q + this.n } }
class K extends J { constructor(v) { super(); this.v = v } m(q) { return super.m(q) + this.v } }
function f(x, ...y) { return x + y.length }
${mixed.join("\n")}
try { ${calls.join(" ")} r += start(2); ${calls.join(" ")} } catch (e) { r += "E" + e }
print(r.length, r.slice(0, 400));`;
  }

  /** A function that calls some of those behind it, each seldom, and, at times, itself or one before it. */
  private part(name: string, later: string[], all: string[]): string {
    const [one, two] = [this.pick(all), this.pick(all)];
    const parameters = this.below(2) || one === two ? ["a", "b"] : [one, two];
    const visible = (list: string[]) => list.filter((other) => !parameters.includes(other));
    const arrow = this.below(3) === 0;
    const scope: Scope = { vars: [...parameters], labels: [], inLoop: false, isAsync: false };
    const lines = Array.from({ length: 2 + this.below(3) }, () => {
      const callees = this.below(5) ? visible(later) : visible(all);
      const value = this.expression(scope, 1);
      const local = this.pick(["v", ...visible(all)]);
      const index = this.below(all.length);
      const callee = callees.length ? this.pick(callees) : "f";
      return this.pick([
        `r += ${callee}(${value}, ${this.below(4)}) + ",";`,
        `${parameters[0]} += ${callee}(${value}, 1);`,
        `{ let ${local} = ${value}; r += ((w) => w + ${local})(1); }`,
        `r += typeof t${index} + String(t${index}).length;`,
        `if (t${index} && t${index}.test) r += t${index}.test("0112") + "" + t${index}.lastIndex;`,
        `for (const x of [1, 2]) r += ${callees.length ? `typeof ${callee}` : "x"};`,
        `r += [${value}].map((x) => x + ${this.below(6) ? `(t${index} ? 1 : 0)` : `${callee}(x, 0)`})[0];`,
        this.statement({ ...scope, vars: [...parameters] }, 1),
      ]);
    });
    const body = `{ ${this.below(3) ? '"cold"; ' : ""}if (++steps > 60) return 0;
  ${lines.join("\n  ")}
  return ${parameters.join(" + ")} }`;
    return arrow ? `const ${name} = (${parameters.join()}) => ${body};` : `function ${name}(${parameters.join()}) ${body}`;
  }

  private below(limit: number): number {
    this._state = (this._state * 1103515245 + 12345) & 0x7fffffff;
    return (this._state >> 8) % limit;
  }

  private pick(list: string[]): string {
    return list[this.below(list.length)];
  }

  private name(prefix: string): string {
    return prefix + this._names++;
  }

  private expression(scope: Scope, depth: number): string {
    const small = () => this.expression(scope, depth - 1);
    const leaf = () => this.pick([...scope.vars, String(this.below(7))]);
    const inner = () => this.expression({ ...scope, isAsync: false }, depth - 1);
    if (depth <= 0) return leaf();
    const parameter = this.name("p");
    return [
      () => `(${small()} + ${small()})`,
      () => `(${small()} - ${small()})`,
      () => `(${small()} * 2 % 11)`,
      () => `(${small()} > ${small()} ? ${small()} : ${small()})`,
      () => `(${small()} && ${small()})`,
      () => `(${small()} || ${small()})`,
      () => `[${small()}, ${small()}].length`,
      () => `({ k: ${small()} }).k`,
      () => `((${parameter} = ${leaf()}) => ${parameter} + ${inner()})(${this.pick(["", leaf()])})`,
      () => `f(${small()}, ...[${leaf()}, ${leaf()}])`,
      () => `(${small()} | 0)`,
      () => `(o?.x ?? ${small()})`,
      () => (scope.isAsync ? `(await ${small()})` : `(${this.pick(scope.vars)}++)`),
      () => `new K(${small()}).m(${leaf()})`,
      () => `(${this.pick(scope.vars)} = ${small()})`,
      () => `(!${small()} ? 1 : 0)`,
    ][this.below(16)]();
  }

  private statements(scope: Scope, depth: number, count: number): string {
    return Array.from({ length: count }, () => this.statement(scope, depth)).join("\n");
  }

  private block(scope: Scope, depth: number, first = ""): string {
    const inner = { ...scope, vars: [...scope.vars] };
    return `{ ${first} ${this.statements(inner, depth, 1 + this.below(3))} }`;
  }

  private simple(scope: Scope): string {
    const value = this.expression(scope, 1);
    const one = this.pick(scope.vars);
    return this.pick([`r += ${value} + ",";`, `${one} += ${value};`, `l.push(() => ${one});`, `${one}--;`]);
  }

  private statement(scope: Scope, depth: number): string {
    if (depth <= 0) return this.simple(scope);
    const loop = (first: string, labels = scope.labels) =>
      this.block({ ...scope, inLoop: true, labels }, depth - 1, STEPS + first);
    const name = this.name("v");
    const value = this.expression(scope, 2);
    const plain = () => this.simple(scope);
    return [
      plain,
      plain,
      plain,
      () => (scope.vars.push(name), `let ${name} = ${value};`),
      () =>
        `if (${value}) ${this.below(2) ? this.block(scope, depth - 1) : plain()} else ${this.block(scope, depth - 1)}`,
      () =>
        `for (let ${name} = 0; ${name} < ${1 + this.below(4)}; ${name}++) ${loop(`r += ${name}; l.push(() => ${name});`)}`,
      () => `for (const ${name} of [1, ${value}]) ${loop(`r += ${name}; l.push(() => ${name});`)}`,
      () => `{ let w = ${this.below(4)}; while (w-- > 0) ${loop("")} }`,
      () => `{ let w = ${this.below(4)}; do ${loop("")} while (--w > 0); }`,
      () => this.switchOf(scope, depth, value),
      () =>
        `try ${this.block(scope, depth - 1)} ${this.pick(['catch (e) { r += "E" + e; }', 'finally { r += "F"; }'])}`,
      () => `${name}: for (let i = 0; i < 3; i++) ${loop("", [...scope.labels, name])}`,
      () =>
        scope.labels.length
          ? `if (${value}) ${this.pick(["break", "continue"])} ${this.pick(scope.labels)};`
          : plain(),
      () => (scope.inLoop ? `if (${value}) ${this.pick(["break", "continue"])};` : plain()),
      () => this.functionOf(name, depth, value),
      () =>
        `let { a: ${name}, b: ${name}b = 3 } = { a: ${value} }, [${name}c, ...${name}d] = [1, 2]; r += ${name} + ${name}d.length;`,
      () => (this.below(4) ? `if (${value}) return ${this.expression(scope, 1)};` : `throw "t" + ${value};`),
    ][this.below(17)]();
  }

  private switchOf(scope: Scope, depth: number, value: string): string {
    const end = () => (this.below(3) ? "break;" : "");
    const cases = [0, 1, 2].map((one) => `case ${one}: ${this.block(scope, depth - 1)} ${end()}`);
    cases.splice(this.below(4), 0, `default: ${this.simple(scope)} ${end()}`);
    return `switch (Math.abs(${value} | 0) % 4) { ${cases.join("\n")} }`;
  }

  private functionOf(name: string, depth: number, value: string): string {
    const body = this.block({ vars: ["q", "z"], labels: [], inLoop: false, isAsync: false }, depth - 1);
    return `r += ${name}(${value}); function ${name}(q, z = q + 1) ${body}`;
  }
}
