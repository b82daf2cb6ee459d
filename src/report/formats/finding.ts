/** What formats say of a verdict, in words that are safe wherever a report ends up. */
import type { Result, Verdict, WaivedBy } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { objectText } from '../words.ts';

/** XML 1.0 forbids these two (section 2.2). */
const NO_CHARACTER = /[\ufffe\uffff]/gu;

/**
 * Where a log is read for commands, these work in the middle of a line: `##[add-mask]` of GitHub's runner
 * (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs), `##vso[...]` of Azure Pipelines,
 * `##teamcity[...]`. `::error::` works at the start of a line only, and no format starts one with a text from a cluster.
 */
const LOG_COMMAND = /(##[a-z]*)\[/gi;

/**
 * Text from a cluster as text for machines: what `printable` shows as `\u{..}`, and besides what XML cannot hold and what
 * a build log would obey. Formats escape for their own syntax on top of it.
 */
export function plain(text: string): string {
  return printable(text)
    .replace(NO_CHARACTER, (found) => `\\u{${found.charCodeAt(0).toString(16)}}`)
    .replace(LOG_COMMAND, '$1\\u{5b}');
}

/** Cuts a plain text to `most` characters and says how many more there were. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  // The first half of a pair must not stand alone.
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return `${kept} ... (${text.length - kept.length} more characters)`;
}

/** Where it is and what is the case there, in one line for people. */
export function findingText({ object, message, owner }: Verdict): string {
  return plain(`${objectText(object)}: ${message}${owner === 'provider' ? " (the provider's job)" : ''}`);
}

/** What the verdict rests on, in one line; evidence that was not observed says so. */
export function evidenceText({ evidence }: Verdict): string {
  return plain(
    evidence
      .map(
        ({ source, value, confidence }) =>
          `${source}: ${value}${confidence === 'observed' ? '' : ` (${confidence})`}`,
      )
      .join('; '),
  );
}

/** What would settle an unknown verdict; empty when nothing is known to. */
export function needText({ settle = [] }: Verdict): string {
  return plain(settle.join(', '));
}

/** Why a risk was accepted, by whom and until when. */
export function waiverText({ reason, owner, expires }: WaivedBy): string {
  return plain(`${reason} (${owner}, until ${expires})`);
}

/** Fails that nobody accepted; what a baseline knows is among them. */
export function isOpen({ verdict, waived }: Verdict): boolean {
  return verdict === 'fail' && !waived;
}

/** Verdicts that say neither yes nor no: what could not be known, and checks that broke. */
export function isUnsettled({ verdict }: Verdict): boolean {
  return verdict === 'unknown' || verdict === 'error';
}

/** `harbour-finch`, or what comes nearest to a name of the cluster. */
export function clusterName({ cluster }: Result): string {
  return plain(cluster.name ?? cluster.context ?? cluster.server ?? 'cluster');
}

/** Name and version of the program that made the result, `kubectl-archmap/1.2.3`. */
export function toolParts(tool: string): { name: string; version: string | undefined } {
  const [name = '', version] = plain(tool).split('/');
  return { name: name === '' ? 'kubectl-archmap' : name, version: version === '' ? undefined : version };
}
