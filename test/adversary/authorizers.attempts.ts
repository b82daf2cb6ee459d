import type { Attempt, Expected } from './attempt.ts';
import { clusterBinding, clusterRole, everywhere, EVERYTHING, rule, user } from './rbac-objects.ts';

/** Authorizers in addition to RBAC, and names of cloud providers that are accepted. */

const CHECKS = [
  'anonymous-permissions',
  'certificate-approvers',
  'cluster-admin-outside-system',
  'escalation-permissions',
  'authenticated-permissions',
  'namespace-permissions',
  'node-proxy-permissions',
  'pod-creators',
  'pod-exec',
  'secret-readers',
  'token-creators',
  'volume-creators',
  'webhook-writers',
  'wildcard-permissions',
] as const;

const all = (verdict: 'pass' | 'unknown'): Expected[] =>
  CHECKS.map((check) => ({ check: `identities/${check}`, verdict }));

const HIDDEN = { '/flagz': 403, '/metrics': 403 } as const;
/** Groups that no cluster of a cloud provider has. */
const CONTROL_PLANE = [
  'ClusterRoleBinding kubeadm:cluster-admins',
  'Node *',
  'Pod kube-system/kube-apiserver*',
  'Pod kube-system/etcd*',
  'Pod kube-system/kube-controller*',
  'Pod kube-system/kube-scheduler*',
];

const version = (gitVersion: string) => ({
  '/version': {
    type: 'application/json',
    body: JSON.stringify({ major: '1', minor: '34', gitVersion, platform: 'linux/amd64' }),
  },
});

const node = (name: string, label: string, providerID: string, kubelet: string) => `
apiVersion: v1
kind: Node
metadata: { name: ${name}, labels: { kubernetes.io/os: linux, ${label} } }
spec: { providerID: '${providerID}' }
status: { nodeInfo: { kubeletVersion: ${kubelet}, osImage: Linux, operatingSystem: linux, architecture: amd64, containerRuntimeVersion: 'containerd://2.1.0', kernelVersion: 6.8.0 }, conditions: [{ type: Ready, status: 'True' }] }
---`;

const CLOUDS = {
  EKS: {
    answers: { ...HIDDEN, ...version('v1.34.2-eks-113cf36') },
    node: node(
      'ip-10-0-0-1.ec2.internal',
      'eks.amazonaws.com/nodegroup: ng',
      'aws:///eu-west-1a/i-0123456789abcdef0',
      'v1.34.2-eks-ecaa3a6',
    ),
  },
  GKE: {
    answers: { ...HIDDEN, ...version('v1.34.1-gke.1829001') },
    node: node(
      'gke-c-default-pool-1',
      'cloud.google.com/gke-nodepool: default-pool',
      'gce://p/europe-west1-b/gke-c-default-pool-1',
      'v1.34.1-gke.1829001',
    ),
  },
  AKS: {
    answers: { ...HIDDEN, ...version('v1.34.1') },
    node: node(
      'aks-nodepool1-12345678-vmss000000',
      'kubernetes.azure.com/cluster: MC_a_b_westeurope',
      'azure:///subscriptions/s/resourceGroups/mc_a/providers/Microsoft.Compute/virtualMachineScaleSets/aks-nodepool1-12345678-vmss/virtualMachines/0',
      'v1.34.1',
    ),
  },
} as const;

const metrics = (...lines: readonly string[]) => ({
  '/flagz': 403,
  '/metrics': { type: 'text/plain', body: [...lines, ''].join('\n') },
});

const DECISIONS = [
  '# TYPE apiserver_authorization_decisions_total counter',
  'apiserver_authorization_decisions_total{decision="allowed",name="node",type="Node"} 100',
  'apiserver_authorization_decisions_total{decision="allowed",name="rbac",type="RBAC"} 200',
];

const UNOBSERVED: readonly Attempt[] = [
  {
    name: 'authorizers/no data source lists the authorizers',
    player: 'network',
    why: 'A webhook, a file or a cloud provider may allow what no binding contains, and neither flags nor metrics exclude one.',
    without: ['Pod kube-system/kube-apiserver-cp-1'],
    answers: HIDDEN,
    expect: all('unknown'),
  },
  {
    name: 'authorizers/metrics that broke off',
    player: 'network',
    why: 'The missing part may contain the metrics of a webhook.',
    without: ['Pod kube-system/kube-apiserver-cp-1'],
    answers: metrics(...DECISIONS),
    expect: all('unknown'),
  },
  {
    name: 'authorizers/a webhook that has not allowed a request yet',
    player: 'administrator',
    why: 'The counter of evaluations exists if a webhook is the only authorizer.',
    without: ['Pod kube-system/kube-apiserver-cp-1'],
    answers: metrics(
      ...DECISIONS,
      '# TYPE apiserver_authorization_webhook_evaluations_total counter',
      'apiserver_authorization_webhook_evaluations_total{name="idp",result="success"} 5',
    ),
    expect: all('unknown'),
  },
  {
    name: 'authorizers/flags that name Node and RBAC',
    player: 'server',
    why: 'The command line of the API server lists all authorizers.',
    answers: HIDDEN,
    expect: all('pass'),
  },
  ...Object.entries(CLOUDS).map(([cloud, { answers, node: host }]): Attempt => ({
    name: `authorizers/${cloud} allows by its own lists`,
    player: 'server',
    why: 'Access entries and IAM create administrators without any binding.',
    without: CONTROL_PLANE,
    answers,
    objects: host,
    expect: all('unknown'),
  })),
];

