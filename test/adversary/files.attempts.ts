import type { Attempt, Expected } from './attempt.ts';

type Body = Record<string, unknown>;

const API: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      ['v1', 'Node Pod Namespace Secret ConfigMap ReplicationController'],
      ['coordination.k8s.io/v1', 'Lease'],
      ['apps/v1', 'Deployment DaemonSet StatefulSet ReplicaSet'],
      ['batch/v1', 'Job CronJob'],
      ['networking.k8s.io/v1', 'NetworkPolicy'],
      ['rbac.authorization.k8s.io/v1', 'Role RoleBinding ClusterRole ClusterRoleBinding'],
      ['admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration MutatingWebhookConfiguration'],
      ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    ] as const
  ).flatMap(([version, kinds]) => kinds.split(' ').map((kind) => [kind, version])),
);
const typed = (kind: string, object: Body): Body => ({ apiVersion: API[kind], kind, ...object });
/** The response of the API server to a list request. */
const answer = (kind: string, items: Body[], metadata: Body = { resourceVersion: '9' }) =>
  JSON.stringify({ kind: `${kind}List`, apiVersion: API[kind], metadata, items });
/** The output of kubectl. */
const printed = (kind: string, items: Body[], more: Body = { metadata: { resourceVersion: '' } }) =>
  JSON.stringify(
    { apiVersion: 'v1', items: items.map((item) => typed(kind, item)), kind: 'List', ...more },
    null,
    4,
  );

const controlPlaneNode = (name: string): Body => ({
  metadata: { name, labels: { 'node-role.kubernetes.io/control-plane': '' } },
  spec: {},
  status: { conditions: [{ type: 'Ready', status: 'True' }], nodeInfo: { kubeletVersion: 'v1.36.1' } },
});
const pod = (name: string, namespace: string, spec: Body = {}, metadata: Body = {}): Body => ({
  metadata: { name, namespace, ...metadata },
  spec: { containers: [{ name: 'c', image: 'registry.example/app:1' }], ...spec },
  status: { phase: 'Running' },
});
const PRIVILEGED: Body = {
  containers: [{ name: 'c', image: 'registry.example/app:1', securityContext: { privileged: true } }],
};
const bad = (name = 'bad', metadata: Body = {}) => pod(name, 'shop', PRIVILEGED, metadata);
const binding = (name: string, namespace?: string): Body => ({
  metadata: { name, ...(namespace && { namespace }) },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:masters' }],
});
const role = (name: string, namespace?: string): Body => ({
  metadata: { name, ...(namespace && { namespace }) },
  rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
});
const yamlOf = (kind: string, object: Body) =>
  `apiVersion: ${API[kind] ?? ''}\nkind: ${kind}\n${Object.entries(object)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('')}`;

const single = (verdict: Expected['verdict']): Expected => ({ check: 'control-plane/single-node', verdict });
const privileged = (verdict: Expected['verdict'], object?: string): Expected => ({
  check: 'workloads/privileged-container',
  verdict,
  ...(object && { object }),
});
const admins = (verdict: Expected['verdict']): Expected => ({
  check: 'identities/cluster-admin-outside-system',
  verdict,
});

type Raw = Readonly<Record<string, string>>;
function attempt(
  name: string,
  why: string,
  raw: Raw,
  files: readonly Expected[],
  more: Partial<Attempt> = {},
): Attempt {
  return { name: `files/${name}`, player: 'administrator', why, raw, files, expect: [], ...more };
}

