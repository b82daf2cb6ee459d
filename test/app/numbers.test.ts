import { beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { namespaceRisks, numberOf } from '../../src/report/text.ts';
import type { Result } from '../../src/result/types.ts';
import { limitTo } from '../../src/snapshot/limit.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { node, object, snapshotOf, workload } from '../model/support/cluster.ts';
import { recorded } from '../support/recorded.ts';

let demo: Snapshot;
let whole: Result;
beforeAll(async () => {
  demo = await recorded('demo');
  whole = assess(demo, {});
});

const namespace = ({ namespaces }: Result, name: string) => {
  const row = namespaces.find((one) => one.name === name);
  if (!row) throw new Error(`no namespace ${name}`);
  return row;
};

describe('risks of a namespace', () => {
  it('are zero only where every check was evaluated', () => {
    expect(namespaceRisks(namespace(whole, 'kube-public'))).toBe('none');
    expect(namespaceRisks(namespace(whole, 'payments'))).toMatch(/^\d+ [a-z]+/);
  });

  it('are given for the namespace of -n only', () => {
    const shop = assess(limitTo(demo, 'shop'), {});
    expect(shop.namespaces.map(({ name }) => name)).toEqual(['shop']);
    expect(shop.summary.counts.namespaces).toBe(1);
    expect(shop.namespaces.map(namespaceRisks)).not.toContain('none');
  });

  it('are unknown when the checks that could find them did not run', () => {
    for (const selection of [{ only: ['etcd'] }, { skip: ['network'] }]) {
      const rows = assess(demo, selection).namespaces;
      expect(rows.map(namespaceRisks)).not.toContain('none');
    }
    // Checks without results in a namespace have no effect.
    expect(assess(demo, { skip: ['client'] }).namespaces.map(namespaceRisks)).toContain('none');
  });

  it.each(['pods', 'rbac', 'networkpolicies', 'services', 'ingresses', 'storage'] as const)(
    'are at least those found when %s were refused',
    (collector) => {
      const outcomes = new Map(demo.outcomes);
      outcomes.set(collector, { collector, status: 'permission-denied', count: 0 });
      const rows = assess({ ...demo, outcomes }, {}).namespaces;
      for (const row of rows) expect(namespaceRisks(row)).toMatch(/^\?$|^\d+\+ /);
    },
  );

  it('are unknown in files, which can be incomplete', () => {
    const snapshot = snapshotOf(
      { source: 'files', partial: ['namespaces', 'workloads', 'rbac'], unavailable: ['pods', 'services'] },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    );
    expect(namespaceRisks(namespace(assess(snapshot, {}), 'shop'))).toBe('?');
  });
});

describe('addresses of an entry point', () => {
  it('are some of the nodes and the number of the others', () => {
    const nodes = Array.from({ length: 20 }, (_, index) =>
      node(`w-${index}`, {
        addresses: [{ type: 'ExternalIP', address: `203.0.113.${index}` }],
      }),
    );
    const spec = { type: 'NodePort', ports: [{ port: 443, nodePort: 30443 }] };
    const { entryPoints } = assess(
      snapshotOf({}, ...nodes, object('v1', 'Service', 'web', { spec }, 'shop')),
      {},
    );
    expect(entryPoints).toMatchObject([{ type: 'NodePort', moreAddresses: 12 }]);
    expect(entryPoints[0]?.addresses).toHaveLength(8);
  });

  it('are all of a load balancer', () => {
    const ingress = Array.from({ length: 9 }, (_, index) => ({ ip: `203.0.113.${index}` }));
    const service = object(
      'v1',
      'Service',
      'web',
      { spec: { type: 'LoadBalancer', ports: [{ port: 443 }] }, status: { loadBalancer: { ingress } } },
      'shop',
    );
    const [way] = assess(snapshotOf({}, service), {}).entryPoints;
    expect(way?.addresses).toHaveLength(9);
    expect(way).not.toHaveProperty('moreAddresses');
  });
});

describe('numbers of incomplete lists', () => {
  it('are lower bounds, and exact in the namespace of -n', () => {
    const shop = assess(limitTo(demo, 'shop'), {});
    const nodeA1 = (result: Result) => result.nodes.find(({ name }) => name === 'node-a1');
    const there = demo.records.pod.filter((pod) => pod.node === 'node-a1');
    const ofShop = there.filter((pod) => pod.namespace === 'shop');
    expect(ofShop.length).toBeGreaterThan(0);
    expect(nodeA1(whole)).toMatchObject({ pods: there.length });
    expect(numberOf(nodeA1(whole) ?? {}, 'pods')).toBe(`${there.length}`);
    expect(nodeA1(shop)).toMatchObject({ pods: ofShop.length, atLeast: ['pods'] });
    expect(numberOf(nodeA1(shop) ?? {}, 'pods')).toBe(`${ofShop.length}+`);
    const own = namespace(shop, 'shop');
    expect(own).toMatchObject({ pods: namespace(whole, 'shop').pods, networkPolicies: 0 });
    expect(numberOf(own, 'pods')).toBe('15');
  });

  it('are omitted for pods that were never listed', () => {
    const deployment = workload('Deployment', 'web', 'w');
    const files = assess(
      snapshotOf({ source: 'files', partial: ['workloads'], unavailable: ['pods'] }, deployment),
      {},
    );
    expect(files.workloads).toMatchObject([{ name: 'web', replicas: 1 }]);
    expect(files.workloads[0]).not.toHaveProperty('pods');
    expect(files.workloads[0]).not.toHaveProperty('ready');
    // A complete list without pods is different.
    expect(assess(snapshotOf({}, deployment), {}).workloads[0]).toMatchObject({ pods: 0 });
  });
});
