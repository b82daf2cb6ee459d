import type { Attempt, Expected } from './attempt.ts';
import { baseWorld } from './world.ts';

const API = 'rbac.authorization.k8s.io';

const role = (name: string, ...rules: readonly string[]) => `
apiVersion: ${API}/v1
kind: ClusterRole
metadata: { name: '${name}' }
rules: [${rules.map((rule) => `{ ${rule} }`).join(', ')}]
---`;

const roleIn = (place: string, ...rules: readonly string[]) => {
  const [namespace = '', name = ''] = place.split('/');
  return `
apiVersion: ${API}/v1
kind: Role
metadata: { name: '${name}', namespace: ${namespace} }
rules: [${rules.map((rule) => `{ ${rule} }`).join(', ')}]
---`;
};

const rule = (verbs: string, resources: string, { groups = "''", names = '' } = {}) =>
  `apiGroups: [${groups}], resources: [${resources}], verbs: [${verbs}]${names === '' ? '' : `, resourceNames: [${names}]`}`;

const urls = (verbs: string, paths: string) => `nonResourceURLs: [${paths}], verbs: [${verbs}]`;

const EVERYTHING = rule("'*'", "'*'", { groups: "'*'" });
const SECRETS = rule('get, list', 'secrets');
const ADMIN = role('cluster-admin', EVERYTHING, urls("'*'", "'*'"));

/** `User jane`, `Group ops`, `ServiceAccount ns/name`. */
const subject = (who: string) => {
  const [kind = '', full = ''] = who.split(' ');
  const [namespace, name] = full.split('/');
  return kind === 'ServiceAccount'
    ? `{ kind: ServiceAccount, namespace: ${namespace ?? ''}, name: '${name ?? ''}' }`
    : `{ kind: ${kind}, apiGroup: ${API}, name: '${full}' }`;
};

const bind = (name: string, to: string, ...who: readonly string[]) => `
apiVersion: ${API}/v1
kind: ClusterRoleBinding
metadata: { name: '${name}' }
roleRef: { apiGroup: ${API}, kind: ClusterRole, name: '${to}' }
subjects: [${who.map(subject).join(', ')}]
---`;

const bindIn = (
  namespace: string,
  name: string,
  to: string,
  who: string,
  kind: 'Role' | 'ClusterRole' = 'Role',
) => `
apiVersion: ${API}/v1
kind: RoleBinding
metadata: { name: '${name}', namespace: ${namespace} }
roleRef: { apiGroup: ${API}, kind: ${kind}, name: '${to}' }
subjects: [${subject(who)}]
---`;

const check = (name: string) => `identities/${name}`;
const fail = (name: string, object?: string, severity?: Expected['severity']): Expected => ({
  check: check(name),
  verdict: 'fail',
  ...(object !== undefined && { object }),
  ...(severity && { severity }),
});
const pass = (...names: readonly string[]): Expected[] =>
  names.map((name) => ({ check: check(name), verdict: 'pass' }));

/** Every check about permissions that only the system may have. */
const ALL = [
  'cluster-admin-outside-system',
  'secret-readers',
  'escalation-permissions',
  'wildcard-permissions',
  'node-proxy-permissions',
  'token-creators',
  'pod-creators',
  'volume-creators',
  'webhook-writers',
] as const;

const attempt = (
  name: string,
  why: string,
  objects: string,
  expect: readonly Expected[],
  files?: readonly Expected[],
): Attempt => ({
  name: `rbac/${name}`,
  player: 'administrator',
  why,
  objects,
  expect,
  ...(files && { files }),
});

/** The role of the base cluster's version with additional content. */
const shippedWith = (name: string, ...rules: readonly string[]) => role(name, ...rules);

const version = (minor: number) => ({
  '/version': {
    type: 'application/json',
    body: JSON.stringify({ major: '1', minor: `${minor}`, gitVersion: `v1.${minor}.0` }),
  },
});