const ONE = [controlPlaneNode('cp1')];
/** As a kubelet mirrors it from the manifest on its host. */
const apiServer = (node: string): Body => ({
  metadata: {
    name: `kube-apiserver-${node}`,
    namespace: 'kube-system',
    uid: `api-${node}`,
    labels: { component: 'kube-apiserver', tier: 'control-plane' },
    annotations: {
      'kubernetes.io/config.hash': 'a',
      'kubernetes.io/config.mirror': 'a',
      'kubernetes.io/config.source': 'file',
    },
    ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: node, uid: `node-${node}`, controller: true }],
  },
  spec: {
    nodeName: node,
    hostNetwork: true,
    containers: [
      {
        name: 'kube-apiserver',
        image: 'registry.k8s.io/kube-apiserver:v1.36.1',
        command: ['kube-apiserver', '--encryption-provider-config=/etc/kubernetes/enc.yaml'],
      },
    ],
  },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
});
const uidNode = (name: string, uid: string): Body => ({
  ...controlPlaneNode(name),
  metadata: { ...(controlPlaneNode(name)['metadata'] as Body), uid },
});
const CUT = { resourceVersion: '9', continue: 'eyJ2' };

/** Files that contain the reason for missing objects, and the nodes. */
const refusals: readonly Attempt[] = (
  [
    [
      'a refusal',
      '{"kind":"Status","apiVersion":"v1","status":"Failure","message":"x","reason":"Forbidden","code":403}',
      'a refusal of the API server (403)',
    ],
    ['a login page', '<html>login</html>', 'a web page in place of objects'],
    ['an error of kubectl', 'Error from server (Forbidden): x is forbidden\n', 'an error of kubectl'],
    ['a server that does not exist', 'The connection to the server x was refused', 'an error of kubectl'],
  ] as const
).map(([name, text, warning]) =>
  attempt(
    `${name} in the place of objects`,
    'The requested list is missing, so that a gate cannot depend on the rest.',
    { 'n.json': answer('Node', ONE), 'crb.json': text },
    [admins('unknown')],
    { warns: [`crb.json`, warning] },
  ),
);

