/**
 * Workflow commands of GitHub Actions, for the annotations of a run
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
 */
import type { Result, Verdict } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { riskCounts } from '../words.ts';
import { clusterName, findingText, isOpen, leftOut, virtualPath } from './common.ts';
import type { Formatted } from './types.ts';

/** A step shows no more of each kind. */
const MOST = 10;

/** The worst ten as errors, the next as warnings, one notice with the counts. What a baseline knows is not annotated again. */
export function github(result: Result): Formatted {
  const open = result.verdicts.filter((verdict) => isOpen(verdict) && !verdict.inBaseline);
  const grave = open.filter(({ severity }) => severity === 'critical' || severity === 'high');
  const lesser = open.filter(({ severity }) => severity !== 'critical' && severity !== 'high');
  const shown = [
    ...grave.slice(0, MOST).map((verdict) => command('error', verdict)),
    ...lesser.slice(0, MOST).map((verdict) => command('warning', verdict)),
  ];
  const note = leftOut(
    open.length - shown.length,
    'risk',
    `a step shows ${MOST} errors and ${MOST} warnings`,
  );
  const { risks, verdicts, waived } = result.summary;
  const told = [
    `${clusterName(result)}: ${riskCounts(risks)}`,
    `${verdicts.unknown + verdicts.error} not known`,
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(note === undefined ? [] : [note]),
  ].join('; ');
  const lines = [...shown, `::notice title=${property('kubectl archmap')}::${data(told)}`];
  return { text: `${lines.join('\n')}\n`, notes: note === undefined ? [] : [note] };
}

function command(level: 'error' | 'warning', verdict: Verdict): string {
  const title = `${verdict.severity}: ${verdict.title}`;
  return `::${level} file=${property(virtualPath(verdict.object))},line=1,title=${property(title)}::${data(`${findingText(verdict)} (${verdict.check})`)}`;
}

/** As @actions/core escapes: a line feed would begin a command of its own. */
function data(text: string): string {
  return printable(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
