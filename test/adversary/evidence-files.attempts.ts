/** Files that look complete or harmless, and are not: filtered lists, words of YAML 1.1, copies of manifests, wrappings, damage. */
import type { Attempt, Expected } from './attempt.ts';

type Body = Record<string, unknown>;

const list = (apiVersion: string, kind: string, items: readonly Body[]) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    metadata: { resourceVersion: '' },
    items: items.map((item) => ({ apiVersion, kind, ...item })),
  });
const node = (name: string): Body => ({
  metadata: { name, labels: { 'node-role.kubernetes.io/control-plane': '' } },
  spec: {},
  status: { conditions: [{ type: 'Ready', status: 'True' }], nodeInfo: { kubeletVersion: 'v1.37.2' } },
});
const NODES = list('v1', 'Node', [node('cp1'), node('cp2')]);
const object = (body: Body) => JSON.stringify({ apiVersion: 'v1', ...body });
const on = (name: string) =>
  object({
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'shop' },
    spec: { nodeName: name, containers: [{ name: 'c', image: 'i' }] },
    status: { phase: 'Running' },
  });
const names = (apiVersion: string, kind: string, ...all: string[]) =>
  list(
    apiVersion,
    kind,
    all.map((name) => ({ metadata: { name }, spec: {} })),
  );
const privileged: Body = {
  kind: 'Pod',
  metadata: { name: 'bad', namespace: 'shop' },
  spec: { containers: [{ name: 'c', image: 'i', securityContext: { privileged: true } }] },
};
const BAD = object(privileged);
const GOOD = object({
  kind: 'Pod',
  metadata: { name: 'good', namespace: 'shop' },
  spec: { containers: [{ name: 'c', image: 'i' }] },
});

const manifest = (program: string, ...flags: string[]) =>
  object({
    kind: 'Pod',
    metadata: {
      name: program,
      namespace: 'kube-system',
      labels: { component: program, tier: 'control-plane' },
    },
    spec: {
      hostNetwork: true,
      containers: [
        { name: program, image: `registry.k8s.io/${program}:v1.37.2`, command: [program, ...flags] },
      ],
    },
  });
const server = (...flags: string[]) => manifest('kube-apiserver', '--authorization-mode=Node,RBAC', ...flags);

const is = (check: string, verdict: Expected['verdict']): Expected => ({ check, verdict });
const nodesUnknown = [
  is('nodes/not-ready', 'unknown'),
  is('version/kubelet-vulnerable', 'unknown'),
  is('control-plane/single-node', ['unknown', 'pass']),
];
const bad = (verdict: Expected['verdict']) => is('workloads/privileged-container', verdict);
const single = is('control-plane/single-node', 'unknown');

function attempt(
  name: string,
  why: string,
  raw: Readonly<Record<string, string>>,
  files: readonly Expected[],
  more: Partial<Attempt> = {},
): Attempt {
  return { name: `evidence-files/${name}`, player: 'administrator', why, raw, files, expect: [], ...more };
}

