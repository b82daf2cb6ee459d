import type { Attempt, Expected } from './attempt.ts';
import { MIRRORED } from './mirror-pod.ts';

/** The static pod of the base cluster's API server with these flags; a variable comes from a ConfigMap. */
const apiServer = (flags: readonly string[]) => component('kube-apiserver', flags);

function component(program: string, flags: readonly string[]): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${program}-cp-1`,
      namespace: 'kube-system',
      uid: `u-${program}`,
      ...MIRRORED,
    },
    spec: {
      nodeName: 'cp-1',
      hostNetwork: true,
      containers: [
        {
          name: 'c',
          image: `registry.k8s.io/${program}:v1.37.2`,
          command: [program, ...flags],
          env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'x', key: 'y' } } }],
        },
      ],
    },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  });
}

/** Flags are observed in static pods only. */
const BY_PODS = { '/flagz': 403, '/metrics': 403 } as const;
const MODES = 'api-server/authorization-mode';
const PLUGIN = 'api-server/node-restriction-off';
const INTENT = 'control-plane/kubeadm-config-drift';
const AUDIT = 'api-server/audit-logging-off';
const ROTATION = 'controller-manager/kubelet-certificate-rotation-off';
const ANONYMOUS = 'api-server/anonymous-access';

/** Flags, and the correct verdict. */
const LISTS: readonly (readonly [readonly string[], readonly Expected[]])[] = [
  [['--authorization-mode=Node,RBAC$(X)'], [{ check: MODES, verdict: 'unknown' }]],
  [['--authorization-mode=Node,$(X)'], [{ check: MODES, verdict: 'unknown' }]],
  [['--authorization-mode=$(X)'], [{ check: MODES, verdict: 'unknown' }]],
  [['--authorization-mode=Node,RBAC,$(X)'], [{ check: MODES, verdict: 'unknown' }]],
  // A listed plugin is enabled, whatever else is listed.
  [['--authorization-mode=AlwaysAllow,$(X)'], [{ check: MODES, verdict: 'fail', severity: 'critical' }]],
  [['--authorization-mode=Node'], [{ check: MODES, verdict: 'fail' }]],
  [['--enable-admission-plugins=Priority,$(X)'], [{ check: PLUGIN, verdict: 'unknown' }]],
  [['--enable-admission-plugins=Priority,NodeRestr$(X)'], [{ check: PLUGIN, verdict: 'unknown' }]],
  [['--admission-control=Priority,$(X)'], [{ check: PLUGIN, verdict: 'unknown' }]],
  [['--enable-admission-plugins=Priority'], [{ check: PLUGIN, verdict: 'fail' }]],
  [
    ['--enable-admission-plugins=NodeRestriction', '--disable-admission-plugins=NodeRestriction,$(X)'],
    [{ check: PLUGIN, verdict: 'fail' }],
  ],
];

/** The gate for serving certificates of kubelets, on the controller manager. */
const GATES: readonly (readonly [string, Expected['verdict']])[] = [
  ['AllBeta=false', 'fail'],
  ['AllAlpha=true,AllBeta=F', 'fail'],
  [' AllBeta = false', 'fail'],
  ['RotateKubeletServerCertificate=0', 'fail'],
  ['RotateKubeletServerCertificate=true,AllBeta=false', 'pass'],
  ['AllBeta=false,RotateKubeletServerCertificate=t', 'pass'],
  ['AllAlpha=false', 'pass'],
  ['AllBeta=true', 'pass'],
  ['AllBeta=false,AllBeta=true', 'pass'],
  ['AllBeta=$(X)', 'unknown'],
];

/** The authorizer of anonymous requests, by flags only. */
const ANONYMOUS_FLAGS: readonly (readonly [readonly string[], Expected['verdict']])[] = [
  [['--authorization-config=/a.yaml', '--anonymous-auth=true'], 'fail'],
  [['--authorization-config=/a.yaml'], 'fail'],
  [['--authorization-config=/a.yaml', '--authorization-mode='], 'fail'],
  [['--authorization-config=/a.yaml', '--anonymous-auth=false'], 'pass'],
  [['--authorization-config=/a.yaml', '--authentication-config=/b.yaml'], 'unknown'],
  [['--authorization-config=$(X)'], 'unknown'],
  [['--authorization-mode=RBAC'], 'fail'],
  // AlwaysAllow, by name and by default, admits no anonymous requests.
  [[], 'pass'],
  [['--authorization-config='], 'pass'],
  [['--authorization-mode='], 'pass'],
  [['--authorization-mode=AlwaysAllow', '--anonymous-auth=true'], 'pass'],
];

const attempts: readonly Attempt[] = [
  ...GATES.map(([gates, verdict]): Attempt => ({
    name: `flags/a controller manager with --feature-gates=${gates}`,
    player: 'administrator',
    why: 'AllBeta stands for every gate of that stage that is not set by name.',
    objects: component('kube-controller-manager', [`--feature-gates=${gates}`]),
    expect: [{ check: ROTATION, verdict }],
  })),
  ...ANONYMOUS_FLAGS.map(([flags, verdict]): Attempt => ({
    name: `flags/anonymous requests with ${flags.join(' ') || 'no flags'}`,
    player: 'administrator',
    why: 'AlwaysAllow is the default only if no file lists the authorizers, and it alone disables anonymous requests.',
    objects: apiServer(flags),
    answers: BY_PODS,
    expect: [{ check: ANONYMOUS, verdict }],
  })),
  ...(
    [
      ['/etc/kubernetes/pki/../pki/ca.crt', 'fail'],
      ['//etc/kubernetes/./pki/ca.crt', 'fail'],
      ['/etc/kubernetes/pki/ca.crt', 'fail'],
      ['/etc/kubernetes/pki/etcd/../etcd/ca.crt', 'pass'],
    ] as const
  ).map(([path, verdict]): Attempt => ({
    name: `flags/an etcd that trusts ${path}`,
    player: 'administrator',
    why: 'A path has many spellings, and the file is one.',
    objects: `${apiServer(['--client-ca-file=/etc/kubernetes/pki/ca.crt', '--etcd-servers=https://127.0.0.1:2379'])}
