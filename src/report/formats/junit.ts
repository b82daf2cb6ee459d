/**
 * JUnit XML. There is no standard; this is the common subset of the readers of Jenkins, GitLab, Azure and GitHub
 * (https://github.com/testmoapp/junitxml): one suite per area, one case per verdict, at most one outcome per case.
 */
import type { Result, Verdict } from '../../result/types.ts';
import { AREAS } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { printable } from '../../shared/text.ts';
import { escapeMarkup } from '../markup.ts';
import { objectText } from '../text.ts';
import { evidenceText, findingText, needText, waiverText } from './finding.ts';
import { locationOf, templateText } from './location.ts';
import type { Formatted, FormatOptions } from './types.ts';

type Outcome = 'failure' | 'error' | 'skipped' | 'passed';

/**
 * Every verdict is a case, including passes: a failure rate without them would be wrong. The time is that of the snapshot. Readers have no
 * documented limit, so nothing is omitted.
 */
export function junit(
  { verdicts, takenAt }: Result,
  { notEvaluated }: Partial<FormatOptions> = {},
): Formatted {
  const time = takenAt.slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  const suites = [...groupBy(verdicts, ({ area }) => area)].sort(
    ([a], [b]) => AREAS.indexOf(a) - AREAS.indexOf(b),
  );
  const nameOf = namer(verdicts);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    // Without `skipped`: Jenkins' schema has it on a suite only.
    `<testsuites name="kubectl-archmap" ${counts(verdicts, notEvaluated === undefined ? 0 : 1)} time="0">`,
    ...(notEvaluated === undefined ? [] : notEvaluatedSuite(notEvaluated, time)),
    ...suites.flatMap(([area, group]) => [
      `  <testsuite name="${markup(area)}" ${counts(group)} skipped="${count(group, 'skipped')}" time="0" timestamp="${markup(time)}">`,
      ...group.map((verdict) => caseOf(verdict, nameOf(verdict))),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return { text: `${lines.join('\n')}\n`, notes: [] };
}

/** `broken` = errors in addition to those in the verdicts. */
function counts(verdicts: readonly Verdict[], broken = 0): string {
  return `tests="${verdicts.length + broken}" failures="${count(verdicts, 'failure')}" errors="${count(verdicts, 'error') + broken}"`;
}

/** No data was collected: a file with skipped cases only would count as success. */
function notEvaluatedSuite(why: string, time: string): string[] {
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
 * `failure` breaks a build: a fail with a severity above info, without a waiver and not in the baseline. Unknown results are skipped, with
 * the reason: skipped is the only outcome that is neither success nor failure.
 */
function outcomeOf({ verdict, severity, waiver, inBaseline }: Verdict): Outcome {
  if (verdict === 'fail') return waiver || inBaseline || severity === 'info' ? 'skipped' : 'failure';
  if (verdict === 'error') return 'error';
  return verdict === 'pass' ? 'passed' : 'skipped';
}

/** `workloads/host-network: Deployment shop/web`. Readers distinguish cases by name: only equal names end in the fingerprint. */
function namer(verdicts: readonly Verdict[]): (verdict: Verdict) => string {
  const plain = ({ check, object }: Verdict) => `${check}: ${objectText(object)}`;
  const times = new Map<string, number>();
  for (const verdict of verdicts) times.set(plain(verdict), (times.get(plain(verdict)) ?? 0) + 1);
  return (verdict) => {
    const name = plain(verdict);
    return (times.get(name) ?? 0) > 1 ? `${name} [${verdict.fingerprint}]` : name;
  };
}

function caseOf(verdict: Verdict, name: string): string {
  const { check, severity, fingerprint, title } = verdict;
  const outcome = outcomeOf(verdict);
  const at = locationOf(verdict);
  const place = at.isFile ? ` file="${markup(at.path)}" line="${at.line}"` : '';
  const head = [
    `    <testcase classname="${markup(`archmap.${check.replaceAll('/', '.')}`)}" name="${markup(name)}"${place} time="0">`,
    `<properties><property name="fingerprint" value="${markup(fingerprint)}"/></properties>`,
  ].join('');
  if (outcome === 'passed') return `${head}</testcase>`;
  const reported = words(verdict);
  if (outcome === 'skipped') return `${head}<skipped message="${markup(reported)}"/></testcase>`;
  const details = [title, reported, evidenceText(verdict)].filter((part) => part !== '').join(' | ');
  return `${head}<${outcome} type="${markup(severity)}" message="${markup(reported)}">${markup(details)}</${outcome}></testcase>`;
}

function words(verdict: Verdict): string {
  const { severity, waiver, inBaseline } = verdict;
  const found = findingText(verdict) + templateText(verdict);
  if (waiver) return `accepted: ${waiverText(waiver)}; ${severity}: ${found}`;
  if (verdict.verdict === 'fail') return `${inBaseline ? 'in the baseline; ' : ''}${severity}: ${found}`;
  const need = needText(verdict);
  return `${verdict.verdict}: ${found}${need === '' ? '' : `; required to decide: ${need}`}`;
}

function markup(text: string): string {
  return escapeMarkup(printable(text));
}
