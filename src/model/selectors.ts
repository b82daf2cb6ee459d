import type { StringMap } from '../snapshot/records/index.ts';

/** Whether a condition is met; `maybe` where deciding data was not collected. */
export type Answer = 'yes' | 'no' | 'maybe';

export function answerOf(holds: boolean): Answer {
  return holds ? 'yes' : 'no';
}

export function both(a: Answer, b: Answer): Answer {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'maybe';
}

export function either(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}

/** The value of a label: undefined when it is absent, null when that is unknown. */
export type Lookup = (key: string) => string | null | undefined;

/** A label by its name; `toString` is an ordinary name, too. */
export function labelOf(labels: StringMap, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** Labels of a namespace. The API server adds its name; for a namespace that was not collected, no other label is known. */
export function namespaceLookup(name: string, labels: StringMap | undefined): Lookup {
  return (key) => {
    if (key === 'kubernetes.io/metadata.name') return name;
    return labels ? labelOf(labels, key) : null;
  };
}

/**
 * Whether all requirements of a selector are met, in the format of the snapshot: `key=value`, `key In a,b`, `key NotIn a,b`, `key Exists`,
 * `key DoesNotExist`. An absent or empty selector selects everything. An unreadable one may match.
 */
export function holdAll(requirements: readonly string[] | undefined, lookup: Lookup): Answer {
  let all: Answer = 'yes';
  for (const requirement of requirements ?? []) {
    all = both(all, holds(requirement, lookup));
    if (all === 'no') return all;
  }
  return all;
}

const EXPRESSION = /^(\S+) (In|NotIn|Exists|DoesNotExist)(?: (.*))?$/;

interface Requirement {
  key: string;
  operator: string;
  values: readonly string[];
}

/** Parsed once: a few selectors are compared with every pod. Undefined if unreadable. */
const known = new Map<string, Requirement | undefined>();
const MAX_KNOWN = 50_000;

function requirementOf(text: string): Requirement | undefined {
  if (known.has(text)) return known.get(text);
  if (known.size > MAX_KNOWN) known.clear();
  const [, key, operator = '', list = ''] = EXPRESSION.exec(text) ?? [];
  const equals = text.indexOf('=');
  const found =
    key !== undefined
      ? { key, operator, values: list.split(',') }
      : equals < 0
        ? undefined
        : { key: text.slice(0, equals), operator: 'In', values: [text.slice(equals + 1)] };
  known.set(text, found);
  return found;
}

function holds(text: string, lookup: Lookup): Answer {
  const requirement = requirementOf(text);
  if (requirement === undefined) return 'maybe';
  const { key, operator, values } = requirement;
  const value = lookup(key);
  if (value === null) return 'maybe';
  if (operator === 'In' || operator === 'NotIn')
    return answerOf((value !== undefined && values.includes(value)) === (operator === 'In'));
  return answerOf((value !== undefined) === (operator === 'Exists'));
}
