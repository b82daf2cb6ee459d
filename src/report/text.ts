import { clusterNameOf } from '../result/name.ts';
import type { EntryPointRow, NamespaceRow, ObjectRef, Result, Severity, Verdict } from '../result/types.ts';
import type { VerdictKind } from '../result/types.ts';
import { SEVERITIES } from '../result/types.ts';
import { lineStart, printable } from '../shared/text.ts';

/** `ns/name`, `name`, or `cluster`; sanitized for a terminal. */
export function objectText(object: ObjectRef | undefined): string {
  if (!object) return 'cluster';
  const name = object.namespace ? `${object.namespace}/${object.name}` : object.name;
  return printable(object.kind === 'Component' ? name : `${object.kind} ${name}`);
}

/** The best available name of the cluster; sanitized for a terminal. */
export function clusterName(result: Pick<Result, 'cluster' | 'source'>): string {
  return printable(clusterNameOf(result));
}

/** Results as printed. */
export const VERDICT_WORDS: Readonly<Record<VerdictKind, string>> = {
  fail: 'Failed',
  pass: 'Passed',
  unknown: 'Unknown',
  'not-applicable': 'Not applicable',
  error: 'Error',
};
/** A failed result that a waiver accepts. */
export const ACCEPTED = 'Accepted';

/** `2 critical, 5 high`; `none` when there are none. */
export function riskCounts(counts: Readonly<Partial<Record<Severity, number>>>, more = ''): string {
  const parts = SEVERITIES.flatMap((severity) =>
    (counts[severity] ?? 0) > 0 ? [`${counts[severity] ?? 0}${more} ${severity}`] : [],
  );
  return parts.length > 0 ? parts.join(', ') : 'none';
}

export function addressText({
  addresses,
  moreAddresses = 0,
  privateAddresses = 0,
  hosts,
}: EntryPointRow): string {
  const shown = addresses.length > 0 ? addresses : hosts;
  const inner =
    privateAddresses > 0
      ? `, and ${privateAddresses} private ${privateAddresses === 1 ? 'address' : 'addresses'}`
      : '';
  return printable(some(shown, 2, moreAddresses) + inner);
}

/** The first items and the number of the others. */
export function some(items: readonly string[], count: number, unlisted = 0): string {
  const more = Math.max(0, items.length - count) + unlisted;
  return more === 0 ? items.join(', ') : `${items.slice(0, count).join(', ')} and ${more} more`;
}

export interface RiskGroup {
  check: string;
  title: string;
  severity: Severity;
  verdicts: readonly Verdict[];
}

/** Open fails grouped by check and severity, in the order of the result (worst first). */
export function groupRisks(verdicts: readonly Verdict[]): RiskGroup[] {
  const groups = new Map<string, { check: string; title: string; severity: Severity; verdicts: Verdict[] }>();
  for (const verdict of verdicts) {
    if (verdict.verdict !== 'fail' || verdict.waiver) continue;
    const key = `${verdict.severity} ${verdict.check}`;
    const group = groups.get(key);
    if (group) group.verdicts.push(verdict);
    else
      groups.set(key, {
        check: verdict.check,
        title: verdict.title,
        severity: verdict.severity,
        verdicts: [verdict],
      });
  }
  return [...groups.values()];
}

/** Wraps a sanitized text at spaces; words longer than the width are not broken. */
export function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width - (lines.length > 0 ? indent.length : 0)) {
      lines.push(lines.length > 0 ? indent + line : line);
      line = lineStart(word);
    } else line = line === '' ? lineStart(word) : `${line} ${word}`;
  }
  if (line !== '') lines.push(lines.length > 0 ? indent + line : line);
  return lines;
}

/** Risks of a namespace: `1 high`, `1+ high` when checks lack data for it, `?` when none of those found any. */
export function namespaceRisks({ risks, atLeast }: NamespaceRow): string {
  return risks === undefined ? '?' : riskCounts(risks, atLeast?.includes('risks') ? '+' : '');
}

/** As `namespaceRisks`, in the width of a narrow screen: `5 high, 4 medium, 7 more`. */
export function namespaceRisksInShort(row: NamespaceRow): string {
  const { low = 0, info = 0, ...severe } = row.risks ?? {};
  if (low === 0 || info === 0) return namespaceRisks(row);
  const more = row.atLeast?.includes('risks') ? '+' : '';
  const worst = Object.keys(severe).length === 0 ? [] : [riskCounts(severe, more)];
  return [...worst, `${low + info}${more} more`].join(', ');
}

/** `2`, `2+` for a lower bound, `?` for unknown: zero in an incomplete list is unknown. */
export function numberText(count: number | undefined, complete: boolean): string {
  if (count === undefined || (count === 0 && !complete)) return '?';
  return complete ? `${count}` : `${count}+`;
}

/** A number of a row, in the notation of `numberText`. */
export function numberOf<K extends string>(
  row: Readonly<Partial<Record<K, number>>> & { readonly atLeast?: readonly string[] },
  field: K,
): string {
  return numberText(row[field], row.atLeast?.includes(field) !== true);
}
