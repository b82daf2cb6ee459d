import { describe, expect, it } from '@jest/globals';
import { createSnapshotBuilder } from '../../src/snapshot/builder.ts';
import { limitTo } from '../../src/snapshot/limit.ts';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../src/snapshot/types.ts';

function snapshot() {
  const builder = createSnapshotBuilder();
  builder.add('namespace', { name: 'shop', labels: {}, annotations: {} });
  builder.add('namespace', { name: 'bank', labels: {}, annotations: {} });
  for (const namespace of ['shop', 'bank'])
    builder.add('serviceAccount', { namespace, name: 'default', annotations: {} });
  for (const namespace of ['shop', 'bank'])
    builder.add('custom', {
      namespace,
      name: 'web',
      group: 'policy',
      kind: 'PodDisruptionBudget',
      labels: {},
      annotations: {},
      spec: {},
    });
  builder.add('permission', { verb: 'list', resource: 'pods', namespace: 'kube-system', allowed: true });
  builder.outcome({ collector: 'serviceaccounts', status: 'ok', count: 2 });
  builder.outcome({ collector: 'availability', status: 'ok', count: 2 });
  builder.outcome({ collector: 'namespaces', status: 'ok', count: 2 });
  builder.outcome({ collector: 'nodes', status: 'ok', count: 0 });
  builder.outcome({ collector: 'pods', status: 'permission-denied', count: 0, reason: 'forbidden' });
  return builder.finish(
    {
      format: SNAPSHOT_FORMAT,
      schemaVersion: SNAPSHOT_VERSION,
      tool: 'test',
      takenAt: '2026-11-24T00:00:00.000Z',
      source: 'live',
    },
    'not collected',
  );
}

describe('one namespace of a snapshot', () => {
  const whole = snapshot();
  const limited = limitTo(whole, 'shop');

  it('keeps the namespace and what is in it', () => {
    expect(limited.records.namespace.map(({ name }) => name)).toEqual(['shop']);
    expect(limited.records.serviceAccount.map(({ namespace }) => namespace)).toEqual(['shop']);
    expect(limited.records.permission).toHaveLength(1);
    expect(limited.header.namespace).toBe('shop');
    expect(whole.records.serviceAccount).toHaveLength(2);
  });

  it('has the namespaces outcome of a live run with -n', () => {
    expect(limited.outcomes.get('namespaces')).toEqual({
      collector: 'namespaces',
      status: 'partial',
      count: 1,
      reason: 'limited to namespace shop (-n)',
      namespace: 'shop',
    });
    expect(limitTo(whole, 'web').outcomes.get('namespaces')).toEqual({
      collector: 'namespaces',
      status: 'unavailable',
      count: 0,
      reason: 'namespace web not found',
      namespace: 'web',
    });
  });

  it('no longer has complete namespaced lists, and keeps denied requests', () => {
    const status = (id: 'serviceaccounts' | 'availability' | 'nodes' | 'pods') =>
      limited.outcomes.get(id)?.status;
    expect(status('serviceaccounts')).toBe('partial');
    expect(status('availability')).toBe('partial');
    expect(status('nodes')).toBe('ok');
    expect(status('pods')).toBe('permission-denied');
  });
});
