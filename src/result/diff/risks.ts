import { enumeration } from '../../shared/text.ts';
import { newMembers } from '../baseline.ts';
import { objectKey, placeOf } from '../object.ts';
import { severityRank } from '../sort.ts';
import type { ObjectRef, Result, Verdict } from '../types.ts';
import type { DataComparison } from './lost-data.ts';
import { compareData } from './lost-data.ts';
import type { Change } from './types.ts';

/** Risks that were added, removed, or changed in severity. A risk that has become unknown is not fixed. */
export function riskChanges(old: Result, now: Result): Change[] {
  const before = sideOf(old);
  const after = sideOf(now);
  const gained = compareData(now, old);
  const lost = compareData(old, now);
  return [
    ...[...after.fails].flatMap(([fingerprint, verdict]) => {
      const earlier = before.fails.get(fingerprint);
      return earlier ? grown(earlier, verdict) : [appeared(verdict, before, gained)];
    }),
    ...[...before.fails].flatMap(([fingerprint, verdict]) =>
      after.fails.has(fingerprint) ? [] : [vanished(verdict, after, lost)],
    ),
  ];
}

/** One of the two results, indexed for the comparison of risks. */
interface Side {
  fails: ReadonlyMap<string, Verdict>;
  checks: ReadonlySet<string>;
  /** The only namespace that was collected. */
  namespace?: string;
  /** Unknown verdicts, by check and object; those of the cluster as a whole with an empty object. */
  unavailable: ReadonlyMap<string, Verdict>;
  /** Other verdicts by the same key: of an object any, of the cluster as a whole those without a risk. */
  decided: ReadonlySet<string>;
}

function sideOf(result: Result): Side {
  const isUnavailable = ({ verdict }: Verdict) => verdict === 'unknown' || verdict === 'error';
  return {
    fails: failsByFingerprint(result),
    checks: new Set(result.checks.map(({ id }) => id)),
    ...(result.namespace !== undefined && { namespace: result.namespace }),
    unavailable: new Map(
      result.verdicts
        .filter(isUnavailable)
        .map((verdict) => [placeKey(verdict.check, verdict.object), verdict]),
    ),
    decided: new Set(
      result.verdicts
        .filter((verdict) => !isUnavailable(verdict) && (verdict.object || verdict.verdict !== 'fail'))
        .map(({ check, object }) => placeKey(check, object)),
    ),
  };
}

function placeKey(check: string, object: ObjectRef | undefined): string {
  return `${check}\n${objectKey(object)}`;
}

/** The worst of several under one fingerprint. */
function failsByFingerprint({ verdicts }: Result): Map<string, Verdict> {
  const fails = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    if (verdict.verdict === 'fail' && !fails.has(verdict.fingerprint))
      fails.set(verdict.fingerprint, verdict);
  }
  return fails;
}

function common({ check, title, object, severity, fingerprint, waiver }: Verdict) {
  const place = objectKey(object) || 'cluster';
  return {
    section: 'risks' as const,
    what: `${title} (${place})`,
    ...(object && { object }),
    severity,
    check,
    fingerprint,
    ...(waiver && { accepted: true as const }),
  };
}

function appeared(verdict: Verdict, old: Side, gained: DataComparison): Change {
  const base = common(verdict);
  const isNewCheck = !old.checks.has(verdict.check);
  const unavailable = unknownIn(old, verdict);
  const beyond = outside(old, verdict);
  const lacking = isDecidedIn(old, verdict) ? undefined : gained.lacks(verdict);
  const note = isNewCheck
    ? '; the check is new, the risk may be old'
    : beyond !== undefined
      ? `; the scope before was namespace ${beyond} only`
      : unavailable
        ? `; unknown before: ${unavailable.message}`
        : lacking === undefined
          ? ''
          : `; it may be old: data was incomplete before: ${lacking}`;
  return {
    ...base,
    kind: 'added',
    why: `${verdict.message}${note}`,
    impact: verdict.waiver ? 'neutral' : 'worse',
  };
}

function vanished(verdict: Verdict, now: Side, lost: DataComparison): Change {
  const base = common(verdict);
  if (!now.checks.has(verdict.check))
    return { ...base, kind: 'unclear', why: 'the check was not evaluated in NEW', impact: 'neutral' };
  const beyond = outside(now, verdict);
  if (beyond !== undefined)
    return { ...base, kind: 'unclear', why: `the scope is namespace ${beyond} only`, impact: 'neutral' };
  const lacking = isDecidedIn(now, verdict) ? undefined : lost.lacks(verdict);
  const unavailable = unknownIn(now, verdict);
  // Files are compared as they are: what they never contained hides nothing that was in them. A list of a cluster may end elsewhere.
  const isGone = lost.betweenFiles && unavailable?.noRiskInData && lacking === undefined;
  if (unavailable && !isGone)
    return { ...base, kind: 'unclear', why: `unknown now: ${unavailable.message}`, impact: 'neutral' };
  if (lacking !== undefined)
    return { ...base, kind: 'unclear', why: `now, data is incomplete: ${lacking}`, impact: 'neutral' };
  return { ...base, kind: 'removed', why: 'fixed, or the object was removed', impact: 'better' };
}

/** The only namespace that was collected, where the object is not in it. */
function outside({ namespace }: Side, { object }: Verdict): string | undefined {
  const place = placeOf(object);
  return place === undefined || place === namespace ? undefined : namespace;
}

/** An unknown verdict of this object, or of the cluster. */
function unknownIn({ unavailable }: Side, { check, object }: Verdict): Verdict | undefined {
  return unavailable.get(placeKey(check, object)) ?? unavailable.get(placeKey(check, undefined));
}

/** Whether the check evaluated this object, or found no risk in the whole cluster. */
function isDecidedIn({ decided }: Side, { check, object }: Verdict): boolean {
  return decided.has(placeKey(check, object)) || decided.has(placeKey(check, undefined));
}

function grown(earlier: Verdict, verdict: Verdict): Change[] {
  const base = common(verdict);
  const step = severityRank(earlier.severity) - severityRank(verdict.severity);
  const changes: Change[] = [];
  if (step !== 0)
    changes.push({
      ...base,
      kind: 'changed',
      field: 'severity',
      before: earlier.severity,
      after: verdict.severity,
      why: verdict.message,
      impact: step > 0 ? 'worse' : 'better',
    });
  const [added, removed] = [newMembers(earlier, verdict), newMembers(verdict, earlier)];
  if (added.length + removed.length > 0)
    changes.push({
      ...base,
      kind: 'changed',
      field: 'members',
      before: shown(removed),
      after: shown(added),
      why: verdict.message,
      impact: added.length === 0 ? 'better' : verdict.waiver ? 'neutral' : 'worse',
    });
  if (Boolean(earlier.waiver) !== Boolean(verdict.waiver))
    changes.push({
      ...base,
      kind: 'changed',
      field: 'waiver',
      before: earlier.waiver ? `until ${earlier.waiver.expires}` : 'none',
      after: verdict.waiver ? `until ${verdict.waiver.expires}` : 'none',
      why: verdict.waiver ? `accepted: ${verdict.waiver.reason}` : 'no longer accepted',
      impact: verdict.waiver ? 'neutral' : 'worse',
    });
  return changes;
}

function shown(members: readonly string[]): string {
  return members.length === 0 ? 'none' : enumeration(members);
}
