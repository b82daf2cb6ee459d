import type { Attempt, Expected } from './attempt.ts';
import {
  account,
  binding,
  clusterBinding,
  clusterRole,
  everywhere,
  EVERYTHING,
  group,
  JANE,
  rule,
  user,
  within,
} from './rbac-objects.ts';

const ESCALATION = 'identities/escalation-permissions';
const TOKENS = 'identities/token-creators';
const SECRETS = 'identities/secret-readers';
const PERMISSIONS = 'identities/namespace-permissions';

const RBAC = 'rbac.authorization.k8s.io';
const CSR = 'certificates.k8s.io';
const APPROVE = [rule(`${CSR}:update certificatesigningrequests/approval`), rule(`${CSR}:approve signers`)];

const POW = account('ci', 'pow');
const NAMESPACE = `
apiVersion: v1
kind: Namespace
metadata: { name: ci }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: pow, namespace: ci }
---`;

/** Permissions that make `ci/pow` an administrator, or lead to one in one step. */
const PRIVILEGES: readonly (readonly [string, string])[] = [
  [
    'all accounts of its namespace are administrators',
    clusterBinding('p', 'cluster-admin', group('system:serviceaccounts:ci')),
  ],
  ['it is one in kube-system', binding('kube-system', 'p', ['ClusterRole', 'cluster-admin'], POW)],
  ['it approves certificates for any user', clusterRole('p', ...APPROVE) + clusterBinding('p', 'p', POW)],
  [
    'it may impersonate an administrator by name',
    clusterRole('p', rule('impersonate groups', ['system:masters'])) + clusterBinding('p', 'p', POW),
  ],
  [
    'it may bind a role that may bind cluster-admin',
    clusterRole('q', rule(`${RBAC}:bind clusterroles`, ['cluster-admin'])) +
      clusterRole('p', rule(`${RBAC}:bind clusterroles`, ['q']), rule(`${RBAC}:create clusterrolebindings`)) +
      clusterBinding('p', 'p', POW),
  ],
  [
    'it creates tokens of an account that may',
    clusterBinding('q', 'cluster-admin', account('ci', 'boss')) +
      clusterRole('p', rule('create serviceaccounts/token', ['boss'])) +
      clusterBinding('p', 'p', POW),
  ],
];

const is = (
  check: string,
  verdict: Expected['verdict'],
  object?: string,
  severity?: Expected['severity'],
): Expected => ({
  check,
  verdict,
  ...(object && { object }),
  ...(severity && { severity }),
});

const powerful = PRIVILEGES.flatMap(([what, objects]): Attempt[] => [
  {
    name: `chains/impersonates an account by name: ${what}`,
    player: 'administrator',
    why: 'A user who may impersonate an administrator is one, regardless of the number of steps.',
    objects: NAMESPACE + objects + everywhere([rule('impersonate serviceaccounts', ['pow'])], JANE),
    expect: [is(ESCALATION, 'fail', 'User jane', 'high')],
  },
  {
    name: `chains/creates tokens of an account by name: ${what}`,
    player: 'administrator',
    why: 'A token of an administrator grants the permissions of the administrator.',
    objects: NAMESPACE + objects + everywhere([rule('create serviceaccounts/token', ['pow'])], JANE),
    expect: [is(TOKENS, 'fail', 'User jane', 'high')],
  },
  {
    name: `chains/edits the namespace of an account: ${what}`,
    player: 'administrator',
    why: 'A user who runs pods as an administrator can become one.',
    objects: NAMESPACE + objects + binding('ci', 'e', ['ClusterRole', 'edit'], JANE),
    expect: [is(PERMISSIONS, 'fail', 'Namespace ci', 'medium')],
  },
]);