const RAISE = rule('rbac.authorization.k8s.io:bind,escalate clusterroles');

const given = (roleName: string, who: string, ...rules: readonly string[]) =>
  clusterRole(roleName, ...rules) + clusterBinding(roleName, roleName, user(who));

const NAMES: readonly Attempt[] = [
  {
    name: 'authorizers/a name of EKS with a custom role',
    player: 'administrator',
    why: 'EKS creates no roles without its prefix; a name alone is not accepted.',
    without: CONTROL_PLANE,
    answers: CLOUDS.EKS.answers,
    objects: CLOUDS.EKS.node + given('mine', 'eks:foo', RAISE),
    expect: [
      {
        check: 'identities/escalation-permissions',
        verdict: 'fail',
        severity: 'high',
        object: 'User eks:foo',
      },
    ],
  },
  {
    name: 'authorizers/a role with a name of EKS and undocumented permissions',
    player: 'administrator',
    why: 'EKS may have created it, but this is not known.',
    without: CONTROL_PLANE,
    answers: CLOUDS.EKS.answers,
    objects: CLOUDS.EKS.node + given('eks:foo', 'eks:foo', RAISE),
    expect: [{ check: 'identities/escalation-permissions', verdict: 'unknown', object: 'User eks:foo' }],
  },
  {
    name: 'authorizers/a role with a name of EKS and a custom role',
    player: 'administrator',
    why: 'The certain risk is reported first.',
    without: CONTROL_PLANE,
    answers: CLOUDS.EKS.answers,
    objects: CLOUDS.EKS.node + given('eks:foo', 'eks:foo', RAISE) + given('mine', 'eks:foo', RAISE),
    expect: [{ check: 'identities/escalation-permissions', verdict: 'fail', object: 'User eks:foo' }],
  },
  {
    name: 'authorizers/a name of GKE with a custom role',
    player: 'administrator',
    why: 'A certificate may contain any name except system:masters.',
    without: CONTROL_PLANE,
    answers: CLOUDS.GKE.answers,
    objects: CLOUDS.GKE.node + given('mine', 'system:gke-evil', RAISE),
    expect: [
      {
        check: 'identities/escalation-permissions',
        verdict: 'fail',
        severity: 'high',
        object: 'User system:gke-evil',
      },
    ],
  },
];

const ADMINS_OF_KUBEADM =
  '{ kind: Group, apiGroup: rbac.authorization.k8s.io, name: kubeadm:cluster-admins }';
const RULES_ALL: Expected['check'] = 'identities/cluster-admin-outside-system';

