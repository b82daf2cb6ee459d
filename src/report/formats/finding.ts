/** What formats say of a verdict, in words that are safe wherever a report ends up. */
import type { Verdict, AcceptedBy } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { objectText } from '../text.ts';
import { requirementsText } from '../../shared/requirement.ts';

/** Cuts a plain text to `most` characters and says how many more there were. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  // The first half of a pair must not stand alone.
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return `${kept} ... (${text.length - kept.length} more characters)`;
}

/** Where it is and what is the case there, in one line for people. */
export function findingText({ object, message, responsibility }: Verdict): string {
  return printable(
    `${objectText(object)}: ${message}${responsibility === 'provider' ? ' (provider responsibility)' : ''}`,
  );
}

/** What the verdict rests on, in one line; evidence that was not observed says so. */
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

/** What an unknown verdict requires, in words; empty when nothing is known to decide it. */
export function needText({ requires = [] }: Verdict): string {
  return printable(requirementsText(requires));
}

/** Why a risk was accepted, by whom and until when. */
export function waiverText({ reason, owner, expires }: AcceptedBy): string {
  return printable(`${reason} (${owner}, until ${expires})`);
}

/** Fails that nobody accepted; what a baseline knows is among them. */
export function isOpen({ verdict, waiver }: Verdict): boolean {
  return verdict === 'fail' && !waiver;
}

/** Verdicts that say neither yes nor no: what could not be known, and checks that broke. */
export function isUnknown({ verdict }: Verdict): boolean {
  return verdict === 'unknown' || verdict === 'error';
}

/** Name and version of the program that made the result, `kubectl-archmap/1.2.3`. */
export function toolParts(tool: string): { name: string; version: string | undefined } {
  const [name = '', version] = printable(tool).split('/');
  return { name: name === '' ? 'kubectl-archmap' : name, version: version === '' ? undefined : version };
}