const lookAlikes: readonly Attempt[] = [
  ...['system:discovery', 'system:basic-user', 'system:public-info-viewer'].map((name) =>
    attempt(
      `${name} with all permissions, for all users`,
      'The API server adds rules to its roles at start and removes none: a backdoor persists this way.',
      shippedWith(name, EVERYTHING) + bind(name, name, 'Group system:authenticated'),
      [fail('cluster-admin-outside-system', 'Group system:authenticated', 'critical')],
      [fail('cluster-admin-outside-system', 'Group system:authenticated', 'critical')],
    ),
  ),
  attempt(
    'system:basic-user that reads Secrets',
    'A role with an additional rule is a custom one.',
    shippedWith(
      'system:basic-user',
      rule('create', 'selfsubjectaccessreviews', { groups: 'authorization.k8s.io' }),
      SECRETS,
    ) + bind('system:basic-user', 'system:basic-user', 'Group system:authenticated'),
    [
      fail('secret-readers', 'Group system:authenticated', 'critical'),
      fail('authenticated-permissions', 'ClusterRoleBinding system:basic-user', 'high'),
    ],
  ),
  attempt(
    'kubeadm:get-nodes with all permissions for joining nodes',
    "The name is kubeadm's, the rules are not: a bootstrap token is then the cluster.",
    role('kubeadm:get-nodes', EVERYTHING) +
      bind('kubeadm:get-nodes', 'kubeadm:get-nodes', 'Group system:bootstrappers:kubeadm:default-node-token'),
    [fail('cluster-admin-outside-system', 'Group system:bootstrappers:kubeadm:default-node-token', 'high')],
  ),
  attempt(
    'system:coredns that writes webhooks',
    'DNS needs to list, no more.',
    role(
      'system:coredns',
      rule('create', 'mutatingwebhookconfigurations', { groups: 'admissionregistration.k8s.io' }),
    ) + bind('system:coredns', 'system:coredns', 'ServiceAccount kube-system/coredns'),
    [fail('webhook-writers', 'ServiceAccount kube-system/coredns')],
  ),
  attempt(
    "a controller's role with nodes/proxy",
    'system:controller:* are identified by rules, too.',
    role('system:controller:job-controller', rule('get, create', 'nodes/proxy')) +
      bind(
        'system:controller:job-controller',
        'system:controller:job-controller',
        'ServiceAccount kube-system/job-controller',
      ),
    [fail('node-proxy-permissions', 'ServiceAccount kube-system/job-controller')],
  ),
  attempt(
    'a controller that does not exist',
    'No release ships system:controller:helper.',
    role('system:controller:helper', SECRETS) +
      bind('system:controller:helper', 'system:controller:helper', 'ServiceAccount kube-system/helper'),
    [fail('secret-readers', 'ServiceAccount kube-system/helper')],
  ),
  attempt(
    'a Role of kube-system by a shipped name that reads all its Secrets',
    'kubeadm:nodes-kubeadm-config reads one ConfigMap; every kubelet is in the group.',
    roleIn('kube-system/kubeadm:nodes-kubeadm-config', SECRETS) +
      bindIn(
        'kube-system',
        'kubeadm:nodes-kubeadm-config',
        'kubeadm:nodes-kubeadm-config',
        'Group system:nodes',
      ),
    [fail('secret-readers', 'Group system:nodes', 'high')],
  ),
  attempt(
    'system:: roles in kube-system for a custom account',
    'The prefix is no evidence about its subjects.',
    roleIn('kube-system/system::helper', SECRETS) +
      bindIn('kube-system', 'system::helper', 'system::helper', 'ServiceAccount kube-system/helper'),
    [fail('secret-readers', 'ServiceAccount kube-system/helper')],
  ),
  attempt(
    'a bootstrapping label on a custom binding',
    'Labels can be put on anything.',
    role('mine', SECRETS) +
      bind('mine', 'mine', 'User jane').replace(
        "name: 'mine' }",
        "name: 'mine', labels: { kubernetes.io/bootstrapping: rbac-defaults } }",
      ),
    [fail('secret-readers', 'User jane', 'high')],
  ),
  attempt(
    'the role of nodes bound to all of them',
    'Kubernetes stopped making this binding in 1.8: it lets each node read all Secrets.',
    bind('system:node', 'system:node', 'Group system:nodes'),
    [fail('secret-readers', 'Group system:nodes', 'high')],
    [fail('secret-readers', 'Group system:nodes', 'high')],
  ),
  {
    ...attempt(
      'rules of a later release',
      'system:kube-scheduler reads Secrets in no release up to this one.',
      role('system:kube-scheduler', rule('get, list, watch', 'pods, nodes, secrets')) +
        bind('system:kube-scheduler', 'system:kube-scheduler', 'User system:kube-scheduler'),
      [fail('secret-readers', 'User system:kube-scheduler')],
    ),
    answers: version(26),
  },
];