const SHIPPED: readonly Attempt[] = [
  ...Object.entries(CLOUDS).map(([cloud, { answers, node: host }]): Attempt => ({
    name: `authorizers/the administrators' group of kubeadm on ${cloud}`,
    player: 'administrator',
    why: 'kubeadm did not create this cluster: a user with this group in a login or a certificate is an administrator.',
    without: CONTROL_PLANE,
    answers,
    objects: host + clusterBinding('kubeadm:cluster-admins', 'cluster-admin', ADMINS_OF_KUBEADM),
    expect: [
      { check: RULES_ALL, verdict: 'fail', severity: 'medium', object: 'Group kubeadm:cluster-admins' },
    ],
  })),
  {
    name: "authorizers/kubeadm's administrators on a cluster of kubeadm",
    player: 'server',
    why: 'kubeadm binds the group since 1.29.',
    objects: clusterBinding('kubeadm:cluster-admins', 'cluster-admin', ADMINS_OF_KUBEADM),
    expect: [{ check: RULES_ALL, verdict: 'pass' }],
  },
  {
    name: "authorizers/kubeadm's administrators on an unidentified distribution",
    player: 'network',
    why: 'It may or may not be a cluster of kubeadm.',
    without: CONTROL_PLANE,
    answers: {
      ...HIDDEN,
      '/api/v1/nodes': 403,
      '/api/v1/pods': 403,
      '/api/v1/namespaces/kube-system/configmaps/kubeadm-config': 403,
    },
    objects: clusterBinding('kubeadm:cluster-admins', 'cluster-admin', ADMINS_OF_KUBEADM),
    expect: [{ check: RULES_ALL, verdict: 'unknown', object: 'Group kubeadm:cluster-admins' }],
  },
  {
    name: "authorizers/k3s' supervisor on an unidentified distribution",
    player: 'network',
    why: 'It may or may not be a cluster of k3s.',
    without: CONTROL_PLANE,
    answers: {
      ...HIDDEN,
      '/api/v1/nodes': 403,
      '/api/v1/pods': 403,
      '/api/v1/namespaces/kube-system/configmaps/kubeadm-config': 403,
    },
    objects: clusterBinding('s', 'cluster-admin', user('system:k3s-supervisor')),
    expect: [{ check: RULES_ALL, verdict: 'unknown', object: 'User system:k3s-supervisor' }],
  },
  {
    name: 'authorizers/the users of az aks get-credentials as AKS binds them',
    player: 'server',
    why: 'AKS creates the binding.',
    without: CONTROL_PLANE,
    answers: CLOUDS.AKS.answers,
    objects:
      CLOUDS.AKS.node +
      clusterBinding('aks-cluster-admin-binding', 'cluster-admin', user('clusterAdmin'), user('clusterUser')),
    // Azure may create administrators without any binding.
    expect: [{ check: RULES_ALL, verdict: 'unknown' }],
  },
  {
    name: "authorizers/the names of AKS' users in a custom binding",
    player: 'administrator',
    why: 'AKS uses its own binding for them; a name alone is not accepted.',
    without: CONTROL_PLANE,
    answers: CLOUDS.AKS.answers,
    objects: CLOUDS.AKS.node + clusterBinding('mine', 'cluster-admin', user('clusterUser')),
    expect: [{ check: RULES_ALL, verdict: 'fail', object: 'User clusterUser' }],
  },
  {
    name: "authorizers/another user in AKS' binding",
    player: 'administrator',
    why: 'AKS binds only its two users.',
    without: CONTROL_PLANE,
    answers: CLOUDS.AKS.answers,
    objects:
      CLOUDS.AKS.node +
      clusterBinding('aks-cluster-admin-binding', 'cluster-admin', user('clusterAdmin'), user('eve')),
    expect: [{ check: RULES_ALL, verdict: 'fail', object: 'User eve' }],
  },
];

const ALICE = user('https://login.corp.com#alice@corp.com');
const BOB = user('https://login.corp.com#bob@corp.com');
const ADMIN = clusterRole('cluster-admin', EVERYTHING);

const LOGINS: readonly Attempt[] = [
  {
    name: 'authorizers/two users of one OIDC provider with one half each',
    player: 'administrator',
    why: 'The prefix of kube-apiserver is the issuer and a #: no such name is a credential, and neither user may approve.',
    objects:
      clusterRole('h1', rule('certificates.k8s.io:update certificatesigningrequests/approval')) +
      clusterRole('h2', rule('certificates.k8s.io:approve signers')) +
      clusterBinding('h1', 'h1', ALICE) +
      clusterBinding('h2', 'h2', BOB),
    expect: [{ check: 'identities/certificate-approvers', verdict: 'pass' }],
  },
  {
    name: 'authorizers/two administrators of one OIDC provider',
    player: 'administrator',
    why: 'A waiver for one is none for the other.',
    objects: ADMIN + clusterBinding('b', 'cluster-admin', ALICE, BOB),
    expect: ['alice', 'bob'].map((name) => ({
      check: 'identities/cluster-admin-outside-system',
      verdict: 'fail',
      object: `User https://login.corp.com#${name}@corp.com`,
    })),
  },
  {
    name: 'authorizers/may impersonate one user of an OIDC provider, another is administrator',
    player: 'administrator',
    why: 'Alice has no permissions, so that impersonating her grants nothing.',
    objects:
      ADMIN +
      clusterBinding('b', 'cluster-admin', BOB) +
      everywhere([rule('impersonate users', ['https://login.corp.com#alice@corp.com'])], user('eve')),
    expect: [{ check: 'identities/escalation-permissions', verdict: 'pass' }],
  },
  {
    name: 'authorizers/names that differ in non-printing characters',
    player: 'administrator',
    why: 'RBAC compares every character.',
    objects:
      ADMIN +
      clusterBinding(
        'b',
        'cluster-admin',
        '{ kind: User, apiGroup: rbac.authorization.k8s.io, name: "eve\\u200b" }',
      ) +
      everywhere([rule('impersonate users', ['eve'])], user('jane')),
    expect: [{ check: 'identities/escalation-permissions', verdict: 'pass' }],
  },
];

const rows: readonly Attempt[] = [...UNOBSERVED, ...NAMES, ...SHIPPED, ...LOGINS];
export default rows;
