import type { Attempt, Expected } from './attempt.ts';
import {
  account,
  binding,
  clusterBinding,
  clusterRole,
  everywhere,
  group,
  JANE,
  RBAC,
  role,
  rule,
  within,
} from './rbac-objects.ts';

/** Permissions that verbs, names and namespaces imply, and subjects that are reachable in several steps. */

const is = (
  check: string,
  verdict: Expected['verdict'],
  object?: string,
  severity?: Expected['severity'],
): Expected => ({
  check: `identities/${check}`,
  verdict,
  ...(object && { object }),
  ...(severity && { severity }),
});

const attempt = (name: string, why: string, objects: string, ...expect: readonly Expected[]): Attempt => ({
  name: `reach/${name}`,
  player: 'administrator',
  why,
  objects,
  expect,
});

const place = (name: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name} }
---`;
const serviceAccount = (namespace: string, name: string) => `
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: ${namespace} }
---`;
const WEB = account('shop', 'web');
const CSR = 'certificates.k8s.io';
const HOOKS = 'admissionregistration.k8s.io';

/** A namespace, its administrator, and jane's permissions there. */
const STRONG =
  place('bank') +
  serviceAccount('bank', 'chief') +
  clusterBinding('chief', 'cluster-admin', account('bank', 'chief'));

const APPLY = 'An apply of an object that does not exist requires patch and then create, with the name.';

const CREATION: readonly Attempt[] = [
  attempt(
    'a pod of kube-system, applied by its name',
    APPLY,
    within('kube-system', [rule('create,patch pods', ['debug'])], JANE),
    is('pod-creators', 'fail', 'User jane', 'medium'),
  ),
  attempt(
    'a pod of kube-system, created by name in one role and patched by another',
    APPLY,
    within('kube-system', [rule('create pods', ['debug'])], JANE) +
      role('kube-system', 'second', rule('patch pods')) +
      binding('kube-system', 'second', ['Role', 'second'], JANE),
    is('pod-creators', 'fail', 'User jane', 'medium'),
  ),
  attempt(
    'a pod of kube-system, created by name, and its group patches pods in all namespaces',
    APPLY,
    within('kube-system', [rule('create pods', ['debug'])], WEB) +
      clusterRole('second', rule('patch pods')) +
      clusterBinding('second', 'second', group('system:serviceaccounts:shop')),
    is('pod-creators', 'fail', 'ServiceAccount shop/web', 'medium'),
  ),
  attempt(
    'only a pod of kube-system, created by name',
    'A POST has no name, so that the rule never fits.',
    within('kube-system', [rule('create,update pods', ['debug'])], JANE),
    is('pod-creators', 'pass'),
  ),
  attempt(
    'a pod of kube-system, created by one name and patched by another',
    'Neither name has both.',
    within('kube-system', [rule('create pods', ['debug']), rule('patch pods', ['other'])], JANE),
    is('pod-creators', 'pass'),
  ),
  attempt(
    'a pod, created by name in one namespace and patched in another',
    'The two permissions never apply to one object.',
    within('kube-system', [rule('create pods', ['debug'])], JANE) +
      within('shop', [rule('patch pods', ['debug'])], JANE),
    is('pod-creators', 'pass'),
  ),
  attempt(
    'a Deployment of kube-system that does not exist, applied by its name',
    APPLY,
    within('kube-system', [rule('apps:create,patch deployments', ['debug'])], JANE),
    is('pod-creators', 'fail', 'User jane', 'medium'),
  ),
  attempt(
    'a pod applied by its name where an account is an administrator',
    APPLY,
    STRONG + within('bank', [rule('create,patch pods', ['debug'])], JANE),
    is('namespace-permissions', 'fail', 'Namespace bank', 'medium'),
  ),
  attempt(
    'a Secret of kube-system, applied by its name',
    'It contains the token of any chosen account.',
    within('kube-system', [rule('create,get,patch secrets', ['mine'])], JANE),
    is('secret-readers', 'fail', 'User jane', 'high'),
  ),
  attempt(
    'a PersistentVolume and a certificate request, applied by their names',
    APPLY,
    everywhere(
      [
        rule('create,patch persistentvolumes', ['mine']),
        rule(`${CSR}:create,patch certificatesigningrequests`, ['mine']),
        rule(`${CSR}:create certificatesigningrequests/nodeclient`),
      ],
      JANE,
    ),
    is('volume-creators', 'fail', 'User jane', 'medium'),
    is('certificate-approvers', 'fail', 'User jane', 'high'),
  ),
  attempt(
    'a webhook configuration, applied by its name',
    'It is a new one, with any chosen rules.',
    everywhere([rule(`${HOOKS}:create,patch mutatingwebhookconfigurations`, ['mine'])], JANE),
    is('webhook-writers', 'fail', 'User jane', 'high'),
  ),
  attempt(
    'a new webhook configuration, patched by its name',
    'Names limit permissions as intended.',
    everywhere([rule(`${HOOKS}:get,update,patch mutatingwebhookconfigurations`, ['mine'])], WEB),
    is('webhook-writers', 'pass'),
  ),
  attempt(
    'a role that does not exist yet, created, escalated and bound by its name',
    'No step is missing.',
    everywhere(
      [
        rule(`${RBAC}:escalate,create,update,patch,bind clusterroles`, ['newrole']),
        rule(`${RBAC}:create clusterrolebindings`),
      ],
      JANE,
    ),
    is('escalation-permissions', 'fail', 'User jane', 'high'),
  ),
  attempt(
    'a role that does not exist yet, created by an update',
    'Roles are created by PUT, too.',
    everywhere(
      [
        rule(`${RBAC}:escalate,create,update,bind clusterroles`, ['newrole']),
        rule(`${RBAC}:create clusterrolebindings`),
      ],
      JANE,
    ),
    is('escalation-permissions', 'fail', 'User jane', 'high'),
  ),
  attempt(
    'a role that does not exist yet, created and escalated, and not bound',
    'Another user is required to bind it.',
    everywhere([rule(`${RBAC}:escalate,create,update,patch clusterroles`, ['newrole'])], JANE),
    is('escalation-permissions', 'fail', 'User jane', 'medium'),
  ),
];

const TOKEN = `
apiVersion: v1
kind: Secret
metadata: { name: tok, namespace: bank, annotations: { kubernetes.io/service-account.name: chief } }
type: kubernetes.io/service-account-token
---`;

const DELETION: readonly Attempt[] = [
  attempt(
    'delete on all Secrets',
    'The response to a deletion that waits for a finalizer contains the object, to a dry run as well.',
    everywhere([rule('delete secrets')], WEB),
    is('secret-readers', 'fail', 'ServiceAccount shop/web', 'high'),
  ),
  attempt(
    'delete on the token of an administrator',
    'As get.',
    STRONG + TOKEN + within('bank', [rule('delete secrets', ['tok'])], JANE),
    is('secret-readers', 'fail', 'User jane', 'high'),
  ),
  attempt(
    'create and delete Secrets where an account is an administrator',
    'The author chooses the Secret.',
    STRONG + within('bank', [rule('create,delete secrets')], JANE),
    is('namespace-permissions', 'fail', 'Namespace bank', 'medium'),
  ),
  attempt(
    'create and update Secrets',
    'The response to an update contains the sent object.',
    everywhere([rule('create,update secrets')], WEB),
    is('secret-readers', 'pass'),
  ),
];

/** Permissions that make boss an administrator in some steps. */
const BOSS = account('ci', 'boss');
const PRIVILEGES: readonly (readonly [string, string])[] = [
  ['may impersonate any account', everywhere([rule('impersonate serviceaccounts')], BOSS)],
  [
    'may impersonate any account of kube-system',
    within('kube-system', [rule('impersonate serviceaccounts')], BOSS),
  ],
  [
    'may bind a role that impersonates any account',
    clusterRole('any', rule('impersonate serviceaccounts')) +
      everywhere(
        [rule(`${RBAC}:bind clusterroles`, ['any']), rule(`${RBAC}:create clusterrolebindings`)],
        BOSS,
      ),
  ],
  [
    'may add any permission to roles of kube-system',
    within('kube-system', [rule(`${RBAC}:escalate,create roles`), rule(`${RBAC}:create rolebindings`)], BOSS),
  ],
  ['creates tokens by Secrets of kube-system', within('kube-system', [rule('create,get secrets')], BOSS)],
  ['creates tokens by Secrets in all namespaces', everywhere([rule('create,get secrets')], BOSS)],
  ['edits the namespace of an administrator', STRONG + binding('bank', 'd', ['ClusterRole', 'edit'], BOSS)],
  [
    'creates tokens in the namespace of an administrator',
    STRONG + within('bank', [rule('create serviceaccounts/token')], BOSS),
  ],
  ['creates pods in the namespace of an administrator', STRONG + within('bank', [rule('create pods')], BOSS)],
  [
    'impersonates an administrator by name',
    STRONG + within('bank', [rule('impersonate serviceaccounts', ['chief'])], BOSS),
  ],
  [
    'creates tokens by Secrets in the namespace of an administrator',
    STRONG + within('bank', [rule('create,get secrets')], BOSS),
  ],
  [
    'binds edit in the namespace of an administrator',
    STRONG +
      within(
        'bank',
        [rule(`${RBAC}:bind clusterroles`, ['edit']), rule(`${RBAC}:create rolebindings`)],
        BOSS,
      ),
  ],
  [
    'reads the token of an administrator',
    STRONG + TOKEN + within('bank', [rule('get secrets', ['tok'])], BOSS),
  ],
];

const CI = place('ci') + serviceAccount('ci', 'boss');

const CHAINS: readonly Attempt[] = [
  ...PRIVILEGES.flatMap(([what, objects]): Attempt[] => [
    attempt(
      `jane creates tokens of an account that ${what}`,
      'A user who may become an administrator is one, regardless of the number of steps.',
      CI +
        objects +
        within('ci', [rule('create serviceaccounts/token', ['boss'])], JANE).replaceAll('given', 'j'),
      is('token-creators', 'fail', 'User jane', 'high'),
      is('namespace-permissions', 'fail', 'Namespace ci', 'medium'),
    ),
    attempt(
      `jane impersonates an account that ${what}`,
      'A user who may become an administrator is one, regardless of the number of steps.',
      CI +
        objects +
        everywhere([rule('impersonate serviceaccounts', ['boss'])], JANE).replaceAll('given', 'j'),
      is('escalation-permissions', 'fail', 'User jane', 'high'),
    ),
  ]),
  attempt(
    'jane impersonates an account that runs commands in the namespace of an administrator',
    'The accounts behind commands depend on the running pods.',
    CI +
      STRONG +
      within('bank', [rule('create pods/exec')], BOSS) +
      everywhere([rule('impersonate serviceaccounts', ['boss'])], JANE),
    is('escalation-permissions', 'fail', 'User jane', 'medium'),
  ),
  attempt(
    'jane impersonates an account that becomes any node',
    'The Node authorizer allows a node to read the Secrets of its pods.',
    CI +
      clusterRole(
        'n',
        rule(`${CSR}:create certificatesigningrequests,certificatesigningrequests/nodeclient`),
      ) +
      clusterBinding('n', 'n', BOSS) +
      everywhere([rule('impersonate serviceaccounts', ['boss'])], JANE),
    is('escalation-permissions', 'fail', 'User jane', 'medium'),
  ),
  attempt(
    'jane impersonates an account that edits a namespace without privileged accounts',
    'It grants no further permissions.',
    CI +
      place('quiet') +
      serviceAccount('quiet', 'app') +
      binding('quiet', 'd', ['ClusterRole', 'edit'], BOSS) +
      everywhere([rule('impersonate serviceaccounts', ['boss'])], JANE),
    is('escalation-permissions', 'pass'),
  ),
  attempt(
    'jane adds permissions to a role of an account that her pods run as',
    'No step is missing.',
    CI +
      clusterRole('held', rule('get pods')) +
      clusterBinding('held', 'held', BOSS) +
      everywhere([rule(`${RBAC}:escalate,update clusterroles`, ['held'])], JANE) +
      within('ci', [rule('create pods')], JANE).replaceAll('given', 'p'),
    is('escalation-permissions', 'fail', 'User jane', 'high'),
  ),
  ...(
    [
      ['bind everything', [rule(`${RBAC}:bind clusterroles`), rule(`${RBAC}:create rolebindings`)], 'medium'],
      [
        'bind edit',
        [rule(`${RBAC}:bind clusterroles`, ['edit']), rule(`${RBAC}:create rolebindings`)],
        'medium',
      ],
      [
        'add permissions to roles',
        [rule(`${RBAC}:escalate,create,update roles`), rule(`${RBAC}:create rolebindings`)],
        'medium',
      ],
      ['bind without a binding to write', [rule(`${RBAC}:bind clusterroles`)], 'low'],
    ] as const
  ).map(([what, rules, severity]) =>
    attempt(
      `in the namespace of an administrator, jane may ${what}`,
      'A user who grants itself edit creates tokens of all accounts there.',
      STRONG + within('bank', rules, JANE),
      is('namespace-permissions', 'fail', 'Namespace bank', severity),
    ),
  ),
];

const ANY_USER = [group('system:unauthenticated'), group('system:authenticated')];
const NODES = [
  rule('get,list,patch,delete nodes,persistentvolumes'),
  '{ nonResourceURLs: [/metrics], verbs: [get] }',
];
const toAnybody = (namespace: string, ...rules: readonly string[]) =>
  clusterRole('wide', ...rules) + binding(namespace, 'wide', ['ClusterRole', 'wide'], ...ANY_USER);

const PLACES: readonly Attempt[] = [
  ...['kube-system', 'shop'].map((namespace) =>
    attempt(
      `nodes, volumes and paths by a RoleBinding in ${namespace}`,
      'RBAC evaluates no RoleBinding for cluster-scoped resources.',
      toAnybody(namespace, ...NODES),
      is('anonymous-permissions', 'fail', `RoleBinding ${namespace}/wide`, 'low'),
      is('authenticated-permissions', 'fail', `RoleBinding ${namespace}/wide`, 'low'),
    ),
  ),
  attempt(
    'the Namespace itself by a RoleBinding',
    'Its path is in the namespace.',
    toAnybody('shop', rule('get,delete namespaces')),
    is('anonymous-permissions', 'fail', 'RoleBinding shop/wide', 'high'),
  ),
  attempt(
    'nodes of any API group by a RoleBinding',
    'A custom resource may have this name.',
    toAnybody('shop', rule('*:delete nodes')),
    is('anonymous-permissions', 'fail', 'RoleBinding shop/wide', 'high'),
  ),
  attempt(
    'a role without rules',
    'It was collected, and grants no permissions.',
    toAnybody('shop'),
    is('anonymous-permissions', 'fail', 'RoleBinding shop/wide', 'low'),
  ),
  attempt(
    'all permissions on webhooks by a RoleBinding',
    'Their configurations are cluster-scoped.',
    within(
      'shop',
      [rule(`${HOOKS}:* *`).replace("['*'], verbs", '[mutatingwebhookconfigurations], verbs')],
      JANE,
    ),
    is('wildcard-permissions', 'pass'),
  ),
];

const deployment = (name: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: t1 }
spec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { serviceAccountName: w, containers: [{ name: c, image: 'x:1' }] } } }
---`;

