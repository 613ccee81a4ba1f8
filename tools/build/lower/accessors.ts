// Changing a property that has a getter and a setter: `o.v += 1` calls the getter twice on the board before it
// sets. Where the program gives a setter that name, the sum is written out.

import { types as t, type NodePath, type Visitor } from "@babel/core";

/** The names under which a program defines setters. */
export function setterNames(program: t.Node): Set<string> {
  const names = new Set<string>();
  t.traverseFast(program, (node) => {
    if ((t.isObjectMethod(node) || t.isClassMethod(node)) && node.kind === "set" && t.isIdentifier(node.key))
      names.add(node.key.name);
  });
  return names;
}

/** Writes out `o.v += x` where `names` has v. */
export function lowerAccessorChanges(names: Set<string>): Visitor {
  const isAccessor = (node: t.Node): node is t.MemberExpression =>
    t.isMemberExpression(node) &&
    t.isIdentifier(node.property) &&
    !node.computed &&
    names.has(node.property.name);
  return {
    AssignmentExpression(path) {
      const { operator, left, right } = path.node;
      if (!isAccessor(left) || !/^(?:[-+*/%&|^]|<<|>>>?)=$/.test(operator)) return;
      const [target, value] = split(path, left);
      const sum = t.binaryExpression(operator.slice(0, -1) as t.BinaryExpression["operator"], value, right);
      path.replaceWith(t.assignmentExpression("=", target, sum));
    },
  };
}

// The member as a target and as a value; its object is evaluated once.
function split(path: NodePath, member: t.MemberExpression): [t.MemberExpression, t.MemberExpression] {
  const { object, property } = member;
  if (t.isIdentifier(object) || t.isThisExpression(object)) return [member, t.cloneNode(member)];
  const kept = path.scope.generateDeclaredUidIdentifier("kept");
  return [
    t.memberExpression(t.assignmentExpression("=", kept, object as t.Expression), property),
    t.memberExpression(t.cloneNode(kept), t.cloneNode(property)),
  ];
}