const picked: readonly Attempt[] = [
  attempt('all nodes', 'No evidence contradicts it.', { 'n.json': NODES, 'p.json': on('cp1') }, [
    is('nodes/not-ready', 'pass'),
  ]),
  attempt(
    'nodes by name, a pod on another',
    'Pods run on nodes.',
    { 'n.json': NODES, 'p.json': on('w9') },
    nodesUnknown,
  ),
  attempt(
    'the same, with --complete',
    'The given objects contradict --complete.',
    { 'n.json': NODES, 'p.json': on('w9') },
    nodesUnknown,
    { complete: true },
  ),
  attempt(
    'nodes by name, and a node',
    'The list lacks it.',
    { 'n.json': NODES, 'w.json': object({ kind: 'Node', ...node('w2') }) },
    nodesUnknown,
  ),
  attempt(
    'two lists of nodes by label',
    'Neither contains all.',
    { 'n.json': NODES, 'w.json': list('v1', 'Node', [node('w1'), node('w2'), node('w3')]) },
    nodesUnknown,
  ),
  attempt(
    'nodes by name, and a lease of another kubelet',
    'A kubelet renews its lease.',
    {
      'n.json': NODES,
      'l.json': JSON.stringify({
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name: 'w2', namespace: 'kube-node-lease' },
        spec: { holderIdentity: 'w2', renewTime: '2026-11-01T10:00:00.000000Z' },
      }),
    },
    nodesUnknown,
  ),
  attempt(
    'two APIServices by name',
    'Every cluster registers more.',
    { 'a.json': names('apiregistration.k8s.io/v1', 'APIService', 'v1.', 'v1.apps') },
    [
      is('api-server/aggregated-api-unavailable', 'unknown'),
      is('api-server/aggregated-api-unverified', 'unknown'),
    ],
  ),
  attempt(
    'one FlowSchema by name',
    'Every cluster has more.',
    { 'f.json': names('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'exempt') },
    [is('api-server/exempt-flow-schema', 'unknown')],
  ),
];

const words: readonly Attempt[] = [
  ...['yes', 'Yes', 'YES', 'on', 'On', 'y', 'Y', 'TRUE', 'true'].map((word) =>
    attempt(
      `privileged: ${word}`,
      'sigs.k8s.io/yaml, the parser of kubectl, reads it as true.',
      {
        'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec:\n  hostPID: ${word}\n  containers: [{name: c, image: i, securityContext: {privileged: ${word}}}]\n`,
      },
      [bad('fail'), is('workloads/host-pid', 'fail')],
    ),
  ),
  attempt(
    'no and numbers with underscores',
    'They are false and 8080.',
    {
      'a.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec:\n  containers: [{name: c, image: i, ports: [{containerPort: 80, hostPort: 8_080}], securityContext: {privileged: no}}]\n',
    },
    [is('workloads/host-port', 'fail'), bad('unknown')],
  ),
  attempt(
    'a quoted yes',
    'It is a string, which the API server refuses in place of a boolean.',
    {
      'a.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop, labels: {a: "yes"}}\nspec:\n  containers: [{name: c, image: i}]\n',
    },
    [bad('unknown')],
  ),
];

const copies: readonly Attempt[] = [
  attempt(
    'a kubeadm backup of an upgrade',
    'It is not running.',
    {
      'manifests/kube-apiserver.yaml': server(),
      'tmp/kubeadm-backup-manifests-2026-11-01-10-00-00/kube-apiserver.yaml': server('--token-auth-file=/t'),
    },
    [single, is('api-server/static-token-file', 'unknown')],
    { warns: ['copies that kubeadm made before an upgrade'] },
  ),
  attempt(
    'a copy next to the manifest',
    'One folder is of one host.',
    { 'm/kube-apiserver.yaml': server(), 'm/kube-apiserver.yaml.bak': server('--profiling=false') },
    [single, is('control-plane/replicas-differ', 'unknown')],
    { complete: true },
  ),
  attempt(
    'one address in two folders',
    'One address is one host.',
    {
      'a/kube-apiserver.yaml': server('--advertise-address=10.0.0.1'),
      'b/kube-apiserver.yaml': server('--advertise-address=10.0.0.1', '--profiling=false'),
    },
    [single, is('control-plane/replicas-differ', 'unknown')],
  ),
  attempt(
    'manifests of two hosts',
    'They differ; files do not contain how many run.',
    {
      'a/kube-apiserver.yaml': server('--advertise-address=10.0.0.1'),
      'b/kube-apiserver.yaml': server('--advertise-address=10.0.0.2', '--profiling=false'),
    },
    [single, is('control-plane/replicas-differ', 'fail')],
  ),
  attempt(
    'a member of etcd twice',
    'etcd refuses two members with one name.',
    Object.fromEntries(
      ['a', 'b'].map((folder) => [
        `${folder}/etcd.yaml`,
        manifest('etcd', '--name=cp1', '--initial-cluster=cp1=https://10.0.0.1:2380'),
      ]),
    ),
    [is('etcd/no-quorum-spare', 'unknown'), is('control-plane/replicas-differ', 'unknown')],
    { complete: true },
  ),
];

const wrapped: readonly Attempt[] = [
  attempt('an event of a watch', 'It carries the object.', { 'w.json': `{"type":"ADDED","object":${BAD}}` }, [
    bad('fail'),
  ]),
  attempt(
    'an object that was deleted',
    'It was deleted.',
    { 'w.json': `{"type":"DELETED","object":${BAD}}`, 'g.json': GOOD },
    [bad('unknown')],
  ),
  attempt(
    'a template of OpenShift',
    'The resulting manifest is evaluated.',
    {
      't.json': `{"apiVersion":"template.openshift.io/v1","kind":"Template","metadata":{"name":"t"},"objects":[${BAD}]}`,
    },
    [bad('fail')],
  ),
  attempt('objects under a custom key', 'Their kinds identify them.', { 'o.json': `{"objects":[${BAD}]}` }, [
    bad('fail'),
  ]),
  ...['q.tpl', 'b.yaml.j2', 'r.json5', 'x.tgz'].map((name) =>
    attempt(
      `with --complete, and ${name}`,
      'Objects may be in it.',
      {
        'n.json': JSON.stringify({
          apiVersion: 'v1',
          kind: 'List',
          items: [{ apiVersion: 'v1', kind: 'Node', ...node('a') }],
        }),
        [name]: 'x',
      },
      [is('nodes/not-ready', 'unknown')],
      { complete: true, warns: ['--complete is ignored'] },
    ),
  ),
];

/** No API server ever stored these objects: with the field dropped, each would count as harmless. */
const wrongTypes: readonly Attempt[] = (
  [
    [
      'externalIPs as a text',
      'Service',
      'v1',
      { spec: { externalIPs: '203.0.113.9', ports: [{ port: 80 }] } },
      'network/service-external-ips',
    ],
    [
      'the path of a volume as a list',
      'PersistentVolume',
      'v1',
      { spec: { hostPath: { path: ['/etc'] } } },
      'storage/host-path-volume',
    ],
    [
      'the failure policy of a webhook as a list',
      'ValidatingWebhookConfiguration',
      'admissionregistration.k8s.io/v1',
      {
        webhooks: [
          {
            name: 'a.b.c',
            failurePolicy: ['Ignore'],
            clientConfig: { service: { name: 'a', namespace: 'b' } },
          },
        ],
      },
      'api-server/webhook-fail-open',
    ],
  ] as const
).map(([name, kind, apiVersion, body, check]) =>
  attempt(
    name,
    'An API server rejects the type.',
    { 'o.json': JSON.stringify({ apiVersion, kind, metadata: { name: 'o' }, ...body }) },
    [is(check, ['unknown', 'fail'])],
    { complete: true, warns: ['no API server takes'] },
  ),
);

export default [...picked, ...words, ...copies, ...wrapped, ...wrongTypes] satisfies readonly Attempt[];
