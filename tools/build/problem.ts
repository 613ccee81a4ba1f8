// A fault in a user's program, with the place in the file that the user wrote and what to write instead.
// All faults of a build are gathered and thrown together: a person should not have to build once per mistake.

import { Failure } from "../../lib/codes.ts";

/** One fault: `line` and `column` count from 1 and refer to the file as the user wrote it. */
export interface Problem {
  code: number;
  file: string;
  line: number;
  column: number;
  /** What is wrong there, without the place. */
  what: string;
  /** What to write instead; empty when the text of `what` says it already. */
  instead: string;
}

/** One line a fault, in the form editors make clickable: `file:line:column what; instead`. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, what, instead } = problem;
  return `${file}:${line}:${column} ${what}${instead ? `; ${instead}` : ""}`;
}

/** Faults in the program being built; the code is that of the first one. */
export class BuildFailure extends Failure {
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    const lines = problems.map(formatProblem);
    super(
      problems[0].code,
      lines.length === 1 ? lines[0] : `${lines.length} places\n  ${lines.join("\n  ")}`,
    );
    this.problems = problems;
  }
}

/** Throws a BuildFailure when there is at least one fault, in the order of the files and lines. */
export function throwProblems(problems: Problem[]): void {
  if (problems.length === 0) return;
  const order = (a: Problem, b: Problem) =>
    a.code - b.code || a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
  throw new BuildFailure([...problems].sort(order));
}
