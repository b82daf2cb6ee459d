import type { AddonObjects } from '../../../addons/types.ts';
import type { ObjectRef, Severity } from '../../../result/types.ts';
import type { Requirement } from '../../../shared/requirement.ts';
import { command } from '../../../shared/requirement.ts';
import { plural } from '../../../shared/text.ts';
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import type { Finding } from '../../define.ts';
import { few, observed } from '../objects.ts';

/** A fault of one object. */
export interface ObjectFault {
  /** The field, its value and the expected one. */
  message: string;
  /** For the evidence. */
  value: string;
  severity?: Severity;
  /** It may be one: what is required to decide it. */
  requires?: readonly Requirement[];
}

/** A question about every object of some custom kinds. */
export interface ObjectQuestion {
  /** `group/Kind`; `group/*` is every kind of a group. */
  kinds: readonly string[];
  /** Those that it is about; absent: all. */
  about?: (record: CustomRecord) => boolean;
  fault: (record: CustomRecord) => ObjectFault | undefined;
  /** `Certificate`. */
  noun: string;
  /** What is true of all others, for the pass. */
  pass: string;
}

/** Evaluates every object. Objects that were not collected make a pass unknown. */
export function* evaluateObjects(objects: AddonObjects, question: ObjectQuestion): Iterable<Finding> {
  const { kinds, about = () => true, fault, noun, pass } = question;
  const lists = kinds.map((kind) => listOf(objects, kind));
  const all = lists.flatMap((list) => list.all).filter(about);
  let faults = 0;
  for (const record of all) {
    const found = invalid(record) ?? fault(record);
    if (!found) continue;
    faults++;
    yield ofFault(record, found);
  }
  const gap = lists.find((list) => list.gap !== undefined)?.gap;
  if (gap) yield { verdict: 'unknown', message: gap.reason, requires: gap.requires };
  else if (all.length === 0) yield { verdict: 'not-applicable', message: `no ${noun} exists` };
  else if (faults === 0)
    yield {
      verdict: 'pass',
      message: `${plural(all.length, noun)}: ${pass}`,
      evidence: few(all, (record) => observed(nameOf(record), pass)),
    };
}

/** The objects of `group/Kind`, or of every kind of the group. */
export function listOf(objects: AddonObjects, kind: string) {
  return kind.endsWith('/*') ? objects.ofGroup(kind.slice(0, -2)) : objects.of(kind);
}

/** An API server would reject it: the field says nothing. */
function invalid({ kind, namespace, name, malformed = [] }: CustomRecord): ObjectFault | undefined {
  const [first] = malformed;
  if (first === undefined) return undefined;
  const place = namespace === undefined ? '' : `-n ${namespace} `;
  return {
    message: `invalid, its effect is unknown: ${first}`,
    value: first,
    requires: [command(`kubectl ${place}get ${kind.toLowerCase()} ${name} -o yaml`)],
  };
}

function ofFault(record: CustomRecord, { message, value, severity, requires }: ObjectFault): Finding {
  const at = refOf(record);
  const evidence = [observed(nameOf(record), value)];
  if (requires) return { verdict: 'unknown', at, message, requires, evidence };
  return { verdict: 'fail', at, ...(severity && { severity }), message, evidence };
}

export function refOf({ kind, namespace, name }: CustomRecord): ObjectRef {
  return { kind, ...(namespace !== undefined && { namespace }), name };
}

export function nameOf({ kind, namespace, name }: CustomRecord): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** The values below a dotted path, through lists. */
export function valuesAt(root: unknown, path: string): unknown[] {
  let values: unknown[] = [root];
  for (const name of path.split('.'))
    values = values.flatMap((value) => {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
      const next = (value as Readonly<Record<string, unknown>>)[name];
      return Array.isArray(next) ? (next as unknown[]) : [next];
    });
  return values;
}

/** The first value below a path; undefined where there is none. */
export function valueAt(root: unknown, path: string): unknown {
  return valuesAt(root, path)[0];
}

/** As `valueAt`, as text. */
export function textAt(root: unknown, path: string): string | undefined {
  const value = valueAt(root, path);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** A time below a path, in milliseconds; undefined where there is none. */
export function timeAt(root: unknown, path: string): number | undefined {
  const time = Date.parse(textAt(root, path) ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** A condition of a status. */
export function conditionOf(status: unknown, type: string): { status: string; reason?: string } | undefined {
  const found = valuesAt(status, 'conditions').find((one) => textAt(one, 'type') === type);
  if (found === undefined) return undefined;
  const reason = textAt(found, 'reason');
  return { status: textAt(found, 'status') ?? 'Unknown', ...(reason !== undefined && { reason }) };
}
