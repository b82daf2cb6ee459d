import { createHash } from 'node:crypto';
import type { ResultDiff } from '../../result/diff/types.ts';
import { placeOf } from '../../result/object.ts';
import type { Result, Severity } from '../../result/types.ts';
import { AREAS, SEVERITIES } from '../../result/types.ts';
import { overlay } from '../picture/overlay.ts';
import { buildPicture } from '../picture/build.ts';
import type { Picture } from '../picture/types.ts';
import { changesPart } from './changes.ts';
import { clientScript } from './client.generated.ts';
import { pageData } from './data.ts';
import { payloadBlock } from './embed-page-data.ts';
import { GLOSSARY } from './glossary.ts';
import { severityMark, text } from './html.ts';
import { mapHtml } from './map.ts';
import type { PageRows } from './page-data.ts';
import { riskGroups } from './risks.ts';
import { coveragePart, sectionParts } from './sections.ts';
import { pageStyle } from './style.ts';
import { summaryHtml } from './summary.ts';

/** What the page compares its cluster with. */
export interface Compared {
  old: Result;
  diff: ResultDiff;
}

/**
 * The whole result as one HTML file: nothing is fetched, and a policy in the file forbids it. Style and script are named in that
 * policy by their hashes, so that no text of a cluster can ever become either.
 */
export function page(result: Result, compared?: Compared): string {
  const now = buildPicture(result);
  const picture = compared ? overlay(buildPicture(compared.old), now, compared.diff) : now;
  const changes = compared ? changesPart(compared.diff) : undefined;
  const risks = riskGroups(result);
  const sections = sectionParts(result);
  const coverage = coveragePart(result);
  const more: PageRows[] = [
    ...risks.more,
    ...sections.more,
    ...(coverage.more ? [coverage.more] : []),
    ...(changes?.more ? [changes.more] : []),
  ];
  const style = pageStyle();
  const body =
    `<a class="skip" href="#main">Skip to the content</a>${headerHtml(result, picture, compared !== undefined)}<main id="main">` +
    `<section id="summary"><h2>In short</h2>${countsHtml(result)}${noticesHtml(result)}${summaryHtml(result)}</section>` +
    `${changes?.html ?? ''}${mapHtml(picture, compared !== undefined)}<section id="risks"><h2>Risks</h2>${filtersHtml(result)}${risks.html}</section>` +
    `${sections.html}${coverage.html}${wordsHtml()}</main>` +
    `<footer>Made by ${text(result.tool)} from evidence of ${text(result.takenAt)}. It only read, and holds no secret values.</footer>` +
    `${payloadBlock(pageData(result, picture, more))}<script>${clientScript}</script>`;
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${policy(style)}">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">` +
    `<title>${text(picture.title)}: ${compared ? 'what changed' : 'architecture and risks'}</title><style>${style}</style></head><body>${body}</body></html>\n`
  );
}

function policy(style: string): string {
  const hash = (content: string) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    `script-src ${hash(clientScript)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const LINKS = [
  ['summary', 'In short'],
  ['changes', 'What changed'],
  ['the-map', 'Map'],
  ['risks', 'Risks'],
  ['exposure', 'Ways in'],
  ['addons', 'Add-ons'],
  ['control-plane', 'Control plane'],
  ['nodes', 'Nodes'],
  ['namespaces', 'Namespaces'],
  ['workloads', 'Workloads'],
  ['identities', 'Identities'],
  ['storage', 'Storage'],
  ['certificates', 'Certificates'],
  ['coverage', 'What could be seen'],
  ['words', 'Words'],
] as const;

function headerHtml({ takenAt, cluster }: Result, { title, subtitle }: Picture, compares: boolean): string {
  const who = cluster.user === undefined ? '' : `, seen as ${cluster.user}`;
  const when = `${takenAt.slice(0, 16).replace('T', ' ')} UTC${who}`;
  const links = LINKS.filter(([id]) => compares || id !== 'changes')
    .map(([id, name]) => `<li><a href="#${id}">${text(name)}</a></li>`)
    .join('');
  const themes = ['auto', 'light', 'dark'].map((name) => `<option>${name}</option>`).join('');
  return (
    `<header class="top"><div><h1>${text(title)}</h1><p class="meta">${text(subtitle === '' ? when : `${subtitle}; ${when}`)}</p></div>` +
    `<label class="hint">Colours <select id="theme">${themes}</select></label>` +
    `<nav aria-label="Sections"><ul>${links}</ul></nav></header>`
  );
}

function countsHtml({ summary: { risks, verdicts, waived } }: Result): string {
  const items = SEVERITIES.map(
    (severity: Severity) => `<li><b>${risks[severity]}</b> ${severityMark(severity)}</li>`,
  );
  const rest = [
    `${verdicts.pass} in order`,
    `${verdicts.unknown + verdicts.error} not known`,
    ...(waived > 0 ? [`${waived} accepted`] : []),
  ];
  return `<ul class="counts">${items.join('')}${rest.map((one) => `<li>${text(one)}</li>`).join('')}</ul>`;
}

/** Waivers that cover nothing, a baseline that does not fit: whoever reads only the page has to hear of it. */
function noticesHtml({ notices = [] }: Result): string {
  if (notices.length === 0) return '';
  return `<ul>${notices.map((notice) => `<li><b>Note:</b> ${text(notice)}</li>`).join('')}</ul>`;
}

function filtersHtml({ verdicts, checks }: Result): string {
  const areas = AREAS.filter((area) => verdicts.some((verdict) => verdict.area === area));
  const frameworks = [
    ...new Set(checks.flatMap(({ references }) => references.map(({ framework }) => framework))),
  ]
    .filter((framework) => framework !== 'docs')
    .sort();
  const namespaces = [...new Set(verdicts.flatMap(({ object }) => placeOf(object) ?? []))].sort();
  const verdictWords = [
    ['fail', 'open risks'],
    ['waived', 'accepted'],
    ['unknown', 'not known'],
    ['error', 'failed to run'],
    ['pass', 'in order'],
    ['not-applicable', 'not applicable'],
  ] as const;
  return (
    `<div class="bar">${select('verdict', 'Verdict', verdictWords, 'fail')}${select('severity', 'Severity', plain(SEVERITIES))}` +
    `${select('area', 'Area', plain(areas))}${select('namespace', 'Namespace', plain(namespaces))}` +
    select('framework', 'Framework', plain(frameworks)) +
    `<label>Words<input id="filter-text" type="search" autocomplete="off"></label><span id="risk-count" role="status"></span></div>`
  );
}

function plain(values: readonly string[]): (readonly [string, string])[] {
  return values.map((value) => [value, value] as const);
}

function select(
  name: string,
  label: string,
  values: readonly (readonly [value: string, word: string])[],
  chosen = '',
): string {
  const options = [['', 'all'] as const, ...values].map(
    ([value, word]) =>
      `<option value="${text(value)}"${value === chosen ? ' selected' : ''}>${text(word)}</option>`,
  );
  return `<label>${label}<select id="filter-${name}">${options.join('')}</select></label>`;
}

function wordsHtml(): string {
  const words = GLOSSARY.map(([word, meaning]) => `<dt>${text(word)}</dt><dd>${text(meaning)}</dd>`).join('');
  return `<section id="words"><details open><summary><h2>Words</h2></summary><dl>${words}</dl></details></section>`;
}
