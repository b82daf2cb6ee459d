import type { InputProblem, ProblemLog } from './problem.ts';

const MAX_HELD = 1_000;

/** Problems of one file. Those of a file that was not expected to be usable count only if it is. */
export class FileProblems {
  readonly expected: boolean;
  private readonly log: ProblemLog;
  private readonly held: InputProblem[] = [];

  constructor(log: ProblemLog, expected: boolean) {
    this.log = log;
    this.expected = expected;
  }

  add(problem: InputProblem): void {
    if (this.expected) this.log.add(problem);
    else if (this.held.length < MAX_HELD) this.held.push(problem);
  }

  /** Ends the file. False when it was neither usable nor expected to be: its problems are dropped. */
  end(useful: boolean): boolean {
    if (!useful) return this.expected;
    for (const problem of this.held) this.log.add(problem);
    return true;
  }
}
