import { describe, expect, it } from '@jest/globals';
import { defaultClass } from '../../src/model/storage/binding.ts';
import { placeClaims } from '../../src/model/storage/placement.ts';
import { storageCases } from '../cluster/storage/cases.ts';
import { predict } from '../cluster/storage/predict.ts';
import { modelOf, node, object } from './support/cluster.ts';

/** Nodes as KWOK has them: six in three zones. */
const NODES = [1, 2, 3, 4, 5, 6].map((number) =>
  node(`node-00${number}`, {
    labels: {
      'kubernetes.io/hostname': `node-00${number}`,
      'topology.kubernetes.io/zone': `zone-${'abc'[number % 3] ?? ''}`,
      'topology.kubernetes.io/region': 'test-1',
    },
  }),
);

describe('binding of claims', () => {
  // The suite `cluster` compares the same table with the real controllers.
  it.each(storageCases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const { volumes, nodes = [] } = predict('shop', one, NODES);
    const zones = new Set(
      modelOf({}, ...NODES).nodes.flatMap(({ name, zone }) => (nodes.includes(name) && zone ? [zone] : [])),
    );
    for (const [what, wanted] of Object.entries(one.expected ?? {})) {
      if (what === 'pod') expect([...zones].join() || 'blocked').toBe(wanted);
      else expect(volumes[what]?.join() || 'none').toBe(wanted);
    }
  });

  it('the newest default class applies, and among equals the first by name', () => {
    const { classes } = modelOf(
      {},
      ...[
        ['b', '2026-01-01T00:00:00Z'],
        ['d', '2026-02-01T00:00:00Z'],
        ['c', '2026-02-01T00:00:00Z'],
      ].map(([name = '', creationTimestamp]) =>
        object('storage.k8s.io/v1', 'StorageClass', name, {
          metadata: {
            creationTimestamp,
            annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
          },
          provisioner: 'x',
        }),
      ),
    ).storage;
    expect(defaultClass(classes)?.name).toBe('c');
    expect(defaultClass([])).toBeUndefined();
  });

  it('a bound claim whose volume has another claim is lost', () => {
    const model = modelOf(
      {},
      object('v1', 'PersistentVolume', 'pv', {
        spec: { capacity: { storage: '1Gi' }, claimRef: { namespace: 'shop', name: 'other' }, nfs: {} },
      }),
      object(
        'v1',
        'PersistentVolumeClaim',
        'x',
        { spec: { volumeName: 'pv', accessModes: [] }, status: { phase: 'Bound' } },
        'shop',
      ),
    );
    expect(model.claims[0]?.binding.state).toBe('lost');
    expect(placeClaims(model.claims, model.storage, model.nodes)).toMatchObject({ state: 'blocked' });
  });
});
