import { API_KINDS } from '../snapshot/kinds.ts';

/**
 * Kinds that are part of Kubernetes: the release since which every API server serves them by default, and their former
 * group. Read in `pkg/controlplane/apiserver/apis.go`, `pkg/controlplane/instance.go` and the API deprecation guide
 * (kubernetes.io/docs/reference/using-api/deprecation-guide/); beta APIs were on by default until 1.24.
 */
export interface BuiltIn {
  /** Minor of the first release that serves it in any version; 0 = every supported release. */
  since: number;
  /** Group and version that served it before its present group. */
  formerly?: string;
}

/** First group of many of today's kinds; gone since 1.22. Its permissions are requested where it is served, and printed in no role. */
export const OLD_GROUP = 'extensions';

/** By `group/Kind`. Kinds that are not listed are served only where they were installed or enabled. */
const BUILT_IN: ReadonlyMap<string, BuiltIn> = new Map(
  API_KINDS.flatMap(({ group, kind, since, formerly }) =>
    since === undefined ? [] : [[`${group}/${kind}`, { since, ...(formerly && { formerly }) }]],
  ),
);

/** Every cluster has these: a discovery that does not name them is incomplete. */
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

/** Whether a server of this minor serves the kind by default; assumed for an unknown minor. */
export function isServedBy(minor: number | undefined, group: string, kind: string): boolean {
  const known = builtIn(group, kind);
  return known !== undefined && (minor === undefined || minor >= known.since);
}
