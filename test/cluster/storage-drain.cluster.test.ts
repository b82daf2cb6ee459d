import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { defaultClass } from '../../src/model/storage/binding.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { modelOf, snapshotOf } from '../model/support/cluster.ts';
import type { Cluster } from './lib/cluster.ts';
import { down, up } from './lib/cluster.ts';
import { getItems } from './lib/kubectl.ts';
import { SUITE } from './lib/paths.ts';
import type { DrainCase } from './storage/drains.ts';
import { budgetsOfDrain, drainCases, objectsOfDrain } from './storage/drains.ts';
import { claim, storageClass } from './storage/objects.ts';
import { apply, until } from './storage/observe.ts';

const MINUTES = 60_000;

interface Pod {
  metadata: { name: string; deletionTimestamp?: string };
  spec: { nodeName?: string };
  status: { phase?: string; conditions?: { type: string; status: string }[] };
}

interface Budget {
  metadata: { namespace: string; name: string };
  status?: { expectedPods?: number; currentHealthy?: number };
}

let cluster: Cluster;

beforeAll(async () => {
  cluster = await up({ name: SUITE, fakeNodes: 6 });
}, 10 * MINUTES);

afterAll(async () => {
  await down(SUITE);
}, MINUTES);

/** The real eviction API, controllers and scheduler decide the same as the checks. */
describe('a drain', () => {
  const namespaces = new Map(drainCases.map((one, index) => [`drain-${index}`, one]));

  beforeAll(async () => {
    await apply(cluster.kubectl, [storageClass({ name: 'drains' })]);
    for (const [namespace, one] of namespaces) await apply(cluster.kubectl, objectsOfDrain(namespace, one));
    for (const namespace of namespaces.keys())
      await cluster.kubectl(['rollout', 'status', 'deployment/app', '-n', namespace, '--timeout=120s']);
    for (const [namespace, one] of namespaces)
      if (one.budgets) await apply(cluster.kubectl, budgetsOfDrain(namespace, one));
    // The disruption controller has counted the pods.
    let uncounted: Budget[] = [];
    await until(
      async () => {
        const budgets = await getItems<Budget>(cluster.kubectl, 'pdb', '-A');
        uncounted = budgets.filter(
          ({ status }) => !status?.expectedPods || status.currentHealthy !== status.expectedPods,
        );
        return uncounted.length === 0;
      },
      () => uncounted,
    );
  }, 10 * MINUTES);

  it.each([...namespaces])(
    '%s is refused, strands its Pod or moves it, as the checks report',
    async (namespace, one) => {
      const predicted = await predictDrain(namespace);
      const seen = await drain(namespace);
      expect({ case: one.name, predicted, seen }).toEqual({
        case: one.name,
        predicted: one.expected,
        seen: one.expected,
      });
    },
    6 * MINUTES,
  );
});

/** By the verdicts on the objects of the namespace and the nodes. */
async function predictDrain(namespace: string): Promise<DrainCase['expected']> {
  const { kubectl } = cluster;
  const kinds = 'pods,deployments,replicasets,poddisruptionbudgets,persistentvolumeclaims';
  const own = await getItems<Manifest>(kubectl, kinds, '-n', namespace);
  const around = await getItems<Manifest & { metadata: { name: string } }>(
    kubectl,
    'nodes,persistentvolumes,storageclasses',
  );
  const nodes = around.filter(({ kind, metadata }) => kind !== 'Node' || metadata.name.startsWith('node-'));
  const only = ['nodes/drain-blocked', 'storage/drain-strands-pod'];
  const { verdicts } = assess(snapshotOf({ source: 'live' }, ...nodes, ...own), { only });
  const failed = verdicts
    .filter(({ verdict, object }) => verdict === 'fail' && (object?.namespace ?? object?.name) === namespace)
    .map(({ check }) => check);
  if (failed.includes('nodes/drain-blocked')) return 'refused';
  return failed.includes('storage/drain-strands-pod') ? 'stranded' : 'moves';
}

/** Drains the node of its first pod, and makes it schedulable again. */
async function drain(namespace: string): Promise<DrainCase['expected']> {
  const { kubectl } = cluster;
  const before = await getItems<Pod>(kubectl, 'pods', '-n', namespace);
  const node = before[0]?.spec.nodeName ?? '';
  const args = ['drain', node, '--ignore-daemonsets', `--pod-selector=app=${namespace}`, '--timeout=15s'];
  const { code } = await kubectl(args, { accept: 'any' });
  if (code !== 0) {
    await kubectl(['uncordon', node]);
    return 'refused';
  }
  let left: readonly Pod[] = [];
  await until(async () => {
    const pods = await getItems<Pod>(kubectl, 'pods', '-n', namespace);
    left = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    return left.length === before.length && left.every(isDecided);
  });
  await kubectl(['uncordon', node]);
  return left.every(({ spec }) => spec.nodeName !== undefined) ? 'moves' : 'stranded';
}

function isDecided({ spec, status }: Pod): boolean {
  return (
    spec.nodeName !== undefined ||
    status.conditions?.some(({ type, status: is }) => type === 'PodScheduled' && is === 'False') === true
  );
}

describe('a claim without a class', () => {
  it(
    'stays pending without a default class, and gets the newest one afterwards',
    async () => {
      const { kubectl } = cluster;
      const wish = { name: 'x' };
      await apply(kubectl, [claim('default', wish)]);
      const [own] = modelOf({}, claim('default', wish)).claims;
      expect(own?.binding).toMatchObject({ state: 'pending', cause: 'no-class' });
      expect(await classOf('x')).toBeUndefined();
      await apply(kubectl, [storageClass({ name: 'older', isDefault: true })]);
      await until(async () => (await classOf('x')) === 'older');
      const created = await classes();
      // Times of objects have seconds.
      await until(async () => Date.now() - Date.parse(created[0]?.created ?? '') > 1_500);
      await apply(kubectl, [storageClass({ name: 'newer', isDefault: true })]);
      await apply(kubectl, [claim('default', { name: 'y' })]);
      await until(async () => (await classOf('y')) !== undefined);
      const all = await classes();
      expect(all.filter(({ isDefault }) => isDefault)).toHaveLength(2);
      expect({ real: await classOf('y'), model: defaultClass(all)?.name }).toEqual({
        real: 'newer',
        model: 'newer',
      });
    },
    6 * MINUTES,
  );
});

async function classes() {
  const found = await getItems<Manifest>(cluster.kubectl, 'storageclasses');
  return modelOf({}, ...found).storage.classes.filter(({ isDefault }) => isDefault);
}

async function classOf(name: string): Promise<string | undefined> {
  const { stdout } = await cluster.kubectl(['get', 'pvc', name, '-n', 'default', '-o', 'json']);
  return (JSON.parse(stdout) as { spec: { storageClassName?: string } }).spec.storageClassName;
}
