import type { CheckInfo, Result, Severity, Verdict } from '../../result/types.ts';
import { placeOf } from '../../result/object.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { evidenceText } from '../formats/finding.ts';
import { ACCEPTED, objectText, VERDICT_WORDS } from '../text.ts';
import { checkPageUrl, referenceUrl } from '../reference-url.ts';
import type { ShownVerdict } from './html.ts';
import { link, prose, severityMark, slug, text, verdictMark } from './html.ts';
import type { PageRow, PageRows } from './page-data.ts';
import type { RisksSince } from './since.ts';
import { pageTable } from './table.ts';
import { requirementsText } from '../../shared/requirement.ts';

/** Objects of one risk in the HTML itself. */
const MAX_OBJECTS = 20;

export function shownAs({ verdict, waiver }: Verdict): ShownVerdict {
  return waiver ? 'accepted' : verdict;
}

export const SHOWN_WORDS: Readonly<Record<ShownVerdict, string>> = {
  ...VERDICT_WORDS,
  accepted: ACCEPTED,
  resolved: 'Resolved',
};

export interface RiskGroups {
  html: string;
  more: readonly PageRows[];
}

/** Results grouped by check, severity and verdict, in the order of the result, then resolved risks; the script filters them. */
export function riskGroups({ verdicts, checks }: Result, since?: RisksSince): RiskGroups {
  const infos = new Map(checks.map((info) => [info.id, info]));
  const index = new Map(verdicts.map((verdict, at) => [verdict, at]));
  const shown = [
    ...verdicts.map((verdict) => ({ verdict, as: shownAs(verdict) })),
    ...(since?.resolved ?? []).map((verdict) => ({ verdict, as: 'resolved' as const })),
  ];
  const groups = groupBy(shown, ({ verdict: { severity, check }, as }) =>
    JSON.stringify([as, severity, check]),
  );
  const more: PageRows[] = [];
  const html = [...groups.values()].map((group, number) => {
    const [first] = group;
    if (!first) return '';
    const rows = group.map(({ verdict }): PageRow => rowOf(verdict, index.get(verdict), since));
    const drawn = groupHtml(number, first, rows, infos.get(first.verdict.check));
    if (drawn.more) more.push(drawn.more);
    return drawn.html;
  });
  return { html: html.join(''), more };
}

function rowOf(verdict: Verdict, at: number | undefined, since: RisksSince | undefined): PageRow {
  const { object, message, requires = [], waiver, responsibility } = verdict;
  const sources = evidenceText(verdict);
  const needs = requires.length > 0 ? [`required: ${requirementsText(requires)}`] : [];
  const accepted = waiver ? [`accepted by ${waiver.owner} until ${waiver.expires}: ${waiver.reason}`] : [];
  const place = placeOf(object);
  const change = at === undefined ? undefined : since?.changeOf(verdict);
  return {
    cells: [
      objectText(object),
      [message, ...accepted, ...(responsibility === 'provider' ? ['provider responsibility'] : [])].join(
        '; ',
      ),
      [...(sources === '' ? [] : [sources]), ...needs].join('; '),
    ],
    ...(at !== undefined && { risk: at }),
    ...(place !== undefined && { namespace: place }),
    ...(change && { change }),
  };
}

/** One entry: the risk's title for a fail, the neutral name of the control for every other result. */
function groupHtml(
  number: number,
  { verdict: { check, title: own, severity, area }, as }: { verdict: Verdict; as: ShownVerdict },
  rows: readonly PageRow[],
  info: CheckInfo | undefined,
): { html: string; more?: PageRows } {
  const isFail = as === 'fail' || as === 'accepted';
  const title = isFail ? own : (info?.control ?? own);
  const id = `risk-${as}-${severity}-${slug(check)}`;
  const table = pageTable(
    `objects-${number}`,
    `${plural(rows.length, 'object')}: ${title}`,
    ['Object', 'Message', as === 'unknown' ? 'Evidence and requirements' : 'Evidence'],
    rows,
    MAX_OBJECTS,
  );
  const frameworks = [...new Set(info?.references.map(({ framework }) => framework) ?? [])];
  return {
    html:
      `<details class="risk" id="${id}" data-verdict="${as}" data-severity="${severity}" data-area="${area}" data-check="${text(check)}" data-frameworks="${text(frameworks.join('|'))}">` +
      `<summary>${marks(as, severity)}<span class="risk-title">${text(title)}</span>${sinceHtml(rows)}<span class="where">${text(whereText(rows))}</span></summary>` +
      `${info ? answerHtml(info, as) : ''}${table.html}<p class="refs">${referencesHtml(check, info)}</p></details>`,
    ...(table.more && { more: table.more }),
  };
}

/** A fail has its severity in color; of any other result it is what a fail would have. */
function marks(as: ShownVerdict, severity: Severity): string {
  if (as === 'fail') return severityMark(severity);
  const verdict = verdictMark(as, SHOWN_WORDS[as]);
  if (as === 'accepted') return severityMark(severity) + verdict;
  return `${verdict}<span class="where">${as === 'unknown' || as === 'error' ? `would be ${severity}` : `severity ${severity}`}</span>`;
}

function sinceHtml(rows: readonly PageRow[]): string {
  const words = (['new', 'worse'] as const).flatMap((change) => {
    const count = rows.filter((row) => row.change === change).length;
    return count === 0 ? [] : [`<b class="since">${count} ${change}</b>`];
  });
  return words.join('');
}

function answerHtml({ why, remediation }: CheckInfo, as: ShownVerdict): string {
  const fix =
    as === 'pass' || as === 'not-applicable' || as === 'resolved'
      ? ''
      : `<p class="fix"><b>How to fix.</b> ${prose(remediation)}</p>`;
  return `<div class="answer"><p class="why"><b>Why it matters.</b> ${prose(why)}</p>${fix}</div>`;
}

function whereText(rows: readonly PageRow[]): string {
  return rows.length === 1 ? (rows[0]?.cells[0] ?? '') : plural(rows.length, 'object');
}

/** The page of the check in our documentation, then what it refers to. */
function referencesHtml(check: string, info: CheckInfo | undefined): string {
  const own = link(check, info && checkPageUrl(info));
  const others = (info?.references ?? []).map((reference) => {
    const { framework, id } = reference;
    return ` · ${link(framework === 'docs' ? id : `${framework}: ${id}`, referenceUrl(reference))}`;
  });
  return `<code>${own}</code>${others.join('')}`;
}
