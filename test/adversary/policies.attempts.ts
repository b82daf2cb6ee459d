import type { VerdictKind } from '../../src/result/types.ts';
import type { Attempt } from './attempt.ts';

const CHECK = 'network/namespace-without-policy';
const BUDGETS = 'nodes/drain-blocked';

/** In place of the policy that isolates the namespace shop, unless it has another name. */
const policy = (spec: string, name = 'closed', namespace = 'shop') => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
---`;
const ingress = (rules: string) => policy(`{ podSelector: {}, policyTypes: [Ingress], ingress: [${rules}] }`);
const from = (...peers: string[]) => ingress(`{ from: [${peers.join(', ')}] }`);

const pod = (name: string, namespace: string, spec = '', labels = '', phase = 'Running') => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { ${labels} } }
spec: { nodeName: worker-1, ${spec} containers: [{ name: c, image: 'registry.example.com/x:1' }] }
status: { phase: ${phase}, podIP: 10.244.1.77, conditions: [{ type: Ready, status: 'True' }] }
---`;

const other = (apiVersion: string, kind: string, spec: string, namespace?: string) => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: x${namespace === undefined ? '' : `, namespace: ${namespace}`} }
spec: ${spec}
---`;
const calico = (spec: string) => other('projectcalico.org/v3', 'NetworkPolicy', spec, 'shop');
const global = (spec: string) => other('projectcalico.org/v3', 'GlobalNetworkPolicy', spec);
const admin = (spec: string) =>
  other('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', `{ priority: 5, ${spec} }`);

type Row = readonly [
  name: string,
  verdict: VerdictKind | readonly VerdictKind[],
  why: string,
  objects: string,
];

/** Policies that a user with `edit` in the namespace shop can write. */
const byTenant: readonly Row[] = [
  [
    'admits every namespace',
    'fail',
    'An empty namespaceSelector selects all namespaces.',
    from('{ namespaceSelector: {} }'),
  ],
  [
    'admits every pod of every namespace',
    'fail',
    'Both selectors are empty: all pods of all namespaces.',
    from('{ namespaceSelector: {}, podSelector: {} }'),
  ],
  ['has an empty rule', 'fail', 'A rule without sources and ports admits all traffic.', ingress('{}')],
  [
    'has an empty list of sources',
    'fail',
    'It means every source, as an absent one does.',
    ingress('{ from: [] }'),
  ],
  [
    'admits namespaces that have a name',
    'fail',
    'The API server sets the name of every namespace as this label.',
    from(
      '{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: Exists }] } }',
    ),
  ],
  [
    'excludes a value that no namespace has',
    'fail',
    'NotIn matches every existing namespace.',
    from('{ namespaceSelector: { matchExpressions: [{ key: stage, operator: NotIn, values: [never] }] } }'),
  ],
  [
    'excludes a label that no object has',
    'fail',
    'DoesNotExist matches every existing namespace and pod.',
    from(
      '{ namespaceSelector: { matchExpressions: [{ key: blocked, operator: DoesNotExist }] }, podSelector: { matchExpressions: [{ key: blocked, operator: DoesNotExist }] } }',
    ),
  ],
  [
    'excludes a namespace without pods',
    'fail',
    'Every existing pod is admitted, and those of new namespaces.',
    from(
      '{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-public] }] } }',
    ),
  ],
  [
    'names every namespace',
    'fail',
    'The list contains all existing namespaces.',
    from(
      '{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: [bank, default, kube-node-lease, kube-public, kube-system, shop] }] } }',
    ),
  ],
  [
    'admits all namespaces in two halves',
    'fail',
    'With a level and without one: together they are all.',
    from(
      '{ namespaceSelector: { matchExpressions: [{ key: pod-security.kubernetes.io/enforce, operator: Exists }] } }',
      '{ namespaceSelector: { matchExpressions: [{ key: pod-security.kubernetes.io/enforce, operator: DoesNotExist }] } }',
    ),
  ],
  [
    'admits all addresses',
    'fail',
    'Addresses of pods are addresses.',
    from('{ ipBlock: { cidr: 0.0.0.0/0 } }'),
  ],
  [
    'admits all addresses of IPv6',
    'unknown',
    'Every address of a family that no pod and no node has: it admits no client, or the pods have a second address.',
    from("{ ipBlock: { cidr: '::/0' } }"),
  ],
  [
    'admits all addresses in two halves',
    'fail',
    'Its parts cover the same addresses.',
    from('{ ipBlock: { cidr: 0.0.0.0/1 } }', '{ ipBlock: { cidr: 128.0.0.0/1 } }'),
  ],
  [
    'admits all addresses but one',
    'fail',
    'The exception removes no relevant address.',
    from('{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }'),
  ],
  [
    'admits the pod network',
    'fail',
    'The nodes contain the addresses of pods.',
    from('{ ipBlock: { cidr: 10.244.0.0/16 } }'),
  ],
  [
    'admits all sources on TCP',
    'fail',
    'Nearly all servers listen on TCP.',
    ingress('{ ports: [{ protocol: TCP, port: 1, endPort: 65535 }] }'),
  ],
  [
    'admits all sources on port ranges',
    'fail',
    'Together they are all ports.',
    ingress('{ ports: [{ port: 1, endPort: 30000 }] }, { ports: [{ port: 30001, endPort: 65535 }] }'),
  ],
  [
    'is opened by a second one',
    'fail',
    'NetworkPolicies add up: the isolating one does not deny traffic that the other admits.',
    policy('{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }', 'open'),
  ],
  [
    'is about egress only',
    'fail',
    'Ingress is not among its types, so nothing limits it.',
    policy('{ podSelector: {}, policyTypes: [Egress] }'),
  ],
  [
    'selects no pods',
    'fail',
    'No pod has the label: it limits none.',
    policy('{ podSelector: { matchLabels: { app: nobody } } }'),
  ],
  [
    'opens some of the pods',
    'fail',
    'A pod that all sources reach is open, in addition to isolated ones.',
    `${policy('{ podSelector: { matchLabels: { app: api } }, ingress: [{}] }', 'open')}${pod('api', 'shop', '', 'app: api')}`,
  ],
  [
    'is isolated, and a pod uses the host network',
    'pass',
    'Policies are not about pods on the host network.',
    pod('agent', 'shop', 'hostNetwork: true,', 'app: agent'),
  ],
  [
    'is isolated, and a pod has run to completion',
    'pass',
    'A pod that has ended is not reachable.',
    `${policy('{ podSelector: { matchLabels: { app: web } } }')}${pod('job', 'shop', '', 'app: job', 'Succeeded')}`,
  ],
  [
    'admits one namespace',
    'pass',
    'A list of one is a limit.',
    from('{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: bank } } }'),
  ],
  [
    'admits its own namespace',
    'pass',
    'Only a podSelector means pods of its own namespace.',
    from('{ podSelector: {} }'),
  ],
  [
    'admits pods with a label',
    'pass',
    'Only pods with this label are admitted.',
    from('{ namespaceSelector: {}, podSelector: { matchLabels: { role: edge } } }'),
  ],
  [
    'admits an office network',
    'pass',
    'A few addresses of an outside network.',
    from('{ ipBlock: { cidr: 198.51.100.0/24 } }'),
  ],
  [
    'admits the internet without the pods',
    'pass',
    'The pod network is among the exceptions.',
    from('{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16] } }'),
  ],
  [
    'admits all sources on one port',
    'pass',
    'One port is a limit: so a web server is published.',
    ingress('{ ports: [{ port: 8080 }] }'),
  ],
  ['admits all sources by UDP', 'pass', 'No TCP port is open.', ingress('{ ports: [{ protocol: UDP }] }')],
  [
    'excludes the namespace of the system',
    'fail',
    'Every tenant is admitted.',
    from(
      '{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system] }] } }',
    ),
  ],
  [
    'of Calico that allows all traffic by IPv6',
    ['pass', 'unknown'],
    'No pod and no node has an address of IPv6.',
    calico('{ order: 1, selector: all(), types: [Ingress], ingress: [{ action: Allow, ipVersion: 6 }] }'),
  ],
  [
    'of Calico that allows all traffic by IPv4',
    'fail',
    'The pods have addresses of IPv4.',
    calico('{ order: 1, selector: all(), types: [Ingress], ingress: [{ action: Allow, ipVersion: 4 }] }'),
  ],
  [
    'excludes a namespace that has pods',
    'pass',
    'The pods of bank are not admitted.',
    from(
      '{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [bank] }] } }',
    ),
  ],
  [
    'is another one for an isolated namespace',
    'pass',
    'It adds a source, and other sources stay denied.',
    policy(
      '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: bank } } }] }] }',
      'more',
    ),
  ],
  [
    'of Calico that allows all traffic comes first',
    'fail',
    'A rule without a source matches all, and order 1 comes before 1000.',
    calico('{ order: 1, selector: all(), types: [Ingress], ingress: [{ action: Allow }] }'),
  ],
  [
    'of Calico that allows all namespaces',
    'fail',
    'namespaceSelector all() is every namespace.',
    calico(
      '{ order: 1, types: [Ingress], ingress: [{ action: Allow, source: { namespaceSelector: all() } }] }',
    ),
  ],
  [
    'of Calico that allows all traffic comes last',
    'fail',
    'Policies of one tier are one list: the isolating one admits no traffic, and undecided traffic is evaluated by this one.',
    calico('{ order: 2000, selector: all(), types: [Ingress], ingress: [{ action: Allow }] }'),
  ],
  [
    'of Calico in its language of alternatives',
    'unknown',
    'Alternatives are not replayed: it may pick the pods and open them.',
    calico(
      `{ order: 1, selector: "app == 'web' || app == 'x'", types: [Ingress], ingress: [{ action: Allow }] }`,
    ),
  ],
  [
    'of Cilium, which is not the network here',
    'pass',
    'Calico does not act on it, and the NetworkPolicy isolates.',
    other('cilium.io/v2', 'CiliumNetworkPolicy', '{ endpointSelector: {}, ingress: [{}] }', 'shop'),
  ],
  [
    'of Cilium only, which is not the network of this cluster',
    'unknown',
    'The pods are limited only by a policy that this network is not known to support.',
    `${policy('{ podSelector: { matchLabels: { app: nobody } } }')}${other('cilium.io/v2', 'CiliumNetworkPolicy', '{ endpointSelector: {}, ingress: [{}] }', 'shop')}`,
  ],
];

/** Policies that only an administrator can write. */
const byAdministrator: readonly Row[] = [
  [
    'for all allows all traffic first',
    'fail',
    'A GlobalNetworkPolicy of order 1 decides before the isolating one.',
    global('{ order: 1, types: [Ingress], ingress: [{ action: Allow }] }'),
  ],
  [
    'for all allows all traffic, in its own tier',
    'unknown',
    'A tier after the default one is not evaluated for pods that the default one selects.',
    global('{ tier: sec, types: [Ingress], ingress: [{ action: Allow }] }'),
  ],
  [
    'for all denies all traffic, in its own tier',
    'pass',
    'Before the default tier or after it: no traffic is admitted.',
    global('{ tier: sec, types: [Ingress], ingress: [{ action: Deny }] }'),
  ],
  [
    'for all denies before an open one',
    'pass',
    'No NetworkPolicy admits traffic that was denied before.',
    `${ingress('{}')}${global('{ order: 1, types: [Ingress], ingress: [{ action: Deny }] }')}`,
  ],
  [
    'for hosts is none for pods',
    'fail',
    'preDNAT is about interfaces of hosts; the open NetworkPolicy stays open.',
    `${ingress('{}')}${global('{ order: 1, preDNAT: true, applyOnForward: true, types: [Ingress], ingress: [{ action: Deny }] }')}`,
  ],
  [
    'of the working group denies before an open one',
    'pass',
    'AdminNetworkPolicies take precedence over NetworkPolicies, and Calico supports them.',
    `${ingress('{}')}${admin('subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }]')}`,
  ],
  [
    'of the working group allows before an isolating one',
    'fail',
    'Allow decides; the NetworkPolicy is not evaluated.',
    admin('subject: { namespaces: {} }, ingress: [{ action: Allow, from: [{ namespaces: {} }] }]'),
  ],
  [
    'of the working group passes on',
    'pass',
    'Pass defers to the isolating NetworkPolicy.',
    admin('subject: { namespaces: {} }, ingress: [{ action: Pass, from: [{ namespaces: {} }] }]'),
  ],
  [
    'of the working group denies one port',
    'fail',
    'Every other port stays open.',
    `${ingress('{}')}${admin('subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ portNumber: { protocol: TCP, port: 22 } }] }]')}`,
  ],
  [
    'of the baseline comes too late',
    'fail',
    'For a pod that a NetworkPolicy selects, the baseline is not evaluated.',
    `${ingress('{}')}${other('policy.networking.k8s.io/v1alpha1', 'BaselineAdminNetworkPolicy', '{ subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }')}`,
  ],
];

const verdictOf =
  (player: Attempt['player']) =>
  ([name, verdict, why, objects]: Row): Attempt => ({
    name: `policies/a policy ${name}`,
    player,
    why,
    objects,
    expect: [
      { check: CHECK, verdict, object: 'Namespace shop' },
      ...(player === 'tenant' ? [{ check: CHECK, verdict: 'pass', object: 'Namespace bank' } as const] : []),
    ],
  });

const budget = (name: string, spec: string, status = '') => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name}, namespace: shop, generation: 1 }
spec: ${spec}
${status === '' ? '' : `status: ${status}`}
---`;
const computed =
  '{ disruptionsAllowed: 1, expectedPods: 2, desiredHealthy: 1, currentHealthy: 2, observedGeneration: 1 }';
