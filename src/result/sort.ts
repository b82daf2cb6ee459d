import { objectKey } from './object.ts';
import type { Area, Severity, Verdict, VerdictKind } from './types.ts';
import { SEVERITIES } from './types.ts';

const VERDICT_ORDER: readonly VerdictKind[] = ['fail', 'error', 'unknown', 'pass', 'not-applicable'];

/** 0 = critical. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** True when `severity` is as bad as `threshold` or worse. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return severityRank(severity) <= severityRank(threshold);
}

/** Order among risks of one severity: areas nearer to anonymous access and to the whole cluster come first. */
const NEARNESS: readonly Area[] = [
  'exposure',
  'api-server',
  'etcd',
  'identities',
  'control-plane',
  'envoy',
  'istio',
  'addons',
];

function nearness(area: Area): number {
  const at = NEARNESS.indexOf(area);
  return at < 0 ? NEARNESS.length : at;
}

/**
 * Fails first, worst first, nearest first, then by check, object and message: a total order, so that output never depends on
 * the order of arrival. All views and files list risks in it.
 */
export function compareVerdicts(a: Verdict, b: Verdict): number {
  return (
    VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict) ||
    severityRank(a.severity) - severityRank(b.severity) ||
    nearness(a.area) - nearness(b.area) ||
    compareText(a.check, b.check) ||
    compareText(objectKey(a.object), objectKey(b.object)) ||
    compareText(a.message, b.message)
  );
}

/** By code unit, not by locale: the same everywhere. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
