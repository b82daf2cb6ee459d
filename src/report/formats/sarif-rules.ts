import type { ReportingDescriptor } from 'sarif';
import type { CheckInfo, RiskReference, Severity, Verdict } from '../../result/types.ts';
import { severityRank } from '../../result/sort.ts';
import { printable } from '../../shared/text.ts';

/** Longest texts that code scanning takes (property tables of its page on SARIF); of 20 tags it shows 10. */
const MAX_NAME = 255;
const MAX_DESCRIPTION = 1024;
const MAX_TAGS = 10;

/** Code scanning reads over 9.0 as critical, from 7.0 as high, from 4.0 as medium, below as low. */
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
 * A rule for each check that has one of these verdicts, in the order of the checks. Code scanning takes the severity of an alert from
 * its rule, so a rule is as severe as the worst fail of it.
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
  // A saved result may say anything, and only this is a place to read on.
  const pageOf = ({ url = '' }: RiskReference) => (url.startsWith('https://') ? url : undefined);
  const links = references.map((reference) => {
    const name = `${reference.framework}: ${reference.id}`;
    const url = pageOf(reference);
    return url === undefined ? `- ${printable(name)}` : `- [${printable(name)}](${encodeURI(url)})`;
  });
  const tags = ['security', 'kubernetes', area, ...references.flatMap(tagOf)];
  const url = references.map(pageOf).find((one) => one !== undefined);
  return {
    id,
    name: short(control, MAX_NAME),
    shortDescription: { text: short(title, MAX_DESCRIPTION) },
    fullDescription: { text: short(why, MAX_DESCRIPTION) },
    help: {
      text: printable(why) + '\n\n' + printable(remediation),
      markdown: printable(why) + '\n\n**How to fix:** ' + printable(remediation) + '\n\n' + links.join('\n'),
    },
    ...(url !== undefined && { helpUri: url }),
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      'security-severity': SCORES[severity],
      precision: 'high',
      tags: [...new Set(tags)].slice(0, MAX_TAGS),
    },
  };
}

function tagOf({ framework, id }: RiskReference): string[] {
  return framework === 'docs' ? [] : [`${framework} ${id}`.toLowerCase().replace(/[^a-z0-9.]+/g, '-')];
}

/** The help has the whole text. */
function short(text: string, most: number): string {
  const safe = printable(text);
  return safe.length <= most ? safe : `${safe.slice(0, most - 3).replace(/[\ud800-\udbff]$/, '')}...`;
}
