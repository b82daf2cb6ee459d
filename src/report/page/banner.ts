import type { Result, Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { ShownVerdict } from './html.ts';
import { severityMark, text, verdictMark } from './html.ts';
import { SHOWN_WORDS } from './risks.ts';
import type { RisksSince } from './since.ts';
import { trendHtml } from './trend.ts';

/** The opening of the page: one sentence, counts that filter the risks, the change since the baseline, warnings. */
export function bannerHtml(result: Result, since?: RisksSince, history: readonly Result[] = []): string {
  return (
    `<div class="banner"><p class="verdict">${text(verdictSentence(result))}</p>${chipsHtml(result, since)}` +
    `${since ? `<p>${text(sinceSentence(since))}</p>` : ''}${trendHtml(history)}${warningsHtml(result)}</div>`
  );
}

/** `1 critical and 16 high risks are open; 30 of 491 checks could not be evaluated.` */
export function verdictSentence(result: Result): string {
  const { summary } = result;
  if (summary.verdicts.pass + summary.verdicts.fail === 0) return 'No check could be evaluated.';
  return `${openSentence(summary)}; ${evaluatedText(result)}.`;
}

function openSentence({ risks: { critical, high, medium, low, info } }: Result['summary']): string {
  const lesser = medium + low + info;
  if (critical + high === 0)
    return lesser === 0
      ? 'No open risks in the collected data'
      : `No critical or high risks; ${plural(lesser, 'risk')} of lower severity`;
  const parts = [
    ...(critical > 0 ? [`${critical} critical`] : []),
    ...(high > 0 ? [`${high} high`] : []),
  ].join(' and ');
  return `${parts} ${critical + high === 1 ? 'risk is' : 'risks are'} open`;
}

/** Checks with an unknown result; those without any other result could not be evaluated at all. */
function evaluatedText({ verdicts, summary }: Result): string {
  const unknown = new Set<string>();
  const decided = new Set<string>();
  for (const { check, verdict } of verdicts)
    (verdict === 'unknown' || verdict === 'error' ? unknown : decided).add(check);
  if (unknown.size === 0) return `all ${plural(summary.checks, 'check')} could be evaluated`;
  const partly = [...unknown].some((check) => decided.has(check));
  return `${unknown.size} of ${plural(summary.checks, 'check')} could not be ${partly ? 'completely ' : ''}evaluated`;
}

function sinceSentence({ since, counts }: RisksSince): string {
  const day = since.slice(0, 10);
  const { new: added, resolved, worse } = counts;
  return added + resolved + worse === 0
    ? `No risk is new, resolved or worse since the baseline of ${day}.`
    : `Since the baseline of ${day}: ${added} new, ${resolved} resolved, ${worse} worse.`;
}

/** A link to the risks that the script turns into a filter. */
function chip(filter: string, html: string): string {
  return `<li><a class="chip" href="#risks" data-filter="${filter}">${html}</a></li>`;
}

function chipsHtml(
  { summary: { risks, verdicts, accepted } }: Result,
  since: RisksSince | undefined,
): string {
  const others: readonly (readonly [ShownVerdict, number])[] = [
    ['accepted', accepted],
    ['unknown', verdicts.unknown],
    ['error', verdicts.error],
    ['pass', verdicts.pass],
  ];
  const changes = since ? (['new', 'worse', 'resolved'] as const) : [];
  return `<ul class="counts" aria-label="Counts; each filters the risks">${[
    ...SEVERITIES.map((severity) => severityChip(severity, risks[severity])),
    ...others
      .filter(([as, count]) => count > 0 || as === 'unknown')
      .map(([as, count]) =>
        chip(`verdict=${as}&amp;severity=`, `<b>${count}</b> ${verdictMark(as, SHOWN_WORDS[as])}`),
      ),
    ...changes.map((change) =>
      chip(`change=${change}&amp;severity=`, `<b>${since?.counts[change] ?? 0}</b> ${change}`),
    ),
  ].join('')}</ul>`;
}

function severityChip(severity: Severity, count: number): string {
  return chip(`severity=${severity}`, `<b>${count}</b> ${severityMark(severity)}`);
}

/** The counts of the header: severities with open risks. */
export function headerCounts({ summary: { risks } }: Result): string {
  return `<ul class="counts" aria-label="Open risks">${SEVERITIES.filter((severity) => risks[severity] > 0)
    .map((severity) => severityChip(severity, risks[severity]))
    .join('')}</ul>`;
}

/** Warnings about unmatched waivers or an unsuitable baseline, also for readers of the page. */
function warningsHtml({ warnings = [], damage }: Result): string {
  const all = [...(damage === undefined ? [] : [damage]), ...warnings];
  if (all.length === 0) return '';
  return `<ul>${all.map((warning) => `<li><b>Note:</b> ${text(warning)}</li>`).join('')}</ul>`;
}
