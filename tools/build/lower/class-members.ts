// Class members that Espruino evaluates wrongly or can't parse. Fields move into the constructor (the board
// would share one value among all instances); statics, computed names and names that are words of the
// language become assignments after the class. A field without a value sets nothing and costs nothing.

import { types as t, type NodePath, type Visitor } from "@babel/core";
import { E_LANGUAGE } from "../../../lib/codes.ts";
import { Accessors, AfterClass, assignment, memberOf } from "./class-after.ts";
import { ancestors } from "./class-super.ts";
import { RESERVED } from "../reserved.ts";
import { callMethod, type Lowering } from "./context.ts";

/** Leaves classes with a constructor, methods and accessors of plain names only. */
export function lowerMembers(context: Lowering): Visitor {
  return {
    Class: {
      exit(path) {
        const after = new AfterClass(path);
        const own = path.node.body.body;
        const kept: typeof own = [];
        const fields: t.Statement[] = [];
        const accessors = new Accessors();
        copyStatics(path, after);
        for (const member of own) {
          refuseNumber(member, context);
          if (t.isClassProperty(member)) {
            if (!member.value && setsInConstructor(own, member)) continue;
            member.value ??= t.unaryExpression("void", t.numericLiteral(0));
            if (member.static) after.assign(memberName(t.thisExpression(), member), member.value);
            else fields.push(assignment(memberName(t.thisExpression(), member), member.value));
          } else if (t.isStaticBlock(member)) {
            after.add(t.blockStatement(member.body));
          } else if (t.isClassMethod(member) && isPlain(member)) {
            kept.push(member);
          } else if (t.isClassMethod(member) && member.kind === "method") {
            const home = member.static ? t.thisExpression() : memberOf(t.thisExpression(), "prototype");
            const { params, body, generator, async } = member;
            after.assign(
              memberName(home, member),
              t.functionExpression(null, params as t.FunctionParameter[], body, generator, async),
            );
          } else if (t.isClassMethod(member)) {
            accessors.add(member);
          }
        }
        for (const statement of accessors.statements()) after.add(statement);
        path.node.body.body = kept;
        if (fields.length > 0) addFields(path, fields, context);
        after.finish();
      },
    },
  };
}

function addFields(path: NodePath<t.Class>, fields: t.Statement[], context: Lowering): void {
  const members = path.node.body.body;
  let constructor = members.find((member): member is t.ClassMethod =>
    t.isClassMethod(member, { kind: "constructor" }),
  );
  if (!constructor) {
    constructor = t.classMethod("constructor", t.identifier("constructor"), [], t.blockStatement([]));
    members.unshift(constructor);
  }
  const body = constructor.body.body;
  let at = 0;
  if (path.node.superClass) {
    at =
      1 +
      body.findIndex(
        (statement) =>
          t.isExpressionStatement(statement) &&
          t.isCallExpression(statement.expression) &&
          t.isSuper(statement.expression.callee),
      );
    if (at === 0)
      context.refuse(
        constructor,
        E_LANGUAGE,
        "fields with super() inside a statement",
        "call super() on its own",
      );
  }
  path.scope.crawl();
  const scope = (path.get("body.body") as NodePath[]).find((member) => member.node === constructor)!.scope;
  const used = new Set<string>();
  for (const field of fields)
    t.traverseFast(field, (node) => void (t.isIdentifier(node) && used.add(node.name)));
  for (const name of Object.keys(scope.bindings)) if (used.has(name)) scope.rename(name);
  body.splice(at, 0, ...fields);
}

// Statics of the classes above are found by Node through the prototype of the class, on the board not at all.
function copyStatics(path: NodePath<t.Class>, after: AfterClass): void {
  const parent = path.node.superClass;
  if (!t.isIdentifier(parent)) return;
  const own = new Set(staticsOf(path.node));
  for (const ancestor of ancestors(path, parent.name)) {
    for (const name of staticsOf(ancestor)) {
      if (own.has(name)) continue;
      own.add(name);
      if (staticAccessors(ancestor).includes(name)) after.add(copyAccessor(parent, name));
      else after.assign(memberOf(t.thisExpression(), name), memberOf(t.cloneNode(parent), name));
    }
  }
}

function copyAccessor(parent: t.Identifier, name: string): t.Statement {
  const object = () => t.identifier("Object");
  const found = callMethod(object(), "getOwnPropertyDescriptor", [
    t.cloneNode(parent),
    t.stringLiteral(name),
  ]);
  return t.expressionStatement(
    callMethod(object(), "defineProperty", [t.thisExpression(), t.stringLiteral(name), found]),
  );
}

