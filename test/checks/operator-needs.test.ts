import { describe, expect, it } from '@jest/globals';
import { addonSignals } from '../../src/addons/catalogue.ts';
import { operatorNeeds } from '../../src/data/operator-needs.ts';
import { object, snapshotOf, workload } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { checkOf, evaluate } from '../support/example.ts';

const rbac = 'rbac.authorization.k8s.io/v1';
const account = { kind: 'ServiceAccount', namespace: 'delivery', name: 'rollouts' };

/** A ClusterRole, and its binding to the ServiceAccount. */
const granted = (name: string, ...rules: readonly object[]): Manifest[] => [
  object(rbac, 'ClusterRole', name, { rules }),
  object(rbac, 'ClusterRoleBinding', name, {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [account],
  }),
];
const rule = (group: string, resources: readonly string[], verbs: readonly string[]) => ({
  apiGroups: [group],
  resources,
  verbs,
});
const SECRETS = rule('', ['secrets'], ['get', 'list', 'watch']);
const PODS = rule('', ['pods'], ['update']);
const EXEC = rule('', ['pods/exec'], ['create']);
const OPERATOR = rule('argoproj.io', ['rollouts/status'], ['update']);

const risk = (check: string, ...objects: readonly Manifest[]) =>
  evaluate(checkOf(check), snapshotOf({}, ...objects)).find(({ object: at }) => at?.name === 'rollouts');

it('are those of add-ons of the catalogue', () => {
  const ids = new Set(addonSignals.map(({ id }) => id));
  expect(Object.keys(operatorNeeds).filter((id) => !ids.has(id))).toEqual([]);
});

describe('an operator that needs the permission', () => {
  it('is named with its work, one step lower', () => {
    expect(risk('identities/secret-readers', ...granted('a', SECRETS, OPERATOR))).toMatchObject({
      verdict: 'fail',
      severity: 'medium',
      message:
        'can read all Secrets; needed by Argo Rollouts, which reads the credentials of metric providers',
    });
  });

  it('is recognized by another binding of the same ServiceAccount', () => {
    const objects = [...granted('a', SECRETS), ...granted('b', OPERATOR)];
    expect(risk('identities/secret-readers', ...objects)).toMatchObject({ severity: 'medium' });
  });

  it('is an Ingress controller by the status of Ingresses, whatever its product', () => {
    const status = rule('networking.k8s.io', ['ingresses/status'], ['update']);
    expect(risk('identities/secret-readers', ...granted('a', SECRETS, status))).toMatchObject({
      severity: 'medium',
      message: expect.stringContaining('needed by an Ingress controller'),
    });
  });

  it('is istiod by the status of WorkloadEntries, before the Ingresses whose status it writes as well', () => {
    const status = [
      rule('networking.k8s.io', ['ingresses/status'], ['*']),
      rule('networking.istio.io', ['workloadentries/status', 'serviceentries/status'], ['update', 'patch']),
    ];
    expect(risk('identities/secret-readers', ...granted('a', SECRETS, ...status))).toMatchObject({
      severity: 'medium',
      message: expect.stringContaining('needed by istiod, which serves the certificates of gateways by SDS'),
    });
  });

  it('does not need more than its work', () => {
    expect(risk('identities/pod-exec', ...granted('a', PODS, OPERATOR))).toMatchObject({
      severity: 'medium',
    });
    expect(risk('identities/pod-exec', ...granted('a', PODS, EXEC, OPERATOR))).toMatchObject({
      severity: 'high',
    });
    expect(
      risk(
        'identities/webhook-writers',
        ...granted('a', rule('*', ['mutatingwebhookconfigurations'], ['update']), OPERATOR),
      ),
    ).toMatchObject({ severity: 'high' });
  });
});

describe('what a tenant can write', () => {
  it('lowers nothing: a workload that looks like the operator', () => {
    const looks = workload('Deployment', 'argo-rollouts', 'quay.io/argoproj/argo-rollouts:v1.8.3', {
      namespace: 'delivery',
      spec: { serviceAccountName: 'rollouts' },
    });
    const found = risk('identities/secret-readers', ...granted('a', SECRETS), looks);
    expect(found).toMatchObject({ severity: 'high', message: 'can read all Secrets' });
  });

  it('lowers nothing: a role in its own namespace', () => {
    const role = [
      object(rbac, 'Role', 'mine', { metadata: { name: 'mine', namespace: 'delivery' }, rules: [OPERATOR] }),
      object(rbac, 'RoleBinding', 'mine', {
        metadata: { name: 'mine', namespace: 'delivery' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'mine' },
        subjects: [account],
      }),
    ];
    expect(risk('identities/secret-readers', ...granted('a', SECRETS), ...role)).toMatchObject({
      severity: 'high',
    });
  });

  it('lowers nothing: writing the objects of the product, as its users do', () => {
    const users = rule('argoproj.io', ['rollouts'], ['create', 'update']);
    expect(risk('identities/secret-readers', ...granted('a', SECRETS, users))).toMatchObject({
      severity: 'high',
    });
  });
});

describe('all authenticated users', () => {
  const proxied = (resourceNames: readonly string[]): Manifest[] => [
    object(rbac, 'Role', 'proxier', {
      metadata: { name: 'proxier', namespace: 'kube-system' },
      rules: [{ ...rule('', ['services/proxy'], ['create', 'get']), resourceNames }],
    }),
    object(rbac, 'RoleBinding', 'rollouts', {
      metadata: { name: 'rollouts', namespace: 'kube-system' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'proxier' },
      subjects: [{ kind: 'Group', name: 'system:authenticated' }],
    }),
  ];

  it('reach one Service by name with a low risk, and all Services with a high one', () => {
    const check = 'identities/authenticated-permissions';
    expect(risk(check, ...proxied(['http:sealed-secrets:']))).toMatchObject({ severity: 'low' });
    expect(risk(check, ...proxied([]))).toMatchObject({ severity: 'high' });
  });
});
