// Where a script's functions, classes and blocks are, and the marks that the rewriter puts into them so that
// a running board can list the variables of every scope that is alive: V8 tells nobody what a closure holds.
// A mark makes a reader of the scope's variables on entry and ties each function that is made to its scope.

import { types } from "@babel/core";

export type Node = types.Node & { start: number; end: number };

/** Names of the functions that marks call; the installed built-ins define them. */
export const MARK = { enter: "$$in", leave: "$$out", block: "$$bl", link: "$$fn", top: "$$top" } as const;

/** A variable of a scope. */
export interface ScopeName {
  name: string;
  /** False where the interpreter makes it only when it gets its value. */
  always: boolean;
}

/** What is known of one function, class, block or whole script from its text. */
export interface Unit {
  id: number;
  kind: "function" | "class" | "block" | "script";
  names: ScopeName[];
  params: string[];
  /** Length of the code that the interpreter keeps; 0 for none. */
  codeChars: number;
  /** The body is nothing but a return: no place for the result is needed. */
  returns: boolean;
  /** Name of a function expression. */
  ownName: string | undefined;
  /** An arrow function that keeps `this`. */
  keepsThis: boolean;
  /** Class: its constructor's unit, and whether it extends another. */
  constructorUnit: Unit | undefined;
  extendsOther: boolean;
  /** Names that are not declared in it and properties that it asks for, inner functions left out. */
  globals: string[];
  members: string[];
  /** Its text in the script as it was. */
  text: string;
}

/** Puts text in; `closing` where it ends what was opened before. */
type Insert = (at: number, text: string, closing?: boolean) => void;

let lastId = 0;

const isFunction = (node: types.Node): node is types.Function & Node => types.isFunction(node);
const isPlain = (node: types.Function): boolean => !node.generator && !node.async;

/** Where code that `eval` runs stands: what it declares by `let` belongs to the block around the call. */
export interface Surroundings {
  /** The variable that holds the scope; "0" at the top. */
  scope: string;
  inBlock: boolean;
}

/** The marks of one script. */
export interface Marks {
  units: Unit[];
  /** To be called for each node, outer ones first. */
  mark(node: Node, insert: Insert): void;
  /** Where a node stands. */
  surroundings(node: Node): Surroundings;
}