---
${component('etcd', [`--trusted-ca-file=${path}`, '--listen-client-urls=https://127.0.0.1:2379'])}`,
    answers: BY_PODS,
    expect: [{ check: 'etcd/shared-ca', verdict }],
  })),
  {
    name: 'flags/an empty list of authorizers',
    player: 'administrator',
    why: 'An empty list is none, and none is AlwaysAllow.',
    objects: apiServer(['--authorization-mode=']),
    answers: BY_PODS,
    expect: [{ check: MODES, verdict: 'fail', severity: 'critical' }],
  },
  {
    name: 'flags//flagz of a server with an authorization configuration',
    player: 'server',
    why: 'The list of modes is empty then, and anonymous requests are accepted.',
    answers: {
      '/flagz': {
        body: 'kube-apiserver flagz\nWarning: x\n\nanonymous-auth=true\nauthentication-config=\nauthorization-config=/a.yaml\nauthorization-mode=[]\netcd-servers=[https://127.0.0.1:2379]\n',
      },
    },
    expect: [{ check: ANONYMOUS, verdict: 'fail' }],
  },
  ...LISTS.map(([flags, expect]): Attempt => ({
    name: `flags/${flags.join(' ')}`,
    player: 'administrator',
    why: 'The part of a list that a variable adds is not visible: it may contain a missing entry, and the visible entries count.',
    objects: apiServer(flags),
    answers: BY_PODS,
    expect,
  })),
  {
    name: "flags/a list with a variable and kubeadm's configuration",
    player: 'administrator',
    why: "The rest of the list may be the value from kubeadm's configuration.",
    objects: `${apiServer(['--authorization-mode=Node,$(X)'])}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: kubeadm-config, namespace: kube-system }
data:
  ClusterConfiguration: |
    apiVersion: kubeadm.k8s.io/v1beta4
    kind: ClusterConfiguration
    kubernetesVersion: v1.37.2
    apiServer: { extraArgs: [{ name: authorization-mode, value: 'Node,RBAC' }] }
