import type { Attempt } from './attempt.ts';

/** A node as created by vCluster, with one of these properties. */
const invented = (name: string, mark: 'label' | 'status') => `
apiVersion: v1
kind: Node
metadata:
  name: ${name}
  labels: { kubernetes.io/os: linux${mark === 'label' ? ", vcluster.loft.sh/fake-node: 'true'" : ''} }
status:
  addresses: [{ address: 10.96.7.7, type: InternalIP }]
  allocatable: { cpu: '16', memory: 32Gi, pods: '110' }
  capacity: { cpu: '16', memory: 32Gi, pods: '110' }
  conditions:
    - { type: MemoryPressure, status: 'False' }
    - { type: DiskPressure, status: 'False' }
    - { type: PIDPressure, status: 'False' }
    - { type: Ready, status: 'True' }
  nodeInfo:
    architecture: amd64
    operatingSystem: linux
    kubeletVersion: v1.37.2
    kubeProxyVersion: v1.37.2
    ${mark === 'label' ? 'containerRuntimeVersion: containerd://2.2.0, kernelVersion: 6.12.0, osImage: Talos (v1.12.0)'.replaceAll(', ', '\n    ') : 'containerRuntimeVersion: docker://19.3.12\n    kernelVersion: 4.19.76-fakelinux\n    osImage: Fake Kubernetes Image'}
---`;

/** Checks that evaluate data of kubelets, kernels and clouds about nodes. */
const OF_NODES = [
  'nodes/cordoned',
  'nodes/general-purpose-os',
  'nodes/kernel-vulnerable',
  'nodes/mixed-pool',
  'nodes/network-unavailable',
  'nodes/not-ready',
  'nodes/pod-limit-near',
  'nodes/pressure',
  'nodes/public-address',
  'nodes/runtime-unsupported',
  'nodes/runtime-vulnerable',
  'nodes/taint-unused',
  'version/kubelet-patch-behind',
  'version/kubelet-vulnerable',
];

/** A pod with this owner, and a budget that blocks its eviction. */
const guarded = (owner: string, more = '') => `
apiVersion: v1
kind: Pod
metadata: { name: w, namespace: shop, uid: u1, labels: { app: q }${owner && `, ownerReferences: [{ controller: true, ${owner} }]`}${more} }
spec: { nodeName: worker-1, containers: [{ name: a, image: 'x:1' }] }
status: { phase: Running, conditions: [{ type: Ready, status: 'True' }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: b, namespace: shop, generation: 1 }
spec: { minAvailable: 1, selector: { matchLabels: { app: q } } }
status: { currentHealthy: 1, desiredHealthy: 1, disruptionsAllowed: 0, expectedPods: 1, observedGeneration: 1 }
---`;

const DAEMON_SET = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ds, namespace: shop, uid: right }
spec:
  selector: { matchLabels: { app: q } }
  template: { metadata: { labels: { app: q } }, spec: { containers: [{ name: a, image: 'x:1' }] } }
`;

const MIRROR =
  ', annotations: { kubernetes.io/config.mirror: a, kubernetes.io/config.source: file, kubernetes.io/config.hash: a }';

const blocked = (verdict: 'fail' | 'unknown') =>
  [{ check: 'nodes/drain-blocked', verdict, object: 'PodDisruptionBudget shop/b' }] as const;

const TAINTED = `
apiVersion: v1
kind: Node
metadata: { name: worker-3, labels: { kubernetes.io/os: linux } }
spec: { taints: [{ key: dedicated, value: payments, effect: NoSchedule }] }
status: { conditions: [{ type: Ready, status: 'True' }], nodeInfo: { operatingSystem: linux, kubeletVersion: v1.37.2 } }
---`;
const TOLERATES =
  "tolerations: [{ key: dedicated, operator: Equal, value: payments, effect: NoSchedule }], containers: [{ name: a, image: 'x:1' }]";

/** Pods that tolerate it, and whether they count as a use. */
const TOLERATING: readonly (readonly [string, string, 'pass' | 'fail'])[] = [
  [
    'a Deployment of a tenant without replicas',
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: z, namespace: shop }
spec: { replicas: 0, selector: { matchLabels: { app: z } }, template: { metadata: { labels: { app: z } }, spec: { ${TOLERATES} } } }
`,
    'fail',
  ],
  [
    'a Job of a tenant that is suspended',
    `
apiVersion: batch/v1
kind: Job
metadata: { name: z, namespace: shop }
spec: { suspend: true, template: { spec: { restartPolicy: Never, ${TOLERATES} } } }
`,
    'fail',
  ],
  [
    'a pod of a tenant that is never placed',
    `
apiVersion: v1
kind: Pod
metadata: { name: z, namespace: shop }
spec: { nodeSelector: { no: where }, ${TOLERATES} }
status: { phase: Pending }
`,
    'fail',
  ],
  [
    'a running pod',
    `
apiVersion: v1
kind: Pod
metadata: { name: z, namespace: shop }
spec: { nodeName: worker-3, ${TOLERATES} }
status: { phase: Running }
`,
    'pass',
  ],
  [
    'a pod of last night',
    `
apiVersion: v1
kind: Pod
metadata: { name: z, namespace: shop }
spec: { nodeName: worker-3, ${TOLERATES} }
status: { phase: Succeeded }
`,
    'pass',
  ],
  [
    'an agent of the system that waits for its node',
    `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: z, namespace: kube-system }
spec: { selector: { matchLabels: { app: z } }, template: { metadata: { labels: { app: z } }, spec: { ${TOLERATES} } } }
status: { desiredNumberScheduled: 0, numberReady: 0 }
`,
    'pass',
  ],
];