const subjects: readonly Attempt[] = [
  ...(
    [
      ['Group system:nodes', 'high', 'every kubelet, and attackers after a container escape'],
      ['Group system:bootstrappers', 'high', 'users with a token to join nodes'],
      ['User system:evil', 'medium', 'signers refuse only the group system:masters'],
      ['User system:kube-scheduler', 'medium', 'the scheduler is shipped with its own role'],
      ['User system:node:worker-1', 'medium', 'one kubelet'],
      ['Group system:authenticated', 'critical', 'all authenticated users'],
      ['Group system:serviceaccounts', 'critical', 'every workload'],
      ['Group system:serviceaccounts:shop', 'high', 'every workload of a namespace'],
      ['ServiceAccount kube-system/tiller', 'medium', 'a namespace is accepted for no identity'],
      ['ServiceAccount kube-system/superadmin', 'medium', 'a namespace is accepted for no identity'],
      ['ServiceAccount kube-system/kube-proxy', 'medium', 'kube-proxy does not need it'],
      ['ServiceAccount shop/web', 'high', 'a workload'],
    ] as const
  ).map(([who, severity, why]) =>
    attempt(
      `cluster-admin for ${who}`,
      `cluster-admin is only for system:masters: ${why}.`,
      ADMIN + bind('boss', 'cluster-admin', who),
      [fail('cluster-admin-outside-system', who, severity)],
      [fail('cluster-admin-outside-system', who)],
    ),
  ),
  ...(
    [
      ['Group system:bootstrappers', 'high'],
      ['Group system:bootstrappers:worker', 'high'],
      ['User system:evil', 'high'],
      ['Group system:nodes', 'high'],
      ['ServiceAccount kube-system/vendor-agent', 'medium'],
    ] as const
  ).map(([who, severity]) =>
    attempt(
      `Secrets for ${who}`,
      'Names with the prefix system:, and kube-system, are not accepted.',
      role('reader', SECRETS) + bind('reads', 'reader', who),
      [fail('secret-readers', who, severity)],
      [fail('secret-readers', who)],
    ),
  ),
  attempt(
    'an account by its name as a user reads Secrets',
    'The API takes either form: it is the account.',
    role('reader', SECRETS) + bind('reads', 'reader', 'User system:serviceaccount:ci:runner'),
    [fail('secret-readers', 'ServiceAccount ci/runner', 'high')],
    [fail('secret-readers', 'ServiceAccount ci/runner', 'high')],
  ),
  attempt(
    'an account by its name as a user is cluster-admin',
    'Pods run as it, in either notation.',
    ADMIN + bind('boss', 'cluster-admin', 'User system:serviceaccount:ci:deploy'),
    [fail('cluster-admin-outside-system', 'ServiceAccount ci/deploy', 'high')],
  ),
  attempt(
    'the default account by its name as a user',
    'Every pod without a named account runs as it.',
    role('viewer', rule('get', 'pods')) + bind('views', 'viewer', 'User system:serviceaccount:shop:default'),
    [fail('default-service-account-bound', 'ServiceAccount shop/default')],
  ),
  attempt(
    'an account of a namespace that is named like a product',
    'Only its own binding confirms the namespace: a name lowers no severity without a permission to change objects.',
    role('reader', SECRETS) + bind('reads', 'reader', 'ServiceAccount keda/keda-operator'),
    [fail('secret-readers', 'ServiceAccount keda/keda-operator', 'high')],
  ),
  attempt(
    'system:masters by another binding',
    'The API server calls no authorizer for that group: a role adds nothing.',
    ADMIN + bind('again', 'cluster-admin', 'Group system:masters'),
    pass('cluster-admin-outside-system'),
  ),
  attempt(
    "k3s' jobs of charts on a cluster that is no k3s",
    'Objects that a distribution ships count on that distribution.',
    ADMIN + bind('helm-kube-system-traefik', 'cluster-admin', 'ServiceAccount kube-system/helm-traefik'),
    [fail('cluster-admin-outside-system', 'ServiceAccount kube-system/helm-traefik', 'medium')],
  ),
  attempt(
    'eks: users on a cluster that is no EKS',
    'On other clusters any user can use that name.',
    ADMIN + bind('eks:addon-cluster-admin', 'cluster-admin', 'User eks:addon-manager'),
    [fail('cluster-admin-outside-system', 'User eks:addon-manager', 'medium')],
  ),
  attempt(
    'openshift- accounts on a cluster that is no OpenShift',
    'On other clusters any user can use the prefix.',
    ADMIN + bind('op', 'cluster-admin', 'ServiceAccount openshift-operators/op'),
    [fail('cluster-admin-outside-system', 'ServiceAccount openshift-operators/op', 'high')],
  ),
];