const TOKENS: readonly Attempt[] = [
  ...(
    [
      [
        'all accounts of the namespace',
        binding('t1', 'v', ['ClusterRole', 'view'], group('system:serviceaccounts:t1')),
      ],
      ['all accounts', clusterBinding('v', 'view', group('system:serviceaccounts'))],
    ] as const
  ).map(([what, objects]) =>
    attempt(
      `an account with permissions by the group of ${what}`,
      'The token grants the permissions of its groups.',
      place('t1') + serviceAccount('t1', 'w') + deployment('d') + objects,
      is('token-unneeded', 'pass'),
    ),
  ),
  attempt(
    'an account with permissions by a group in another namespace',
    'That is no reason for the pod to mount a token.',
    place('t1') +
      serviceAccount('t1', 'w') +
      deployment('d') +
      binding('shop', 'v', ['ClusterRole', 'view'], group('system:serviceaccounts:t1')),
    is('token-unneeded', 'fail', undefined, 'low'),
  ),
];

const version = (minor: number) => ({
  '/version': {
    body: JSON.stringify({
      major: '1',
      minor: String(minor),
      gitVersion: `v1.${minor}.4`,
      platform: 'linux/amd64',
    }),
  },
});

const CONSTRAINED = (groupName: string) =>
  everywhere(
    [
      `{ apiGroups: ['${groupName}'], resources: [users], verbs: ['impersonate:user-info'] }`,
      "{ apiGroups: [''], resources: [secrets], verbs: ['impersonate-on:user-info:list'] }",
    ],
    JANE,
  );

