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
  RBAC,
  role,
  rule,
  user,
  within,
} from './rbac-objects.ts';

/** Combined permissions: roles that may be bound, subjects that one request impersonates, and objects of a namespace. */

const attempt = (name: string, why: string, objects: string, ...expect: readonly Expected[]): Attempt => ({
  name: `together/${name}`,
  player: 'administrator',
  why,
  objects,
  expect,
});

const fail = (
  check: string,
  severity: NonNullable<Expected['severity']>,
  object = 'User jane',
): Expected => ({
  check: `identities/${check}`,
  verdict: 'fail',
  severity,
  object,
});
const ESCALATES = fail('escalation-permissions', 'high');
const SAFE: Expected = { check: 'identities/escalation-permissions', verdict: 'pass' };

const CSR = 'certificates.k8s.io';
const APPROVES = rule(`${CSR}:update certificatesigningrequests/approval`);
const SIGNERS = rule(`${CSR}:approve signers`);
const HALVES = clusterRole('h1', APPROVES) + clusterRole('h2', SIGNERS);
const WRITES = rule(`${RBAC}:create clusterrolebindings`);
const binds = (...names: readonly string[]) => rule(`${RBAC}:bind clusterroles`, names);

const BINDING: readonly Attempt[] = [
  attempt(
    'binds two halves of an approval',
    'It grants itself both.',
    HALVES + everywhere([binds('h1', 'h2'), WRITES], JANE),
    ESCALATES,
  ),
  attempt(
    'binds one half of an approval',
    'Half of it approves nothing.',
    HALVES + everywhere([binds('h1'), WRITES], JANE),
    SAFE,
  ),
  attempt(
    'binds two halves and may write no binding',
    'A role without a binding grants nothing.',
    HALVES + everywhere([binds('h1', 'h2')], JANE),
    SAFE,
  ),
  attempt(
    'has one half and binds the other',
    'Its own permissions count.',
    HALVES + clusterBinding('h1', 'h1', JANE) + everywhere([binds('h2'), WRITES], JANE),
    ESCALATES,
  ),
  attempt(
    'another user has the other half',
    'Halves of two users do not add up.',
    HALVES + clusterBinding('h1', 'h1', user('ann')) + everywhere([binds('h2'), WRITES], JANE),
    SAFE,
  ),
  attempt(
    'binds a role that allows to bind the other half',
    'Roles may allow to bind each other in a chain of any length.',
    HALVES + clusterRole('next', binds('h2')) + everywhere([binds('h1', 'next'), WRITES], JANE),
    ESCALATES,
  ),
  attempt(
    'binds roles that create Secrets and read one',
    'kube-controller-manager writes a token of any account into the Secret.',
    clusterRole('q1', rule('create secrets')) +
      clusterRole('q2', rule('get secrets', ['x'])) +
      everywhere([binds('q1', 'q2'), WRITES], JANE),
    ESCALATES,
  ),
  attempt(
    'binds a role that may escalate itself',
    'Once it is bound any permission can be added to it.',
    clusterRole('q', rule(`${RBAC}:escalate,update clusterroles`, ['q'])) +
      everywhere([binds('q'), WRITES], JANE),
    ESCALATES,
  ),
  attempt(
    'binds a role that may escalate a role of another user',
    'No user whom it can become has that role.',
    clusterRole('w', rule('get pods')) +
      clusterBinding('w', 'w', user('ann')) +
      clusterRole('q', rule(`${RBAC}:escalate,update clusterroles`, ['w'])) +
      everywhere([binds('q'), WRITES], JANE),
    SAFE,
  ),
  attempt(
    'binds in a namespace a role that creates tokens of its cluster-admin',
    'The token grants the permissions of the administrator.',
    clusterRole('cluster-admin', EVERYTHING) +
      clusterBinding('boss', 'cluster-admin', account('shop', 'deploy')) +
      role('shop', 'q', rule('create serviceaccounts/token', ['deploy'])) +
      within('shop', [rule(`${RBAC}:bind roles`, ['q']), rule(`${RBAC}:create rolebindings`)], JANE),
    fail('namespace-permissions', 'medium', 'Namespace shop'),
  ),
];

