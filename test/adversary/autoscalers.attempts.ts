import type { Attempt } from './attempt.ts';

/** PodDisruptionBudgets with autoscalers that can and cannot add pods, and numeric tolerations. */
const CHECK = 'nodes/drain-blocked';
const BUDGET = 'PodDisruptionBudget shop/b';

const deployment = (replicas = '', kind = 'Deployment') => `
apiVersion: apps/v1
kind: ${kind}
metadata: { namespace: shop, name: d }
spec:
  ${replicas}
  selector: { matchLabels: { app: d } }
  template:
    metadata: { labels: { app: d } }
    spec: { containers: [{ name: x, image: x/x:1 }] }
---`;
const budget = (wants = 'minAvailable: 1', status = '') => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { namespace: shop, name: b }
spec: { ${wants}, selector: { matchLabels: { app: d } } }
${status}
---`;
const autoscaler = (kind: string, spec: string, name = 'h') => `
apiVersion: ${kind.slice(0, kind.lastIndexOf('/'))}
kind: ${kind.slice(kind.lastIndexOf('/') + 1)}
metadata: { namespace: shop, name: ${name} }
spec: { ${spec} }
---`;
const hpa = (numbers: string) =>
  autoscaler(
    'autoscaling/v2/HorizontalPodAutoscaler',
    `${numbers}, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: d }`,
  );
const keda = (numbers: string, target = 'name: d') =>
  autoscaler('keda.sh/v1alpha1/ScaledObject', `${numbers}scaleTargetRef: { ${target} }`, 'k');
const paused = (object: string, name: string, value: string) =>
  object.replace('name: k }', `name: k, annotations: { autoscaling.keda.sh/${name}: '${value}' } }`);

/** The verdict of the check, combined with the severity. */
type Says = 'medium' | 'low' | 'unknown' | 'silent';

const says = (declared: Says) =>
  declared === 'silent'
    ? ({ check: CHECK, verdict: ['pass', 'unknown'] } as const)
    : declared === 'unknown'
      ? ({ check: CHECK, verdict: 'unknown', object: BUDGET } as const)
      : ({ check: CHECK, verdict: 'fail', severity: declared, object: BUDGET } as const);

/** [name, objects, correct verdict from files]. */
type Row = readonly [string, string, Says];
const ROWS: readonly Row[] = [
  ['no autoscaler', '', 'medium'],
  ['an HPA from 2', hpa('minReplicas: 2, maxReplicas: 5'), 'silent'],
  ['an HPA from 1', hpa('minReplicas: 1, maxReplicas: 5'), 'low'],
  ['an HPA from none', hpa('minReplicas: 0, maxReplicas: 5'), 'low'],
  ['an HPA without a minimum', hpa('maxReplicas: 5'), 'low'],
  ['an HPA that cannot scale', hpa('minReplicas: 1, maxReplicas: 1'), 'medium'],
  ['an HPA without a minimum that cannot scale', hpa('maxReplicas: 1'), 'medium'],
  ['KEDA from 2', keda('minReplicaCount: 2, maxReplicaCount: 10, '), 'silent'],
  ['KEDA from 2 without a maximum', keda('minReplicaCount: 2, '), 'silent'],
  ['KEDA from none', keda(''), 'low'],
  ['KEDA that cannot scale', keda('minReplicaCount: 1, maxReplicaCount: 1, '), 'medium'],
  [
    'KEDA for a StatefulSet of that name',
    keda('minReplicaCount: 2, ', 'kind: StatefulSet, name: d'),
    'medium',
  ],
  ['KEDA for another', keda('minReplicaCount: 2, ', 'name: other'), 'medium'],
  [
    'KEDA and the HPA that it creates',
    keda('minReplicaCount: 2, ') + hpa('minReplicas: 2, maxReplicas: 100'),
    'silent',
  ],
  ['KEDA from 1 that is paused at 2', paused(keda(''), 'paused-replicas', '2'), 'silent'],
  ['KEDA from 2 that is paused at 1', paused(keda('minReplicaCount: 2, '), 'paused-replicas', '1'), 'medium'],
  ['KEDA from 2 that is paused', paused(keda('minReplicaCount: 2, '), 'paused', 'true'), 'medium'],
  ['KEDA from 2 that is not paused', paused(keda('minReplicaCount: 2, '), 'paused', 'false'), 'silent'],
  [
    'KEDA from 2 that is paused at no number',
    paused(keda('minReplicaCount: 2, '), 'paused-replicas', 'many'),
    'silent',
  ],
  [
    'a VerticalPodAutoscaler',
    autoscaler('autoscaling.k8s.io/v1/VerticalPodAutoscaler', 'targetRef: { kind: Deployment, name: d }'),
    'medium',
  ],
  [
    "Datadog's",
    autoscaler('datadoghq.com/v1alpha2/DatadogPodAutoscaler', 'targetRef: { kind: Deployment, name: d }'),
    'unknown',
  ],
  [
    "GKE's in several dimensions",
    autoscaler(
      'autoscaling.gke.io/v1beta1/MultidimPodAutoscaler',
      'scaleTargetRef: { kind: Deployment, name: d }',
    ),
    'unknown',
  ],
];

const inFiles = (name: string, objects: string, declared: Says, complete = false): Attempt => ({
  name: `autoscalers/${name}`,
  player: 'tenant',
  why: 'An autoscaler sets the replicas between its minimum and its maximum; one that cannot add pods does not unblock a drain.',
  raw: { 'objects.yaml': objects },
  expect: [],
  files: [says(declared)],
  complete,
});

const STATUS = 'status: { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 }';

const budgets: readonly Attempt[] = [
  ...ROWS.map(([what, objects, declared]) =>
    inFiles(`a budget of one under ${what}`, deployment() + budget() + objects, declared),
  ),
  inFiles(
    'a budget of three under an HPA from 3 to 3',
    deployment() + budget('minAvailable: 3') + hpa('minReplicas: 3, maxReplicas: 3'),
    'medium',
  ),
  inFiles(
    'a budget of three under an HPA from 3 to 4',
    deployment() + budget('minAvailable: 3') + hpa('minReplicas: 3, maxReplicas: 4'),
    'low',
  ),
  inFiles(
    'a budget of 90% under an HPA from 3 to 9',
    deployment() + budget('minAvailable: 90%') + hpa('minReplicas: 3, maxReplicas: 9'),
    'medium',
  ),
  inFiles(
    'a budget of 90% under an HPA from 3 to 10',
    deployment() + budget('minAvailable: 90%') + hpa('minReplicas: 3, maxReplicas: 10'),
    'low',
  ),
  {
    name: 'autoscalers/a ScaledObject without a controller',
    player: 'tenant',
    why: 'In a live cluster the HPA that KEDA creates counts, and the status of the budget; any user can create a ScaledObject.',
    objects: deployment('replicas: 1') + budget('minAvailable: 1', STATUS) + keda('minReplicaCount: 2, '),
    expect: [says('medium')],
  },
  inFiles(
    'a budget over a DaemonSet, all objects given',
    deployment('', 'DaemonSet') + budget('minAvailable: 100%'),
    'silent',
    true,
  ),
  inFiles('a budget over a DaemonSet', deployment('', 'DaemonSet') + budget('maxUnavailable: 0'), 'unknown'),
  inFiles('only a budget', budget('maxUnavailable: 0'), 'medium'),
  inFiles(
    'a budget without matching pods, all Deployments given',
    deployment().replaceAll('app: d', 'app: e') + budget('maxUnavailable: 0'),
    'medium',
    true,
  ),
];

const tainted = (value: string) => `
apiVersion: v1
kind: Node
metadata: { name: n5, labels: { kubernetes.io/os: linux } }
spec: { taints: [{ key: sla, value: '${value}', effect: NoSchedule }] }
status: { nodeInfo: { operatingSystem: linux }, conditions: [{ type: Ready, status: 'True' }] }
---`;
const tolerating = (operator: string, value: string) => `
apiVersion: v1
kind: Pod
metadata: { namespace: shop, name: t }
spec:
  nodeName: n5
  containers: [{ name: x, image: x/x:1 }]
  tolerations: [{ key: sla, operator: ${operator}, value: '${value}', effect: NoSchedule }]
status: { phase: Running }
`;

const taints = (
  [
    ['950', 'Gt', '900', 'pass'],
    ['900', 'Gt', '900', 'fail'],
    ['800', 'Lt', '900', 'pass'],
    ['950', 'Lt', '900', 'fail'],
    ['-50', 'Gt', '-100', 'pass'],
    ['9223372036854775807', 'Gt', '9223372036854775806', 'pass'],
    ['high', 'Gt', '900', 'fail'],
    ['0950', 'Gt', '900', 'fail'],
    ['950', 'Equal', '950', 'pass'],
  ] as const
).map(([taint, operator, value, verdict]): Attempt => ({
  name: `autoscalers/a taint of ${taint} that is tolerated by ${operator} ${value}`,
  player: 'administrator',
  why: 'Since 1.35 a toleration may match taints above or below a number.',
  objects: tainted(taint) + tolerating(operator, value),
  expect: [{ check: 'nodes/taint-unused', verdict }],
}));

export default [...budgets, ...taints] satisfies readonly Attempt[];
