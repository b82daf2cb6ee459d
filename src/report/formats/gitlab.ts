import type { Result, Severity } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { data } from '../data.ts';
import { findingText, isOpen, isUnknown } from './finding.ts';
import { notesOf, notShown } from './limits.ts';
import { locationOf, templateText } from './location.ts';
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
 * GitLab's code quality report: an array with one entry per open risk, including those in the baseline, because GitLab itself compares with
 * the target branch. Entries represent failures only, so unknown and accepted results are counted in the notes. GitLab would merge entries
 * with the same fingerprint; the second one gets a suffix, which changes when the first one is gone.
 */
export function gitlab({ verdicts }: Result): Formatted {
  const seen = new Map<string, number>();
  const entries = verdicts.filter(isOpen).map((verdict) => {
    const count = (seen.get(verdict.fingerprint) ?? 0) + 1;
    seen.set(verdict.fingerprint, count);
    const { path, line } = locationOf(verdict);
    return {
      description: `${printable(verdict.title)}: ${findingText(verdict)}${templateText(verdict)}`,
      check_name: printable(verdict.check),
      fingerprint: count === 1 ? verdict.fingerprint : `${verdict.fingerprint}-${count}`,
      severity: SEVERITIES[verdict.severity],
      location: { path, lines: { begin: line } },
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