/** Finds the units of a script. */
export function findMarks(program: Node, code: string, around?: Surroundings): Marks {
  const units: Unit[] = [];
  const unitOf = new Map<Node, Unit>();
  /** The scope variable that code at a node sees; "0" at the top. */
  const scopeOf = new Map<Node, string>();
  const linked = new Set<Node>();
  const functionOf = new Map<Node, Unit>();
  const variable = (unit: Unit): string => `$$${unit.id}`;

  const inBlock = new Set<Node>();

  const add = (node: Node, kind: Unit["kind"]): Unit => {
    const unit: Unit = {
      id: ++lastId, kind, names: [], params: [], codeChars: 0, returns: false, ownName: undefined,
      keepsThis: false, constructorUnit: undefined, extendsOther: false, globals: [], members: [],
      text: code.slice(node.start, node.end),
    };
    units.push(unit);
    unitOf.set(node, unit);
    return unit;
  };

  const top = add(program, "script");

  const body = (program as unknown as types.File).program.body;
  // Functions at the top are properties of the global object.
  top.names = lexicalNames(body.filter((statement) => !types.isFunctionDeclaration(statement)));
  const isBlock = around?.inBlock === true && top.names.length > 0;
  if (isBlock) top.kind = "block";
  const topScope = isBlock ? variable(top) : (around?.scope ?? "0");

  const visit = (node: Node, scope: string, owner: Unit, parent: Node | undefined): void => {
    scopeOf.set(node, scope);
    const isOuter = types.isBlockStatement(node) && !(parent && isFunction(parent));
    if (isOuter || (parent && inBlock.has(parent) && !isFunction(parent))) inBlock.add(node);
    functionOf.set(node, owner);
    let [inner, innerOwner] = [scope, owner];
    if (isFunction(node) && isPlain(node)) {
      const unit = describeFunction(node, add(node, "function"), code);
      [inner, innerOwner] = [variable(unit), unit];
      if (scope !== "0" && !types.isMethod(node)) linked.add(node);
    } else if (types.isClass(node)) {
      const unit = add(node, "class");
      unit.extendsOther = Boolean(node.superClass);
      if (scope !== "0") linked.add(node);
    } else if (types.isObjectExpression(node)) {
      const hasMethods = node.properties.some((property) => types.isObjectMethod(property));
      if (scope !== "0" && hasMethods) linked.add(node);
    } else if (types.isBlockStatement(node) && !(parent && isFunction(parent))) {
      const names = [...headNames(parent, node), ...lexicalNames(node.body)];
      if (names.length > 0) {
        const unit = add(node, "block");
        unit.names = names;
        inner = variable(unit);
      }
    } else if (types.isRegExpLiteral(node)) owner.globals.push("RegExp");
    else if (types.isIdentifier(node)) noteName(node, parent, innerOwner);
    for (const child of childrenOf(node)) visit(child, inner, innerOwner, node);
    if (types.isClass(node)) {
      const made = node.body.body.find((part) => types.isClassMethod(part, { kind: "constructor" }));
      unitOf.get(node as Node)!.constructorUnit = made && unitOf.get(made as Node);
    }
  };
  visit(program, topScope, top, undefined);

  const mark = (node: Node, insert: Insert): void => {
    const unit = unitOf.get(node);
    const scope = scopeOf.get(node)!;
    if (linked.has(node) && !types.isDeclaration(node)) {
      insert(node.start, `${MARK.link}(${scope},`);
      insert(node.end, unit?.keepsThis ? ",()=>this)" : ")", true);
    }
    if (unit?.kind === "class") {
      insert((node as unknown as { body: Node }).body.start + 1, `/*${variable(unit)}*/`);
    }
    if (types.isClassDeclaration(node) && linked.has(node)) {
      insert(node.end, `;${MARK.link}(${scope},${node.id!.name});`);
    }
    if (unit?.kind === "function") markFunction(node as never, unit, scope, insert);
    else if (unit === top) {
      const file = (node as unknown as types.File).program;
      const at = afterDirectives(file, node.start);
      const read = reader(top.names);
      if (isBlock) insert(at, `let ${topScope}=${MARK.block}(${top.id},${around!.scope},${read});`);
      else if (top.names.length > 0) insert(at, `${MARK.top}(${top.id},${read});`);
      if (topScope !== "0") insert(at, declared(file));
    } else if (unit?.kind === "block") {
      const enter = `let ${variable(unit)}=${MARK.block}(${unit.id},${scope},${reader(unit.names)});`;
      insert(node.start + 1, enter + declared(node as never));
      insert(node.end - 1, `;${MARK.leave}(${variable(unit)});`);
    } else if (types.isBlockStatement(node) && scope !== "0" && !isBody(node)) {
      insert(node.start + 1, declared(node as never));
    }
    const owner = functionOf.get(node);
    if (types.isReturnStatement(node) && owner?.kind === "function") {
      const argument = node.argument as Node | null | undefined;
      if (argument) {
        insert(argument.start, `${MARK.leave}(${variable(owner)},(`);
        insert(argument.end, "))", true);
      } else insert(node.start + "return".length, ` ${MARK.leave}(${variable(owner)})`);
    }
  };

  const bodies = new Set<Node>();
  const isBody = (node: Node): boolean => bodies.has(node);
  const markFunction = (node: types.Function & Node, unit: Unit, scope: string, insert: Insert): void => {
    const body = node.body as Node;
    bodies.add(body);
    const names = unit.names.length > 0 ? `,${reader(unit.names)}` : "";
    const enter = `var ${variable(unit)}=${MARK.enter}(${unit.id},${scope}${names});`;
    if (types.isBlockStatement(body)) {
      insert(afterDirectives(body as never, body.start + 1), `${enter}${declared(body as never)}`);
      if (!types.isReturnStatement((body as types.BlockStatement).body.at(-1))) {
        insert(body.end - 1, `;${MARK.leave}(${variable(unit)});`);
      }
    } else {
      insert(body.start, `{${enter}return ${MARK.leave}(${variable(unit)},`);
      insert(body.end, ")}", true);
    }
  };
  /** Ties the functions that a block declares to the scope that they are made in. */
  const declared = (block: { body: types.Statement[] }): string =>
    block.body
      .filter((statement) => types.isFunctionDeclaration(statement) && linked.has(statement as Node))
      .map((statement) => {
        const scope = scopeOf.get(statement as Node)!;
        return `${MARK.link}(${scope},${(statement as types.FunctionDeclaration).id!.name});`;
      })
      .join("");

  const surroundings = (node: Node): Surroundings => {
    return { scope: scopeOf.get(node)!, inBlock: inBlock.has(node) };
  };
  return { units, mark, surroundings };
}

