import type { ExplainedRisk, FleetCluster } from '../../result/fleet/types.ts';
import { plural } from '../../shared/text.ts';
import { prose, severityMark, text } from '../page/html.ts';

/** Which risks are in how many clusters, with the clusters of each. The element of a risk is `r` and its position. */
export function* riskParts(
  risks: readonly ExplainedRisk[],
  items: readonly FleetCluster[],
): Iterable<string> {
  const places = new Map(items.map(({ name }, at) => [name, at]));
  const evaluated = items.filter(({ facts }) => facts !== undefined).length;
  yield `<section id="risks"><h2>Risks</h2><p class="hint">${plural(risks.length, 'check')} failed in at least one of ${plural(evaluated, 'evaluated cluster')}; the most severe first, then those in most clusters.</p>`;
  for (const [at, risk] of risks.entries()) yield* oneRisk(risk, at, evaluated, places);
  yield '</section>';
}

function* oneRisk(
  { check, title, severity, clusters, risks, info }: ExplainedRisk,
  at: number,
  evaluated: number,
  places: ReadonlyMap<string, number>,
): Iterable<string> {
  const share = evaluated === 0 ? 0 : Math.round((100 * clusters.length) / evaluated);
  yield (
    `<details class="risk" id="r${at}"><summary>${severityMark(severity)}<span class="risk-title">${text(title)}</span>` +
    `<svg class="bar-share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${share}" height="8"/></svg>` +
    `<span class="where">${clusters.length} of ${plural(evaluated, 'cluster')}, ${plural(risks, 'risk')}</span></summary>` +
    `<p>${prose(info.why)}</p><p><b>How to fix:</b> ${prose(info.remediation)}</p><p class="refs">Check <code>${text(check)}</code></p><ul class="in">`
  );
  for (const { name, severity: own, risks: count } of clusters) {
    const place = places.get(name);
    const label = place === undefined ? text(name) : `<a href="#c${place}">${text(name)}</a>`;
    yield `<li>${label}${count > 1 ? ` (${count})` : ''}${own === severity ? '' : `, ${own}`}</li>`;
  }
  yield '</ul></details>';
}