`,
    answers: BY_PODS,
    expect: [{ check: INTENT, verdict: 'unknown', object: 'Component kube-apiserver' }],
  },
  ...(
    [
      ['/dev/null', 'fail'],
      ['/dev//null', 'fail'],
      ['/dev/../dev/null', 'fail'],
      ['/var/../dev/null/', 'fail'],
      ['/dev/shm/../null', 'fail'],
      ['/dev/../var/log/audit.log', ['pass', 'unknown']],
      ['/dev/zero', 'fail'],
      ['/dev/full', 'fail'],
      ['-', ['pass', 'unknown']],
      ['/dev/stdout', ['pass', 'unknown']],
      ['/dev/shm/audit.log', ['pass', 'unknown']],
      ['/var/log/audit.log', ['pass', 'unknown']],
    ] as const
  ).map(([path, verdict]): Attempt => ({
    name: `flags/an audit log in ${path}`,
    player: 'administrator',
    why: 'A log that is written to a device is not stored.',
    objects: apiServer(['--audit-policy-file=/p', `--audit-log-path=${path}`]),
    answers: BY_PODS,
    expect: [{ check: AUDIT, verdict }],
  })),
  {
    name: 'flags/an audit log in /dev/null and a webhook',
    player: 'administrator',
    why: 'Events go to the webhook.',
    objects: apiServer([
      '--audit-policy-file=/p',
      '--audit-log-path=/dev/null',
      '--audit-webhook-config-file=/w',
    ]),
    answers: BY_PODS,
    expect: [{ check: AUDIT, verdict: ['pass', 'unknown'] }],
  },
  ...(
    [
      ['-pod-garbage-collector-controller', '*,-pod-garbage-collector-controller', 'fail'],
      ['its old name excluded', '-podgc,*', 'fail'],
      ['only others', 'namespace-controller,deployment-controller', 'fail'],
      ['combined with other families', 'namespace-controller,pod-garbage-collector-controller', 'pass'],
      ['the first argument counts', 'podgc,-podgc,*', 'pass'],
      ['another one excluded', '*,-ttl-after-finished-controller', 'pass'],
    ] as const
  ).map(([what, value, verdict]): Attempt => ({
    name: `flags/--controllers: ${what}`,
    player: 'administrator',
    why: 'A collector that is not started removes no pods, whatever its threshold.',
    objects: component('kube-controller-manager', [`--controllers=${value}`]),
    expect: [
      {
        check: 'controller-manager/finished-pods-kept',
        verdict,
        object: 'Component kube-controller-manager',
      },
    ],
  })),
  ...(
    [
      ['braces of bash', '--{token-auth-file=/t,profiling=true}', 'unknown'],
      ['a range in braces', '--v={1..2}', 'unknown'],
      ['braces in quotes', "'--oidc-signing-algs={a,b}'", 'pass'],
      ['braces of a variable', '--v=${V}', 'unknown'],
    ] as const
  ).map(([what, word, verdict]): Attempt => ({
    name: `flags/a script with ${what}`,
    player: 'administrator',
    why: 'bash expands braces with a list into several arguments, any of which may be a flag; quotes prevent the expansion.',
    objects: apiServer([]).replace(
      '["kube-apiserver"]',
      JSON.stringify(['/bin/bash', '-c', `exec kube-apiserver --profiling=false ${word}`]),
    ),
    answers: BY_PODS,
    expect: [{ check: 'api-server/static-token-file', verdict, object: 'Component kube-apiserver' }],
  })),
  ...(
    [
      ['tlsrsakex=1,tls3des=1', [], 'unknown'],
      ['http2client=0,tls10server=1', [], 'unknown'],
      ['http2client=0', [], 'pass'],
      ['tls3des=1', ['--tls-cipher-suites=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'], 'pass'],
    ] as const
  ).map(([value, flags, verdict]): Attempt => ({
    name: `flags/GODEBUG=${value}${flags.length > 0 ? ' and a list of suites' : ''}`,
    player: 'administrator',
    why: 'Without a list the defaults of Go apply, and GODEBUG restores older ones.',
    objects: apiServer(flags).replace('"env":[', `"env":[${JSON.stringify({ name: 'GODEBUG', value })},`),
    answers: BY_PODS,
    expect: [{ check: 'api-server/weak-ciphers', verdict, object: 'Component kube-apiserver' }],
  })),
];

export default attempts;