const ACTING: readonly Attempt[] = [
  attempt(
    'impersonates a user and a group of which each has half of an approval',
    'One request impersonates both.',
    HALVES +
      clusterBinding('b1', 'h1', user('bob')) +
      clusterBinding('b2', 'h2', group('gb')) +
      everywhere([rule('impersonate users', ['bob']), rule('impersonate groups', ['gb'])], JANE),
    ESCALATES,
  ),
  attempt(
    'impersonates two users of which each has half of an approval',
    'One request impersonates one user.',
    HALVES +
      clusterBinding('b1', 'h1', user('bob')) +
      clusterBinding('b2', 'h2', user('ann')) +
      everywhere([rule('impersonate users', ['bob', 'ann'])], JANE),
    SAFE,
  ),
  attempt(
    'impersonates a user, and is in no group that has the other half',
    'Groups that it may not impersonate add nothing.',
    HALVES +
      clusterBinding('b1', 'h1', user('bob')) +
      clusterBinding('b2', 'h2', group('gb')) +
      everywhere([rule('impersonate users', ['bob']), rule('impersonate groups', ['ga'])], JANE),
    SAFE,
  ),
];

const BOSS =
  clusterRole('cluster-admin', EVERYTHING) +
  `
apiVersion: v1
kind: ServiceAccount
metadata: { name: deploy, namespace: shop }
---` +
  clusterBinding('boss', 'cluster-admin', account('shop', 'deploy'));
const TOKEN = `
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata: { name: pipe, namespace: shop, annotations: { kubernetes.io/service-account.name: deploy } }
---`;
const ALL = group('system:authenticated');
const READS = rule('get,list secrets');

const NAMESPACES: readonly Attempt[] = [
  attempt(
    'all Secrets of a namespace with the token of a cluster-admin',
    'With the name of that Secret the risk is the same.',
    BOSS + TOKEN + within('shop', [READS], JANE),
    fail('namespace-permissions', 'medium', 'Namespace shop'),
  ),
  attempt(
    'all Secrets of a namespace with a cluster-admin and no token',
    'No Secret contains one.',
    BOSS + within('shop', [READS], JANE),
    fail('namespace-permissions', 'low', 'Namespace shop'),
    { check: 'identities/secret-readers', verdict: 'pass' },
  ),
  ...[
    ['all Secrets with the token', TOKEN, READS],
    ['pods', '', rule('create pods')],
    ['tokens of accounts', '', rule('create serviceaccounts/token')],
  ].map(([what = '', objects = '', given = '']) =>
    attempt(
      `${what} of a cluster-admin, for all authenticated users`,
      'Any login controls the cluster.',
      BOSS + objects + within('shop', [given], ALL),
      fail('namespace-permissions', 'critical', 'Namespace shop'),
    ),
  ),
  attempt(
    'pods for all authenticated users in a namespace without privileged accounts',
    'It is one namespace.',
    within('shop', [rule('create pods')], ALL),
    fail('namespace-permissions', 'medium', 'Namespace shop'),
  ),
  attempt(
    'pods for anonymous requests where an account is cluster-admin',
    'No login is required to control the cluster.',
    BOSS + within('shop', [rule('create pods')], group('system:unauthenticated')),
    fail('anonymous-permissions', 'critical', 'RoleBinding shop/given'),
  ),
  attempt(
    'pods for anonymous requests in a namespace without privileged accounts',
    'It is one namespace.',
    within('shop', [rule('create pods')], group('system:unauthenticated')),
    fail('anonymous-permissions', 'high', 'RoleBinding shop/given'),
  ),
  {
    ...attempt(
      'all Secrets of a namespace with a cluster-admin, and Secrets cannot be listed',
      'One of them may contain its token.',
      BOSS + TOKEN + within('shop', [READS], JANE),
      { check: 'identities/secret-readers', verdict: 'unknown', object: 'User jane' },
    ),
    answers: { '/api/v1/secrets': 403 },
  },
];

