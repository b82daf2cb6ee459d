import type { ReportingDescriptor } from 'sarif';
import type { CheckInfo, RiskReference, Severity, Verdict } from '../../result/types.ts';
import { severityRank } from '../../result/sort.ts';
import { printable } from '../../shared/text.ts';
import { homepage } from '../../shared/version.ts';

/** Maximum length of texts in code scanning (property tables of its page on SARIF); it shows 10 of 20 tags. */
const MAX_NAME = 255;
const MAX_DESCRIPTION = 1024;
const MAX_TAGS = 10;

/** Code scanning maps scores over 9.0 to critical, from 7.0 to high, from 4.0 to medium, below to low. */
export const SCORES: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.5',
};

/** The level of a fail (section 3.27.10). */
export function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  if (severity === 'critical' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

/**
 * A rule for each check with one of these verdicts, in the order of the checks. Code scanning uses the severity of a rule for its alerts,
 * so a rule has the severity of its worst fail.
 */
export function rulesOf(checks: readonly CheckInfo[], verdicts: readonly Verdict[]): ReportingDescriptor[] {
  const worst = new Map<string, Severity | undefined>();
  for (const { check, verdict, severity } of verdicts) {
    const before = worst.get(check);
    if (verdict === 'fail' && (!before || severityRank(severity) < severityRank(before)))
      worst.set(check, severity);
    else if (!worst.has(check)) worst.set(check, undefined);
  }
  return checks
    .filter(({ id }) => worst.has(id))
    .map((info) => ruleOf(info, worst.get(info.id) ?? info.severity));
}

function ruleOf(
  { id, title, control, area, why, remediation, references }: CheckInfo,
  severity: Severity,
): ReportingDescriptor {
  // A saved result may contain any URL; only https is linked.
  const pageOf = ({ url = '' }: RiskReference) => (url.startsWith('https://') ? url : undefined);
  const links = references.map((reference) => {
    const name = `${reference.framework}: ${reference.id}`;
    const url = pageOf(reference);
    return url === undefined ? `- ${printable(name)}` : `- [${printable(name)}](${encodeURI(url)})`;
  });
  links.unshift(`- [kubectl archmap: ${printable(id)}](${checkPage(id)})`);
  const tags = ['security', 'kubernetes', area, ...references.flatMap(tagOf)];
  return {
    id,
    name: short(pascalCase(id), MAX_NAME),
    shortDescription: { text: short(control, MAX_DESCRIPTION) },
    fullDescription: { text: short(`${title}. ${why}`, MAX_DESCRIPTION) },
    help: {
      text: [title, why, `How to fix: ${remediation}`].map(printable).join('\n\n'),
      markdown: `${printable(why)}\n\n**How to fix:** ${printable(remediation)}\n\n${links.join('\n')}`,
    },
    helpUri: area === 'custom' ? `${homepage}/blob/main/docs/rules.md` : checkPage(id),
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      'security-severity': SCORES[severity],
      precision: 'high',
      tags: [...new Set(tags)].slice(0, MAX_TAGS),
    },
  };
}

/** `workloads/host-network` as the standard's form of a name (section 3.49.7): `WorkloadsHostNetwork`. */
function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** The page of a check. Ids of a saved result may be any text. */
function checkPage(id: string): string {
  const path = id.split('/').map((part) => encodeURIComponent(part.toWellFormed()));
  return `${homepage}/blob/main/docs/checks/${path.join('/')}.md`;
}

function tagOf({ framework, id }: RiskReference): string[] {
  return framework === 'docs' ? [] : [`${framework} ${id}`.toLowerCase().replace(/[^a-z0-9.]+/g, '-')];
}

/** The help contains the complete text. */
function short(text: string, most: number): string {
  const safe = printable(text);
  return safe.length <= most ? safe : `${safe.slice(0, most - 3).replace(/[\ud800-\udbff]$/, '')}...`;
}
