/**
 * Workflow commands of GitHub Actions, for the annotations of a run
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
 */
import type { Result, Verdict } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { clusterName, riskCounts } from '../text.ts';
import { findingText, isOpen } from './finding.ts';
import { leftOut, notesOf } from './limits.ts';
import { virtualPath } from './location.ts';
import type { Formatted } from './types.ts';

/** Maximum per step and kind (https://docs.github.com/en/rest/checks, "annotations"; 50 per job, of which these are 21). */
const MAX_PER_LEVEL = 10;

/**
 * The worst ten as errors, the next as warnings, and one notice with the counts, including accepted, baseline and unknown results, which
 * are not annotated.
 */
export function github(result: Result): Formatted {
  const open = result.verdicts.filter(isOpen);
  const fresh = open.filter(({ inBaseline }) => !inBaseline);
  const criticalOrHigh = fresh.filter(({ severity }) => severity === 'critical' || severity === 'high');
  const lesser = fresh.filter(({ severity }) => severity !== 'critical' && severity !== 'high');
  const shown = [
    ...criticalOrHigh.slice(0, MAX_PER_LEVEL).map((verdict) => command('error', verdict)),
    // Remaining severe risks come before less severe ones.
    ...[...criticalOrHigh.slice(MAX_PER_LEVEL), ...lesser]
      .slice(0, MAX_PER_LEVEL)
      .map((verdict) => command('warning', verdict)),
  ];
  const note = leftOut(
    fresh.length - shown.length,
    'risk',
    `limit of ${MAX_PER_LEVEL} errors and ${MAX_PER_LEVEL} warnings per step`,
  );
  const { risks, verdicts, accepted } = result.summary;
  const known = open.length - fresh.length;
  const reported = [
    `${clusterName(result)}: ${riskCounts(risks)}`,
    ...(known > 0 ? [`${known} of them in the baseline`] : []),
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
    `${verdicts.unknown + verdicts.error} unknown`,
    ...notesOf(note),
  ].join('; ');
  const lines = [...shown, `::notice title=${property('kubectl archmap')}::${data(reported)}`];
  return { text: `${lines.join('\n')}\n`, notes: notesOf(note) };
}

function command(level: 'error' | 'warning', verdict: Verdict): string {
  const title = `${verdict.severity}: ${verdict.title}`;
  return `::${level} file=${property(virtualPath(verdict.object))},line=1,title=${property(title)}::${data(`${findingText(verdict)} (${verdict.check})`)}`;
}

/** Escaped as in `@actions/core`: a line feed would begin another command. */
function data(text: string): string {
  return printable(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
