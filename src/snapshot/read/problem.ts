import { cleanLine } from '../text.ts';

/** Something in the input that could not be read. The rest was used. */
export interface InputProblem {
  /** As the user named it, or the path below the directory given; `standard input` for `-`. */
  file: string;
  /** 1-based; absent when the whole file is meant. */
  document?: number;
  /** 1-based position in a list of objects. */
  item?: number;
  /** 1-based. */
  line?: number;
  /** One line, without content of the file. */
  reason: string;
}

/** `a.yaml, document 3, line 40: tabs are used for indentation`. */
export function problemText(problem: InputProblem): string {
  const where = [
    problem.document === undefined ? '' : `document ${problem.document}`,
    problem.item === undefined ? '' : `item ${problem.item}`,
    problem.line === undefined ? '' : `line ${problem.line}`,
  ].filter((part) => part !== '');
  return cleanLine([problem.file, ...where].join(', '), 1_024) + ': ' + cleanLine(problem.reason, 512);
}
