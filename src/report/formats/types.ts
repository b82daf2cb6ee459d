/** Reports for machines: one file a format, each loaded only when asked for. They are pure: a result in, a text out. */
import type { Result } from '../../result/types.ts';

export interface FormatOptions {
  /** Verdicts that pass or do not apply too, in formats that can do without. */
  all: boolean;
  /** Why nothing was seen that could fail a gate. */
  blind?: string;
}

export interface Formatted {
  text: string;
  /** Lines for people, on stderr: what was left out because the platform takes no more, and where the full list is. */
  notes: readonly string[];
}

export type Formatter = (result: Result, options: FormatOptions) => Formatted;
