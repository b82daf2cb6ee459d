import type { V1ClusterRole, V1PolicyRule } from '@kubernetes/client-node';
import {
  arr,
  isObject,
  namespaceOf,
  nameTexts,
  obj,
  put,
  someStrings,
  str,
  stringMap,
  strings,
} from '../project/raw.ts';
import type { Field } from '../project/untrusted.ts';
import { selectorText } from '../project/selector.ts';
import { labels } from '../schema/common.ts';
import { flag, list, object, oneOf, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type PolicyRule = Infer<typeof policyRule>;

const policyRule = object({
  verbs: list(text),
  apiGroups: optional(list(text)),
  resources: optional(list(text)),
  resourceNames: optional(list(text)),
  nonResourceURLs: optional(list(text)),
});

export type RoleRecord = Infer<typeof shape>;

const shape = object({
  kind: oneOf('Role', 'ClusterRole'),
  namespace: optional(text),
  name: text,
  labels,
  rules: list(policyRule),
  /** ClusterRole with an aggregationRule: the controller manager fills its rules. */
  aggregated: optional(flag),
  /** Aggregates ClusterRoles whose labels match all requirements of one of these selectors. */
  gathers: optional(list(list(text))),
});

export default defineKind({
  record: 'role',
  order: 170,
  shape,
  collector: 'rbac',
  api: [
    {
      kinds: ['rbac.authorization.k8s.io/ClusterRole'],
      scope: 'Cluster',
      since: 6,
      members: ['cluster-admin'],
    },
    { kinds: ['rbac.authorization.k8s.io/Role'], scope: 'Namespaced', since: 6, members: ['kube-system/*'] },
    { kinds: ['authorization.openshift.io/ClusterRole'], scope: 'Cluster', known: false },
    { kinds: ['authorization.openshift.io/Role'], scope: 'Namespaced', known: false },
  ],
  /** Role and ClusterRole. A rule without verbs allows nothing and is omitted. */
  project: ({ raw, meta, kind }: ProjectInput<V1ClusterRole>) => {
    const cluster = kind === 'ClusterRole';
    const record: RoleRecord = {
      kind: cluster ? 'ClusterRole' : 'Role',
      name: meta.name,
      labels: stringMap(meta.raw.labels),
      rules: rulesOf(raw.rules),
    };
    if (!cluster) record.namespace = namespaceOf(meta);
    const rule = raw.aggregationRule;
    if (isObject(rule)) {
      record.aggregated = true;
      const selectors = arr(rule.clusterRoleSelectors).map((selector) => selectorText(selector) ?? []);
      if (selectors.length > 0) record.gathers = selectors;
    }
    return { record };
  },
});

function rulesOf(value: Field<V1PolicyRule[]> | undefined): PolicyRule[] {
  return arr(value).flatMap((item) => {
    const raw = obj(item);
    const verbs = strings(raw.verbs);
    if (verbs.length === 0) return [];
    const rule: {
      verbs: string[];
      apiGroups?: readonly string[];
      resources?: readonly string[];
      resourceNames?: readonly string[];
      nonResourceURLs?: readonly string[];
    } = { verbs };
    // The core group is the empty string, which `strings` omits.
    const groups = arr(raw.apiGroups).filter((group): group is string => typeof group === 'string');
    if (groups.length > 0) rule.apiGroups = groups.map((group) => str(group, 256) ?? '');
    put(rule, 'resources', someStrings(raw.resources));
    // An empty name limits the rule, too: it matches requests without a name.
    const names = nameTexts(raw.resourceNames);
    if (names.length > 0) rule.resourceNames = names;
    put(rule, 'nonResourceURLs', someStrings(raw.nonResourceURLs));
    return [rule];
  });
}