/**
 * Splits declarations of several variables where one is a class, so that statements can follow each class.
 */
export function splitClassVariables(): Visitor {
  return {
    VariableDeclaration(path) {
      const { kind, declarations } = path.node;
      if (declarations.length === 1 || !declarations.some(({ init }) => t.isClass(init))) return;
      if (!path.parentPath.isProgram() && !path.parentPath.isBlockStatement()) return;
      path.replaceWithMultiple(declarations.map((one) => t.variableDeclaration(kind, [one])));
    },
  };
}

/**
 * Gives super() a statement of its own again: the bundler joins statements by commas, also into the next
 * condition.
 */
export function splitSuperCalls(): Visitor {
  return {
    ClassMethod(path) {
      if (path.node.kind !== "constructor") return;
      const { body } = path.node.body;
      path.node.body.body = body.flatMap((statement) => {
        const slot = slotOf(statement);
        const holder = statement as unknown as Record<string, t.Node>;
        const sequence = slot ? holder[slot] : undefined;
        if (!slot || !t.isSequenceExpression(sequence)) return [statement];
        holder[slot] = sequence.expressions.at(-1)!;
        const before: t.Statement[] = sequence.expressions
          .slice(0, -1)
          .map((one) => t.expressionStatement(one));
        return [...before, statement];
      });
    },
  };
}

// Where a statement holds the expression that it evaluates first.
function slotOf(statement: t.Statement): string | undefined {
  if (t.isExpressionStatement(statement)) return "expression";
  if (t.isIfStatement(statement)) return "test";
  if (t.isReturnStatement(statement) || t.isThrowStatement(statement)) return "argument";
  if (t.isSwitchStatement(statement)) return "discriminant";
  return t.isForStatement(statement) ? "init" : undefined;
}

/** Notes the static names of every class before the members are taken apart; see copyStatics. */
export function noteStatics(): Visitor {
  return {
    Class(path) {
      const members = path.node.body.body;
      const accessors = members.filter((one) => t.isClassMethod(one) && one.kind !== "method");
      STATICS.set(path.node, names(members));
      ACCESSORS.set(path.node, names(accessors));
    },
  };
}

const STATICS = new WeakMap<t.Class, string[]>();
const ACCESSORS = new WeakMap<t.Class, string[]>();

function names(members: t.Node[]): string[] {
  return members.map(staticName).filter((name) => name !== undefined);
}

function staticsOf(node: t.Class): string[] {
  return STATICS.get(node) ?? [];
}

function staticAccessors(node: t.Class): string[] {
  return ACCESSORS.get(node) ?? [];
}

function staticName(member: t.Node): string | undefined {
  const named = t.isClassMethod(member) || t.isClassProperty(member);
  return named && member.static && !member.computed && t.isIdentifier(member.key)
    ? member.key.name
    : undefined;
}

function isPlain(member: t.ClassMethod): boolean {
  const plainName = !member.computed && t.isIdentifier(member.key) && !RESERVED.has(member.key.name);
  return plainName && (!member.static || member.kind === "method");
}

// A method by a number is found on the object itself alone, never through its class.
function refuseNumber(member: t.Node, context: Lowering): void {
  if (!t.isClassMethod(member) || member.static || member.computed || !t.isNumericLiteral(member.key)) return;
  context.refuse(member, E_LANGUAGE, "a method whose name is a number", "give it a name");
}

// TypeScript wants every field declared, most of which the constructor sets: those need no value before.
function setsInConstructor(members: t.Class["body"]["body"], field: t.ClassProperty): boolean {
  const constructor = members.find((member) => t.isClassMethod(member, { kind: "constructor" }));
  if (field.static || !constructor || !t.isIdentifier(field.key)) return false;
  let sets = false;
  t.traverseFast((constructor as t.ClassMethod).body, (node) => {
    if (!t.isAssignmentExpression(node) || !t.isMemberExpression(node.left)) return;
    const { object, property, computed } = node.left;
    sets ||=
      !computed &&
      t.isThisExpression(object) &&
      t.isIdentifier(property, { name: (field.key as t.Identifier).name });
  });
  return sets;
}

function memberName(object: t.Expression, member: t.ClassMethod | t.ClassProperty): t.MemberExpression {
  const key = member.key as t.Expression;
  return t.memberExpression(object, key, member.computed || !t.isIdentifier(key));
}