const ONE_MUST_STAY =
  '{ disruptionsAllowed: 0, expectedPods: 1, desiredHealthy: 1, currentHealthy: 1, observedGeneration: 1 }';

/** An operator as an administrator installs it. */
const operator = (namespace: string, image: string, group: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: ${namespace} }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${namespace} }
rules: [{ apiGroups: [${group}], resources: ['*'], verbs: ['*'] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ${namespace} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${namespace} }
subjects: [{ kind: ServiceAccount, namespace: ${namespace}, name: operator }]
---
apiVersion: v1
kind: Pod
metadata: { name: operator, namespace: ${namespace}, labels: { app: operator } }
spec: { nodeName: worker-1, containers: [{ name: c, image: 'registry.example.com/${image}:v1.7.0' }] }
status: { phase: Running, conditions: [{ type: Ready, status: 'True' }] }
---`;
/** A cluster of CloudNativePG, and the budget over its primary. */
const cnpg = (instances: number, ready = instances) => `${budget(
  'db-primary',
  '{ minAvailable: 1, selector: { matchLabels: { cnpg.io/cluster: db, cnpg.io/instanceRole: primary } } }',
  ONE_MUST_STAY,
).replace('generation: 1 }', 'generation: 1, labels: { cnpg.io/cluster: db } }')}
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: db, namespace: shop, uid: k-1 }
spec: { instances: ${instances} }
status: { currentPrimary: db-1, readyInstances: ${ready} }
---
apiVersion: v1
kind: Pod
metadata:
  name: db-1
  namespace: shop
  labels: { cnpg.io/cluster: db, cnpg.io/instanceRole: primary }
  ownerReferences: [{ apiVersion: postgresql.cnpg.io/v1, kind: Cluster, name: db, uid: k-1, controller: true }]
