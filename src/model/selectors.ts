import type { StringMap } from '../snapshot/records/index.ts';

/** Whether something holds; `maybe` where what decides was not read. */
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

/** The value of a label: undefined when it is not there, null when that is not known. */
export type Lookup = (key: string) => string | null | undefined;

/** A label by its name; `toString` is a name like any other. */
export function labelOf(labels: StringMap, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** Labels of a namespace. The API server puts its name on it; of one that was not seen, nothing else is known. */
export function namespaceLookup(name: string, labels: StringMap | undefined): Lookup {
  return (key) => {
    if (key === 'kubernetes.io/metadata.name') return name;
    return labels ? labelOf(labels, key) : null;
  };
}

/**
 * Do all requirements of a selector hold, as the snapshot keeps it: `key=value`, `key In a,b`, `key NotIn a,b`, `key Exists`, `key DoesNotExist`?
 * An absent or empty selector picks everything. What cannot be read may hold.
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

/** Read once: a few selectors are compared with every pod. Undefined for what cannot be read. */
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
