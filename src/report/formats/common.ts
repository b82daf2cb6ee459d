import type { ObjectRef, Result, Verdict } from '../../result/types.ts';
import { plural, printable } from '../../shared/text.ts';
import { objectText } from '../words.ts';

/** Where the whole list is when a platform takes no more. */
const FULL_LIST = 'kubectl archmap check -o json has all';

/**
 * A path for what has none: findings of a cluster lie in no file, and platforms ask for one. Only letters that every platform
 * takes in a path; what tells two objects apart is their fingerprint.
 */
export function virtualPath(object: ObjectRef | undefined): string {
  if (!object) return 'cluster/cluster.yaml';
  const parts = ['cluster', object.namespace, object.kind, object.name].filter((part) => part !== undefined);
  return `${parts.map(pathPart).join('/').toLowerCase()}.yaml`;
}

function pathPart(part: string): string {
  const safe = part.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 120);
  // Two dots would climb, and an empty part would vanish.
  return /^\.*$/.test(safe) ? 'unnamed' : safe;
}

/** What is the case and how it is known, in one line for people. */
export function findingText({ object, message, owner }: Verdict): string {
  return printable(`${objectText(object)}: ${message}${owner === 'provider' ? " (the provider's job)" : ''}`);
}

export function evidenceText({ evidence }: Verdict): string {
  return printable(
    evidence
      .map(
        ({ source, value, confidence }) =>
          `${source}: ${value}${confidence === 'observed' ? '' : ` (${confidence})`}`,
      )
      .join('; '),
  );
}

/** Fails that count, waived ones apart. */
export function isOpen({ verdict, waived }: Verdict): boolean {
  return verdict === 'fail' && !waived;
}

/** `harbour-finch`, or what comes nearest to a name. */
export function clusterName({ cluster }: Result): string {
  return printable(cluster.name ?? cluster.context ?? cluster.server ?? 'cluster');
}

/** Says how many were left out, and where they are; undefined when none were. */
export function leftOut(count: number, noun: string, why: string): string | undefined {
  return count > 0 ? `${plural(count, noun)} left out, the least severe: ${why}. ${FULL_LIST}.` : undefined;
}
