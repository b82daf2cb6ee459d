import { API_KINDS } from '../snapshot/kinds.ts';

/**
 * Kinds that are parts of Kubernetes: from which release on every API server serves them without being told to, and where
 * else they stood before. Read in `pkg/controlplane/apiserver/apis.go`, `pkg/controlplane/instance.go` and the API
 * deprecation guide (kubernetes.io/docs/reference/using-api/deprecation-guide/); beta APIs were on by default until 1.24.
 */
export interface BuiltIn {
  /** Minor of the release from which on it is served, in whatever version; 0 = by all that can be met. */
  since: number;
  /** Group and version where it stood before it came to its group. */
  formerly?: string;
}

/** Where much of today's groups began; gone since 1.22. Rights on it are asked for where it is served, and printed in no role. */
export const OLD_GROUP = 'extensions';

/** By `group/Kind`. What is missing here is served only where somebody installed it or turned it on. */
const BUILT_IN: ReadonlyMap<string, BuiltIn> = new Map(
  API_KINDS.flatMap(({ group, kind, since, formerly }) =>
    since === undefined ? [] : [[`${group}/${kind}`, { since, ...(formerly && { formerly }) }]],
  ),
);

/** Without these there is no cluster: a discovery that does not name them has not told all. */
export const ESSENTIAL: readonly (readonly [group: string, kind: string])[] = [
  ['', 'Pod'],
  ['', 'Node'],
  ['', 'Namespace'],
  ['', 'Service'],
  ['', 'Secret'],
  ['', 'ServiceAccount'],
  ['apps', 'Deployment'],
  ['apps', 'DaemonSet'],
  ['rbac.authorization.k8s.io', 'ClusterRoleBinding'],
];

const GROUPS: ReadonlySet<string> = new Set(
  [...BUILT_IN.keys()].map((key) => key.slice(0, key.indexOf('/'))),
);

/** Whether kinds of the group are among those that every API server serves. */
export function isPartOfKubernetes(group: string): boolean {
  return GROUPS.has(group);
}

export function builtIn(group: string, kind: string): BuiltIn | undefined {
  return BUILT_IN.get(`${group}/${kind}`);
}

/** Whether a server of this minor serves the kind without being told to; of an unknown one it is to be expected. */
export function isServedBy(minor: number | undefined, group: string, kind: string): boolean {
  const known = builtIn(group, kind);
  return known !== undefined && (minor === undefined || minor >= known.since);
}
