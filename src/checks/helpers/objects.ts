import type { NamespaceFacts, WorkloadFacts } from '../../model/types.ts';
import type { ObjectRef, Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import type { Requirement } from '../../shared/requirement.ts';

/** The maximum number of evidence items; the message has the number. */
const SHOWN = 10;

/** Evidence for at most ten of the items, in their order. */
export function few<T>(items: Iterable<T>, show: (item: T) => Evidence): Evidence[] {
  return [...items].slice(0, SHOWN).map(show);
}

/** Evidence from an API object. */
export function observed(source: string, value: string): Evidence {
  return { source: 'object', confidence: 'observed', location: source, value };
}

/** `a, b, c and 4 more`. */
export function listed(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}

export function workloadRef({ kind, namespace, name }: WorkloadFacts): ObjectRef {
  return { kind, namespace, name };
}

export function workloadName({
  kind,
  namespace,
  name,
}: Pick<WorkloadFacts, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

/** Lowers the severity by some steps, to `low` at the least: context does not turn a risk into a note. */
export function lowered(severity: Severity, steps = 1): Severity {
  const floor = SEVERITIES.indexOf('low');
  return (
    SEVERITIES[
      Math.min(Math.max(floor, SEVERITIES.indexOf(severity)), SEVERITIES.indexOf(severity) + steps)
    ] ?? severity
  );
}

/** The requirements of a part, else this: an unknown verdict always names a requirement. */
export function requiresOr(requires: readonly Requirement[], otherwise: Requirement): readonly Requirement[] {
  return requires.length > 0 ? requires : [otherwise];
}

/** For a namespace with the name of an add-on, when its owner is unknown. */
export function whoseNamespace({ name, unclear }: NamespaceFacts): Finding {
  return {
    verdict: 'unknown',
    at: { kind: 'Namespace', name },
    message: unclear?.reason ?? '',
    requires: unclear?.requires ?? [],
  };
}
