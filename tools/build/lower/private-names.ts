// Private class members become properties of a name that begins with the byte 0xFF: the interpreter keeps
// such names out of keys, loops, copies, JSON and print. What is left of privacy the type check keeps.

import { types as t, type NodePath, type Visitor } from "@babel/core";

const HIDDEN = "\xff#";

/** Renames `#x` to `["\xff#x"]`; a name that several classes have gets a number. */
export function lowerPrivateNames(): Visitor {
  const taken = new Set<string>();
  return {
    Class(path) {
      const names = new Map<string, string>();
      for (const member of path.node.body.body) {
        if (t.isClassPrivateProperty(member) || t.isClassPrivateMethod(member)) {
          const name = member.key.id.name;
          if (!names.has(name)) names.set(name, freeName(HIDDEN + name, taken));
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
          if (use.parentPath.isMemberExpression()) use.parentPath.node.computed = true;
          use.replaceWith(t.stringLiteral(name));
        },
      });
    },
  };
}

function renameMember(member: NodePath, names: Map<string, string>): void {
  if (member.isClassPrivateProperty()) {
    const { key, value, static: isStatic } = member.node;
    const name = t.stringLiteral(names.get(key.id.name)!);
    member.replaceWith(t.classProperty(name, value, null, null, true, isStatic));
  } else if (member.isClassPrivateMethod()) {
    const { kind, key, params, body, static: isStatic, async, generator } = member.node;
    const name = t.stringLiteral(names.get(key.id.name)!);
    const method = t.classMethod(kind, name, params, body, true, isStatic, generator, async);
    member.replaceWith(t.inherits(method, member.node));
  }
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}
