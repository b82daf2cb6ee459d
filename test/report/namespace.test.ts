import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { sectionData, sectionTable } from '../../src/report/sections.ts';
import type { Result } from '../../src/result/types.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { snapshotOf } from '../model/support/cluster.ts';

const options = { color: false, headers: true, borders: false, width: 120 };

const namespace = (name: string, labels: Record<string, string> = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

const web = (place: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: place },
  spec: { nodeName: 'n1', containers: [{ name: 'web', image: 'web:1' }] },
  status: { phase: 'Running' },
});

const quota: Manifest = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'compute', namespace: 'shop' },
  spec: { hard: { pods: '5', 'limits.memory': '8Gi' } },
};

const result = (...objects: readonly Manifest[]): Result =>
  assess(snapshotOf({ version: 'v1.37.2' }, ...objects), {});

const shop = result(
  namespace('shop', {
    'pod-security.kubernetes.io/enforce': 'baseline',
    'pod-security.kubernetes.io/enforce-version': 'v1.30',
    'example.com/team': 'storefront',
  }),
  namespace('bank'),
  namespace('kube-public'),
  web('shop'),
  web('bank'),
  quota,
);

describe('get namespaces', () => {
  it('has the needed level of Pod Security and the number of quotas as columns', () => {
    const lines = sectionTable(shop, 'namespaces', {}, options).split('\n');
    expect(lines.map((line) => line.split(/ {2,}/).slice(0, 7))).toEqual([
      ['NAME', 'TYPE', 'PODS', 'WORKLOADS', 'POD SECURITY', 'NEEDS', 'QUOTAS'],
      ['bank', 'application', '1', '1', '-', 'baseline', '0'],
      ['kube-public', 'built-in', '0', '0', '-', '-', '0'],
      ['shop', 'application', '1', '1', 'baseline', 'baseline', '1'],
    ]);
  });

  it('NAME has everything about one namespace', () => {
    const text = sectionTable(shop, 'namespaces', { name: 'shop' }, options);
    for (const line of [
      'Purpose:               application: 1 workload; no cluster-scoped object assigns it to an add-on',
      'Owners:                example.com/team=storefront',
      'Workloads:             Pod web',
      'Pod Security:          enforce: baseline (v1.30)',
      'ResourceQuotas:        compute: limits.memory 8Gi, pods 5',
      'LimitRanges:           none',
      'Shared nodes:          1 node, with bank',
    ])
      expect(text).toContain(line);
    expect(text).toContain('Pod web: runAsNonRoot (container web)');
  });

  it('NAME explains the namespaces of every cluster', () => {
    expect(sectionTable(shop, 'namespaces', { name: 'kube-public' }, options)).toContain(
      'built-in: objects for all clients, such as cluster-info, which require no authentication',
    );
  });

  it('NAME as data is one object with its workloads and risks', () => {
    const [report] = sectionData(shop, 'namespaces', { name: 'shop' });
    expect(report).toMatchObject({
      name: 'shop',
      podSecurityNeed: { level: 'baseline' },
      workloadList: [{ kind: 'Pod', name: 'web' }],
      quotas: [{ name: 'compute', limits: ['limits.memory 8Gi', 'pods 5'] }],
    });
  });

  it('does not report quotas that were not collected as none', () => {
    const denied = assess(
      snapshotOf({ version: 'v1.37.2', 'permission-denied': ['platform'] }, namespace('shop'), web('shop')),
      {},
    );
    expect(sectionTable(denied, 'namespaces', { name: 'shop' }, options)).toContain(
      'ResourceQuotas:        unknown: not collected',
    );
  });
});
