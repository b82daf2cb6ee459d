import { grouped } from '../../shared/text.ts';
import { cleanLine } from '../text.ts';

/** A part of the input that could not be read. The rest was used. */
export interface InputProblem {
  /** As named by the user, or the path below the given directory; `standard input` for `-`. */
  file: string;
  /** 1-based; absent for the whole file. */
  document?: number;
  /** 1-based position in a list of objects. */
  item?: number;
  /** 1-based. */
  line?: number;
  /** One line, without content of the file. */
  reason: string;
  /** It cannot have contained an object: lines of text between documents. */
  harmless?: true;
  /** It represents others of its kind, which were only counted. */
  repeats?: true;
  /** Nothing is broken: a folder contains a file that is not usable as it is, a template for instance. */
  gap?: true;
}

/** Reasons of intact files without an object that can be read. */
export const TEMPLATE = 'a template that was not rendered (use `helm template`)';
export const UNFILLED = 'a template whose values were not filled in';
export const KINDLESS = 'an object without a kind, and nothing else identifies it';
export const EMPTY = 'empty';
export const PARTIAL =
  'a part of an object, such as a patch of Kustomize: what it is merged into is not in it';
/** Of a file without any other content. */
export const UNREAD = 'nothing in it is JSON or YAML that can be read';
const GAPS: ReadonlySet<string> = new Set([TEMPLATE, UNFILLED, KINDLESS, EMPTY, PARTIAL]);

/**
 * Whether a problem with this reason is a gap. A file that the user named is none, and neither is empty JSON, which kubectl leaves when
 * it is refused; an empty manifest is one that rendered to nothing.
 */
export function isGap(reason: string, file: string): boolean {
  return GAPS.has(reason) && !(reason === EMPTY && /\.json$/i.test(file));
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

/** Problems of one kind in one file that are listed with their location; the rest are counted. */
const NAMED = 3;
/** Kinds of problems that are distinguished; a damaged input has few, a hostile one any number. */
const MAX_KINDS = 1_000;

/** All problems of one run: all are counted, and only those are kept that are printed. */
export interface ProblemLog {
  add(problem: InputProblem): void;
  /** Parts that may have contained objects. */
  readonly lost: number;
  /** Of these, the broken or missing ones, and the first of them. */
  readonly damaged: { count: number; first: InputProblem | undefined };
  /** In the order of the input; each kind ends with the count of the others. */
  list(): InputProblem[];
}

export function createProblemLog(): ProblemLog {
  const kinds = new Map<string, { first: InputProblem[]; count: number }>();
  let [lost, damaged] = [0, 0];
  let firstDamage: InputProblem | undefined;
  let rest = 0;
  return {
    add(problem) {
      if (problem.harmless !== true) {
        lost++;
        if (problem.gap !== true) {
          damaged++;
          firstDamage ??= problem;
        }
      }
      const key = `${problem.file}\n${problem.reason}`;
      const kind = kinds.get(key);
      if (kind !== undefined) {
        kind.count++;
        if (kind.first.length < NAMED) kind.first.push(problem);
      } else if (kinds.size < MAX_KINDS) kinds.set(key, { first: [problem], count: 1 });
      else rest++;
    },
    get lost() {
      return lost;
    },
    get damaged() {
      return { count: damaged, first: firstDamage };
    },
    list() {
      const all = [...kinds.values()].flatMap(({ first, count }) => {
        const [one] = first;
        const more = count - first.length;
        if (one === undefined || more === 0) return first;
        return [
          ...first,
          { file: one.file, reason: `${one.reason} (${grouped(more)} more times)`, repeats: true as const },
        ];
      });
      return rest === 0 ? all : [...all, { file: 'elsewhere', reason: `${grouped(rest)} more problems` }];
    },
  };
}
