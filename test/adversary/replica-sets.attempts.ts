import type { Attempt } from './attempt.ts';

const PRIVILEGED = 'workloads/privileged-container';

const replicaSet = (name: string, owners = '', replicas = 1) => `
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: ${name}, namespace: shop, uid: u-${name}${owners} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: a, image: 'x:1', securityContext: { privileged: true } }] }
status: { replicas: 0 }
---`;

const evaluated = (name: string) =>
  [{ check: PRIVILEGED, verdict: 'fail', severity: 'high', object: `ReplicaSet shop/${name}` }] as const;

const attempts: readonly Attempt[] = [
  {
    name: 'replica-sets/one without an owner and without pods',
    player: 'tenant',
    why: 'It is a custom one, and creates its pods as soon as a quota or a policy allows it.',
    objects: replicaSet('orphan'),
    expect: evaluated('orphan'),
    files: evaluated('orphan'),
  },
  {
    name: 'replica-sets/one that names an owner which is no controller',
    player: 'tenant',
    why: 'Only a controller creates ReplicaSets.',
    objects: replicaSet(
      'orphan',
      ', ownerReferences: [{ apiVersion: v1, kind: ConfigMap, name: c, uid: u-c }]',
    ),
    expect: evaluated('orphan'),
  },
  {
    name: 'replica-sets/one that is scaled to zero, and one that is not',
    player: 'tenant',
    why: 'Its author can scale it up again.',
    objects: `${replicaSet('sleeping', '', 0)}${replicaSet('orphan')}`,
    expect: [...evaluated('orphan'), ...evaluated('sleeping')],
  },
  {
    name: 'replica-sets/one that names no owner, where its body is refused',
    player: 'network',
    why: 'Objects that were not collected do not pass.',
    objects: replicaSet('orphan'),
    answers: { '/apis/apps/v1/namespaces/shop/replicasets': 403 },
    expect: [{ check: PRIVILEGED, verdict: 'unknown' }],
  },
];

export default attempts;