const lists: readonly Attempt[] = [
  attempt(
    'one node in an answer of the API server',
    'It is the complete list of nodes.',
    { 'n.json': answer('Node', ONE) },
    [single('fail')],
  ),
  attempt(
    'the same as kubectl prints it',
    'A List of a cluster-scoped kind is complete.',
    { 'n.json': printed('Node', ONE) },
    [single('fail')],
  ),
  attempt(
    'two nodes in a complete list',
    'The control plane has two nodes.',
    { 'n.json': answer('Node', [...ONE, controlPlaneNode('cp2')]) },
    [single('pass')],
  ),
  attempt('a list with a continue token', 'The list continues.', { 'n.json': answer('Node', ONE, CUT) }, [
    single('unknown'),
  ]),
  attempt(
    'a list with remaining items',
    'The list continues.',
    { 'n.json': answer('Node', ONE, { resourceVersion: '9', remainingItemCount: 2 }) },
    [single('unknown')],
  ),
  attempt(
    'a list without a resourceVersion',
    'Its origin is not known.',
    { 'n.json': answer('Node', ONE, {}) },
    [single('unknown')],
  ),
  attempt(
    'a List written by hand',
    'A manifest may name some nodes.',
    { 'n.json': printed('Node', ONE, {}) },
    [single('unknown')],
  ),
  attempt(
    'one node by name',
    'It was requested by name.',
    { 'n.json': JSON.stringify(typed('Node', ONE[0] ?? {})) },
    [single('unknown')],
  ),
  attempt(
    'a list with a null in it',
    'An element was lost.',
    { 'n.json': answer('Node', [...ONE, null as never]) },
    [single('unknown')],
    {
      warns: ['n.json, document 1, item 2, line 1: not a Kubernetes object'],
    },
  ),
  attempt(
    'a list with a node without a name',
    'An element was lost.',
    { 'n.json': answer('Node', [...ONE, { spec: {} }]) },
    [single('unknown')],
  ),
  attempt(
    'a list that breaks off',
    'The file was cut.',
    { 'n.json': answer('Node', [...ONE, ...ONE]).slice(0, -4) },
    [single('unknown')],
  ),
  attempt(
    'with --complete and a continue token',
    'The server reports that the list continues.',
    { 'n.json': answer('Node', ONE, CUT) },
    [single('unknown')],
    { complete: true },
  ),
  attempt(
    'with --complete, by hand',
    'The user asserts that the list is complete.',
    { 'n.json': printed('Node', ONE, {}) },
    [single('fail')],
    { complete: true },
  ),
  attempt(
    'with --complete and a file that cannot be read',
    'The other nodes may be in it.',
    { 'n.json': printed('Node', ONE, {}), 'm.yaml': 'a: [' },
    [single('unknown')],
    { complete: true, warns: ['--complete is ignored'] },
  ),
  attempt(
    'with --complete and YAML that breaks off before the kind',
    'kubectl writes the kind of a list last.',
    { 'n.yaml': `apiVersion: v1\nitems:\n- ${JSON.stringify(typed('Node', ONE[0] ?? {}))}\n` },
    [single('unknown')],
    { complete: true, warns: ['a list without a kind: it breaks off'] },
  ),
  attempt(
    'files of two clusters',
    'Two uids of kube-system: the node may be of either.',
    {
      'n.json': answer('Node', ONE),
      'a.json': answer('Namespace', [{ metadata: { name: 'kube-system', uid: 'a' } }]),
      'b.json': answer('Namespace', [{ metadata: { name: 'kube-system', uid: 'b' } }]),
    },
    [single('unknown')],
    { warns: ['these files are of two clusters'] },
  ),
  ...['kube-system', 'default'].map((name) =>
    attempt(
      `API servers of two clusters, identified by ${name}`,
      'Each cluster may have one of them; one is no evidence about the other.',
      {
        'a.json': printed('Pod', [apiServer('cp1')]),
        'b.json': printed('Pod', [apiServer('cp2')]),
        'c.json': answer('Namespace', [{ metadata: { name, uid: 'a' } }]),
        'd.json': answer('Namespace', [{ metadata: { name, uid: 'b' } }]),
        'e.json': answer('Pod', [bad()]),
      },
      [
        single('unknown'),
        { check: 'etcd/secrets-unencrypted', verdict: 'unknown' },
        privileged('fail', 'Pod shop/bad'),
      ],
      { warns: ['these files are of two clusters'] },
    ),
  ),
  attempt(
    'API servers of one cluster',
    'An ordinary dump of kube-system.',
    { 'a.json': printed('Pod', [apiServer('cp1'), apiServer('cp2')]) },
    [single('pass')],
  ),
  attempt(
    'complete lists of nodes, the same object twice',
    'Two lists of one cluster.',
    {
      'a.json': answer('Node', [uidNode('cp1', 'a')]),
      'b.json': answer('Node', [uidNode('cp1', 'a'), uidNode('cp2', 'b')]),
    },
    [{ check: 'nodes/not-ready', verdict: 'pass' }],
  ),
  attempt(
    'complete lists of nodes of two clusters',
    'One name with two uids: it is not known which nodes belong to one cluster.',
    {
      'a.json': answer('Node', [uidNode('cp1', 'a'), uidNode('cp2', 'b')]),
      'b.json': answer('Node', [uidNode('cp1', 'c'), uidNode('cp3', 'd')]),
    },
    [{ check: 'nodes/not-ready', verdict: 'unknown' }],
  ),
];

const RBAC: Raw = {
  'cr.json': answer('ClusterRole', [role('cluster-admin')]),
  'crb.json': answer('ClusterRoleBinding', [binding('cluster-admin')]),
  'r.json': answer('Role', []),
  'rb.json': answer('RoleBinding', []),
};
const { 'r.json': _r, 'rb.json': _rb, ...clusterWide } = RBAC;

