import { enumeration } from '../shared/text.ts';

/**
 * Objects that the API server or a controller of the control plane keeps in every cluster: a list of the whole cluster without them is
 * not the whole list, whether a server gave it or a file. By `kindKey`; `namespace/name`, `name`, `namespace/*`, or `*` for any.
 */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Namespace: ['default', 'kube-system'],
  Service: ['default/kubernetes'],
  ServiceAccount: ['*'],
  'rbac.authorization.k8s.io/ClusterRole': ['cluster-admin'],
  'rbac.authorization.k8s.io/ClusterRoleBinding': ['cluster-admin'],
  'rbac.authorization.k8s.io/Role': ['kube-system/*'],
  'rbac.authorization.k8s.io/RoleBinding': ['kube-system/*'],
  // The aggregator registers every version that it serves itself (kube-aggregator, pkg/controllers/autoregister); these are of 1.9 and all later ones.
  'apiregistration.k8s.io/APIService': [
    'v1.',
    'v1.apps',
    'v1.authorization.k8s.io',
    'v1.batch',
    'v1.networking.k8s.io',
    'v1.rbac.authorization.k8s.io',
    'v1.storage.k8s.io',
  ],
  // Made at the start of the API server, mandatory ones and suggested ones (apiserver, pkg/apis/flowcontrol/bootstrap/default.go).
  'flowcontrol.apiserver.k8s.io/FlowSchema': [
    'catch-all',
    'exempt',
    'global-default',
    'service-accounts',
    'system-leader-election',
    'system-nodes',
  ],
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': [
    'catch-all',
    'exempt',
    'global-default',
    'leader-election',
    'system',
    'workload-high',
    'workload-low',
  ],
};

/** What every list of the whole cluster of this kind holds; empty where nothing is known. */
export function membersOf(kind: string): readonly string[] {
  return MEMBERS[kind] ?? [];
}

/** Which of these an object is: its own name, any of its namespace, or any at all. */
export function memberOf(members: readonly string[], name: string, namespace?: string): string | undefined {
  const key = namespace === undefined ? name : `${namespace}/${name}`;
  return [key, `${namespace ?? ''}/*`, '*'].find((one) => members.includes(one));
}

/** Why a list of so many is not whole that lacks these of its members; undefined where it lacks none. */
export function lackText(lacking: readonly string[], count: number): string | undefined {
  if (lacking.length === 0) return undefined;
  if (lacking.includes('*') || (count === 0 && lacking.length > 3))
    return 'the list is empty, which it is in no cluster';
  const names = lacking.map((name) => (name.endsWith('/*') ? `anything in ${name.slice(0, -2)}` : name));
  return `the list lacks ${enumeration(names)}, which every cluster has`;
}
