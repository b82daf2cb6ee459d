import type { ObjectRef, Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { Finding } from '../define.ts';

export type Fail = Finding & { verdict: 'fail' };

/** The maximum number of evidence items. */
const MAX_EVIDENCE = 10;

export function isFail(finding: Finding): finding is Fail {
  return finding.verdict === 'fail';
}

/** As `subjectName` of model/rbac.ts formats it. */
export function keyOf(at: ObjectRef | undefined): string {
  return at ? `${at.kind} ${at.namespace === undefined ? '' : `${at.namespace}/`}${at.name}` : '';
}

/**
 * Merges the findings of several questions about the same objects into one verdict per object: its fails as one, else its unknown.
 * Findings about the whole cluster are omitted.
 */
export function oneEach(findings: readonly Finding[]): Finding[] {
  const fails = merged(findings.filter(isFail));
  const reported = new Set(fails.map(({ at }) => keyOf(at)));
  const open = findings.filter(({ verdict, at }) => {
    const is = verdict === 'unknown' && at !== undefined && !reported.has(keyOf(at));
    if (is) reported.add(keyOf(at));
    return is;
  });
  return [...fails, ...open];
}

/** One fail per object: each message once, with the highest severity. */
export function merged(fails: readonly Fail[]): Fail[] {
  const byObject = new Map<string, Fail>();
  for (const fail of fails) {
    const before = byObject.get(keyOf(fail.at));
    byObject.set(keyOf(fail.at), before ? joined(before, fail) : fail);
  }
  return [...byObject.values()];
}

function joined(first: Fail, second: Fail): Fail {
  const severity = worse(first.severity, second.severity);
  const message = first.message.split('; ').includes(second.message)
    ? first.message
    : `${first.message}; ${second.message}`;
  const seen = new Set(first.evidence.map(({ location, value }) => `${location} ${value}`));
  const more = second.evidence.filter(({ location, value }) => !seen.has(`${location} ${value}`));
  return {
    ...first,
    message,
    ...(severity && { severity }),
    evidence: [...first.evidence, ...more].slice(0, MAX_EVIDENCE),
  };
}

function worse(a: Severity | undefined, b: Severity | undefined): Severity | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b;
}
