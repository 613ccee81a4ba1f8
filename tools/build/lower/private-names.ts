// Private class members become ordinary properties with a name that nothing else in the program has. The
// final step shortens such names to one or two letters, so privacy costs no bytes; it is the type check
// that keeps it.

import { types as t, type NodePath, type Visitor } from "@babel/core";

/** Renames `#x` to `_x`; `taken` holds the property names of the program and receives the new ones. */
export function lowerPrivateNames(taken: Set<string>): Visitor {
  return {
    Class(path) {
      const names = new Map<string, string>();
      for (const member of path.node.body.body) {
        if (t.isClassPrivateProperty(member) || t.isClassPrivateMethod(member)) {
          const name = member.key.id.name;
          if (!names.has(name)) names.set(name, freeName(`_${name}`, taken));
        }
      }
      if (names.size === 0) return;
      for (const member of path.get("body.body") as NodePath[]) renameMember(member, names);
      path.traverse({
        Class(inner) {
          // An inner class that declares the same name again means its own.
          const again = inner.node.body.body.some(
            (member) =>
              (t.isClassPrivateProperty(member) || t.isClassPrivateMethod(member)) &&
              names.has(member.key.id.name),
          );
          if (again) inner.skip();
        },
        PrivateName(use) {
          const name = names.get(use.node.id.name);
          if (name === undefined) return;
          if (use.parentPath.isBinaryExpression({ operator: "in" })) {
            // The annotation makes the minifier shorten the text together with the property.
            use.replaceWith(t.addComment(t.stringLiteral(name), "leading", " @__KEY__ "));
          } else {
            use.replaceWith(t.identifier(name));
          }
        },
      });
    },
  };
}

/** The names of all properties that a program mentions without computing them. */
export function propertyNames(program: t.Node): Set<string> {
  const names = new Set<string>();
  t.traverseFast(program, (node) => {
    if (t.isMemberExpression(node) && !node.computed && t.isIdentifier(node.property))
      names.add(node.property.name);
    if ((t.isObjectMember(node) || t.isClassMethod(node) || t.isClassProperty(node)) && !node.computed) {
      if (t.isIdentifier(node.key)) names.add(node.key.name);
      if (t.isStringLiteral(node.key)) names.add(node.key.value);
    }
  });
  return names;
}

function renameMember(member: NodePath, names: Map<string, string>): void {
  if (member.isClassPrivateProperty()) {
    const { key, value, static: isStatic } = member.node;
    member.replaceWith(
      t.classProperty(t.identifier(names.get(key.id.name)!), value, null, null, false, isStatic),
    );
  } else if (member.isClassPrivateMethod()) {
    const { kind, key, params, body, static: isStatic, async, generator } = member.node;
    const name = t.identifier(names.get(key.id.name)!);
    const method = t.classMethod(kind, name, params, body, false, isStatic, generator, async);
    member.replaceWith(t.inherits(method, member.node));
  }
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}
