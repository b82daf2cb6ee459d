import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { endpointsOfPort } from '../../src/model/service-endpoints.ts';
import type { Manifest } from './support/cluster.ts';
import { modelOf } from './support/cluster.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');

interface Slice {
  metadata: { namespace: string; labels?: Record<string, string> };
  endpoints?: { addresses: string[]; conditions?: { ready?: boolean } }[];
  ports?: { name?: string; port?: number; protocol?: string }[];
}

/** All objects of the clusters whose EndpointSlices were recorded: the controller of Kubernetes made them from the selectors. */
async function recordedObjects(): Promise<Readonly<Record<string, Manifest[]>>> {
  const world = JSON.parse(
    gunzipSync(await readFile(join(FIXTURES, 'adversary/world.json.gz'))).toString(),
  ) as { items: Record<string, Manifest[]> };
  const kinds = {
    '/api/v1/services': 'v1 Service',
    '/api/v1/pods': 'v1 Pod',
    '/apis/discovery.k8s.io/v1/endpointslices': 'discovery.k8s.io/v1 EndpointSlice',
  };
  const hardened = Object.entries(kinds).flatMap(([path, name]) => {
    const [apiVersion = '', kind = ''] = name.split(' ');
    return (world.items[path] ?? []).map((item): Manifest => ({ apiVersion, kind, ...item }));
  });
  const text = await readFile(join(FIXTURES, 'kubectl/broken.yaml'), 'utf8');
  const lists = parseAllDocuments(text).map((document) => document.toJS() as { items?: Manifest[] });
  return { hardened, broken: lists.flatMap(({ items = [] }) => items) };
}

/** `kube-system/kube-dns dns UDP 10.244.0.3:53 true` for each endpoint of a Service with a selector. */
function ofController(objects: readonly Manifest[]): string[] {
  return objects.flatMap((item) => {
    if (item['kind'] !== 'EndpointSlice') return [];
    const { metadata, endpoints = [], ports = [] } = item as unknown as Slice;
    if (metadata.labels?.['endpointslice.kubernetes.io/managed-by'] !== 'endpointslice-controller.k8s.io')
      return [];
    const service = `${metadata.namespace}/${metadata.labels['kubernetes.io/service-name'] ?? ''}`;
    return ports.flatMap(({ name = '', port, protocol = 'TCP' }) =>
      endpoints.flatMap(({ addresses, conditions }) =>
        addresses.map(
          (address) =>
            `${service} ${name} ${protocol} ${address}:${port ?? ''} ${conditions?.ready !== false}`,
        ),
      ),
    );
  });
}

/** The same, from Services and Pods alone. */
function ofModel(objects: readonly Manifest[]): string[] {
  const { services } = modelOf({}, ...objects.filter(({ kind }) => kind === 'Service' || kind === 'Pod'));
  return services
    .filter(({ record }) => Object.keys(record.selector ?? {}).length > 0)
    .flatMap((service) =>
      service.record.ports.flatMap((port) =>
        endpointsOfPort(service, port).map(
          ({ address, port: number, ready }) =>
            `${service.record.namespace}/${service.record.name} ${port.name ?? ''} ${port.protocol ?? 'TCP'} ${address}:${number} ${ready === true}`,
        ),
      ),
    );
}

describe('endpoints of Services with a selector', () => {
  it('equal those of EndpointSlices that the controller of real clusters made', async () => {
    const clusters = await recordedObjects();
    for (const [name, objects] of Object.entries(clusters)) {
      const expected = ofController(objects).sort();
      expect(expected.length).toBeGreaterThan(0);
      expect([name, ...ofModel(objects).sort()]).toEqual([name, ...expected]);
    }
  });

  const pod = (name: string, spec: object, status: object): Manifest => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'shop', name, labels: { app: 'web' } },
    spec,
    status,
  });
  const service = (spec: object): Manifest => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name: 'web' },
    spec: { selector: { app: 'web' }, ...spec },
  });
  const running = (ip: string, ready: boolean) => ({
    phase: 'Running',
    podIP: ip,
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
  });
  const named = { containers: [{ name: 'a', image: 'a', ports: [{ name: 'http', containerPort: 8080 }] }] };
  const texts = (...objects: Manifest[]) =>
    modelOf({}, ...objects).services.flatMap((one) =>
      one.record.ports.flatMap((port) =>
        endpointsOfPort(one, port).map(
          ({ address, port: number, ready }) => `${address}:${number} ${String(ready)}`,
        ),
      ),
    );

  it('leave out a Pod without the named port, one that has ended, and one without an address', () => {
    const other = { containers: [{ name: 'a', image: 'a' }] };
    expect(
      texts(
        service({ ports: [{ port: 80, targetPort: 'http' }] }),
        pod('a', named, running('10.1.0.1', true)),
        pod('b', other, running('10.1.0.2', true)),
        pod('c', named, { ...running('10.1.0.3', true), phase: 'Succeeded' }),
        pod('d', named, { phase: 'Pending' }),
      ),
    ).toEqual(['10.1.0.1:8080 true']);
  });

  it('of a Service that publishes them include Pods that are not ready', () => {
    const ports = [{ port: 80, targetPort: 8080 }];
    expect(texts(service({ ports }), pod('a', named, running('10.1.0.1', false)))).toEqual([
      '10.1.0.1:8080 false',
    ]);
    expect(
      texts(service({ ports, publishNotReadyAddresses: true }), pod('a', named, running('10.1.0.1', false))),
    ).toEqual(['10.1.0.1:8080 true']);
  });
});
