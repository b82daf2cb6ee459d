/** Texts of a verdict for all formats, sanitized for any output. */
import type { Verdict, AcceptedBy } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { objectText } from '../text.ts';
import { requirementsText } from '../../shared/requirement.ts';

/** Truncates a plain text to `most` characters and appends the number of omitted ones. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  // A high surrogate must not remain without its low surrogate.
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return `${kept} ... (${text.length - kept.length} more characters)`;
}

/** Object and message, in one line. */
export function findingText({ object, message, responsibility, severityChange: change }: Verdict): string {
  const notes = [
    ...(responsibility === 'provider' ? [' (provider responsibility)'] : []),
    ...(change ? [` (severity changed from ${change.from}: ${change.reason})`] : []),
  ];
  return printable(`${objectText(object)}: ${message}${notes.join('')}`);
}

/** The evidence of the verdict, in one line, with its confidence unless it was observed. */
export function evidenceText({ evidence }: Verdict): string {
  return printable(
    evidence
      .map(
        ({ location, value, confidence }) =>
          `${location}: ${value}${confidence === 'observed' ? '' : ` (${confidence})`}`,
      )
      .join('; '),
  );
}

/** What an unknown verdict requires, as text; empty when no requirement is known. */
export function needText({ requires = [] }: Verdict): string {
  return printable(requirementsText(requires));
}

/** Reason, owner and expiry of a waiver. */
export function waiverText({ reason, owner, expires }: AcceptedBy): string {
  return printable(`${reason} (${owner}, until ${expires})`);
}

/** Fails without a waiver, including those in the baseline. */
export function isOpen({ verdict, waiver }: Verdict): boolean {
  return verdict === 'fail' && !waiver;
}

/** Verdicts without a result: unknown, and errors of checks. */
export function isUnknown({ verdict }: Verdict): boolean {
  return verdict === 'unknown' || verdict === 'error';
}

/** Name and version of the program that created the result, `kubectl-archmap/1.2.3`. */
export function toolParts(tool: string): { name: string; version: string | undefined } {
  const [name = '', version] = printable(tool).split('/');
  return { name: name === '' ? 'kubectl-archmap' : name, version: version === '' ? undefined : version };
}
