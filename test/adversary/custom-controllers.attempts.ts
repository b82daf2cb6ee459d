/** Custom objects that create pods: their pods are evaluated, and nothing passes based on templates that are not. */
import type { Attempt, Expected } from './attempt.ts';

const CHECK = 'workloads/privileged-container';

/** Empty lists of all kinds that run pods, as `kubectl get -o yaml` writes them with items. */
const LISTS = [
  ['v1', 'Pod'],
  ['v1', 'ReplicationController'],
  ...['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'].map((kind) => ['apps/v1', kind] as const),
  ...['CronJob', 'Job'].map((kind) => ['batch/v1', kind] as const),
  ['v1', 'Namespace'],
]
  .map(([version, kind]) => `apiVersion: ${version}\nkind: ${kind}List\nitems: []\n---\n`)
  .join('');

const object = (kind: string, spec: string) => `apiVersion: example.com/v1
kind: ${kind}
metadata: { name: r, namespace: shop, uid: r1 }
spec: ${spec}
---
`;
const pod = (owner: string, kind = 'Pod') => `apiVersion: ${kind === 'Pod' ? 'v1' : 'apps/v1'}
kind: ${kind}
metadata:
  name: r-1
  namespace: shop
  uid: p1
  ownerReferences: [{ apiVersion: example.com/v1, kind: ${owner}, name: r, uid: r1, controller: true }]
spec: { containers: [{ name: c, image: 'i:1' }] }
status: { phase: Running }
---
`;
const CONTAINERS = "{ containers: [{ name: c, image: 'i:1', securityContext: { privileged: true } }] }";
const rollout = object('Rollout', `{ template: { spec: ${CONTAINERS} } }`);

const rows: readonly (readonly [string, string, Expected['verdict']])[] = [
  ['nothing else', '', 'not-applicable'],
  ['a Rollout without pods', rollout, 'unknown'],
  ['a Rollout with a pod', rollout + pod('Rollout'), 'pass'],
  ['a Rollout and a pod of another kind', rollout + pod('Rollin'), 'unknown'],
  [
    'a job of KEDA',
    object('ScaledJob', `{ jobTargetRef: { template: { spec: ${CONTAINERS} } } }`),
    'unknown',
  ],
  [
    'a set of jobs',
    object('JobSet', `{ replicatedJobs: [{ template: { spec: { template: { spec: ${CONTAINERS} } } } }] }`),
    'unknown',
  ],
  [
    'a workflow by the clock',
    object('CronWorkflow', "{ workflowSpec: { templates: [{ name: a, container: { image: 'i:1' } }] } }"),
    'unknown',
  ],
  [
    'a policy about containers',
    object('Policy', "{ rules: [{ containers: ['*'], images: ['i:1'] }] }"),
    'not-applicable',
  ],
];

const attempts: readonly Attempt[] = rows.map(([what, yaml, verdict]) => ({
  name: `files/complete, and ${what}`,
  player: 'tenant',
  why: 'For a kind that is not read, its pods are evaluated; without pods its template is not evaluated.',
  raw: { 'o.yaml': LISTS + yaml },
  complete: true,
  expect: [],
  files: [{ check: CHECK, verdict }],
}));
export default attempts;
