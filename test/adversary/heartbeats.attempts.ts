/** Leases of nodes, and how long kube-controller-manager waits for their renewal. */
import { leaseClock } from '../../src/snapshot/leases.ts';
import type { LeaseRecord } from '../../src/snapshot/records/index.ts';
import type { Attempt, Expected } from './attempt.ts';
import { baseWorld } from './world.ts';

interface Lease {
  metadata: { namespace: string; name: string; labels?: Record<string, string> };
  spec: { renewTime: string };
}

interface Pod {
  metadata: { name: string };
  spec: { containers: { command: string[] }[] };
}

const leases = (baseWorld().items['/apis/coordination.k8s.io/v1/leases'] ?? []) as Lease[];
const clock =
  leaseClock(
    leases.map(({ metadata, spec }): LeaseRecord => ({
      ...metadata,
      labels: metadata.labels ?? {},
      annotations: {},
      renewTime: spec.renewTime,
    })),
  ) ?? 0;

/** The lease of worker-1, renewed so many seconds before the clock of the cluster. */
const behind = (seconds: number) => `
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: { namespace: kube-node-lease, name: worker-1 }
spec: { holderIdentity: worker-1, renewTime: '${new Date(clock - seconds * 1_000).toISOString().replace('Z', '000Z')}' }
---`;

/** kube-controller-manager of the base cluster with one more flag. */
function managerWith(flag: string): string {
  const pods = (baseWorld().items['/api/v1/pods'] ?? []) as Pod[];
  const own = pods.find(({ metadata }) => metadata.name.startsWith('kube-controller-manager-'));
  const pod = structuredClone(own ?? { metadata: { name: '' }, spec: { containers: [] } });
  pod.spec.containers[0]?.command.push(flag);
  return `\n${JSON.stringify({ ...pod, apiVersion: 'v1', kind: 'Pod' })}\n`;
}

const rows: readonly (readonly [string, string, Expected['verdict'], string])[] = [
  ['45 s ago', behind(45), 'pass', 'Kubernetes 1.32 and later waits 50 s.'],
  ['55 s ago', behind(55), 'fail', 'Kubernetes 1.32 and later waits 50 s.'],
  [
    '90 s ago, with a period of two minutes',
    behind(90) + managerWith('--node-monitor-grace-period=2m'),
    'pass',
    'The flag overrides the default.',
  ],
  [
    '130 s ago, with a period of two minutes',
    behind(130) + managerWith('--node-monitor-grace-period=2m0s'),
    'fail',
    'The flag overrides the default.',
  ],
  [
    '30 s ago, with a period of 20 s',
    behind(30) + managerWith('--node-monitor-grace-period=20s'),
    'fail',
    'The flag overrides the default.',
  ],
];

const attempts: readonly Attempt[] = rows.map(([when, objects, verdict, why]) => ({
  name: `nodes/a lease renewed ${when}`,
  player: 'server',
  why,
  objects,
  expect: [{ check: 'nodes/heartbeat-stale', verdict }],
}));
export default attempts;
