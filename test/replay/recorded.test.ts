import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import type { Result } from '../../src/result/types.ts';
import { expectedFor, loadExpected } from '../cluster/lib/expected.ts';
import { verdictsByCheck } from '../cluster/lib/program.ts';
import { loadVariant, variantNames } from '../cluster/lib/variants.ts';
import { recorded } from '../support/recorded.ts';

async function replay(name: string): Promise<Result> {
  return assess(await recorded(name), {});
}

const variants = await variantNames();

describe('snapshots of real clusters (npm run record)', () => {
  it.each(variants)('%s has the verdicts of its settings', async (variant) => {
    const verdicts = verdictsByCheck(await replay(variant));
    const expected = await loadExpected(await loadVariant(variant));
    expect(verdicts).toEqual(expectedFor(expected, 'admin', verdicts));
  });

  it('three control planes, two workers and 300 nodes are complete', async () => {
    const { controlPlane, nodes } = await replay('large');
    expect(nodes).toHaveLength(305);
    const replicas = Object.fromEntries(
      controlPlane.map(({ name, replicas: count }) => [name, count.known && count.value]),
    );
    expect(replicas).toMatchObject({
      'kube-apiserver': 3,
      etcd: 3,
      'kube-controller-manager': 3,
      'kube-scheduler': 3,
      'kube-proxy': 305,
    });
  });
});

describe('the example cluster of --demo', () => {
  it('contains every custom resource of its manifests, by name', async () => {
    const { records } = await recorded('demo');
    const names = (list: readonly { namespace: string; name: string }[]) =>
      list.map(({ namespace, name }) => `${namespace}/${name}`).sort();
    expect(names(records.gateway)).toEqual([
      'istio-system/partners',
      'shop/partners-v2',
      'warehouse/suppliers',
    ]);
    expect(names(records.route)).toEqual([
      'shop/catalogue',
      'shop/partners',
      'warehouse/suppliers',
      'warehouse/suppliers-redirect',
    ]);
  });

  it('contains an example of everything on the map', async () => {
    const result = await replay('demo');
    expect(result.addons.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['istio', 'envoy', 'ingress-nginx', 'cert-manager']),
    );
    const risks = new Set(
      result.verdicts.filter(({ verdict }) => verdict === 'fail').map(({ area }) => area),
    );
    expect([...risks]).toEqual(
      expect.arrayContaining([
        'api-server',
        'etcd',
        'nodes',
        'namespaces',
        'network',
        'storage',
        'workloads',
        'identities',
        'exposure',
        'istio',
        'envoy',
        'addons',
      ]),
    );
    expect(result.verdicts.some(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(result.verdicts.some(({ verdict }) => verdict === 'error')).toBe(false);
    expect(result.entryPoints.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['LoadBalancer', 'NodePort', 'Ingress', 'ExternalIP', 'Gateway', 'APIServer']),
    );
    expect(result.nodePools.length).toBeGreaterThan(1);
    expect(result.storage.length).toBeGreaterThan(3);
  });
});
