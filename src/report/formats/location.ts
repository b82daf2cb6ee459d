import type { ObjectRef } from '../../result/types.ts';

/** The longest name of an object; a longer one comes from a file that no API server has seen. */
const MAX_PART = 120;

/**
 * A path for what has none, `cluster/<namespace>/<kind>/<name>.yaml`: findings of a cluster lie in no file, and platforms ask for
 * one. Takes the object of a verdict, none for the cluster as a whole. Relative and without `./`, as GitLab wants it, and only of
 * letters that every platform takes in a path; two names that come to the same path are told apart by their fingerprint.
 */
export function virtualPath(object: ObjectRef | undefined): string {
  if (!object) return 'cluster/cluster.yaml';
  const parts = ['cluster', object.namespace, object.kind, object.name].filter((part) => part !== undefined);
  return `${parts.map(pathPart).join('/').toLowerCase()}.yaml`;
}

function pathPart(part: string): string {
  const safe = part.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, MAX_PART);
  // Two dots would climb, and an empty part would vanish.
  return /^\.*$/.test(safe) ? 'unnamed' : safe;
}
