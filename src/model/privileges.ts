import type { PolicyRule } from '../snapshot/records/index.ts';
import { allows, isClusterAdmin, memoizeByRules } from './rbac.ts';
import type { Request } from './requests.ts';
import { ADMISSION_CHANGES, isOfCluster, POD_CREATION, SECRET_READING } from './requests.ts';

/**
 * What a subject can do with an impact on the whole cluster, worst first; empty = nothing of that kind. `within`: the rules are granted in
 * one namespace, that of the system.
 */
export function privilegesOf(rules: readonly PolicyRule[], within = false): readonly string[] {
  return within ? privilegesWithin(rules) : privilegesEverywhere(rules);
}

/** The same for several roles together. */
export function privilegesOfAll(
  roles: readonly (readonly PolicyRule[])[],
  within = false,
): readonly string[] {
  const all = new Set(roles.flatMap((rules) => privilegesOf(rules, within)));
  return all.has('cluster-admin')
    ? ['cluster-admin']
    : PRIVILEGES.map(({ name }) => name).filter((name) => all.has(name));
}

const privilegesEverywhere = memoizeByRules((rules) => readPrivileges(rules, false));
const privilegesWithin = memoizeByRules((rules) => readPrivileges(rules, true));

function readPrivileges(rules: readonly PolicyRule[], within: boolean): readonly string[] {
  if (isClusterAdmin(rules)) return ['cluster-admin'];
  return PRIVILEGES.filter(({ requests }) =>
    requests.some((request) => !(within && isOfCluster(request)) && allows(rules, request)),
  ).map(({ name }) => name);
}

const PRIVILEGES: readonly { name: string; requests: readonly Request[] }[] = [
  {
    name: 'can escalate to cluster-admin (escalate or bind ClusterRoles)',
    requests: [
      { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
      { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
    ],
  },
  {
    name: 'can escalate to cluster-admin (impersonate users or groups)',
    requests: [
      { verb: 'impersonate', group: '', resource: 'users' },
      { verb: 'impersonate', group: '', resource: 'groups' },
    ],
  },
  {
    name: 'reads Secrets',
    requests: SECRET_READING,
  },
  {
    name: 'runs commands in any Pod on any node (nodes/proxy)',
    requests: ['get', 'create'].map((verb) => ({ verb, group: '', resource: 'nodes/proxy' })),
  },
  { name: 'runs commands in Pods', requests: [{ verb: 'create', group: '', resource: 'pods/exec' }] },
  { name: 'creates Pods', requests: POD_CREATION },
  {
    name: 'creates ServiceAccount tokens',
    requests: [{ verb: 'create', group: '', resource: 'serviceaccounts/token' }],
  },
  { name: 'creates, modifies or deletes admission webhooks', requests: ADMISSION_CHANGES },
];