const RBAC = { groups: API };

const names: readonly Attempt[] = [
  attempt(
    'bind of cluster-admin by name, with permission to write bindings',
    "The name is that of an administrator's role.",
    ADMIN +
      role(
        'ops',
        rule('bind', 'clusterroles', { ...RBAC, names: 'cluster-admin' }),
        rule('create', 'clusterrolebindings', RBAC),
      ) +
      bind('ops', 'ops', 'User eve'),
    [fail('escalation-permissions', 'User eve', 'high')],
    [fail('escalation-permissions', 'User eve', 'high')],
  ),
  attempt(
    'the same in two roles',
    'Permissions of one subject add up.',
    ADMIN +
      role('binder', rule('bind', 'clusterroles', { ...RBAC, names: 'cluster-admin' })) +
      role('writer', rule('create', 'clusterrolebindings', RBAC)) +
      bind('b', 'binder', 'User eve') +
      bind('w', 'writer', 'User eve'),
    [fail('escalation-permissions', 'User eve', 'high')],
  ),
  attempt(
    "bind of an administrator's role under another name",
    'A role is identified by its rules.',
    role('landlord', EVERYTHING) +
      role(
        'ops',
        rule('bind', 'clusterroles', { ...RBAC, names: 'view, landlord' }),
        rule('patch', 'clusterrolebindings', RBAC),
      ) +
      bind('ops', 'ops', 'User eve'),
    [fail('escalation-permissions', 'User eve', 'high')],
  ),
  attempt(
    'bind of cluster-admin without a binding to write',
    'A step is still missing.',
    ADMIN +
      role('ops', rule('bind', 'clusterroles', { ...RBAC, names: 'cluster-admin' })) +
      bind('ops', 'ops', 'User eve'),
    [fail('escalation-permissions', 'User eve', 'medium')],
  ),
  attempt(
    'bind of a role that reads Secrets',
    'Not an administrator, but a cluster-wide permission.',
    role('reader', SECRETS) +
      role(
        'ops',
        rule('bind', 'clusterroles', { ...RBAC, names: 'reader' }),
        rule('create', 'clusterrolebindings', RBAC),
      ) +
      bind('ops', 'ops', 'User eve'),
    [fail('escalation-permissions', 'User eve', 'medium')],
  ),
  attempt(
    'bind of view by name',
    'Names limit permissions as intended.',
    role(
      'ops',
      rule('bind', 'clusterroles', { ...RBAC, names: 'view' }),
      rule('create', 'rolebindings', RBAC),
    ) + bind('ops', 'ops', 'User eve'),
    pass('escalation-permissions'),
  ),
  attempt(
    'escalate on its own role by name',
    'It may add any permission to its own role.',
    role('ops', rule('escalate, update', 'clusterroles', { ...RBAC, names: 'ops' })) +
      bind('ops', 'ops', 'User eve'),
    [fail('escalation-permissions', 'User eve', 'high')],
  ),
  attempt(
    'escalate on another role by name',
    'A user with that role gets any permission; no data source shows that it has this one.',
    role('other', rule('get', 'pods')) +
      role('ops', rule('escalate, update', 'clusterroles', { ...RBAC, names: 'other' })) +
      bind('ops', 'ops', 'User eve'),
    [fail('escalation-permissions', 'User eve', 'medium')],
  ),
  attempt(
    'impersonate system:masters by name, and a user',
    'The group controls the cluster.',
    role(
      'ops',
      rule('impersonate', 'groups', { names: "'system:masters'" }),
      rule('impersonate', 'users', { names: 'nobody' }),
    ) + bind('ops', 'ops', 'User eve'),
    [fail('escalation-permissions', 'User eve', 'high')],
  ),
  attempt(
    "impersonate kubeadm's administrators by name, and an account",
    'An administrator is identified by its bindings.',
    role(
      'ops',
      rule('impersonate', 'groups', { names: "'kubeadm:cluster-admins'" }),
      rule('impersonate', 'serviceaccounts', { names: 'web' }),
    ) + bind('ops', 'ops', 'User eve'),
    [fail('escalation-permissions', 'User eve', 'high')],
  ),
  ...["'system:masters'", "'kubeadm:cluster-admins'", ''].map((names) =>
    attempt(
      `impersonate ${names || 'all groups'} and no user`,
      'kube-apiserver refuses to impersonate a group without a user: a step is missing.',
      role('ops', rule('impersonate', 'groups', names === '' ? {} : { names })) +
        bind('ops', 'ops', 'User eve'),
      [fail('escalation-permissions', 'User eve', 'medium')],
    ),
  ),
  attempt(
    "impersonate an administrator's account by name",
    'The account controls the cluster.',
    ADMIN +
      bind('boss', 'cluster-admin', 'ServiceAccount ci/deploy') +
      role('ops', rule('impersonate', 'serviceaccounts', { names: 'deploy' })) +
      bind('ops', 'ops', 'User eve'),
    [fail('escalation-permissions', 'User eve', 'high')],
  ),
  attempt(
    'impersonate that account by its name as a user',
    'For such a name the API server checks serviceaccounts, not users: the rule grants nothing.',
    ADMIN +
      bind('boss', 'cluster-admin', 'ServiceAccount ci/deploy') +
      role('ops', rule('impersonate', 'users', { names: "'system:serviceaccount:ci:deploy'" })) +
      bind('ops', 'ops', 'User eve'),
    pass('escalation-permissions'),
  ),
  attempt(
    'impersonate a user without permissions by name',
    'Impersonation of a user without permissions grants none.',
    role('ops', rule('impersonate', 'users', { names: 'jane' })) + bind('ops', 'ops', 'User eve'),
    pass('escalation-permissions'),
  ),
  attempt(
    "a token of an administrator's account by name, in its namespace",
    'One token is enough.',
    ADMIN +
      bind('boss', 'cluster-admin', 'ServiceAccount shop/deploy') +
      roleIn('shop/minter', rule('create', 'serviceaccounts/token', { names: 'deploy' })) +
      bindIn('shop', 'minter', 'minter', 'User eve'),
    [fail('token-creators', 'User eve', 'high')],
    [fail('token-creators', 'User eve', 'high')],
  ),
  attempt(
    'a token of an account that may bind roles',
    'It can make itself an administrator.',
    role('binder', rule('bind', 'clusterroles', RBAC), rule('create', 'clusterrolebindings', RBAC)) +
      bind('binder', 'binder', 'ServiceAccount shop/deploy') +
      role('minter', rule('create', 'serviceaccounts/token', { names: 'deploy' })) +
      bind('minter', 'minter', 'User eve'),
    [fail('token-creators', 'User eve', 'high')],
  ),
  attempt(
    'a token of a harmless account by name',
    'The network plugin has this permission for its own account.',
    role('minter', rule('create', 'serviceaccounts/token', { names: 'cni-plugin' })) +
      bind('minter', 'minter', 'ServiceAccount kube-system/cni'),
    pass('token-creators'),
  ),
  attempt(
    "a Secret by the name of an administrator's token",
    'A Secret that contains such a token grants the account.',
    `${ADMIN + bind('boss', 'cluster-admin', 'ServiceAccount shop/deploy')}
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata: { name: pipeline, namespace: shop, annotations: { kubernetes.io/service-account.name: deploy } }
---
${roleIn('shop/one', rule('get', 'secrets', { names: 'pipeline' }))}${bindIn('shop', 'one', 'one', 'User eve')}`,
    [fail('secret-readers', 'User eve', 'high')],
  ),
  attempt(
    'a Secret of a team by name',
    'It contains no token of an account.',
    roleIn('shop/one', rule('get', 'secrets', { names: 'registry' })) +
      bindIn('shop', 'one', 'one', 'User eve'),
    pass('secret-readers'),
  ),
  attempt(
    'nodes/proxy of a node of the control plane',
    'The credentials of the control plane are there.',
    role('ops', rule('get, create', 'nodes/proxy', { names: 'cp-1' })) + bind('ops', 'ops', 'User eve'),
    [fail('node-proxy-permissions', 'User eve', 'high')],
  ),
  attempt(
    'nodes/proxy of a worker',
    'Commands in every pod of that node.',
    role('ops', rule('get', 'nodes/proxy', { names: 'worker-1' })) + bind('ops', 'ops', 'User eve'),
    [fail('node-proxy-permissions', 'User eve', 'medium')],
  ),
];