/** One API server with its authorizers: a pass on bindings requires them. */
const REQUESTING: Raw = {
  'n.json': answer('Node', [
    {
      ...controlPlaneNode('cp-1'),
      metadata: { name: 'cp-1', uid: 'n1', labels: { 'node-role.kubernetes.io/control-plane': '' } },
    },
  ]),
  'p.json': answer('Pod', [
    pod(
      'kube-apiserver-cp-1',
      'kube-system',
      {
        nodeName: 'cp-1',
        containers: [
          {
            name: 'kube-apiserver',
            image: 'registry.k8s.io/kube-apiserver:v1.36.1',
            command: ['kube-apiserver', '--authorization-mode=Node,RBAC'],
          },
        ],
      },
      {
        labels: { component: 'kube-apiserver', tier: 'control-plane' },
        annotations: {
          'kubernetes.io/config.hash': 'a1',
          'kubernetes.io/config.mirror': 'a1',
          'kubernetes.io/config.source': 'file',
        },
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'cp-1', uid: 'n1', controller: true }],
      },
    ),
  ]),
  'l.json': answer(
    'Lease',
    [
      {
        metadata: {
          name: 'apiserver-c6n7t3',
          namespace: 'kube-system',
          labels: {
            'apiserver.kubernetes.io/identity': 'kube-apiserver',
            'kubernetes.io/hostname': 'cp-1',
          },
        },
        spec: { holderIdentity: 'apiserver-c6n7t3', renewTime: '2026-11-23T23:59:55.000000Z' },
      },
    ],
    { resourceVersion: '9', selfLink: '/apis/coordination.k8s.io/v1/leases' },
  ),
};

const permissions: readonly Attempt[] = [
  attempt('only cluster-scoped bindings', 'Bindings in kube-system were not given.', clusterWide, [
    admins('unknown'),
  ]),
  attempt('empty lists of namespaced kinds', 'They do not contain their namespaces.', RBAC, [
    admins('unknown'),
  ]),
  attempt(
    'all permissions, with --complete',
    'The user asserts that the lists are complete.',
    { ...RBAC, ...REQUESTING },
    [admins('pass')],
    {
      complete: true,
    },
  ),
  attempt(
    'namespaced kinds with the path of all namespaces',
    'The path covers the whole cluster.',
    {
      ...clusterWide,
      ...REQUESTING,
      'r.json': answer('Role', [], {
        resourceVersion: '9',
        selfLink: '/apis/rbac.authorization.k8s.io/v1/roles',
      }),
      'rb.json': answer('RoleBinding', [], {
        resourceVersion: '9',
        selfLink: '/apis/rbac.authorization.k8s.io/v1/rolebindings',
      }),
    },
    [admins('pass')],
  ),
  attempt(
    'all permissions, and the authorizers are unknown',
    'A webhook may allow more.',
    RBAC,
    [admins('unknown')],
    {
      complete: true,
    },
  ),
  attempt(
    'namespaced kinds of one namespace',
    'A binding of another namespace may be missing.',
    {
      ...clusterWide,
      'r.json': answer('Role', [role('x', 'shop')]),
      'rb.json': answer('RoleBinding', [binding('x', 'shop')]),
    },
    [admins(['unknown', 'fail'])],
  ),
  attempt(
    'bindings selected by a label',
    'A whole list has what every cluster has: cluster-admin of system:masters.',
    {
      ...RBAC,
      'crb.json': answer('ClusterRoleBinding', [binding('team-a')]),
      'r.json': answer('Role', [role('a', 'x'), role('a', 'y')]),
    },
    [admins('unknown')],
  ),
  attempt(
    'a binding outside any list',
    'A fail requires no complete list.',
    {
      'b.yaml': yamlOf('ClusterRoleBinding', {
        ...binding('evil'),
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'eve' }],
      }),
    },
    [admins('fail')],
  ),
  attempt(
    'no webhooks: both lists empty',
    'An empty answer is an answer: there are none.',
    {
      'v.json': answer('ValidatingWebhookConfiguration', []),
      'm.json': answer('MutatingWebhookConfiguration', []),
    },
    [{ check: 'api-server/webhook-fail-closed-system', verdict: ['pass', 'not-applicable'] }],
  ),
  attempt(
    'no webhooks: one of two lists',
    'The other kind was not given.',
    { 'v.json': answer('ValidatingWebhookConfiguration', []), 'n.json': answer('Node', ONE) },
    [{ check: 'api-server/webhook-fail-closed-system', verdict: 'unknown' }],
  ),
];

const selfLinkOf = (kind: string): string => {
  const api = API[kind] ?? '';
  return `${api.includes('/') ? '/apis' : '/api'}/${api}/${kind.toLowerCase()}s`;
};