const attempts: readonly Attempt[] = [
  ...(['label', 'status'] as const).map((mark): Attempt => ({
    name: `nodes/nodes that vCluster created, identified by their ${mark}`,
    player: 'server',
    why: 'vCluster writes the same status to each of them. It comes from no kubelet, so that it proves neither a pass nor a risk.',
    objects: `${invented('cp-1', mark)}${invented('worker-1', mark)}`,
    expect: [
      ...OF_NODES.map((check) => ({ check, verdict: ['unknown', 'not-applicable'] }) as const),
      { check: 'version/upgrade-blocked', verdict: 'unknown' },
    ],
  })),
  {
    name: 'nodes/a node that vCluster created, and real ones',
    player: 'server',
    why: 'The data of the other nodes covers only these: a pass is about all nodes.',
    objects: invented('worker-1', 'status'),
    expect: [
      { check: 'nodes/pressure', verdict: 'unknown' },
      { check: 'nodes/runtime-unsupported', verdict: 'unknown' },
      { check: 'version/kubelet-vulnerable', verdict: 'unknown' },
    ],
  },
  ...(
    [
      ['no owner', ''],
      ['a DaemonSet of another API', 'apiVersion: example.com/v1, kind: DaemonSet, name: ds, uid: g'],
      ['a DaemonSet that does not exist', 'apiVersion: apps/v1, kind: DaemonSet, name: gone, uid: g'],
      ['a DaemonSet with another uid', 'apiVersion: apps/v1, kind: DaemonSet, name: ds, uid: wrong'],
      ['a node with another uid', 'apiVersion: v1, kind: Node, name: worker-1, uid: g'],
      ['its node, as kubelets do', 'apiVersion: v1, kind: Node, name: worker-1, uid: node-worker-1', MIRROR],
    ] as const
  ).map(([whom, owner, more]): Attempt => ({
    name: `nodes/a budget that requires all replicas of a pod with the owner: ${whom}`,
    player: 'tenant',
    why: 'The author of a pod writes its owner. A drain skips a pod if its DaemonSet exists, or if a kubelet runs it from a file.',
    objects: `${guarded(owner, more)}${DAEMON_SET}`,
    expect: blocked('fail'),
  })),
  ...TOLERATING.map(([who, objects, verdict]): Attempt => ({
    name: `nodes/a taint that is tolerated by ${who}`,
    player: who.includes('tenant') ? 'tenant' : 'administrator',
    why: 'A node is used by running pods, or reserved for workloads of an administrator.',
    objects: `${TAINTED}${objects}`,
    expect: [{ check: 'nodes/taint-unused', verdict }],
  })),
  {
    name: 'nodes/a budget over a pod of a DaemonSet',
    player: 'tenant',
    why: 'The look-alike: a drain skips the pods of an existing DaemonSet.',
    objects: `${guarded('apiVersion: apps/v1, kind: DaemonSet, name: ds, uid: right')}${DAEMON_SET}`,
    expect: [{ check: 'nodes/drain-blocked', verdict: 'pass' }],
  },
  {
    name: 'nodes/a budget over a pod that names a DaemonSet, where DaemonSets are refused',
    player: 'network',
    why: 'Whether that DaemonSet exists is not known.',
    objects: guarded('apiVersion: apps/v1, kind: DaemonSet, name: ds, uid: right'),
    answers: { '/apis/apps/v1/daemonsets': 403 },
    expect: blocked('unknown'),
  },
  {
    name: 'nodes/two budgets over a pod that claims a DaemonSet',
    player: 'tenant',
    why: 'A pod with two budgets cannot be evicted, and this one is no DaemonSet’s.',
    objects: `${guarded('apiVersion: example.com/v1, kind: DaemonSet, name: ds, uid: g').replaceAll('disruptionsAllowed: 0', 'disruptionsAllowed: 1')}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: b2, namespace: shop, generation: 1 }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: q } } }
status: { currentHealthy: 1, desiredHealthy: 0, disruptionsAllowed: 1, expectedPods: 1, observedGeneration: 1 }
`,
    expect: [{ check: 'nodes/drain-blocked', verdict: 'fail' }],
  },
  {
    name: 'nodes/a budget like that of CloudNativePG over a pod of another kind named Cluster',
    player: 'tenant',
    why: 'CloudNativePG moves only its own pods.',
    objects: `${guarded('apiVersion: example.com/v1, kind: Cluster, name: pg, uid: g').replace('name: b, namespace: shop', 'name: b, namespace: shop, labels: { cnpg.io/cluster: pg }')}
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: pg, namespace: shop, uid: right }
spec: { instances: 1 }
`,
    expect: blocked('fail'),
  },
];

export default attempts;