spec: { nodeName: worker-1, containers: [{ name: postgres, image: 'ghcr.io/cloudnative-pg/postgresql:18.1' }] }
status: { phase: Running, conditions: [{ type: Ready, status: 'True' }] }
---`;
const autoscaler = (more: string) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 5${more} }
---`;
const deployment = (replicas: number) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: c, image: 'registry.example.com/api:1' }] }
---`;

const budgets: readonly (Row & { files?: VerdictKind })[] = [
  [
    'a second budget over the pods of another',
    'fail',
    'A pod with two budgets cannot be evicted, whatever they allow.',
    budget('all', '{ maxUnavailable: 1, selector: {} }', computed),
  ],
  [
    'a second budget by an expression',
    'fail',
    'In [web, api] selects the pods of web as well.',
    budget(
      'more',
      '{ maxUnavailable: 1, selector: { matchExpressions: [{ key: app, operator: In, values: [web, api] }] } }',
      computed,
    ),
  ],
  [
    'a second budget for other pods',
    'pass',
    'No pod has both.',
    budget('api', '{ maxUnavailable: 1, selector: { matchLabels: { app: api } } }', computed),
  ],
  [
    'a budget over a pod without a controller',
    'fail',
    'Without a controller no replicas are expected: no eviction is allowed.',
    `${budget('bare', '{ maxUnavailable: 1, selector: { matchLabels: { app: bare } } }', '{ disruptionsAllowed: 0, expectedPods: 0, desiredHealthy: 0, currentHealthy: 0, observedGeneration: 1 }')}${pod('bare', 'shop', '', 'app: bare')}`,
  ],
  [
    'a budget that cannot be computed',
    'fail',
    'SyncFailed keeps disruptionsAllowed at 0.',
    `${budget('bare', '{ maxUnavailable: 1, selector: { matchLabels: { app: bare } } }', "{ disruptionsAllowed: 0, expectedPods: 2, desiredHealthy: 1, currentHealthy: 0, observedGeneration: 1, conditions: [{ type: DisruptionAllowed, status: 'False', reason: SyncFailed }] }")}${pod('bare', 'shop', '', 'app: bare')}`,
  ],
  ...(['', ', minReplicas: 1'] as const).map(
    (least) =>
      [
        `a budget that requires the minimum of the autoscaler (1${least})`,
        'fail',
        'It allows one of two evictions now, and none after the autoscaler removes a pod.',
        `${budget('api', '{ minAvailable: 1, selector: { matchLabels: { app: api } } }', computed)}${deployment(2)}${autoscaler(least)}`,
      ] as const,
  ),
  [
    'a budget below the minimum of the autoscaler',
    'pass',
    'One of two may be evicted at any time.',
    `${budget('api', '{ minAvailable: 1, selector: { matchLabels: { app: api } } }', computed)}${deployment(2)}${autoscaler(', minReplicas: 2')}`,
  ],
  [
    'a budget that was changed to none',
    'fail',
    'The status is of the generation before.',
    budget(
      'web',
      '{ maxUnavailable: 0, selector: { matchLabels: { app: web } } }',
      '{ disruptionsAllowed: 1, expectedPods: 2, desiredHealthy: 1, currentHealthy: 2, observedGeneration: 0 }',
    ),
  ],
  [
    'a budget with a label of CloudNativePG',
    'fail',
    'The author writes the label, and no such cluster controls the pods.',
    budget(
      'db',
      '{ minAvailable: 1, selector: { matchLabels: { app: db } } }',
      '{ disruptionsAllowed: 0, expectedPods: 1, desiredHealthy: 1, currentHealthy: 1, observedGeneration: 1 }',
    ).replace('generation: 1 }', 'generation: 1, labels: { cnpg.io/cluster: db } }'),
  ],
  ...(
    [
      [
        'with three instances and its operator',
        'pass',
        'The operator promotes another instance to primary.',
        cnpg(3),
        operator('cnpg-system', 'cloudnative-pg/cloudnative-pg', 'postgresql.cnpg.io'),
      ],
      [
        'with one instance and its operator',
        'fail',
        'No other instance exists to move to.',
        cnpg(1),
        operator('cnpg-system', 'cloudnative-pg/cloudnative-pg', 'postgresql.cnpg.io'),
      ],
      [
        'with three instances of which the others are down',
        'unknown',
        'No second instance is ready.',
        cnpg(3, 1),
        operator('cnpg-system', 'cloudnative-pg/cloudnative-pg', 'postgresql.cnpg.io'),
      ],
      [
        'with three instances and no operator',
        'fail',
        'No operator is running that would move it.',
        cnpg(3),
        '',
      ],
      [
        'with three instances and an image in a namespace of a team',
        'fail',
        'No object of an administrator confirms it.',
        cnpg(3),
        pod('op', 'shop', '', 'app: op').replace(
          /image: [^ ,}]+/,
          "image: 'ghcr.io/cloudnative-pg/cloudnative-pg:1.27.0'",
        ),
      ],
    ] as const
  ).map(
    ([what, verdict, why, database, installed]) =>
      [`a database of CloudNativePG ${what}`, verdict, why, `${database}${installed}`] as const,
  ),
  ...(
    [
      [
        'and its operator',
        'unknown',
        'KubeVirt migrates it.',
        operator('kubevirt', 'kubevirt/virt-controller', 'kubevirt.io'),
      ],
      ['and no operator', 'fail', 'No operator is running that would migrate it.', ''],
    ] as const
  ).map(
    ([what, verdict, why, installed]) =>
      [
        `a virtual machine ${what}`,
        verdict,
        why,
        `${budget('kubevirt-disruption-budget-x', '{ minAvailable: 1, selector: { matchLabels: { kubevirt.io/created-by: vmi-1 } } }', ONE_MUST_STAY)}${pod('virt-launcher-vm', 'shop', '', 'kubevirt.io/created-by: vmi-1').replace('labels: { kubevirt.io/created-by: vmi-1 }', 'labels: { kubevirt.io/created-by: vmi-1 }, ownerReferences: [{ apiVersion: kubevirt.io/v1, kind: VirtualMachineInstance, name: vm, uid: vmi-1, controller: true }]')}${installed}`,
      ] as const,
  ),
  ...(['longhorn-system', 'shop'] as const).map(
    (where) =>
      [
        `an instance manager of Longhorn in ${where}`,
        where === 'shop' ? 'fail' : 'unknown',
        'Longhorn releases its own budgets in its namespace.',
        `${budget('instance-manager-a', '{ minAvailable: 1, selector: { matchLabels: { longhorn.io/component: instance-manager } } }', ONE_MUST_STAY).replace('namespace: shop', `namespace: ${where}`)}${pod('instance-manager-a', where, '', 'longhorn.io/component: instance-manager')}${operator('longhorn-system', 'longhornio/longhorn-manager', 'longhorn.io')}`,
      ] as const,
  ),
  ...(['Succeeded', 'Failed', 'Pending', 'Running'] as const).map(
    (phase) =>
      [
        `a budget over a bare pod that is ${phase}`,
        phase === 'Running' ? 'fail' : 'pass',
        'Pods that have ended or wait for a node are evicted regardless of a budget.',
        `${budget('once', '{ minAvailable: 1, selector: { matchLabels: { app: once } } }', ONE_MUST_STAY)}${pod('once', 'shop', '', 'app: once').replace('phase: Running', `phase: ${phase}`)}`,
      ] as const,
  ),
  [
    'a budget that equals the replicas, without a status',
    'fail',
    'Both numbers are there: one of one has to stay.',
    `${budget('api', '{ minAvailable: 1, selector: { matchLabels: { app: api } } }')}${deployment(1)}`,
  ],
  [
    'a budget for workloads that are scaled to zero',
    'pass',
    'It matches no pod.',
    `${budget('api', '{ minAvailable: 1, selector: { matchLabels: { app: api } } }', '{ disruptionsAllowed: 0, expectedPods: 0, desiredHealthy: 1, currentHealthy: 0, observedGeneration: 1 }')}${deployment(0)}`,
  ],
  [
    'a budget over a DaemonSet',
    'pass',
    'A drain skips the pods of an existing DaemonSet.',
    `${budget('agent', '{ minAvailable: 1, selector: { matchLabels: { app: agent } } }', '{ disruptionsAllowed: 0, expectedPods: 1, desiredHealthy: 1, currentHealthy: 1, observedGeneration: 1 }')}${pod('agent', 'shop', '', 'app: agent').replace('labels: { app: agent } }', 'labels: { app: agent }, ownerReferences: [{ apiVersion: apps/v1, kind: DaemonSet, name: agent, uid: u-1, controller: true }] }')}
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: shop, uid: u-1 }
spec:
  selector: { matchLabels: { app: agent } }
  template: { metadata: { labels: { app: agent } }, spec: { containers: [{ name: a, image: 'x:1' }] } }