const CONTROLLERS: Raw = Object.fromEntries(
  ['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob'].map(
    (kind) => [`${kind}.json`, answer(kind, [], { resourceVersion: '9', selfLink: selfLinkOf(kind) })],
  ),
);
const PODS = answer('Pod', [pod('a', 'shop'), pod('b', 'web')]);

const workloads: readonly Attempt[] = [
  attempt(
    'all pods and all controllers',
    'Two namespaces in one response: the request covered the cluster.',
    { ...CONTROLLERS, 'p.json': PODS },
    [privileged('pass')],
  ),
  attempt('all pods, controllers not given', 'A controller may run at night.', { 'p.json': PODS }, [
    privileged('unknown'),
  ]),
  attempt(
    'pods of one namespace',
    'Those of other namespaces were not given.',
    { ...CONTROLLERS, 'p.json': answer('Pod', [pod('a', 'kube-system')]) },
    [privileged('unknown')],
  ),
  attempt(
    'pods as kubectl prints them',
    'A List of a namespaced kind may contain one namespace, or a selection.',
    { ...CONTROLLERS, 'p.json': printed('Pod', [pod('a', 'shop'), pod('b', 'web')]) },
    [privileged('unknown')],
  ),
  attempt(
    'the same, with --complete',
    'The user asserts that the list is complete.',
    { ...CONTROLLERS, 'p.json': printed('Pod', [pod('a', 'shop'), pod('b', 'web')]) },
    [privileged('pass')],
    { complete: true },
  ),
  attempt(
    'a namespace without policies, with all objects given',
    'The folder of the dump and the definitions show that none exist.',
    {
      ...CONTROLLERS,
      'p.json': PODS,
      'ns.json': answer('Namespace', [
        { metadata: { name: 'default' } },
        { metadata: { name: 'shop' } },
        { metadata: { name: 'web' } },
      ]),
      'namespaces/shop/networking.k8s.io/networkpolicies.json': answer('NetworkPolicy', []),
      'crd.json': answer('CustomResourceDefinition', []),
    },
    [
      { check: 'network/namespace-without-policy', verdict: 'fail', object: 'Namespace shop' },
      { check: 'network/namespace-without-policy', verdict: 'unknown', object: 'Namespace web' },
    ],
  ),
];

