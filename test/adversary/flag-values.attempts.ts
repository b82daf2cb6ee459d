/** One flag value in two notations, and two values that look the same. */
import type { Attempt, Expected } from './attempt.ts';

const node = (name: string, at: number) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: `node-${name}`, labels: { 'node-role.kubernetes.io/control-plane': '' } },
    status: {
      nodeInfo: { kubeletVersion: 'v1.37.2', operatingSystem: 'linux' },
      addresses: [{ type: 'InternalIP', address: `10.0.0.${at}` }],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  });

const pod = (
  program: string,
  at: number,
  flags: readonly string[],
  image = `registry.k8s.io/${program}:v1.37.2`,
) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${program}-cp-${at}`,
      namespace: 'kube-system',
      annotations: {
        'kubernetes.io/config.hash': 'f00d',
        'kubernetes.io/config.mirror': 'f00d',
        'kubernetes.io/config.source': 'file',
      },
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Node', name: `cp-${at}`, uid: `node-cp-${at}`, controller: true },
      ],
    },
    spec: {
      nodeName: `cp-${at}`,
      hostNetwork: true,
      containers: [{ name: 'c', image, command: [program, ...flags] }],
    },
    status: { phase: 'Running', hostIP: `10.0.0.${at}`, conditions: [{ type: 'Ready', status: 'True' }] },
  });

const kubeadm = (key: string, version: string, rest: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: kubeadm-config, namespace: kube-system }
data:
  ${key}: |
    apiVersion: kubeadm.k8s.io/${version}
    kind: ${key}
    kubernetesVersion: v1.37.2
    ${rest}`;

const given = (
  name: string,
  why: string,
  documents: readonly string[],
  files: readonly Expected[],
): Attempt => ({
  name: `flag-values/${name}`,
  player: 'administrator',
  why,
  objects: [node('cp-1', 1), ...documents].join('\n---\n'),
  expect: [],
  files,
  complete: true,
});

const API = 'Component kube-apiserver';
const MODES = 'api-server/authorization-mode';
const RESTRICTION = 'api-server/node-restriction-off';
const DIFFER = 'control-plane/replicas-differ';
const INTENT = 'control-plane/kubeadm-config-drift';
const ROTATION = 'controller-manager/kubelet-certificate-rotation-off';

const CSV = 'pflag reads these lists as CSV: quotes around a field are none of it.';
const LISTS: readonly (readonly [string, readonly Expected[]])[] = [
  ['--authorization-mode=Node,RBAC,"AlwaysAllow"', [{ check: MODES, verdict: 'fail', severity: 'critical' }]],
  ['--authorization-mode="Node","RBAC"', [{ check: MODES, verdict: 'pass' }]],
  ['--authorization-mode="Node,RBAC"', [{ check: MODES, verdict: 'fail', severity: 'high' }]],
  ['--authorization-mode=Node,RBAC,Always"Allow"', [{ check: MODES, verdict: 'unknown' }]],
  ['--authorization-mode=Node,RBAC,"AlwaysAllow', [{ check: MODES, verdict: 'unknown' }]],
  ['--authorization-mode=Node,RBAC\nAlwaysAllow', [{ check: MODES, verdict: 'pass' }]],
  ['--disable-admission-plugins="NodeRestriction"', [{ check: RESTRICTION, verdict: 'fail' }]],
  [
    '--disable-admission-plugins="NamespaceLifecycle","ServiceAccount"',
    [
      { check: 'api-server/namespace-lifecycle-off', verdict: 'fail' },
      { check: 'api-server/service-account-plugin-off', verdict: 'fail' },
    ],
  ],
  ['--enable-admission-plugins="AlwaysAdmit"', [{ check: 'api-server/always-admit', verdict: 'fail' }]],
  [
    '--enable-admission-plugins="PodSecurityPolicy"',
    [{ check: 'api-server/obsolete-admission-plugin', verdict: 'fail' }],
  ],
  [
    '--tls-cipher-suites="TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"',
    [{ check: 'api-server/cipher-suites-unset', verdict: 'pass' }],
  ],
  ['--etcd-servers="http://10.9.0.1:2379"', [{ check: 'api-server/etcd-unverified', verdict: 'fail' }]],
  [
    '--etcd-servers-overrides="/events#http://10.9.0.1:2379"',
    [{ check: 'api-server/etcd-unverified', verdict: 'fail' }],
  ],
];