const stars: readonly Attempt[] = [
  ...['scale', 'status'].map((name) =>
    attempt(
      `the ${name} of everything`,
      'One subresource is not every resource.',
      role('scaler', rule('get, patch, update', `'*/${name}'`, { groups: "'*'" })) +
        bind('scaler', 'scaler', 'ServiceAccount scaling/scaler'),
      [
        fail('wildcard-permissions', 'ServiceAccount scaling/scaler', 'info'),
        ...pass('secret-readers', 'pod-creators'),
      ],
    ),
  ),
  attempt(
    'the proxy of everything',
    'Nodes have one, too.',
    role('p', rule('get', "'*/proxy'")) + bind('p', 'p', 'User eve'),
    [fail('wildcard-permissions', 'User eve', 'low'), fail('node-proxy-permissions', 'User eve', 'high')],
  ),
  attempt(
    'stars on both sides of the slash',
    'Kubernetes matches no resource by it.',
    role('p', rule('get', "'*/*'", { groups: "'*'" })) + bind('p', 'p', 'User eve'),
    pass(...ALL),
  ),
  attempt(
    'everything in one namespace, for a workload',
    'An administrator of the namespace, for a workload.',
    roleIn('shop/everything', EVERYTHING) +
      bindIn('shop', 'everything', 'everything', 'ServiceAccount shop/app'),
    [fail('wildcard-permissions', 'ServiceAccount shop/app', 'low'), ...pass('cluster-admin-outside-system')],
    [fail('wildcard-permissions', 'ServiceAccount shop/app', 'low')],
  ),
  attempt(
    'cluster-admin bound in one namespace',
    'The same by another role.',
    ADMIN + bindIn('shop', 'boss', 'cluster-admin', 'Group shop-team', 'ClusterRole'),
    [fail('wildcard-permissions', 'Group shop-team', 'low'), ...pass('cluster-admin-outside-system')],
  ),
];

