/** The results of checks about one object, for `describe`. */
import { objectKey } from '../../result/object.ts';
import type { CheckInfo, ObjectRef, Result, Verdict } from '../../result/types.ts';
import { requirementsText } from '../../shared/requirement.ts';
import { plural, printable } from '../../shared/text.ts';
import type { ReportOptions } from '../options.ts';
import { paint } from '../options.ts';
import { block, fieldLines } from './fields.ts';

/** Risks with evidence, impact and fix; unknown results with their reason; the number of passed checks. */
export function objectRisks(result: Result, objects: readonly ObjectRef[], options: ReportOptions): string[] {
  const keys = new Set(objects.map(objectKey));
  const about = result.verdicts.filter(({ object }) => object !== undefined && keys.has(objectKey(object)));
  const infos = new Map(result.checks.map((info) => [info.id, info]));
  const risks = about.filter(({ verdict }) => verdict === 'fail');
  const unknown = about.filter(({ verdict }) => verdict === 'unknown' || verdict === 'error');
  const passed = about.filter(({ verdict }) => verdict === 'pass').length;
  return [
    ...(risks.length === 0
      ? fieldLines(
          [
            [
              'Risks',
              [
                `none about the object itself${(result.skipped ?? []).length > 0 ? ' in the evaluated checks; some checks are skipped' : ''}`,
              ],
            ],
          ],
          options,
        )
      : block(
          'Risks',
          risks.flatMap((verdict) => risk(verdict, infos.get(verdict.check), options)),
          options,
        )),
    ...block(
      'Unknown',
      unknown.flatMap((verdict) => undecided(verdict, infos.get(verdict.check), options)),
      options,
    ),
    ...fieldLines([['Passed', passed > 0 ? [plural(passed, 'check')] : []]], options),
  ];
}

function risk(verdict: Verdict, info: CheckInfo | undefined, options: ReportOptions): string[] {
  const { severity, title, check, message, evidence, waiver } = verdict;
  const accepted = waiver ? ` (accepted by ${waiver.owner} until ${waiver.expires}: ${waiver.reason})` : '';
  return [
    `  ${paint(options, severity, severity.toUpperCase())} ${printable(title + accepted)}`,
    ...fieldLines(
      [
        ['Check', [check]],
        ['Finding', [message]],
        ['Evidence', evidence.map(({ location, value }) => `${location}: ${value}`)],
        ['Impact', info ? [info.why] : []],
        ['Fix', info ? [info.remediation] : []],
      ],
      options,
      '    ',
    ),
  ];
}

function undecided(verdict: Verdict, info: CheckInfo | undefined, options: ReportOptions): string[] {
  const { check, title, message, requires = [] } = verdict;
  return [
    `  ${printable(info?.control ?? title)}`,
    ...fieldLines(
      [
        ['Check', [check]],
        ['Reason', [message]],
        ['Requires', requires.length > 0 ? [requirementsText(requires)] : []],
      ],
      options,
      '    ',
    ),
  ];
}
