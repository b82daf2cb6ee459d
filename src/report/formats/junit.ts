/**
 * JUnit XML. There is no standard; this is what Jenkins, GitLab, Azure and GitHub's readers have in common
 * (https://github.com/testmoapp/junitxml): one suite a check, one case a verdict, at most one outcome in a case.
 */
import type { Result, Verdict } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { printable } from '../../shared/text.ts';
import { escapeMarkup } from '../markup.ts';
import { objectText } from '../text.ts';
import { evidenceText, findingText, needText, waiverText } from './finding.ts';
import type { Formatted, FormatOptions } from './types.ts';

type Outcome = 'failure' | 'error' | 'skipped' | 'passed';

/**
 * Every verdict is a case, passes too: a rate without them would be wrong. The time is that of the snapshot. Readers have no limit that
 * is written down, so nothing is left out.
 */
export function junit({ verdicts, takenAt }: Result, { blind }: Partial<FormatOptions> = {}): Formatted {
  const time = takenAt.slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  const suites = [...groupBy(verdicts, ({ check }) => check)];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    // No `skipped` here: the schema of Jenkins has it on a suite only.
    `<testsuites name="kubectl-archmap" ${counts(verdicts, blind === undefined ? 0 : 1)} time="0">`,
    ...(blind === undefined ? [] : blindSuite(blind, time)),
    ...suites.flatMap(([check, group]) => [
      `  <testsuite name="${markup(check)}" ${counts(group)} skipped="${count(group, 'skipped')}" time="0" timestamp="${markup(time)}">`,
      ...group.map(caseOf),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return { text: `${lines.join('\n')}\n`, notes: [] };
}

/** `broken` = cases beside the verdicts that are errors. */
function counts(verdicts: readonly Verdict[], broken = 0): string {
  return `tests="${verdicts.length + broken}" failures="${count(verdicts, 'failure')}" errors="${count(verdicts, 'error') + broken}"`;
}

/** Nothing was seen: a file in which every case is skipped would pass for a good one. */
function blindSuite(why: string, time: string): string[] {
  return [
    `  <testsuite name="collection" tests="1" failures="0" errors="1" skipped="0" time="0" timestamp="${markup(time)}">`,
    `    <testcase classname="archmap.collection" name="data collected" time="0"><error type="collection" message="${markup(why)}">${markup(why)}</error></testcase>`,
    '  </testsuite>',
  ];
}

function count(verdicts: readonly Verdict[], outcome: Outcome): number {
  return verdicts.filter((verdict) => outcomeOf(verdict) === outcome).length;
}

/**
 * `failure` breaks a build: a fail that nobody accepted and no baseline knows, and that is more than a fact to know. What is unknown
 * is skipped and says why: skipped is the one outcome that is neither good nor bad.
 */
function outcomeOf({ verdict, severity, waiver, inBaseline }: Verdict): Outcome {
  if (verdict === 'fail') return waiver || inBaseline || severity === 'info' ? 'skipped' : 'failure';
  if (verdict === 'error') return 'error';
  return verdict === 'pass' ? 'passed' : 'skipped';
}

function caseOf(verdict: Verdict): string {
  const { check, object, severity, fingerprint, title } = verdict;
  const outcome = outcomeOf(verdict);
  // Two fails on one object differ by their fingerprint; a reader keeps cases apart by name.
  const name = `${objectText(object)} [${fingerprint}]`;
  const head = `    <testcase classname="${markup(`archmap.${check.replaceAll('/', '.')}`)}" name="${markup(name)}" time="0"`;
  if (outcome === 'passed') return `${head}/>`;
  const reported = words(verdict);
  if (outcome === 'skipped') return `${head}><skipped message="${markup(reported)}"/></testcase>`;
  const details = [title, reported, evidenceText(verdict)].filter((part) => part !== '').join(' | ');
  return `${head}><${outcome} type="${markup(severity)}" message="${markup(reported)}">${markup(details)}</${outcome}></testcase>`;
}

function words(verdict: Verdict): string {
  const { severity, waiver, inBaseline } = verdict;
  const found = findingText(verdict);
  if (waiver) return `accepted: ${waiverText(waiver)}; ${severity}: ${found}`;
  if (verdict.verdict === 'fail') return `${inBaseline ? 'in the baseline; ' : ''}${severity}: ${found}`;
  const need = needText(verdict);
  return `${verdict.verdict}: ${found}${need === '' ? '' : `; required to decide: ${need}`}`;
}

function markup(text: string): string {
  return escapeMarkup(printable(text));
}
