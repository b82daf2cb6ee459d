import { describe, expect, it } from '@jest/globals';
import type { Manifest } from '../model/support/cluster.ts';
import { snapshotOf } from '../model/support/cluster.ts';
import type { CollectorId } from '../../src/snapshot/types.ts';
import { without } from '../support/without.ts';
import { applicationOf, yamlCluster } from './areas.ts';
import { verdictsAt } from './support/verdicts.ts';

/** Clusters written by hand. What is expected follows from Kubernetes, not from our output. */
const clusterOf = (name: string) => yamlCluster(`namespaces/${name}`);

describe('namespaces of a cluster', () => {
  it('with planted faults: each is found at its namespace, and no look-alike is reported', () => {
    expect(verdictsAt(clusterOf('faults'), 'namespaces', 'fail')).toEqual([
      'application-in-system-namespace: cluster low',
      'default-in-use: Namespace default low',
      'empty: Namespace idle info',
      'host-path-shared: cluster low',
      'limit-range-missing: Namespace default info',
      'limit-range-missing: Namespace pay info',
      'limit-range-missing: Namespace shop info',
      'node-lease-orphaned: cluster info',
      'pod-security-label-invalid: Namespace shout low',
      'pod-security-label-invalid: Namespace typo low',
      'pod-security-level-low: Namespace pay info',
      'pod-security-unset: Namespace default medium',
      'pod-security-unset: Namespace lab low',
      'pod-security-unset: Namespace pay low',
      'pod-security-unset: Namespace typo low',
      'pod-security-version-pinned: Namespace pinned info',
      'pod-security-violated: Namespace legacy medium',
      'public-namespace-readable: Namespace kube-public low',
      'resource-quota-missing: Namespace default low',
      'resource-quota-missing: Namespace pay low',
      'resource-quota-missing: Namespace shop low',
      'secret-in-kube-system: Namespace kube-system info',
      'stuck-terminating: Namespace gone low',
    ]);
  });

  it('with a level that no standard defines: unknown, next to the risk of its label', () => {
    expect(verdictsAt(clusterOf('faults'), 'namespaces', 'unknown')).toEqual([
      'pod-security-unset: Namespace shout',
    ]);
  });

  it('that is healthy: no risk, and none unknown', () => {
    expect(verdictsAt(clusterOf('healthy'), 'namespaces', 'fail')).toEqual([]);
    expect(verdictsAt(clusterOf('healthy'), 'namespaces', 'unknown')).toEqual([]);
  });

  it('whose version and times are not known: unknown where they decide', () => {
    expect(verdictsAt(clusterOf('unclear'), 'namespaces', 'unknown')).toEqual([
      'pod-security-level-low: cluster',
      'pod-security-unset: Namespace pinned',
      'pod-security-unset: cluster',
      'pod-security-version-pinned: cluster',
      'stuck-terminating: Namespace gone',
    ]);
  });

  it('with all applications in one namespace; with few of them, or in two: not that risk', () => {
    const single = (objects: readonly Manifest[]) =>
      verdictsAt(snapshotOf({}, ...objects), 'namespaces', 'fail').filter((text) =>
        text.startsWith('single'),
      );
    const many = Array.from({ length: 12 }, (_, index) => applicationOf('shop', index));
    expect(single(many)).toEqual(['single-namespace: Namespace shop low']);
    expect(single(many.slice(0, 9))).toEqual([]);
    expect(single([...many, applicationOf('bank', 1)])).toEqual([]);
  });

  it.each<[CollectorId, readonly string[]]>([
    [
      'namespaces',
      [
        'application-in-system-namespace: cluster',
        'default-in-use: Namespace default',
        'node-lease-orphaned: cluster',
        'public-namespace-readable: Namespace kube-public',
        'secret-in-kube-system: Namespace kube-system',
      ],
    ],
    // Without permissions, the owner of calico-system is unknown, and with it what concerns application namespaces.
    [
      'rbac',
      [
        'application-in-system-namespace: cluster',
        'default-in-use: Namespace default',
        'empty: cluster',
        'node-lease-orphaned: cluster',
        'pod-security-label-invalid: cluster',
        'pod-security-unset: Namespace bank',
        'pod-security-unset: Namespace default',
        'pod-security-violated: cluster',
        'secret-in-kube-system: Namespace kube-system',
        'stuck-terminating: cluster',
      ],
    ],
    [
      'workloads',
      [
        'node-lease-orphaned: cluster',
        'pod-security-label-invalid: cluster',
        'public-namespace-readable: Namespace kube-public',
        'stuck-terminating: cluster',
      ],
    ],
  ])('that is healthy, without the list of %s: the rest passes', (collector, passed) => {
    expect(verdictsAt(without(clusterOf('healthy'), collector), 'namespaces', 'pass')).toEqual(passed);
    expect(verdictsAt(without(clusterOf('healthy'), collector), 'namespaces', 'fail')).toEqual([]);
  });
});
