// What follows a class in place of members that it can't have itself: assignments, definitions of accessors and
// static blocks.

import { types as t, type NodePath } from "@babel/core";

/** Accessors that the class itself can't hold: the interpreter calls a static getter while it reads the class. */
export class Accessors {
  private readonly _made: Array<{ home: t.Expression; key: t.Expression; functions: t.ObjectProperty[] }> =
    [];

  add(member: t.ClassMethod): void {
    const home = member.static ? t.thisExpression() : memberOf(t.thisExpression(), "prototype");
    const key =
      !member.computed && t.isIdentifier(member.key)
        ? t.stringLiteral(member.key.name)
        : (member.key as t.Expression);
    const { kind, params, body } = member;
    const accessor = t.functionExpression(null, params as t.FunctionParameter[], body);
    let made = this._made.find(
      (one) => t.isNodesEquivalent(one.home, home) && t.isNodesEquivalent(one.key, key),
    );
    if (!made) this._made.push((made = { home, key, functions: [] }));
    made.functions.push(t.objectProperty(t.identifier(kind), accessor));
  }

  statements(): t.Statement[] {
    const define = t.memberExpression(t.identifier("Object"), t.identifier("defineProperty"));
    return this._made.map(({ home, key, functions }) =>
      t.expressionStatement(t.callExpression(define, [home, key, t.objectExpression(functions)])),
    );
  }
}

/** Statements that follow a class: `this` in them means the class, as in a static initialiser. */
export class AfterClass {
  private readonly _path: NodePath<t.Class>;
  private readonly _statements: t.Statement[] = [];

  constructor(path: NodePath<t.Class>) {
    this._path = path;
  }

  add(statement: t.Statement): void {
    this._statements.push(statement);
  }

  assign(target: t.MemberExpression, value: t.Expression): void {
    this.add(assignment(target, value));
  }

  finish(): void {
    const path = this._path;
    const ownName = path.isClassExpression() ? path.node.id?.name : undefined;
    if (this._statements.length === 0 && ownName === undefined) return;
    const outer = nameOutside(path);
    const name = outer ?? path.scope.parent.generateUidIdentifier("class").name;
    // The inner name of a class expression is unknown on the board.
    if (ownName !== undefined) {
      path.scope.rename(ownName, name);
      this._statements.forEach((statement) => renameIn(statement, ownName, name));
      path.node.id = null;
    }
    this._statements.forEach((statement) => nameThis(statement, name));
    if (outer !== undefined) {
      path.getStatementParent()!.insertAfter(this._statements);
      return;
    }
    path.scope.parent.push({ id: t.identifier(name) });
    const parts = this._statements.map((statement) =>
      t.isExpressionStatement(statement)
        ? statement.expression
        : t.callExpression(t.arrowFunctionExpression([], statement as t.BlockStatement), []),
    );
    const made = t.assignmentExpression("=", t.identifier(name), t.toExpression(path.node));
    path.replaceWith(t.sequenceExpression([made, ...parts, t.identifier(name)]));
    path.skip();
  }
}

function nameOutside(path: NodePath<t.Class>): string | undefined {
  if (path.isClassDeclaration()) return path.node.id?.name;
  const { parentPath } = path;
  const statement = parentPath?.parentPath;
  const inBlock = statement?.parentPath?.isBlockStatement() || statement?.parentPath?.isProgram();
  return parentPath?.isVariableDeclarator() && t.isIdentifier(parentPath.node.id) && inBlock
    ? parentPath.node.id.name
    : undefined;
}

function nameThis(statement: t.Statement, name: string): void {
  t.traverse(statement, {
    enter(node, chain) {
      const { node: parent, key, index } = chain.at(-1) ?? {};
      const inFunction = chain.some(
        ({ node: around }) => t.isFunction(around) && !t.isArrowFunctionExpression(around),
      );
      if (!t.isThisExpression(node) || !parent || !key || inFunction) return;
      const holder = parent as unknown as Record<string, unknown>;
      if (index === undefined) holder[key] = t.identifier(name);
      else (holder[key] as t.Node[])[index] = t.identifier(name);
    },
  });
}

function renameIn(statement: t.Statement, from: string, to: string): void {
  t.traverseFast(statement, (node) => {
    if (t.isIdentifier(node) && node.name === from) node.name = to;
  });
}

/** The member `object.name`. */
export function memberOf(object: t.Expression, name: string): t.MemberExpression {
  return t.memberExpression(object, t.identifier(name));
}

/** The statement `target = value`. */
export function assignment(target: t.MemberExpression, value: t.Expression): t.Statement {
  return t.expressionStatement(t.assignmentExpression("=", target, value));
}