`,
  ],
  [
    'a budget for more than half, rounded up',
    'fail',
    '51 % of two is two.',
    budget(
      'web',
      "{ minAvailable: '51%', selector: { matchLabels: { app: web } } }",
      '{ disruptionsAllowed: 0, expectedPods: 2, desiredHealthy: 2, currentHealthy: 2, observedGeneration: 1 }',
    ),
  ],
];

const LIST = '/apis/networking.k8s.io/v1/networkpolicies';
const hidden: readonly Attempt[] = [
  ...([403, 404, 500, 'cut', 'html'] as const).map((answer): Attempt => ({
    name: `policies/the list of NetworkPolicies answers ${answer}`,
    player: 'network',
    why: 'Objects that limit the pods were not collected, and neither was their absence.',
    answers: { [LIST]: answer },
    expect: [{ check: CHECK, verdict: 'unknown' }],
  })),
  {
    name: 'policies/the list of pods is refused',
    player: 'network',
    why: 'The pods to limit are not known.',
    answers: { '/api/v1/pods': 403 },
    expect: [
      { check: CHECK, verdict: 'unknown' },
      { check: BUDGETS, verdict: ['pass', 'unknown'] },
    ],
  },
  {
    name: 'policies/the list of namespaces is refused',
    player: 'network',
    why: 'Every pod contains its namespace, and the policies are collected: isolated namespaces are known.',
    answers: { '/api/v1/namespaces': 403 },
    expect: [{ check: CHECK, verdict: 'pass', object: 'Namespace shop' }],
  },
  {
    name: 'policies/the list of budgets is refused',
    player: 'network',
    why: 'Whether a budget blocks a drain is not known.',
    answers: { '/apis/policy/v1/poddisruptionbudgets': 403 },
    expect: [{ check: BUDGETS, verdict: 'unknown' }],
  },
];

const attempts: readonly Attempt[] = [
  ...byTenant.map(verdictOf('tenant')),
  ...byAdministrator.map(verdictOf('administrator')),
  ...budgets.map(([name, verdict, why, objects]): Attempt => ({
    name: `policies/${name}`,
    player: 'tenant',
    why,
    objects,
    expect: [{ check: BUDGETS, verdict }],
  })),
  ...hidden,
  {
    name: 'policies/a budget that equals the replicas, in a file',
    player: 'tenant',
    why: 'Both numbers are in the file; no status is needed.',
    objects: `${budget('api', '{ minAvailable: 2, selector: { matchLabels: { app: api } } }')}${deployment(2)}`,
    expect: [{ check: BUDGETS, verdict: 'fail', severity: 'medium' }],
    files: [{ check: BUDGETS, verdict: 'fail', severity: 'medium' }],
  },
  {
    name: 'policies/an empty selector of v1beta1, in a file',
    player: 'tenant',
    why: 'It selected no pod in that version: no eviction is blocked.',
    objects: `${budget('old', '{ maxUnavailable: 0, selector: {} }').replace('policy/v1', 'policy/v1beta1')}${deployment(2)}`,
    expect: [],
    files: [{ check: BUDGETS, verdict: ['pass', 'unknown'] }],
  },
  {
    name: 'policies/an open policy, in a file',
    player: 'tenant',
    why: 'Another policy of an administrator may deny first, and a file need not contain it.',
    objects: `${from('{ namespaceSelector: {} }')}${pod('more', 'shop', '', 'app: web')}`,
    expect: [{ check: CHECK, verdict: 'fail', object: 'Namespace shop' }],
    files: [{ check: CHECK, verdict: 'unknown' }],
  },
];

export default attempts;
