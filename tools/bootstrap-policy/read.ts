import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

interface Rule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

interface Shipped {
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  rules?: Rule[] | null;
  aggregationRule?: { clusterRoleSelectors: { matchLabels: Record<string, string> }[] };
  roleRef?: { kind: string; name: string };
  subjects?: { kind: string; name: string; namespace?: string }[] | null;
}

/** The policy of one minor. */
export interface MinorPolicy {
  minor: number;
  /** `ClusterRole name` or `Role ns/name` -> its rules, each as one line (see src/model/rbac-table.ts). */
  roles: ReadonlyMap<string, readonly string[]>;
  /** The same key of a role -> the subjects bound to it. */
  subjects: ReadonlyMap<string, readonly string[]>;
  /** Aggregated ClusterRole, filled by the controller manager -> its source ClusterRoles. */
  parts: ReadonlyMap<string, readonly string[]>;
}

/** The last one contains additions of feature gates that are off by default (since 1.37). */
const FILES = [
  'cluster-roles',
  'cluster-role-bindings',
  'controller-roles',
  'controller-role-bindings',
  'namespace-roles',
  'namespace-role-bindings',
  'cluster-roles-featuregates',
];

/** The files of one minor; undefined when the folder does not contain them. */
export function readPolicy(folder: string, minor: number): MinorPolicy | undefined {
  const objects = FILES.map((name) => join(folder, `${name}.yaml`))
    .filter((file) => existsSync(file))
    .flatMap((file) => (load(readFileSync(file, 'utf8')) as { items: Shipped[] }).items);
  if (objects.length === 0) return undefined;
  const roles = objects.filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role');
  const bindings = objects.filter(({ roleRef }) => roleRef !== undefined);
  return {
    minor,
    roles: gathered(
      roles.map(({ kind, metadata, rules }) => [
        keyOf(kind, metadata.name, metadata.namespace),
        (rules ?? []).map(lineOf),
      ]),
    ),
    subjects: gathered(
      bindings.map(({ roleRef, metadata: { namespace }, subjects }) => [
        roleRef ? keyOf(roleRef.kind, roleRef.name, namespace) : '',
        (subjects ?? []).map(
          (one) => `${one.kind} ${one.kind === 'ServiceAccount' ? `${one.namespace}/` : ''}${one.name}`,
        ),
      ]),
    ),
    parts: gathered(
      roles
        .filter(({ aggregationRule }) => aggregationRule !== undefined)
        .map((role) => [role.metadata.name, leaves(role, roles).map(({ metadata }) => metadata.name)]),
    ),
  };
}

/** A ClusterRole bound in a namespace only would require another key: none exists so far. */
function keyOf(kind: string, name: string, namespace: string | undefined): string {
  if (kind === 'ClusterRole' && namespace !== undefined)
    throw new Error(`ClusterRole ${name} in ${namespace}`);
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function gathered(pairs: readonly (readonly [string, readonly string[]])[]): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const [key, values] of pairs)
    result.set(key, [...new Set([...(result.get(key) ?? []), ...values])].sort());
  return result;
}

function leaves(role: Shipped, roles: readonly Shipped[]): Shipped[] {
  if (!role.aggregationRule) return [role];
  const { clusterRoleSelectors } = role.aggregationRule;
  return roles
    .filter(({ metadata: { labels = {} } }) =>
      clusterRoleSelectors.some(({ matchLabels }) =>
        Object.entries(matchLabels).every(([key, value]) => labels[key] === value),
      ),
    )
    .flatMap((part) => leaves(part, roles));
}

function lineOf({
  verbs,
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: Rule): string {
  const list = (values: readonly string[]) => [...values].sort().join(',');
  if (nonResourceURLs.length > 0) return `${list(verbs)} url ${list(nonResourceURLs)}`;
  const groups = list(apiGroups.map((group) => group || 'core'));
  return [list(verbs), groups, list(resources), list(resourceNames)].filter((part) => part !== '').join(' ');
}