/** Of two servers: the flags of the one and the other, and whether they differ. */
const PAIRS: readonly (readonly [string, readonly string[], readonly string[], Expected['verdict']])[] = [
  ['kube-apiserver', ['--event-ttl=60m', '--request-timeout=1m'], ['--event-ttl=1h'], 'pass'],
  ['kube-apiserver', ['--shutdown-delay-duration=0'], ['--shutdown-delay-duration=0s'], 'pass'],
  ['kube-apiserver', ['--feature-gates=A=true,B=T'], ['--feature-gates=kube:B=true,kube:A=1'], 'pass'],
  ['kube-apiserver', ['--feature-gates=A=true'], ['--feature-gates=A=false'], 'fail'],
  ['kube-apiserver', ['--runtime-config=api/all,v1=0'], ['--runtime-config=v1=false,api/all=true'], 'pass'],
  ['kube-apiserver', ['--audit-log-maxage=036'], ['--audit-log-maxage=30'], 'pass'],
  ['kube-apiserver', ['--audit-log-maxage=036'], ['--audit-log-maxage=36'], 'fail'],
  ['kube-apiserver', ['--goaway-chance=.01'], ['--goaway-chance=0.010'], 'pass'],
  ['kube-apiserver', ['--bind-address=0.0.0.0'], ['--bind-address=::'], 'pass'],
  ['kube-apiserver', ['--enable-admission-plugins="A"'], ['--enable-admission-plugins=A'], 'pass'],
  ['kube-apiserver', ['--emulated-version=1.30'], ['--emulated-version=1.3'], 'fail'],
  ['kube-apiserver', ['--oidc-issuer-url=https://evil.example'], [], 'fail'],
  ['kube-apiserver', ['--authentication-token-webhook-config-file=/h'], [], 'fail'],
  ['kube-apiserver', ['--cors-allowed-origins=.*'], [], 'fail'],
  ['kube-apiserver', ['--event-ttl=1h'], [], 'pass'],
  ['kube-apiserver', ['--max-requests-inflight=4000'], [], 'fail'],
  ['kube-apiserver', ['--zzz=1'], [], 'unknown'],
  ['kube-apiserver', ['--zzz=1'], ['--zzz=1'], 'pass'],
  ['kube-apiserver', ['--zzz=1', '--cors-allowed-origins=.*'], [], 'fail'],
  ['kube-controller-manager', ['--controllers=*,-node-lifecycle-controller'], [], 'fail'],
  ['kube-controller-manager', ['--cluster-signing-duration=87600h'], [], 'fail'],
  ['kube-controller-manager', ['--node-monitor-grace-period=1h'], [], 'fail'],
];

/** What kubeadm was configured with, what runs, and the verdict. */
const INTENTS: readonly (readonly [string, string, readonly string[], Expected['verdict']])[] = [
  [
    'an issuer that is set twice',
    kubeadm(
      'ClusterConfiguration',
      'v1beta4',
      'apiServer: {extraArgs: [{name: service-account-issuer, value: "https://new.example"}, {name: service-account-issuer, value: "https://old.example"}]}',
    ),
    ['--service-account-issuer=https://new.example', '--service-account-issuer=https://old.example'],
    'pass',
  ],
  [
    'an issuer that is set twice, in the other order',
    kubeadm(
      'ClusterConfiguration',
      'v1beta4',
      'apiServer: {extraArgs: [{name: service-account-issuer, value: "https://new.example"}, {name: service-account-issuer, value: "https://old.example"}]}',
    ),
    ['--service-account-issuer=https://old.example', '--service-account-issuer=https://new.example'],
    'fail',
  ],
  [
    'a time in other units',
    kubeadm('ClusterConfiguration', 'v1beta4', 'apiServer: {extraArgs: [{name: event-ttl, value: 2h}]}'),
    ['--event-ttl=2h0m0s'],
    'pass',
  ],
  [
    'a plugin that is added after those of kubeadm',
    kubeadm(
      'ClusterConfiguration',
      'v1',
      'apiServer: {extraArgs: [{name: enable-admission-plugins, value: ",EventRateLimit", mergeMethod: append}]}',
    ),
    ['--enable-admission-plugins=NodeRestriction,EventRateLimit'],
    'pass',
  ],
  [
    'v1alpha3',
    kubeadm('ClusterConfiguration', 'v1alpha3', 'apiServerExtraArgs: {authorization-mode: AlwaysDeny}'),
    ['--authorization-mode=Node,RBAC'],
    'fail',
  ],
  [
    'v1alpha2',
    kubeadm('MasterConfiguration', 'v1alpha2', 'apiServerExtraArgs: {authorization-mode: "Node,RBAC"}'),
    ['--authorization-mode=Node,RBAC'],
    'pass',
  ],
  [
    'v1alpha2, another value',
    kubeadm('MasterConfiguration', 'v1alpha2', 'apiServerExtraArgs: {authorization-mode: AlwaysDeny}'),
    ['--authorization-mode=Node,RBAC'],
    'fail',
  ],
];