const PART = role('part', EVERYTHING).replace("name: 'part'", "name: part, labels: { agg: 'yes' }");

const whole = (selectors: string) => `
apiVersion: ${API}/v1
kind: ClusterRole
metadata: { name: whole }
aggregationRule: { clusterRoleSelectors: [${selectors}] }
rules: []
---`;

const aggregated: readonly Attempt[] = [
  ...(
    [
      ['a label', "{ matchLabels: { agg: 'yes' } }"],
      ['an expression', "{ matchExpressions: [{ key: agg, operator: In, values: ['yes'] }] }"],
      ['the second of two selectors', "{ matchLabels: { agg: 'no' } }, { matchLabels: { agg: 'yes' } }"],
    ] as const
  ).map(([name, selectors]) =>
    attempt(
      `an aggregated role in files, by ${name}`,
      'The controller would fill it with rules from the files.',
      PART + whole(selectors) + bind('whole', 'whole', 'ServiceAccount shop/boss'),
      [fail('cluster-admin-outside-system', 'ServiceAccount shop/boss', 'high')],
      [fail('cluster-admin-outside-system', 'ServiceAccount shop/boss', 'high')],
    ),
  ),
  attempt(
    'an aggregated role whose selectors match no roles',
    'It stays empty.',
    PART + whole("{ matchLabels: { agg: 'no' } }") + bind('whole', 'whole', 'ServiceAccount shop/boss'),
    pass('cluster-admin-outside-system'),
  ),
];