const others: readonly Attempt[] = [
  {
    name: 'chains/escalates by name a role that its group has',
    player: 'administrator',
    why: 'A role of all authenticated users is a role of jane.',
    objects:
      clusterRole('w', rule('get pods')) +
      clusterBinding('w', 'w', group('system:authenticated')) +
      everywhere([rule(`${RBAC}:escalate,update clusterroles`, ['w'])], JANE),
    expect: [is(ESCALATION, 'fail', 'User jane', 'high')],
  },
  {
    name: 'chains/binds by name, and its group writes bindings',
    player: 'administrator',
    why: 'Each of two bindings grants one half.',
    objects:
      clusterRole('w', rule(`${RBAC}:create clusterrolebindings`)) +
      clusterBinding('w', 'w', group('system:serviceaccounts:shop')) +
      everywhere([rule(`${RBAC}:bind clusterroles`, ['cluster-admin'])], account('shop', 'web')),
    expect: [is(ESCALATION, 'fail', 'ServiceAccount shop/web', 'high')],
  },
  {
    name: 'chains/impersonates a node by name',
    player: 'administrator',
    why: 'The Node authorizer allows a node to read the Secrets of its pods.',
    objects: everywhere(
      [rule('impersonate users', ['system:node:cp-1']), rule('impersonate groups', ['system:nodes'])],
      JANE,
    ),
    expect: [is(ESCALATION, 'fail', 'User jane', 'medium')],
  },
  {
    name: 'chains/impersonates an account by its user name',
    player: 'administrator',
    why: 'The API server checks the permission on the ServiceAccount instead.',
    objects:
      NAMESPACE +
      clusterBinding('p', 'cluster-admin', POW) +
      everywhere([rule('impersonate users', ['system:serviceaccount:ci:pow'])], JANE),
    expect: [is(ESCALATION, 'pass')],
  },
  {
    name: 'chains/impersonates other users by constrained impersonation',
    player: 'administrator',
    why: 'Impersonation of any user grants more than direct permissions.',
    objects: everywhere(
      [
        "{ apiGroups: ['authentication.k8s.io'], resources: [serviceaccounts], verbs: ['impersonate:serviceaccount'] }",
        "{ apiGroups: [''], resources: [secrets], verbs: ['impersonate-on:serviceaccount:list'] }",
      ],
      JANE,
    ),
    expect: [is(ESCALATION, 'fail', 'User jane', 'medium')],
  },
  {
    name: 'chains/permissions on cluster-scoped resources, by RoleBindings',
    player: 'tenant',
    why: 'Users, groups and the rules of ClusterRoles are checked at cluster scope only.',
    objects:
      within('kube-system', [rule('impersonate users,groups'), rule(`${RBAC}:escalate clusterroles`)], JANE) +
      within('shop', [rule(`${RBAC}:escalate clusterroles`)], account('shop', 'web')),
    expect: [is(ESCALATION, 'pass'), is(PERMISSIONS, 'pass')],
  },
  {
    name: 'chains/a star among names',
    player: 'administrator',
    why: 'No object has this name.',
    objects: everywhere(
      [
        rule(`${CSR}:update certificatesigningrequests/approval`),
        rule(`${CSR}:approve signers`, ['*']),
        rule('get nodes/proxy', ['*']),
      ],
      JANE,
    ),
    expect: [is('identities/certificate-approvers', 'pass'), is('identities/node-proxy-permissions', 'pass')],
  },
  ...[403, 500].map((code): Attempt => ({
    name: `chains/a Secret by name, and Secrets answer ${code}`,
    player: 'network',
    why: 'It may contain a token of the administrator that runs in its namespace.',
    objects:
      NAMESPACE +
      clusterBinding('p', 'cluster-admin', POW) +
      within('ci', [rule('get secrets', ['deployer'])], JANE),
    answers: { '/api/v1/secrets': code, '/api/v1/namespaces/team-a/secrets': code },
    expect: [is(SECRETS, 'unknown', 'User jane')],
  })),
  ...(['system:serviceaccounts:ci', 'system:serviceaccounts'] as const).map((name): Attempt => ({
    name: `chains/a Secret by name, accounts not listed, and ${name} is an administrator`,
    player: 'network',
    why: 'Whatever accounts the namespace has, they are in the group.',
    objects:
      clusterBinding('p', 'cluster-admin', group(name)) +
      within('ci', [rule('get secrets', ['deployer'])], JANE),
    answers: {
      '/api/v1/secrets': 403,
      '/api/v1/namespaces/team-a/secrets': 403,
      '/api/v1/serviceaccounts': 403,
      '/api/v1/namespaces/team-a/serviceaccounts': 403,
    },
    expect: [is(SECRETS, 'unknown', 'User jane')],
  })),
  {
    name: 'chains/a token by name, accounts not listed, and the accounts of a namespace are administrators',
    player: 'network',
    why: 'An account of that name may be in it.',
    objects:
      clusterBinding('p', 'cluster-admin', group('system:serviceaccounts:ci')) +
      everywhere([rule('create serviceaccounts/token', ['pow'])], JANE),
    answers: { '/api/v1/serviceaccounts': 403, '/api/v1/namespaces/team-a/serviceaccounts': 403 },
    expect: [is(TOKENS, 'fail', 'User jane', 'high')],
  },
  {
    name: 'chains/a Secret by name in a namespace without privileged accounts, and Secrets are refused',
    player: 'network',
    why: 'Any token in it belongs to an account of that namespace, and none of these has permissions.',
    objects: NAMESPACE + within('ci', [rule('get secrets', ['deployer'])], JANE),
    answers: { '/api/v1/secrets': 403, '/api/v1/namespaces/team-a/secrets': 403 },
    expect: [is(SECRETS, 'pass')],
  },
  ...(['patch', 'deletecollection'] as const).map((verb): Attempt => ({
    name: `chains/${verb} on all Secrets`,
    player: 'administrator',
    why: 'The response contains the changed or deleted object, and a dry run changes nothing.',
    objects: everywhere([rule(`${verb} secrets`)], JANE),
    expect: [is(SECRETS, 'fail', 'User jane', 'high')],
  })),
  {
    name: 'chains/nodes/proxy of one node, and nodes are refused',
    player: 'network',
    why: 'It may be one of the control plane.',
    objects: everywhere([rule('get nodes/proxy', ['cp-1'])], JANE),
    answers: { '/api/v1/nodes': 403 },
    expect: [is('identities/node-proxy-permissions', 'fail', 'User jane', 'high')],
  },
  {
    name: 'chains/ServiceAccounts of only one namespace',
    player: 'network',
    why: 'The accounts that were not listed may disable their token.',
    answers: { '/api/v1/serviceaccounts': 403 },
    expect: [is('identities/token-unneeded', ['pass', 'unknown'])],
  },
  {
    name: 'chains/a binding to a role that does not exist',
    player: 'tenant',
    why: 'It grants the account no use of its token.',
    objects: `
apiVersion: v1
kind: Pod
metadata: { name: p, namespace: t1 }
spec: { serviceAccountName: default, containers: [{ name: c, image: 'x:1' }] }
status: { phase: Running }
---
${binding('t1', 'none', ['Role', 'gone'], account('t1', 'default'))}`,
    expect: [is('identities/token-unneeded', 'fail', undefined, 'low')],
  },
  {
    name: 'chains/a role that is aggregated into view and missing in the files',
    player: 'administrator',
    why: 'The controller manager puts it into view, wherever that is.',
    objects: `
apiVersion: ${RBAC}/v1
kind: ClusterRole
metadata: { name: part, labels: { ${RBAC}/aggregate-to-view: 'true' } }
rules: [${rule('list secrets')}]
---
${clusterBinding('v', 'view', JANE)}${clusterBinding('e', 'edit', user('ann'))}`,
    expect: [],
    files: [is(SECRETS, 'fail', 'User jane', 'high'), is(SECRETS, 'fail', 'User ann', 'high')],
  },
  ...(
    [
      ['creates events', rule('create events')],
      ['creates objects of a product', rule('cert-manager.io:create certificates')],
      ['may do everything', EVERYTHING],
    ] as const
  ).map(([what, given]): Attempt => ({
    name: `chains/a namespace with the name of a product, whose account ${what}`,
    player: 'administrator',
    why: 'None of these permissions is specific to an operator.',
    objects: `
apiVersion: v1
kind: Namespace
metadata: { name: argocd }
---
${clusterRole('x', given)}${clusterBinding('x', 'x', account('argocd', 'app'))}${binding('argocd', 'e', ['ClusterRole', 'edit'], account('argocd', 'other'))}`,
    expect: [
      is(PERMISSIONS, 'fail', 'Namespace argocd'),
      is('namespaces/pod-security-unset', 'fail', 'Namespace argocd'),
    ],
  })),
];

const attempts: readonly Attempt[] = [...powerful, ...others];
export default attempts;
