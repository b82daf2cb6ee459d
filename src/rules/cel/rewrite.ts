/**
 * Expressions are run with two things put in between: every list that is walked over is counted first, so that no expression can
 * run for ever, and regular expressions go to RE2, which no pattern can make slow.
 */

/** Nodes as cel-js gives them: an operator, its arguments, and where it stands in the text. */
interface Node {
  op: string;
  args: unknown;
  start: number;
  end: number;
}

const WALKING = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);
export const BUDGET = 'archmap_budget';
export const RE2_MATCHES = 'archmap_matches';

interface Insertion {
  at: number;
  /** Characters of the old text that it replaces. */
  cut: number;
  text: string;
}

/** The text to run, and a way back from its offsets to those of the text that the user wrote. */
export interface Rewritten {
  text: string;
  original: (offset: number) => number;
}

export function rewrite(text: string, root: unknown): Rewritten {
  const insertions: Insertion[] = [];
  visit(root, (node) => {
    if (node.op !== 'rcall') return;
    const [name, receiver] = node.args as [string, Node];
    if (WALKING.has(name)) {
      insertions.push(
        { at: receiver.start, cut: 0, text: `${BUDGET}(` },
        { at: receiver.end, cut: 0, text: ')' },
      );
    } else if (name === 'matches') {
      const dot = /^\s*\.\s*/.exec(text.slice(receiver.end))?.[0].length ?? 1;
      insertions.push({ at: receiver.end + dot, cut: name.length, text: RE2_MATCHES });
    }
  });
  // Of two at one place, the closing one of the inner expression comes first; opening ones nest by themselves.
  insertions.sort((a, b) => a.at - b.at || Number(b.text === ')') - Number(a.text === ')'));
  let out = '';
  let from = 0;
  const shifts: { at: number; by: number }[] = [];
  for (const { at, cut, text: added } of insertions) {
    out += text.slice(from, at) + added;
    from = at + cut;
    shifts.push({ at: out.length, by: added.length - cut });
  }
  out += text.slice(from);
  return {
    text: out,
    original: (offset) =>
      shifts.filter(({ at }) => at <= offset).reduce((place, { by }) => place - by, offset),
  };
}

function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, seen);
  else if (typeof value === 'object' && value !== null && 'op' in value) {
    seen(value as Node);
    visit((value as Node).args, seen);
  }
}

/** Names of variables that an expression reads; those that it declares itself are among them, which does no harm. */
export function variablesOf(root: unknown): Set<string> {
  const names = new Set<string>();
  visit(root, ({ op, args }) => {
    if (op === 'id' && typeof args === 'string') names.add(args);
  });
  return names;
}
