import type { CheckInfo, Result } from '../../../result/types.ts';
import { plural } from '../../../shared/text.ts';
import type { RiskGroup } from '../../text.ts';
import { groupRisks, objectText, some } from '../../text.ts';
import { explained, severityMark, slug, text } from '../html.ts';

const MAX_RISKS = 8;
const MAX_OBJECTS = 3;

/** One table of the worst risks: what it is, where, what it means, what to do first. */
export function topRisksHtml(result: Result, seen: Set<string>): string {
  const groups = groupRisks(result.verdicts);
  if (groups.length === 0)
    return hasResults(result)
      ? '<p>No open risks in the collected data.</p>'
      : '<p>No check could be evaluated. Grant the required permissions: <code>kubectl archmap rbac</code> prints the ClusterRole.</p>';
  const infos = new Map(result.checks.map((info) => [info.id, info]));
  const rows = groups.slice(0, MAX_RISKS).map((group) => rowHtml(group, infos.get(group.check), seen));
  const left = groups.length - rows.length;
  return (
    `<div class="scroll" tabindex="0" role="group" aria-label="Top risks"><table class="wide" data-name="top-risks"><thead><tr>${['Severity', 'Risk', 'Objects', 'Impact', 'First step'].map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>` +
    `<tbody>${rows.join('')}</tbody></table></div>` +
    (left > 0 ? `<p><a href="#risks">${plural(left, 'more risk')} by check</a></p>` : '')
  );
}

/** Whether any check was evaluated: without that, "no risks" would mislead. */
function hasResults({ summary: { verdicts } }: Result): boolean {
  return verdicts.pass + verdicts.fail > 0;
}

function rowHtml(group: RiskGroup, info: CheckInfo | undefined, seen: Set<string>): string {
  const { severity, check, title, verdicts } = group;
  const objects = verdicts.map(({ object }) => objectText(object));
  const provider = verdicts.every(({ responsibility }) => responsibility === 'provider');
  const step = info === undefined ? '' : explained(firstSentence(info.remediation), seen);
  return (
    `<tr><td>${severityMark(severity)}</td><th scope="row"><a href="#risk-fail-${severity}-${slug(check)}">${text(title)}</a></th>` +
    `<td data-label="Objects">${text(some(objects, MAX_OBJECTS))}</td><td data-label="Impact">${info === undefined ? '' : explained(info.why, seen)}</td>` +
    `<td data-label="First step">${step}${provider ? ' (provider responsibility)' : ''}</td></tr>`
  );
}

/** Up to the first full stop or semicolon that ends a statement and is not inside of code; texts of checks have at most two sentences. */
export function firstSentence(value: string): string {
  let isCode = false;
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '`') isCode = !isCode;
    if (!isCode && value[at] === '.' && /^\.\s+[A-Z`]/.test(value.slice(at, at + 4)))
      return value.slice(0, at + 1);
  }
  return value;
}
