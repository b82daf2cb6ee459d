import type { Result, Verdict } from '../../result/types.ts';
import { csvRows } from '../csv-cell.ts';
import { evidenceText, isUnknown, needText } from './finding.ts';
import type { Formatted, FormatOptions } from './types.ts';

const COLUMNS: readonly (readonly [string, (verdict: Verdict) => string])[] = [
  ['severity', ({ severity }) => severity],
  ['verdict', ({ verdict }) => verdict],
  ['check', ({ check }) => check],
  ['title', ({ title }) => title],
  ['kind', ({ object }) => object?.kind ?? ''],
  ['namespace', ({ object }) => object?.namespace ?? ''],
  ['name', ({ object }) => object?.name ?? ''],
  ['message', ({ message }) => message],
  ['requires', needText],
  ['evidence', evidenceText],
  ['responsibility', ({ responsibility }) => responsibility],
  ['accepted until', ({ waiver }) => waiver?.expires ?? ''],
  ['accepted by', ({ waiver }) => waiver?.owner ?? ''],
  ['accepted because', ({ waiver }) => waiver?.reason ?? ''],
  ['in baseline', ({ inBaseline }) => (inBaseline ? 'yes' : '')],
  ['file', ({ declaredIn }) => declaredIn?.file ?? ''],
  ['line', ({ declaredIn }) => (declaredIn ? String(declaredIn.line) : '')],
  ['fingerprint', ({ fingerprint }) => fingerprint],
];

/**
 * A header and one row per verdict: fails (including accepted ones), unknowns and errors; with `all` every verdict;
 * with `severities` only those. Lines end in CRLF and
 * every cell is quoted, by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180).
 */
export function csv({ verdicts }: Result, { all, severities }: FormatOptions): Formatted {
  const shown = verdicts.filter(
    (verdict) =>
      (all || verdict.verdict === 'fail' || isUnknown(verdict)) &&
      (severities === undefined || severities.includes(verdict.severity)),
  );
  const rows = shown.map((verdict) => COLUMNS.map(([, cellOf]) => cellOf(verdict)));
  return { text: csvRows([COLUMNS.map(([name]) => name), ...rows]), notes: [] };
}