const everyUser: readonly Attempt[] = [
  attempt(
    'view for all authenticated users',
    'As for anonymous requests, with a severity one level lower.',
    bind('all-view', 'view', 'Group system:authenticated'),
    [fail('authenticated-permissions', 'ClusterRoleBinding all-view', 'medium')],
    [fail('authenticated-permissions', 'ClusterRoleBinding all-view', 'medium')],
  ),
  attempt(
    'edit for all authenticated users, in one namespace',
    'Any token is enough.',
    bindIn('shop', 'all-edit', 'edit', 'Group system:authenticated', 'ClusterRole'),
    [fail('authenticated-permissions', 'RoleBinding shop/all-edit', 'medium')],
    [fail('authenticated-permissions', 'RoleBinding shop/all-edit', 'medium')],
  ),
  attempt(
    'pods and nodes for every workload',
    'The group is in every token of a pod.',
    role('inventory', rule('get, list', 'pods, nodes')) +
      bind('inventory', 'inventory', 'Group system:serviceaccounts'),
    [fail('authenticated-permissions', 'ClusterRoleBinding inventory', 'medium')],
  ),
  attempt(
    'one ConfigMap for all authenticated users',
    'Meant to be read, as many products do.',
    roleIn('shop/info', rule('get', 'configmaps', { names: 'info' })) +
      bindIn('shop', 'info', 'info', 'Group system:authenticated'),
    [fail('authenticated-permissions', 'RoleBinding shop/info', 'low')],
  ),
  ...(['system:basic-user', 'system:discovery'] as const).map((name) =>
    attempt(
      `${name} for anonymous requests, as up to 1.13`,
      'Upgrades never took the subject out: many living clusters have it.',
      bind(name, name, 'Group system:authenticated', 'Group system:unauthenticated'),
      [
        fail('anonymous-permissions', `ClusterRoleBinding ${name}`, 'low'),
        ...pass('authenticated-permissions'),
      ],
      [fail('anonymous-permissions', `ClusterRoleBinding ${name}`, 'low')],
    ),
  ),
  attempt(
    'the same with a rule more',
    'The remaining role has no more rules than before.',
    role(
      'system:basic-user',
      rule('create', 'selfsubjectaccessreviews', { groups: 'authorization.k8s.io' }),
      rule('list', 'pods'),
    ) + bind('system:basic-user', 'system:basic-user', 'Group system:unauthenticated'),
    [fail('anonymous-permissions', 'ClusterRoleBinding system:basic-user')],
  ),
];

const stock: readonly Attempt[] = [
  attempt(
    'the default cluster of kubeadm',
    'It has the shipped content, and no more.',
    '',
    pass(...ALL, 'authenticated-permissions', 'anonymous-permissions'),
  ),
  attempt(
    'metrics for all authenticated users',
    'system:monitoring is shipped for any member of that group.',
    bind('system:monitoring', 'system:monitoring', 'Group system:monitoring'),
    pass(...ALL),
  ),
  attempt(
    'self-provisioners of OpenShift',
    'Shipped by OpenShift with these rules.',
    role('self-provisioner', rule('create', 'projectrequests', { groups: "'', project.openshift.io" })) +
      bind('self-provisioners', 'self-provisioner', 'Group system:authenticated:oauth'),
    pass('authenticated-permissions', ...ALL),
  ),
  attempt(
    'basic-users of OpenShift',
    'Shipped by OpenShift with these rules.',
    role(
      'basic-user',
      rule('get', 'users', { groups: "'', user.openshift.io", names: "'~'" }),
      rule('list, watch', 'projects', { groups: "'', project.openshift.io" }),
      rule('get, list, watch', 'clusterroles', RBAC),
      rule('get, list', 'storageclasses', { groups: 'storage.k8s.io' }),
    ) + bind('basic-users', 'basic-user', 'Group system:authenticated'),
    pass('authenticated-permissions', ...ALL),
  ),
  attempt(
    'basic-users of OpenShift that read Secrets',
    'More than OpenShift ships.',
    role('basic-user', SECRETS) + bind('basic-users', 'basic-user', 'Group system:authenticated'),
    [fail('secret-readers', 'Group system:authenticated', 'critical')],
  ),
  attempt(
    'the API server of k3s towards its kubelets',
    "A kubelet's client with a kubelet's permissions.",
    bind('kube-apiserver-kubelet-admin', 'system:kubelet-api-admin', 'User kube-apiserver'),
    pass('node-proxy-permissions'),
  ),
  attempt(
    "Calico's account in kube-system",
    'It reads and writes its own objects, and requests its own token.',
    role(
      'calico-node',
      rule('create', 'serviceaccounts/token', { names: 'calico-cni-plugin' }),
      rule('get, list, watch', 'pods, nodes, namespaces, configmaps, endpoints, services'),
      rule('patch', 'pods/status, nodes/status'),
      rule('create, update, get, list', 'ippools, ipamblocks', { groups: 'crd.projectcalico.org' }),
    ) + bind('calico-node', 'calico-node', 'ServiceAccount kube-system/calico-node'),
    pass(...ALL),
  ),
  ...([28, 32, 36] as const).map((minor) => ({
    ...attempt(
      `rules that earlier releases shipped, on 1.${minor}`,
      'Upgrades keep them: they are not custom.',
      role(
        'system:discovery',
        urls(
          'get',
          "/api, '/api/*', /apis, '/apis/*', /healthz, /openapi, '/openapi/*', /swagger.json, /version",
        ),
      ) + bind('system:discovery', 'system:discovery', 'Group system:authenticated'),
      pass('authenticated-permissions'),
    ),
    answers: version(minor),
  })),
];

