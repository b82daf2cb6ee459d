import type { Result, Severity } from '../../result/types.ts';
import { data } from '../data.ts';
import { findingText, isOpen, virtualPath } from './common.ts';
import type { Formatted } from './types.ts';

/** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/** GitLab's code quality report: open risks, one entry each. Entries with one fingerprint would be merged; ours are unique. */
export function gitlab({ verdicts }: Result): Formatted {
  const entries = verdicts.filter(isOpen).map((verdict) => ({
    description: `${verdict.title}: ${findingText(verdict)}`,
    check_name: verdict.check,
    fingerprint: verdict.fingerprint,
    severity: SEVERITIES[verdict.severity],
    location: { path: virtualPath(verdict.object), lines: { begin: 1 } },
  }));
  return { text: data(entries, 'json'), notes: [] };
}