const K3S = `
apiVersion: v1
kind: Node
metadata: { name: k3s-1, labels: { node-role.kubernetes.io/control-plane: 'true', kubernetes.io/os: linux } }
spec: { providerID: 'k3s://k3s-1' }
status: { nodeInfo: { osImage: Alpine, kubeletVersion: v1.34.1+k3s1, operatingSystem: linux } }
---`;

const TRAEFIK = 'ServiceAccount kube-system/traefik';
const traefik = (...rules: readonly string[]) =>
  clusterRole('traefik-kube-system', rule('get,list,watch services,nodes,secrets'), ...rules) +
  clusterBinding('traefik-kube-system', 'traefik-kube-system', account('kube-system', 'traefik'));
const WITHOUT = [
  'Node cp-1',
  'Node worker-1',
  'Pod kube-system/*',
  'DaemonSet kube-system/*',
  'ConfigMap kube-system/kubeadm-config',
  'ConfigMap kube-system/kubelet-config',
  'Deployment kube-system/*',
  'ReplicaSet kube-system/*',
];
const VERSION = {
  '/version': {
    type: 'application/json',
    body: '{"major":"1","minor":"34","gitVersion":"v1.34.1+k3s1","platform":"linux/amd64"}',
  },
};

const SHIPPED: readonly Attempt[] = [
  {
    ...attempt('Traefik of k3s reads Secrets', 'k3s ships it, by the role of its chart.', K3S + traefik()),
    expect: [{ check: 'identities/secret-readers', verdict: ['pass'] }],
    without: WITHOUT,
    answers: VERSION,
  },
  {
    ...attempt(
      'Traefik of k3s with more permissions than in its chart',
      'The role differs from the shipped one.',
      K3S + traefik(rule('patch secrets')),
    ),
    expect: [{ check: 'identities/secret-readers', verdict: 'unknown', object: TRAEFIK }],
    without: WITHOUT,
    answers: VERSION,
  },
  attempt(
    'Traefik by the same role on a cluster of kubeadm',
    'That distribution does not ship it.',
    traefik() + binding('kube-system', 'none', ['ClusterRole', 'view'], user('ann')),
    fail('secret-readers', 'medium', TRAEFIK),
  ),
];

const OPENSHIFT = `
apiVersion: config.openshift.io/v1
kind: ClusterVersion
metadata: { name: version }
spec: { clusterID: a }
---
apiVersion: v1
kind: Node
metadata: { name: worker-1, labels: { node.openshift.io/os_id: rhcos, kubernetes.io/os: linux } }
status: { nodeInfo: { osImage: Red Hat Enterprise Linux CoreOS 9.6, kubeletVersion: v1.33.5, operatingSystem: linux } }
---`;
const CONFIGS = rule('apps.openshift.io:create,patch deploymentconfigs');

const DEPLOYMENT_CONFIGS: readonly Attempt[] = [
  {
    ...attempt(
      'DeploymentConfigs of OpenShift',
      'A controller of the distribution creates pods from the template.',
      OPENSHIFT + everywhere([CONFIGS], JANE),
      fail('pod-creators', 'medium'),
    ),
    without: WITHOUT,
  },
  {
    ...attempt(
      'DeploymentConfigs of OpenShift in a namespace with a cluster-admin',
      'The pods run as any account of the namespace.',
      OPENSHIFT + BOSS + within('shop', [CONFIGS], JANE),
      fail('namespace-permissions', 'medium', 'Namespace shop'),
    ),
    without: WITHOUT,
  },
  attempt(
    'DeploymentConfigs that no server serves',
    'No API server has that group here.',
    everywhere([CONFIGS], JANE),
    { check: 'identities/pod-creators', verdict: 'pass' },
  ),
];

const attempts: readonly Attempt[] = [
  ...DEPLOYMENT_CONFIGS,
  ...BINDING,
  ...ACTING,
  ...NAMESPACES,
  ...SHIPPED,
];
export default attempts;