const tenants: readonly Attempt[] = [
  {
    name: "rbac/a binding in a tenant's namespace gives other accounts a use for their token",
    player: 'tenant',
    why: 'The permissions that another namespace grants an account are no reason for its pod to mount a token.',
    objects:
      `
apiVersion: apps/v1
kind: Deployment
metadata: { name: idle, namespace: bank, uid: u-idle }
spec:
  selector: { matchLabels: { app: idle } }
  template:
    metadata: { labels: { app: idle } }
    spec: { serviceAccountName: idle, automountServiceAccountToken: true, containers: [{ name: c, image: idle }] }
---` +
      roleIn('shop/x', rule('get', 'configmaps')) +
      bindIn('shop', 'x', 'x', 'ServiceAccount bank/idle'),
    expect: [fail('token-unneeded')],
  },
  {
    name: 'rbac/a Role of a tenant by the name of a shipped one',
    player: 'tenant',
    why: 'Roles of other namespaces are no evidence about those of kube-system, and the default verdicts stay.',
    objects:
      roleIn('shop/system:discovery', EVERYTHING) +
      bindIn('shop', 'system:discovery', 'system:discovery', 'Group system:authenticated'),
    expect: [
      fail('authenticated-permissions', 'RoleBinding shop/system:discovery', 'medium'),
      ...pass('cluster-admin-outside-system', 'anonymous-permissions'),
    ],
  },
  {
    name: 'rbac/a RoleBinding of a tenant to a shipped ClusterRole',
    player: 'tenant',
    why: 'The shipped binding is cluster-wide; this one is custom.',
    objects: bindIn(
      'shop',
      'system:basic-user',
      'system:basic-user',
      'Group system:unauthenticated',
      'ClusterRole',
    ),
    expect: [fail('anonymous-permissions', 'RoleBinding shop/system:basic-user')],
  },
];

/** The metrics of the base cluster's API server, with other authorizers. */
const flags = (modes: string) => {
  const declared = baseWorld().documents['/flagz'];
  return {
    type: 'text/plain',
    body: (typeof declared === 'string' ? declared : '').replace('[Node,RBAC]', `[${modes}]`),
  };
};

const authorizers: readonly Attempt[] = ['Node,RBAC,Webhook', 'RBAC,ABAC', 'Webhook,RBAC'].map((modes) => ({
  name: `rbac/requests authorized by ${modes}`,
  player: 'server',
  why: 'Permissions from the other authorizer are in no object: it is not known that only the system has them.',
  without: ['Pod kube-system/kube-apiserver-*'],
  answers: { '/flagz': flags(modes) },
  expect: [...ALL, 'authenticated-permissions', 'anonymous-permissions'].map((name) => ({
    check: check(name),
    verdict: 'unknown',
  })),
}));

const attempts: readonly Attempt[] = [
  ...lookAlikes,
  ...subjects,
  ...names,
  ...stars,
  ...aggregated,
  ...everyUser,
  ...stock,
  ...tenants,
  ...authorizers,
];

export default attempts;
