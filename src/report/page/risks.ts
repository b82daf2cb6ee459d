import type { CheckInfo, Result, Verdict, VerdictKind } from '../../result/types.ts';
import { placeOf } from '../../result/object.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { evidenceText } from '../formats/finding.ts';
import { ACCEPTED, objectText, VERDICT_WORDS } from '../text.ts';
import { link, prose, severityMark, slug, text } from './html.ts';
import type { PageRow, PageRows } from './page-data.ts';
import { pageTable } from './table.ts';
import { requirementsText } from '../../shared/requirement.ts';

/** Objects of one risk in the HTML itself. */
const MAX_OBJECTS = 20;

/** The result as filtered: an accepted fail is separate from an open one. */
export type Shown = VerdictKind | 'accepted';

export function shownAs({ verdict, waiver }: Verdict): Shown {
  return waiver ? 'accepted' : verdict;
}

const WORDS: Readonly<Record<Shown, string>> = {
  ...VERDICT_WORDS,
  accepted: ACCEPTED,
};

export interface RiskGroups {
  html: string;
  more: readonly PageRows[];
}

/** Results grouped by check, severity and verdict, in the order of the result; the script filters them. */
export function riskGroups({ verdicts, checks }: Result): RiskGroups {
  const infos = new Map(checks.map((info) => [info.id, info]));
  const index = new Map(verdicts.map((verdict, at) => [verdict, at]));
  const groups = groupBy(verdicts, (verdict) =>
    JSON.stringify([shownAs(verdict), verdict.severity, verdict.check]),
  );
  const more: PageRows[] = [];
  const html = [...groups.values()].map((group, number) => {
    const rows = group.map((verdict): PageRow => rowOf(verdict, index.get(verdict) ?? -1));
    const drawn = groupHtml(number, group, rows, infos);
    if (drawn.more) more.push(drawn.more);
    return drawn.html;
  });
  return { html: html.join(''), more };
}

function rowOf(verdict: Verdict, at: number): PageRow {
  const { object, message, requires = [], waiver, responsibility } = verdict;
  const sources = evidenceText(verdict);
  const needs = requires.length > 0 ? [`required: ${requirementsText(requires)}`] : [];
  const accepted = waiver ? [`accepted by ${waiver.owner} until ${waiver.expires}: ${waiver.reason}`] : [];
  const place = placeOf(object);
  return {
    cells: [
      objectText(object),
      [message, ...accepted, ...(responsibility === 'provider' ? ['provider responsibility'] : [])].join(
        '; ',
      ),
      [...(sources === '' ? [] : [sources]), ...needs].join('; '),
    ],
    risk: at,
    ...(place !== undefined && { namespace: place }),
  };
}

function groupHtml(
  number: number,
  group: readonly Verdict[],
  rows: readonly PageRow[],
  infos: ReadonlyMap<string, CheckInfo>,
): { html: string; more?: PageRows } {
  const [first] = group;
  if (!first) return { html: '' };
  const { check, title, severity, area } = first;
  const shown = shownAs(first);
  const info = infos.get(check);
  const id = `risk-${shown}-${severity}-${slug(check)}`;
  const table = pageTable(
    `objects-${number}`,
    `${plural(rows.length, 'object')}: ${title}`,
    ['Object', 'Message', shown === 'unknown' ? 'Evidence and requirements' : 'Evidence'],
    rows,
    MAX_OBJECTS,
  );
  const frameworks = [...new Set(info?.references.map(({ framework }) => framework) ?? [])];
  const words = shown === 'fail' ? '' : `<span class="state">${WORDS[shown]}</span>`;
  return {
    html:
      `<details class="risk" id="${id}" data-verdict="${shown}" data-severity="${severity}" data-area="${area}" data-frameworks="${text(frameworks.join('|'))}">` +
      `<summary>${severityMark(severity)}${words}<span class="risk-title">${text(title)}</span><span class="where">${text(whereText(group))}</span></summary>` +
      (info
        ? `<div class="answer"><p><b>Why it matters.</b> ${prose(info.why)}</p><p><b>How to fix.</b> ${prose(info.remediation)}</p></div>`
        : '') +
      table.html +
      `<p class="refs"><code>${text(check)}</code>${referencesHtml(info)}</p>` +
      `<p><button type="button" data-light="${id}">Show on the map</button></p></details>`,
    ...(table.more && { more: table.more }),
  };
}

function whereText(group: readonly Verdict[]): string {
  const [first] = group;
  return group.length === 1 ? objectText(first?.object) : plural(group.length, 'object');
}

function referencesHtml(info: CheckInfo | undefined): string {
  return (info?.references ?? [])
    .map(({ framework, id, url }) => ` · ${link(framework === 'docs' ? id : `${framework}: ${id}`, url)}`)
    .join('');
}
