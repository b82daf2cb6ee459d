import { describe, expect, it } from '@jest/globals';
import { chainsOf } from '../../src/checks/helpers/escalation-paths.ts';
import { buildModel } from '../../src/model/build.ts';
import { snapshotOf } from '../model/support/cluster.ts';

const API = 'rbac.authorization.k8s.io';
const N = 2_000;
const names = Array.from({ length: N }, (_, i) => `s${i}`);

interface Rule {
  apiGroups: readonly string[];
  resources: readonly string[];
  verbs: readonly string[];
  resourceNames?: readonly string[];
}

const named = (resource: string, verb: string, only: readonly string[] = names, group = ''): Rule => ({
  apiGroups: [group],
  resources: [resource],
  verbs: [verb],
  resourceNames: only,
});

const inShop = (...rules: readonly Rule[]) => [
  { apiVersion: `${API}/v1`, kind: 'Role', metadata: { namespace: 'shop', name: 'z' }, rules },
  {
    apiVersion: `${API}/v1`,
    kind: 'RoleBinding',
    metadata: { namespace: 'shop', name: 'q' },
    roleRef: { apiGroup: API, kind: 'Role', name: 'z' },
    subjects: names.map((name) => ({ kind: 'ServiceAccount', namespace: 'shop', name })),
  },
];

const clusterBinding = (name: string, role: string, subject: object) => ({
  apiVersion: `${API}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name },
  roleRef: { apiGroup: API, kind: 'ClusterRole', name: role },
  subjects: [subject],
});

const CHIEF = clusterBinding('chief', 'cluster-admin', {
  kind: 'ServiceAccount',
  namespace: 'shop',
  name: 's0',
});

describe('the cost of a role with 2,000 names and 2,000 subjects is their sum', () => {
  it.each([
    ['tokens', [named('serviceaccounts/token', 'create')]],
    ['impersonation of ServiceAccounts', [named('serviceaccounts', 'impersonate')]],
    ['Secrets', [named('secrets', 'get'), { apiGroups: [''], resources: ['secrets'], verbs: ['create'] }]],
    ['pods by name', [named('pods', 'create'), named('pods', 'patch')]],
  ] as const)('%s', (_, rules) => {
    const { rbac } = buildModel(snapshotOf({}, ...inShop(...rules), CHIEF));
    const chains = chainsOf(rbac);
    const last = { kind: 'ServiceAccount', namespace: 'shop', name: `s${N - 1}` } as const;
    expect(chains.impact(last)).toBe('all');
    expect(chains.steps).toBeLessThan(20 * N);
  });
});

it('follows a chain of roles that allow binding each other to its end', () => {
  const roles = names.map((name, i) => ({
    apiVersion: `${API}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules: [named('clusterroles', 'bind', [i === N - 1 ? 'cluster-admin' : `s${i + 1}`], API)],
  }));
  const writer = {
    apiVersion: `${API}/v1`,
    kind: 'ClusterRole',
    metadata: { name: 'writer' },
    rules: [{ apiGroups: [API], resources: ['clusterrolebindings'], verbs: ['create'] }],
  };
  const jane = { kind: 'User', apiGroup: API, name: 'jane' };
  const { rbac } = buildModel(
    snapshotOf({}, ...roles, writer, clusterBinding('a', 's0', jane), clusterBinding('b', 'writer', jane)),
  );
  const chains = chainsOf(rbac);
  expect(chains.impact({ kind: 'User', name: 'jane' })).toBe('all');
  expect(chains.steps).toBeLessThan(20 * N);
});
