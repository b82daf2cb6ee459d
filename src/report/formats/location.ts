import type { ObjectRef } from '../../result/types.ts';

/** Maximum length of a name in a path; longer names do not come from an API server. */
const MAX_PART = 120;

/**
 * A path for objects, `cluster/<namespace>/<kind>/<name>.yaml`: findings of a cluster are not in files, and platforms require a path.
 * Accepts the object of a verdict, undefined for the whole cluster. Relative and without `./`, as GitLab requires, and only with characters
 * that every platform accepts in a path; findings with the same path are distinguished by their fingerprint.
 */
export function virtualPath(object: ObjectRef | undefined): string {
  if (!object) return 'cluster/cluster.yaml';
  const parts = ['cluster', object.namespace, object.kind, object.name].filter((part) => part !== undefined);
  return `${parts.map(pathPart).join('/').toLowerCase()}.yaml`;
}

function pathPart(part: string): string {
  const safe = part.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, MAX_PART);
  // Two dots would be the parent folder, and an empty part would be dropped.
  return /^\.*$/.test(safe) ? 'unnamed' : safe;
}
