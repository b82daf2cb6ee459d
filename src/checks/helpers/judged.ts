import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { observed } from './objects.ts';

/** What a check found that evaluates objects one by one. */
export interface Judged {
  faults: readonly Finding[];
  /** Objects whose verdict is unknown. */
  open?: readonly Finding[];
  /** Number of objects that the check is about. */
  evaluated: number;
  /** `Ingress`: one of them. */
  noun: string;
  /** Several of them, where that is irregular. */
  many?: string;
  /** What holds for all of them. */
  pass: string;
}

/** The risks and unknowns of objects, else one verdict for all of them: a pass, or not applicable where there is none. */
export function* judged({ faults, open = [], evaluated, noun, many, pass }: Judged): Iterable<Finding> {
  yield* faults;
  yield* open;
  if (faults.length + open.length > 0) return;
  if (evaluated === 0) {
    yield { verdict: 'not-applicable', message: `no ${noun}` };
    return;
  }
  const what = plural(evaluated, noun, many);
  yield {
    verdict: 'pass',
    message: `${pass} (${what} evaluated)`,
    evidence: [observed(many ?? `${noun}s`, what)],
  };
}
