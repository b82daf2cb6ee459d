/** Machine-readable reports: one file per format, each loaded on demand. They are pure functions from a result to a text. */
import type { Result, Severity } from '../../result/types.ts';

export interface FormatOptions {
  /** Include passed and not-applicable verdicts in formats where they are optional. */
  all: boolean;
  /** Severities that formats for readers show; absent = all. Formats that a program compares with earlier reports have all. */
  severities?: readonly Severity[];
  /** Why no data that could fail a gate was collected. */
  notEvaluated?: string;
  /** The exit code and its reason, for formats that a run prints. */
  footer?: readonly string[];
}

export interface Formatted {
  text: string;
  /** Lines for stderr: what was omitted because of a platform's limit, and where the complete list is. */
  notes: readonly string[];
}

export type Formatter = (result: Result, options: FormatOptions) => Formatted;