/** A function that gives the value of the scope's n-th variable, or throws where it has none yet. */
function reader(names: readonly ScopeName[]): string {
  return `$i=>{switch($i){${names.map(({ name }, at) => `case ${at}:return ${name};`).join("")}}}`;
}

function describeFunction(node: types.Function & Node, unit: Unit, code: string): Unit {
  const body = node.body as Node;
  const isExpression = !types.isBlockStatement(body);
  unit.params = node.params.flatMap((param) => bindingNames(param));
  const whole = code.slice(body.start, body.end);
  const text = isExpression ? whole : whole.slice(1, -1).trim();
  unit.returns = isExpression || text.startsWith("return");
  unit.codeChars = text.length - (unit.returns && !isExpression ? "return ".length : 0);
  unit.ownName = types.isFunctionExpression(node) ? node.id?.name : undefined;
  unit.keepsThis = types.isArrowFunctionExpression(node) && /\bthis\b/.test(text);
  const seen = new Map<string, ScopeName>();
  for (const name of unit.params) seen.set(name, { name, always: true });
  if (!isExpression) {
    for (const each of [...variablesOf(body), ...lexicalNames((body as types.BlockStatement & Node).body)]) {
      if (!seen.has(each.name)) seen.set(each.name, each);
    }
  }
  unit.names = [...seen.values()];
  return unit;
}

/** `var` names of a function, those in inner blocks too. */
function variablesOf(node: Node): ScopeName[] {
  if (isFunction(node) || types.isClass(node)) return [];
  const own =
    types.isVariableDeclaration(node) && node.kind === "var"
      ? node.declarations.flatMap(({ id, init }) => bindingNames(id).map((name) => ({ name, always: !init })))
      : [];
  return [...own, ...childrenOf(node).flatMap(variablesOf)];
}

/** Names that `let`, `const`, classes and functions declare in a block. */
function lexicalNames(statements: readonly types.Statement[]): ScopeName[] {
  return statements.flatMap((statement): ScopeName[] => {
    if (types.isFunctionDeclaration(statement) || types.isClassDeclaration(statement)) {
      return [{ name: statement.id!.name, always: false }];
    }
    if (!types.isVariableDeclaration(statement) || statement.kind === "var") return [];
    const names = statement.declarations.flatMap(({ id }) => bindingNames(id));
    return names.map((name) => ({ name, always: true }));
  });
}

/** What the head of a loop declares counts to the block that is its body. */
function headNames(parent: Node | undefined, block: Node): ScopeName[] {
  const head = types.isForStatement(parent)
    ? parent.init
    : types.isForInStatement(parent) || types.isForOfStatement(parent)
      ? parent.left
      : undefined;
  if (!types.isVariableDeclaration(head) || head.kind === "var") return [];
  const taken = new Set(lexicalNames((block as types.BlockStatement & Node).body).map(({ name }) => name));
  const names = head.declarations.flatMap(({ id }) => bindingNames(id));
  return names.filter((name) => !taken.has(name)).map((name) => ({ name, always: true }));
}

function bindingNames(pattern: types.Node): string[] {
  return Object.keys(types.getBindingIdentifiers(pattern));
}

function noteName(node: types.Identifier, parent: Node | undefined, owner: Unit): void {
  const isMember = types.isMemberExpression(parent) && parent.property === node && !parent.computed;
  const isKey = types.isObjectProperty(parent) && parent.key === node && !parent.computed;
  if (isMember) owner.members.push(node.name);
  else if (!isKey) owner.globals.push(node.name);
}

function afterDirectives(block: { directives?: readonly types.Directive[] }, start: number): number {
  return block.directives?.at(-1)?.end ?? start;
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const key of types.VISITOR_KEYS[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(child)) for (const item of child) if (item) children.push(item as Node);
    if (child && !Array.isArray(child)) children.push(child as Node);
  }
  return children;
}
