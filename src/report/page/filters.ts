import { placeOf } from '../../result/object.ts';
import type { Result } from '../../result/types.ts';
import { AREAS, SEVERITIES } from '../../result/types.ts';
import { text } from './html.ts';
import { SHOWN_WORDS } from './risks.ts';
import { SEVERE } from './filter-names.ts';

type Values = readonly (readonly [value: string, word: string])[];

/** The filters of the list of risks. The script keeps them in the fragment of the URL; `compares` adds the filter by change. */
export function filtersHtml({ verdicts, checks }: Result, compares: boolean): string {
  const areas = AREAS.filter((area) => verdicts.some((verdict) => verdict.area === area));
  const frameworks = [
    ...new Set(checks.flatMap(({ references }) => references.map(({ framework }) => framework))),
  ]
    .filter((framework) => framework !== 'docs')
    .sort();
  const namespaces = [...new Set(verdicts.flatMap(({ object }) => placeOf(object) ?? []))].sort();
  const results = (['fail', 'accepted', 'unknown', 'error', 'pass', 'not-applicable'] as const).map(
    (as) => [as, SHOWN_WORDS[as]] as const,
  );
  return (
    `<div class="bar scripted">${select('verdict', 'Result', results, 'fail')}` +
    select('severity', 'Severity', [[SEVERE, 'medium or higher'], ...plain(SEVERITIES)], SEVERE) +
    `${select('area', 'Area', plain(areas))}${select('namespace', 'Namespace', plain(namespaces))}` +
    select('framework', 'Framework', plain(frameworks)) +
    (compares
      ? select('change', 'Since the baseline', plain(['new', 'worse', 'unchanged', 'resolved']))
      : '') +
    `<label>Text<input id="filter-text" type="search" autocomplete="off"></label>` +
    `<button type="button" id="filter-reset">Reset</button></div>` +
    `<p id="risk-count" class="scripted" role="status"></p>`
  );
}

function plain(values: readonly string[]): Values {
  return values.map((value) => [value, value] as const);
}

function select(name: string, label: string, values: Values, chosen = ''): string {
  const options = [['', 'all'] as const, ...values].map(
    ([value, word]) =>
      `<option value="${text(value)}"${value === chosen ? ' selected' : ''}>${text(word)}</option>`,
  );
  return `<label>${label}<select id="filter-${name}" data-default="${chosen}">${options.join('')}</select></label>`;
}
