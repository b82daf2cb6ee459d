import type { Result, Severity } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { data } from '../data.ts';
import { findingText, isOpen, isUnknown } from './finding.ts';
import { notesOf, notShown } from './limits.ts';
import { virtualPath } from './location.ts';
import type { Formatted } from './types.ts';

/** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/**
 * GitLab's code quality report: an array with one entry an open risk, those in the baseline too, for GitLab compares with the target
 * branch itself. An entry is a fault and nothing else, so what is unknown or accepted is counted in the notes. Entries with one
 * fingerprint would be merged; a second one gets a suffix, as long as the first stands.
 */
export function gitlab({ verdicts }: Result): Formatted {
  const seen = new Map<string, number>();
  const entries = verdicts.filter(isOpen).map((verdict) => {
    const count = (seen.get(verdict.fingerprint) ?? 0) + 1;
    seen.set(verdict.fingerprint, count);
    return {
      description: `${printable(verdict.title)}: ${findingText(verdict)}`,
      check_name: printable(verdict.check),
      fingerprint: count === 1 ? verdict.fingerprint : `${verdict.fingerprint}-${count}`,
      severity: SEVERITIES[verdict.severity],
      location: { path: virtualPath(verdict.object), lines: { begin: 1 } },
    };
  });
  const unsettled = verdicts.filter(isUnknown).length;
  const accepted = verdicts.filter((verdict) => verdict.waiver).length;
  const why = 'Code Quality reports contain failed checks only';
  return {
    text: data(entries, 'json'),
    notes: notesOf(
      notShown(unsettled, 'unknown result', why, 'unknown results'),
      notShown(accepted, 'accepted risk', why, 'accepted risks'),
    ),
  };
}
