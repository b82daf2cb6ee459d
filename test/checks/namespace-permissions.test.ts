import { describe, expect, it } from '@jest/globals';
import { checkParts } from '../../src/checks/parts.ts';
import { runChecks } from '../../src/checks/run.ts';
import { buildModel } from '../../src/model/build.ts';
import type { Verdict } from '../../src/result/types.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { openshift } from '../app/support/openshift.ts';
import { checkOf, exampleSnapshot, evaluate } from '../support/example.ts';

const ID = 'identities/namespace-permissions';

const role = (namespace: string, name: string, rules: string): string => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { namespace: ${namespace}, name: ${name} }
rules: [${rules}]
---`;

const binding = (
  namespace: string,
  name: string,
  roleRef: string,
  ...subjects: readonly string[]
): string => `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { namespace: ${namespace}, name: ${name} }
roleRef: { apiGroup: rbac.authorization.k8s.io, ${roleRef} }
subjects: [${subjects.join(', ')}]
---`;

const user = (name: string) => `{ kind: User, apiGroup: rbac.authorization.k8s.io, name: ${name} }`;
const account = (namespace: string, name: string) =>
  `{ kind: ServiceAccount, namespace: ${namespace}, name: ${name} }`;

const SECRETS = "{ apiGroups: [''], resources: [secrets], verbs: [get] }";
const PODS = "{ apiGroups: [''], resources: [pods], verbs: [get, list, watch, create] }";

const reader = 'kind: Role, name: reader';

function verdicts(manifests: string): Verdict[] {
  return evaluate(checkOf(ID), exampleSnapshot(manifests));
}

describe('one verdict per namespace', () => {
  it('lists the subjects with the most permissions and counts the rest', () => {
    const [first, ...more] = verdicts(
      role('shop', 'reader', SECRETS) +
        binding('shop', 'a', reader, ...['ann', 'bob', 'cem'].map(user), account('ops', 'ann')) +
        role('shop', 'all', "{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }") +
        binding('shop', 'z', 'kind: Role, name: all', account('shop', 'zoe')),
    );
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      verdict: 'fail',
      severity: 'low',
      object: { kind: 'Namespace', name: 'shop' },
      message:
        '5 subjects: ServiceAccount shop/zoe (full access), ServiceAccount ops/ann (read Secrets) and 3 more; 1 is a ServiceAccount of the namespace',
    });
    expect(first?.evidence[0]).toMatchObject({
      location: 'RoleBinding shop/z',
      value: 'Role all to ServiceAccount shop/zoe: full access',
    });
  });

  it('combines the permissions of one subject from several bindings', () => {
    expect(
      verdicts(
        role('shop', 'reader', SECRETS) +
          binding('shop', 'a', reader, user('ann')) +
          role('shop', 'maker', PODS) +
          binding('shop', 'b', 'kind: Role, name: maker', user('ann')),
      ).map(({ message }) => message),
    ).toEqual(['1 subject: User ann (create Pods or workloads, read Secrets)']);
  });

  it('reports which ServiceAccount of the namespace leads to the whole cluster', () => {
    const [first] = verdicts(`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: boss }
rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: boss }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: boss }
subjects: [${account('tools', 'flux')}]
---${role('tools', 'reader', PODS)}${binding('tools', 'a', reader, user('ann'))}`);
    expect(first).toMatchObject({
      severity: 'medium',
      message:
        '1 subject: User ann (create Pods or workloads); ServiceAccount tools/flux of the namespace is cluster-admin or can become it',
    });
  });

  it('has the identity of the namespace only, whatever subjects are bound there', () => {
    const fingerprint = (name: string) =>
      verdicts(role('shop', 'reader', SECRETS) + binding('shop', 'a', reader, user(name)))[0]?.fingerprint;
    expect(fingerprint('ann')).toBe(fingerprint('bob'));
  });
});

const EVIDENCE = (fields: string) => `
apiVersion: archmap.io/v1
kind: Evidence
${fields}
---`;

describe('get on pods/exec', () => {
  const SESSION =
    role('shop', 'reader', "{ apiGroups: [''], resources: [pods/exec], verbs: [get] }") +
    binding('shop', 'a', reader, user('ann'));

  it.each([
    ['v1.34.9', '', 'fail'],
    ['v1.35.0', "flags: { feature-gates: '' }", 'unknown'],
    ['v1.35.0', 'flags: { feature-gates: AuthorizePodWebsocketUpgradeCreatePermission=false }', 'fail'],
    ['v1.35.0', 'flags: { feature-gates: "AllBeta=false" }', 'fail'],
    ['v1.35.0', "emulation: '1.34'", 'fail'],
  ])(
    'allows a session where the API server requires no other permission: %s %s',
    (version, more, expected) => {
      expect(
        verdicts(EVIDENCE(`version: ${version}\n${more}`) + SESSION).map(({ verdict }) => verdict),
      ).toEqual([expected]);
    },
  );
});

/** OpenShift with these objects in addition to its own. */
function onOpenshift(manifests: string): Verdict[] {
  const own = openshift();
  const { records } = exampleSnapshot(manifests);
  const snapshot: Snapshot = {
    ...own,
    records: { ...own.records, role: records.role, binding: records.binding },
  };
  const model = buildModel(snapshot);
  return runChecks([checkOf(ID)], checkParts(model), model.outcome);
}

const clusterRole = (name: string, rules: string): string => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: '${name}' }
rules: [${rules}]
---`;

const DEPLOYERS = binding(
  'shop',
  'system:deployers',
  "kind: ClusterRole, name: 'system:deployer'",
  account('shop', 'deployer'),
);

describe('the default bindings of OpenShift projects', () => {
  it('are not reported', () => {
    expect(onOpenshift(clusterRole('system:deployer', PODS) + DEPLOYERS)).not.toContainEqual(
      expect.objectContaining({ verdict: 'fail' }),
    );
  });

  it.each([
    ['more rules than OpenShift ships', clusterRole('system:deployer', `${PODS}, ${SECRETS}`) + DEPLOYERS],
    [
      'another ServiceAccount',
      clusterRole('system:deployer', PODS) +
        binding(
          'shop',
          'system:deployers',
          "kind: ClusterRole, name: 'system:deployer'",
          account('shop', 'web'),
        ),
    ],
    [
      'the ServiceAccount of another project',
      clusterRole('system:deployer', PODS) +
        binding(
          'shop',
          'system:deployers',
          "kind: ClusterRole, name: 'system:deployer'",
          account('bank', 'deployer'),
        ),
    ],
    [
      'a role of the project by that name',
      role('shop', 'system:deployer', PODS) +
        binding(
          'shop',
          'system:deployers',
          "kind: Role, name: 'system:deployer'",
          account('shop', 'deployer'),
        ),
    ],
  ])('are the only exemption: %s', (_, manifests) => {
    expect(onOpenshift(manifests)).toMatchObject([{ verdict: 'fail', object: { name: 'shop' } }]);
  });
});
