import type { Severity } from '../result/types.ts';

/** How a report for people is drawn. Reports for machines ignore it. */
export interface ReportOptions {
  /** Columns of the terminal; absent = as wide as needed. */
  width?: number;
  color: boolean;
  /** Passing and not-applicable verdicts too. */
  all?: boolean;
  /** Why nothing was seen that could fail a gate; reports for machines say that the run was none. */
  blind?: string;
  wide?: boolean;
  headers: boolean;
  borders: boolean;
}

/** Columns of a screen that is laid out: as the terminal has them, within what reads well; 80 when nobody reads along. */
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

/** Colours a text that is safe already; severity always stands there as a word, too. */
export function paint(
  options: Pick<ReportOptions, 'color'>,
  style: Severity | 'dim' | 'bold' | 'good',
  text: string,
): string {
  if (!options.color) return text;
  const [on, off] = CODES[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}