const kindless: readonly Attempt[] = [
  attempt(
    'an array of pods without a kind',
    'Their containers identify them.',
    { 'x.json': JSON.stringify([bad()]) },
    [privileged('fail', 'Pod shop/bad')],
  ),
  attempt(
    'the same under the name of another kind',
    'The content takes precedence over the file name.',
    { 'secrets.json': JSON.stringify([bad()]) },
    [privileged('fail')],
  ),
  attempt(
    'the same in YAML',
    'Their containers identify them.',
    { 'x.yaml': `- ${JSON.stringify(bad())}\n` },
    [privileged('fail')],
  ),
  attempt(
    'pods by name only',
    'Without containers they cannot be evaluated.',
    {
      'pods.json': JSON.stringify([{ metadata: { name: 'a', namespace: 'shop' } }]),
      'n.json': answer('Node', ONE),
    },
    [privileged('unknown')],
    {
      complete: true,
      warns: [
        'pods.json, document 1, item 1, line 1: an object without a kind, and nothing else identifies it',
      ],
    },
  ),
  attempt(
    'objects of an unknown form',
    'They cannot be identified, which is reported.',
    { 'x.json': '[{"metadata":{"name":"a"},"spec":{"size":1}}]', 'n.json': answer('Node', ONE) },
    [single('fail')],
    {
      warns: ['nothing else identifies it'],
    },
  ),
  attempt(
    'bindings saved by a tool',
    'roleRef and subjects identify them.',
    {
      'ClusterRoleBindings.json': JSON.stringify([
        { ...binding('evil'), subjects: [{ kind: 'User', name: 'eve' }] },
      ]),
    },
    [admins('fail')],
  ),
  attempt(
    'nodes saved by Sonobuoy',
    'nodeInfo identifies them.',
    {
      'resources/cluster/Nodes.json': JSON.stringify([
        { ...ONE[0], status: { nodeInfo: { kubeletVersion: 'v1.8.4' } } },
      ]),
      'serverversion.json': '{"gitVersion":"v1.36.1"}',
    },
    [{ check: 'version/kubelet-skew', verdict: 'fail' }],
  ),
  attempt(
    'a dump of kubectl 1.9 with Go names',
    'The same fields under other names.',
    {
      'shop/pods.json': JSON.stringify(
        {
          selfLink: '/api/v1/namespaces/shop/pods',
          resourceVersion: '9',
          Items: [
            {
              name: 'bad',
              namespace: 'shop',
              Spec: {
                Containers: [{ Name: 'c', Image: 'i', SecurityContext: { Privileged: true } }],
                SecurityContext: { HostPID: true },
              },
              Status: {},
            },
          ],
        },
        null,
        4,
      ),
    },
    [privileged('fail', 'Pod shop/bad'), { check: 'workloads/host-pid', verdict: 'fail' }],
  ),
  attempt(
    'a dump of kubectl 1.5 with the host network in another field',
    'Internal types have it in the security context.',
    {
      'shop/pods.json': JSON.stringify({
        metadata: {},
        items: [pod('bad', 'shop', { securityContext: { hostNetwork: true } })],
      }),
    },
    [{ check: 'workloads/host-network', verdict: 'fail' }],
  ),
  attempt(
    'a dump of the Python client',
    'The same fields in snake case.',
    {
      'x.json': JSON.stringify({
        items: [
          {
            metadata: { name: 'bad', namespace: 'shop', resource_version: '1' },
            spec: {
              host_pid: true,
              containers: [{ name: 'c', image: 'i', security_context: { privileged: true } }],
            },
          },
        ],
      }),
    },
    [privileged('fail'), { check: 'workloads/host-pid', verdict: 'fail' }],
  ),
  attempt(
    'several kinds in one document',
    'The names of its lists identify them.',
    { 'x.json': JSON.stringify({ nodes: ONE, pods: [bad()] }) },
    [privileged('fail')],
  ),
  attempt(
    'a kind that creates pods and is not read',
    'It is reported as skipped.',
    {
      'x.yaml': `${yamlOf('Pod', pod('a', 'shop'))}---\napiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: r }\nspec: { template: { spec: { containers: [{ name: c, image: i }] } } }\n`,
    },
    [privileged('unknown')],
    {
      complete: true,
      warns: ['not evaluated, although they create Pods: Rollout (1)'],
    },
  ),
];

const server = (flag: string) =>
  yamlOf('Pod', {
    metadata: { name: 'kube-apiserver', namespace: 'kube-system' },
    spec: {
      hostNetwork: true,
      containers: [
        {
          name: 'kube-apiserver',
          image: 'registry.k8s.io/kube-apiserver:v1.36.6',
          command: ['kube-apiserver', '--authorization-mode=Node,RBAC', ...(flag ? [flag] : [])],
        },
      ],
    },
  });
const [weak, strong] = [server('--token-auth-file=/t'), server('')];
const HOSTS: readonly Expected[] = [
  { check: 'api-server/static-token-file', verdict: 'fail' },
  { check: 'control-plane/replicas-differ', verdict: 'fail' },
];

