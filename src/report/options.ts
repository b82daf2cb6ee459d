import type { Result, Severity } from '../result/types.ts';
import type { GroupBy } from './groups.ts';

/** Layout of reports for users. Machine-readable reports ignore it. */
export interface ReportOptions {
  /** Columns of the terminal; absent = as wide as needed. */
  width?: number;
  color: boolean;
  /** Passing and not-applicable verdicts too. */
  all?: boolean;
  /** Why no data that could fail a gate was collected; machine-readable reports mark the run as unsuccessful. */
  notEvaluated?: string;
  wide?: boolean;
  /** Severities that tables show; absent = all. */
  severities?: readonly Severity[];
  /** Absent = by check on a terminal, one row per result elsewhere. */
  groupBy?: GroupBy;
  /** Lines below a table: the exit code and its reason. */
  footer?: readonly string[];
  /** The page only: earlier results of the cluster, for changes and trend. */
  earlier?: readonly Result[];
  headers: boolean;
  borders: boolean;
}

/** Warnings below a table of results; others are on stderr only. */
export const TABLE_WARNINGS = 5;

/** Width of the screen layout: the terminal's, within readable limits; 80 without a terminal. */
export function screenWidth({ width = 80 }: Pick<ReportOptions, 'width'>): number {
  return Math.min(120, Math.max(60, width));
}

const CODES: Readonly<Record<Severity | 'dim' | 'bold' | 'good', [number, number]>> = {
  critical: [91, 39],
  high: [31, 39],
  medium: [33, 39],
  low: [36, 39],
  info: [2, 22],
  dim: [2, 22],
  bold: [1, 22],
  good: [32, 39],
};

/** Colors a sanitized text; the severity is always also a word. */
export function paint(
  options: Pick<ReportOptions, 'color'>,
  style: Severity | 'dim' | 'bold' | 'good',
  text: string,
): string {
  if (!options.color) return text;
  const [on, off] = CODES[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}