const ETCD = [
  '--listen-client-urls=https://10.0.0.1:2379',
  '--client-cert-auth=true',
  '--trusted-ca-file=/x',
  '--cert-file=/c',
  '--key-file=/k',
];

const attempts: readonly Attempt[] = [
  ...LISTS.map(([flag, files]) =>
    given(JSON.stringify(flag), CSV, [pod('kube-apiserver', 1, [flag])], files),
  ),
  ...PAIRS.map(([program, one, other, verdict]) =>
    given(
      `${program} with ${one.join(' ')} and ${other.join(' ') || 'none of it'}`,
      'Two values are equal if the component reads them as equal; an absent one has its default, if the default is known.',
      [node('cp-2', 2), pod(program, 1, one), pod(program, 2, other)],
      [{ check: DIFFER, verdict, object: `Component ${program}` }],
    ),
  ),
  ...INTENTS.map(([name, reported, flags, verdict]) =>
    given(
      `kubeadm was configured with ${name}`,
      'kubeadm passes every entry on, in the format of its release.',
      [reported, pod('kube-apiserver', 1, flags)],
      [{ check: INTENT, verdict, object: API }],
    ),
  ),
  ...(
    [
      ['kube:RotateKubeletServerCertificate=false', 'fail'],
      ['kube:AllBeta=false', 'fail'],
      ['kube:AllBeta=false,kube:RotateKubeletServerCertificate=true', 'pass'],
      ['wardle:AllBeta=false', 'pass'],
    ] as const
  ).map(([gates, verdict]) =>
    given(
      `--feature-gates=${gates}`,
      'A gate may have its component as a prefix; one without a prefix belongs to kube.',
      [pod('kube-controller-manager', 1, [`--feature-gates=${gates}`])],
      [{ check: ROTATION, verdict }],
    ),
  ),
  ...['10.9.0.1:2379', 'https://10.9.0.1:2379', '"10.9.0.1:2379"'].map((url) =>
    given(
      `an etcd at ${url}, and a pod at another address`,
      'A client of etcd accepts an address without a scheme.',
      [
        pod('kube-apiserver', 1, [`--etcd-servers=${url}`, '--etcd-cafile=/x']),
        pod('etcd', 1, ETCD, 'registry.k8s.io/etcd:3.6.5-0'),
      ],
      [
        { check: 'etcd/client-cert-auth-off', verdict: 'unknown' },
        { check: 'etcd/unsupported', verdict: 'unknown' },
      ],
    ),
  ),
  given(
    'an etcd without a scheme that is the pod',
    'The address is the one that the pod listens at.',
    [
      pod('kube-apiserver', 1, ['--etcd-servers=10.0.0.1:2379', '--etcd-cafile=/x']),
      pod('etcd', 1, ETCD, 'registry.k8s.io/etcd:3.6.5-0'),
    ],
    [{ check: 'etcd/client-cert-auth-off', verdict: 'pass' }],
  ),
  {
    name: 'flag-values//flagz of one server and the pod of another',
    player: 'server',
    why: '/flagz prints 2h as 2h0m0s.',
    objects: [
      node('cp-1', 1),
      node('cp-2', 2),
      ...[1, 2].map((at) =>
        pod('kube-apiserver', at, [
          '--authorization-mode=Node,RBAC',
          '--enable-admission-plugins=NodeRestriction',
          '--etcd-servers=https://127.0.0.1:2379',
          '--event-ttl=2h',
          `--advertise-address=10.0.0.${at}`,
        ]),
      ),
    ].join('\n---\n'),
    without: ['Lease *'],
    answers: {
      '/flagz': {
        body: 'kube-apiserver flagz\nWarning: x\n\nadvertise-address=10.0.0.1\nauthorization-mode=[Node,RBAC]\nenable-admission-plugins=[NodeRestriction]\netcd-servers=[https://127.0.0.1:2379]\nevent-ttl=2h0m0s\n',
      },
    },
    expect: [{ check: DIFFER, verdict: ['pass', 'unknown'], object: API }],
  },
  {
    name: 'flag-values/a ready API server without a lease',
    player: 'server',
    why: 'A kubelet runs it, and requests reach it: there are two.',
    objects: [
      node('cp-2', 3),
      pod('kube-apiserver', 2, ['--authorization-mode=Node,RBAC', '--token-auth-file=/x']),
    ].join('\n---\n'),
    expect: [
      { check: DIFFER, verdict: ['fail', 'unknown'], object: API },
      { check: 'api-server/static-token-file', verdict: 'fail' },
    ],
  },
];

export default attempts;
