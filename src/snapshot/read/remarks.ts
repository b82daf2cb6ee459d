/** Notes for users about an input, in addition to unreadable parts, one per line. */
import { grouped } from '../../shared/text.ts';
import { cleanLine } from '../text.ts';
import type { LeftOutOf } from './sources.ts';
import type { RecordStore } from './store.ts';

/** `left out of dump: logs (12: a/logs.txt ...), .png files (1: b.png)`. */
export function leftOutText({ directory, what }: LeftOutOf): string {
  const parts = [...what]
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_REASONS)
    .map(({ reason, count, first }) => `${reason} (${grouped(count)}: ${first}${count > 1 ? ' ...' : ''})`);
  const more = what.length > MAX_REASONS ? ' and more' : '';
  return cleanLine(
    `left out${directory === '' ? '' : ` of ${directory}`}: ${parts.join(', ')}${more}`,
    1_024,
  );
}

const MAX_REASONS = 6;

/** Objects that contradict each other. */
export function conflictTexts({ conflicts, twoClusters }: RecordStore): string[] {
  const texts = conflicts.first.map(({ object, files: [one, other], twoObjects, both }) => {
    const where = one === other ? `twice in ${one}` : `in ${one} and in ${other}`;
    const counts = both ? 'both are evaluated' : 'the last one counts';
    return twoObjects
      ? `${object} is two objects by their uids, ${where}: of two clusters, or created again; ${counts}`
      : `${object} is given with different contents ${where}; ${counts}, and live objects take precedence over manifests`;
  });
  const rest = conflicts.count - conflicts.first.length;
  return [
    ...(twoClusters
      ? [
          'these files are of two clusters: a namespace that every cluster has once has two uids; no list counts as whole, and nothing passes',
        ]
      : []),
    ...texts.map((text) => cleanLine(text, 1_024)),
    ...(rest > 0 ? [`${grouped(rest)} more objects are given with different contents`] : []),
  ];
}

/** Kinds that create pods and have no record here: their pods are evaluated where they are given. */
export function unevaluatedText(unevaluated: ReadonlyMap<string, number>): string[] {
  if (unevaluated.size === 0) return [];
  const kinds = [...unevaluated].sort(([, a], [, b]) => b - a);
  const shown = kinds.slice(0, MAX_REASONS).map(([kind, count]) => `${kind} (${grouped(count)})`);
  const more = kinds.length > MAX_REASONS ? ` and ${kinds.length - MAX_REASONS} more` : '';
  return [
    cleanLine(
      `not evaluated, although they create Pods: ${shown.join(', ')}${more}; include their Pods too`,
      512,
    ),
  ];
}