const twice: readonly Attempt[] = [
  attempt(
    'manifests of two hosts, the weak one first',
    'They are two servers.',
    { 'cp1/kube-apiserver.yaml': weak, 'cp2/kube-apiserver.yaml': strong },
    HOSTS,
  ),
  attempt(
    'manifests of two hosts, the weak one last',
    'They are two servers.',
    { 'cp1/kube-apiserver.yaml': strong, 'cp2/kube-apiserver.yaml': weak },
    HOSTS,
  ),
  attempt(
    'manifests of two hosts in one file',
    'They are two servers.',
    { 'all.yaml': `${weak}---\n${strong}` },
    HOSTS,
  ),
  attempt(
    'the newer state of a pod first',
    'Its resourceVersion identifies the newer one.',
    {
      '1.json': JSON.stringify(typed('Pod', bad('p', { uid: 'u', resourceVersion: '1000' }))),
      '2.json': JSON.stringify(typed('Pod', pod('p', 'shop', {}, { uid: 'u', resourceVersion: '999' }))),
    },
    [privileged('fail')],
  ),
  attempt(
    'a manifest after the observed object',
    'The manifest is not the running object.',
    {
      '1.json': JSON.stringify(typed('Pod', bad('p', { uid: 'u', resourceVersion: '9' }))),
      '2.yaml': yamlOf('Pod', pod('p', 'shop')),
    },
    [privileged('fail')],
    {
      warns: ['Pod shop/p is given with different contents'],
    },
  ),
  attempt(
    'two objects of one name',
    'Their uids differ, which is reported.',
    {
      '1.json': JSON.stringify(typed('Pod', pod('p', 'shop', {}, { uid: 'u' }))),
      '2.json': JSON.stringify(typed('Pod', bad('p', { uid: 'v' }))),
    },
    [privileged('fail')],
    {
      warns: ['Pod shop/p is two objects by their uids'],
    },
  ),
];

const BAD = JSON.stringify(typed('Pod', bad()), null, 2);
const GOOD_YAML = yamlOf('Pod', pod('good', 'shop'));

