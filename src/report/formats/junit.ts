/**
 * JUnit XML. There is no standard; this is what Jenkins, GitLab, Azure and GitHub's readers have in common
 * (https://github.com/testmoapp/junitxml): one suite a check, one case a verdict, at most one outcome in a case.
 */
import type { Result, Verdict } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { printable } from '../../shared/text.ts';
import { escapeMarkup } from '../markup.ts';
import { objectText } from '../words.ts';
import { evidenceText, findingText } from './common.ts';
import type { Formatted } from './types.ts';

/** Every verdict is a case, passes too: a rate without them would be wrong. What is unknown is skipped, and says why. */
export function junit(result: Result): Formatted {
  const time = result.takenAt.slice(0, 19);
  const suites = [...groupBy(result.verdicts, ({ check }) => check)];
  const { verdicts } = result;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="kubectl-archmap" ${counts(verdicts)} time="0">`,
    ...suites.flatMap(([check, group]) => [
      `  <testsuite name="${attribute(check)}" ${counts(group)} time="0" timestamp="${attribute(time)}">`,
      ...group.map(caseOf),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return { text: `${lines.join('\n')}\n`, notes: [] };
}

function counts(verdicts: readonly Verdict[]): string {
  const count = (is: (verdict: Verdict) => boolean) => verdicts.filter(is).length;
  return [
    `tests="${verdicts.length}"`,
    `failures="${count((one) => outcomeOf(one) === 'failure')}"`,
    `errors="${count((one) => outcomeOf(one) === 'error')}"`,
    `skipped="${count((one) => outcomeOf(one) === 'skipped')}"`,
  ].join(' ');
}

function outcomeOf({ verdict, waived }: Verdict): 'failure' | 'error' | 'skipped' | 'passed' {
  if (verdict === 'fail') return waived ? 'skipped' : 'failure';
  if (verdict === 'error') return 'error';
  return verdict === 'pass' ? 'passed' : 'skipped';
}

function caseOf(verdict: Verdict): string {
  const { check, object, severity, waived, settle = [] } = verdict;
  const outcome = outcomeOf(verdict);
  // Two fails on one object differ by their fingerprint; a reader keeps cases apart by name.
  const name = `${objectText(object)} [${verdict.fingerprint}]`;
  const head = `    <testcase classname="${attribute(`archmap.${check.replaceAll('/', '.')}`)}" name="${attribute(name)}" time="0"`;
  if (outcome === 'passed') return `${head}/>`;
  const need = settle.length > 0 ? `; to know it: ${settle.join(', ')}` : '';
  const words = waived
    ? `accepted by ${waived.owner} until ${waived.expires}: ${waived.reason}`
    : `${verdict.verdict === 'fail' ? `${severity}: ` : `${verdict.verdict}: `}${findingText(verdict)}${need}`;
  if (outcome === 'skipped') return `${head}><skipped message="${attribute(words)}"/></testcase>`;
  const details = escapeMarkup(printable([verdict.title, words, evidenceText(verdict)].join(' | ')));
  return `${head}><${outcome} type="${attribute(severity)}" message="${attribute(words)}">${details}</${outcome}></testcase>`;
}

/** `printable` takes all that XML 1.0 forbids but for lone surrogates. */
function attribute(text: string): string {
  return escapeMarkup(printable(text).replace(/[\ud800-\udfff\ufffe\uffff]/gu, '?'));
}