const RELEASES: readonly Attempt[] = [
  attempt(
    'constrained impersonation in the core group',
    'It is checked only in authentication.k8s.io.',
    CONSTRAINED(''),
    is('escalation-permissions', 'pass'),
  ),
  attempt(
    'constrained impersonation in its own group',
    'Impersonation of any user grants more than direct permissions.',
    CONSTRAINED('authentication.k8s.io'),
    is('escalation-permissions', 'fail', 'User jane', 'medium'),
  ),
  {
    ...attempt(
      'constrained impersonation before its first release',
      'It is new in 1.35.',
      CONSTRAINED('authentication.k8s.io'),
      is('escalation-permissions', ['pass', 'unknown']),
    ),
    answers: version(34),
  },
  // The base cluster has the roles of a later release.
  {
    name: 'reach/mutating admission policies before their first release',
    player: 'administrator',
    why: 'They are new in 1.32.',
    raw: {
      'serverversion.json': '{"gitVersion":"v1.30.4"}',
      'objects.yaml': everywhere([rule(`${HOOKS}:create,delete mutatingadmissionpolicies`)], WEB),
    },
    expect: [],
    files: [is('webhook-writers', ['pass', 'unknown'])],
  },
];

const EKS_NODE = `
apiVersion: v1
kind: Node
metadata: { name: ip-10-0-0-7, labels: { eks.amazonaws.com/nodegroup: a } }
spec: { providerID: 'aws:///eu-west-1a/i-0123456789abcdef0' }
status: { nodeInfo: { kubeletVersion: v1.37.2-eks-1234567, osImage: Amazon Linux 2023, operatingSystem: linux, kernelVersion: '6.1', containerRuntimeVersion: 'containerd://2.0.0', architecture: amd64 } }
---`;
const EKS = {
  without: ['Node *'],
  answers: {
    '/version': {
      body: JSON.stringify({
        major: '1',
        minor: '37',
        gitVersion: 'v1.37.2-eks-1234567',
        platform: 'linux/amd64',
      }),
    },
  },
};

const CLOUDS: readonly Attempt[] = (
  [
    ['escalation-permissions', [rule(`${RBAC}:bind,escalate clusterroles`)]],
    ['escalation-permissions', [rule('impersonate users,groups')]],
    ['secret-readers', [rule('get secrets')]],
    ['node-proxy-permissions', [rule('get nodes/proxy')]],
    ['pod-exec', [rule('create pods/exec')]],
  ] as const
).map(([check, rules], index) => ({
  ...attempt(
    `an account of kube-system by a name of EKS (${check} ${index})`,
    'A user who may write bindings grants it to an account of that name.',
    EKS_NODE + everywhere(rules, account('kube-system', 'metrics-server')),
    is(check, ['unknown', 'fail'], 'ServiceAccount kube-system/metrics-server'),
  ),
  ...EKS,
}));

const attempts: readonly Attempt[] = [
  ...CREATION,
  ...DELETION,
  ...CHAINS,
  ...PLACES,
  ...TOKENS,
  ...RELEASES,
  ...CLOUDS,
];
export default attempts;
