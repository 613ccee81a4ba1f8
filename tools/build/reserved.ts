// The interpreter's reserved words: as the name of a method in a class they are syntax errors, in an object
// they are not.
export const RESERVED = new Set(
  (
    "if else do while for break continue function return var let const this throw try catch finally true false null " +
    "undefined new in instanceof switch case default delete typeof void debugger class extends super static of"
  ).split(" "),
);