const broken: readonly Attempt[] = [
  attempt(
    'a bracket before a dump',
    'A stray line costs a line.',
    { 'dump.txt': `{\n${printed('Node', ONE)}\n${answer('Pod', [bad()])}\n` },
    [single('fail'), privileged('fail')],
    {
      warns: ['(1 line of it not read)'],
    },
  ),
  attempt(
    'a log line in a list of JSON',
    'A stray line costs a line.',
    {
      'x.json': printed('Pod', [pod('a', 'shop'), bad()]).replace(/\n( +"spec")/, '\nE1129 { [ "\n$1'),
    },
    [privileged('fail')],
    {
      warns: ['a line (11 bytes) that is neither JSON nor YAML was passed over'],
    },
  ),
  attempt(
    'an error of kubectl in a list of YAML',
    'A stray line costs a line.',
    {
      'x.yaml': `apiVersion: v1\nitems:\n- ${JSON.stringify(typed('Pod', pod('a', 'shop')))}\nError from server (Forbidden): x\n- ${JSON.stringify(typed('Pod', bad()))}\nkind: List\n`,
    },
    [privileged('fail')],
    {
      warns: ['was passed over'],
    },
  ),
  attempt(
    'a broken document in the middle',
    'Only this document is lost.',
    { 'x.yaml': `${GOOD_YAML}---\na: [\n---\n${yamlOf('Pod', bad())}` },
    [privileged('fail')],
    { warns: ['not valid YAML'] },
  ),
  attempt(
    'a broken element in the middle',
    'Only this document is lost.',
    {
      'x.json': `{"kind":"List","apiVersion":"v1","items":[{"a":,},${JSON.stringify(typed('Pod', bad()))}]}`,
    },
    [privileged('fail')],
    { warns: ['item 1, line 1: not valid JSON'] },
  ),
  attempt(
    'a list that breaks off, followed by another',
    'The rest of the file is read.',
    { 'x.json': `${printed('Node', ONE).slice(0, 150)}\n${printed('Pod', [bad()])}` },
    [privileged('fail'), single('unknown')],
  ),
  attempt(
    'YAML documents without a line between them',
    'A second apiVersion begins a second object.',
    { 'x.yaml': GOOD_YAML + yamlOf('Pod', bad()) + GOOD_YAML.replace('good', 'last') },
    [privileged('fail', 'Pod shop/bad')],
  ),
  attempt(
    'JSON after YAML in one file',
    'Each is read in its own format.',
    { 'x.out': `$ kubectl get\n${GOOD_YAML}$ kubectl get -o json\n${BAD}\n` },
    [privileged('fail')],
  ),
  attempt(
    'a ticket in Markdown',
    'Its code block contains the pasted object.',
    { 'ticket.md': `# Help\n\n\`\`\`yaml\n${yamlOf('Pod', bad())}\`\`\`\n` },
    [privileged('fail')],
  ),
  attempt(
    'the README of a chart',
    'An example runs on no cluster.',
    { 'README.md': `\`\`\`yaml\n${yamlOf('Pod', bad())}\`\`\`\n`, 'x.yaml': GOOD_YAML },
    [privileged('unknown')],
    { warns: ['README.md'] },
  ),
  attempt(
    'a manifest in a ConfigMap',
    'A text runs on no cluster.',
    {
      'x.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: kubeadm-config, namespace: kube-system }\ndata:\n  x: |\n    ---\n${yamlOf('Pod', bad()).replaceAll(/^/gm, '    ')}\n---\n${GOOD_YAML}`,
    },
    [privileged('unknown')],
  ),
  attempt(
    'objects in the log of a pod',
    'A tenant writes its log, which is no object.',
    { 'shop/web/logs.txt': BAD, 'web.log': BAD, 'pods/web/logs/c.txt': BAD, 'x.yaml': GOOD_YAML },
    [privileged('unknown')],
    {
      player: 'tenant',
      warns: ['logs (3: '],
    },
  ),
  attempt(
    'objects in the log within a dump',
    'The text between the markers is a log.',
    {
      'dump.txt': `${printed('Node', ONE)}\n==== START logs for container c of pod shop/web ====\n${answer('Node', [controlPlaneNode('forged')])}\n==== END logs for container c of pod shop/web ====\n`,
    },
    [single('fail')],
    { player: 'tenant' },
  ),
  attempt(
    'a table in human-readable output',
    'It cannot be read, which is reported.',
    { 'pods.txt': 'NAME   READY   STATUS\nweb    1/1     Running\n', 'x.yaml': GOOD_YAML },
    [privileged('unknown')],
    { warns: ['save them with -o yaml or -o json'] },
  ),
  attempt(
    'a chart that was not rendered',
    'It has to be rendered first, which is reported.',
    { 'a.yaml': 'metadata:\n  name: {{ .Release.Name }}-x\n', 'x.yaml': GOOD_YAML },
    [privileged('unknown')],
    { warns: ['a template that was not rendered'] },
  ),
  attempt(
    'lists in a list',
    'jq -s writes this form.',
    { 'x.json': `[${answer('Node', ONE)},${answer('Pod', [bad()])}]` },
    [single('fail'), privileged('fail')],
  ),
  attempt(
    'JSON lines with a byte order mark and CRLF',
    'Editors of Windows write so.',
    {
      'x.jsonl': `\ufeff${JSON.stringify(typed('Pod', pod('a', 'shop')))}\r\n${JSON.stringify(typed('Pod', bad()))}\r\n`,
    },
    [privileged('fail')],
  ),
  attempt(
    'two hundred folders deep',
    'It is read.',
    { [`${'d/'.repeat(200)}x.yaml`]: yamlOf('Pod', bad()) },
    [privileged('fail')],
  ),
  attempt(
    'three hundred folders deep',
    'It is named.',
    { [`${'d/'.repeat(300)}x.yaml`]: yamlOf('Pod', bad()), 'y.yaml': GOOD_YAML },
    [privileged('unknown')],
    { complete: true, warns: ['deeper than 256 folders'] },
  ),
  attempt(
    'aliases that fill the memory',
    'Only this document is lost.',
    {
      'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec: {initContainers: [&c {env: [${'{name: a},'.repeat(2_000)}]}], containers: [${'*c,'.repeat(900)}]}\n`,
      'x.yaml': yamlOf('Pod', bad()),
    },
    [privileged('fail', 'Pod shop/bad')],
    { warns: ['aliases'] },
  ),
];

export default [
  ...lists,
  ...refusals,
  ...permissions,
  ...workloads,
  ...kindless,
  ...twice,
  ...broken,
] satisfies readonly Attempt[];
