/** The minimal ClusterRole for a choice of collectors, from their declarations. */
import type { PolicyRule } from '../shared/requirement.ts';
import type { CollectorId, ReadRule } from '../snapshot/types.ts';
import { OLD_GROUP } from './built-in.ts';
import { allCollectors } from './collectors/index.ts';

export interface ClusterRole {
  apiVersion: 'rbac.authorization.k8s.io/v1';
  kind: 'ClusterRole';
  metadata: { name: string; annotations: Readonly<Record<string, string>> };
  rules: readonly PolicyRule[];
}

/**
 * `list secrets` cannot be narrowed to metadata: a user with it can read the values. So no printed role contains it; the
 * collector uses what the user has, and object counts of `/metrics` are the alternative.
 */
const NEVER = (rule: ReadRule) => rule.resource === 'secrets' && !rule.group;

/** It allows running commands in every pod of a node: only granted on request. */
const DANGEROUS = (rule: ReadRule) => rule.resource === 'nodes/proxy';

/** Every authenticated user may create self-reviews (system:basic-user). */
const GRANTED = (rule: ReadRule) => rule.verb === 'create';

/** The part of a collector's permission that is required: all of it, fewer names or resources, or nothing. */
export type Narrowing = (id: CollectorId, rule: ReadRule) => readonly ReadRule[];

/** Printed wherever the permission is requested. */
export const NODES_PROXY =
  'get nodes/proxy allows running commands in any Pod of every node, bypassing admission and most audit logging: grant it for the run only';

export interface RoleChoice {
  narrowed?: Narrowing;
  /** With get nodes/proxy (`--kubelet`). */
  kubelet?: boolean;
}

/** The permissions that a printed role can grant, of these collectors, in the order of the collectors. */
export function permissionsOf(
  ids: readonly CollectorId[],
  { narrowed = (_id, rule) => [rule], kubelet = false }: RoleChoice = {},
): ReadRule[] {
  return allCollectors
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ id, reads }) => reads.flatMap((rule) => narrowed(id, rule)))
    .filter(
      (rule) => !NEVER(rule) && !GRANTED(rule) && rule.group !== OLD_GROUP && (kubelet || !DANGEROUS(rule)),
    );
}

/**
 * A `rbac.authorization.k8s.io/v1` ClusterRole with the permissions of the given collectors: get and list only. Permissions
 * that are used in one namespace only are cluster-wide here; a RoleBinding narrows them.
 */
export function minimalClusterRole(ids: readonly CollectorId[], choice: RoleChoice = {}): ClusterRole {
  return clusterRole('archmap-reader', permissionsOf(ids, choice));
}

/** The same of some permissions only. Another name, because applying it must not replace the role with all of them. */
export function missingClusterRole(rules: readonly ReadRule[]): ClusterRole {
  return clusterRole('archmap-reader-missing', rules);
}

function clusterRole(name: string, rules: readonly ReadRule[]): ClusterRole {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name,
      annotations: {
        'archmap.io/left-out':
          'list secrets: it allows reading Secret values, and archmap does not require it',
        ...(rules.some(DANGEROUS) && { 'archmap.io/nodes-proxy': NODES_PROXY }),
      },
    },
    rules: [...resourceRules(rules), ...pathRules(rules)],
  };
}

/** One rule for all groups and resources with the same verbs, as long as no group gets a resource that is not its own. */
function resourceRules(rules: readonly ReadRule[]): PolicyRule[] {
  const byGroup = new Map<string, { group: string; verb: string; resources: Set<string>; names: string[] }>();
  for (const { group = '', verb, resource, resourceNames = [] } of rules) {
    if (resource === undefined) continue;
    const named = resourceNames.length > 0;
    const key = `${group} ${verb} ${named ? resource : ''}`;
    const entry = byGroup.get(key) ?? { group, verb, resources: new Set<string>(), names: [] };
    byGroup.set(key, entry);
    entry.resources.add(resource);
    entry.names.push(...resourceNames);
  }
  const bySet = new Map<string, PolicyRule>();
  for (const { group, verb, resources, names } of byGroup.values()) {
    const list = resources.has('*') ? ['*'] : [...resources].sort();
    const resourceNames = [...new Set(names)].sort();
    const key = JSON.stringify([verb, list, resourceNames]);
    const rule = bySet.get(key);
    bySet.set(key, {
      apiGroups: [...(rule?.apiGroups ?? []), group],
      resources: list,
      ...(resourceNames.length > 0 && { resourceNames }),
      verbs: [verb],
    });
  }
  return [...bySet.values()]
    .map((rule) => ({ ...rule, apiGroups: [...(rule.apiGroups ?? [])].sort() }))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

function orderOf({ apiGroups = [], resources = [], resourceNames = [] }: PolicyRule): string {
  return JSON.stringify([apiGroups[0], resourceNames.length > 0 ? 1 : 0, resources]);
}

function pathRules(rules: readonly ReadRule[]): PolicyRule[] {
  const paths = [...new Set(rules.flatMap(({ path }) => path ?? []))].sort();
  return paths.length > 0 ? [{ nonResourceURLs: paths, verbs: ['get'] }] : [];
}
