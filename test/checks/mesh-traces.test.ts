import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { assess } from '../../src/app/assess.ts';
import { readInput } from '../../src/snapshot/read.ts';
import type { Manifest } from '../model/support/cluster.ts';

const shop = { namespace: 'shop', name: 'cart' };
const service: Manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: shop,
  spec: { selector: { app: 'cart' }, ports: [{ port: 80 }] },
};

function deployment(template: object = {}): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: shop,
    spec: {
      selector: { matchLabels: { app: 'cart' } },
      template: {
        metadata: { labels: { app: 'cart' }, ...template },
        spec: {
          containers: [
            {
              name: 'cart',
              image: 'registry.example/cart:1',
              securityContext: { capabilities: { add: ['NET_ADMIN'] } },
            },
          ],
        },
      },
    },
  };
}

function istio(group: string, kind: string): Manifest {
  return { apiVersion: `${group}.istio.io/v1`, kind, metadata: { namespace: 'other', name: 'x' }, spec: {} };
}

/** Manifests without their namespaces: whether these are in a mesh is not in the files. */
describe('checks of the mesh, on manifests', () => {
  const only = ['istio/port-protocol-undeclared'];
  const failed = async (...objects: Manifest[]) => {
    const stdin = Readable.from([JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects })]);
    const snapshot = await readInput(['-'], { stdin, signal: new AbortController().signal });
    return assess(snapshot, { only })
      .verdicts.filter(({ verdict }) => verdict === 'fail')
      .map(({ check }) => check)
      .sort();
  };

  it('report nothing without any trace of a mesh', async () => {
    expect(await failed(service, deployment())).toEqual([]);
    const alike = { labels: { app: 'cart', 'example.com/istio.io': 'x', 'notistio.io/x': 'x', istio: 'x' } };
    expect(await failed(service, deployment(alike))).toEqual([]);
  });

  it.each<[string, Manifest]>([
    ['a PeerAuthentication', istio('security', 'PeerAuthentication')],
    ['a VirtualService', istio('networking', 'VirtualService')],
    ['a Gateway of Istio', istio('networking', 'Gateway')],
    [
      'a Gateway of an Istio class',
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        metadata: { namespace: 'other', name: 'x' },
        spec: { gatewayClassName: 'istio-waypoint', listeners: [] },
      },
    ],
    [
      'a label of injection',
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'b', labels: { 'istio-injection': 'enabled' } },
      },
    ],
  ])('treat absent namespaces as members with %s', async (_what, trace) => {
    expect(await failed(service, deployment(), trace)).toEqual(only);
  });

  it('find the trace on the Pods themselves', async () => {
    const labels = { app: 'cart', 'sidecar.istio.io/inject': 'true' };
    expect(await failed(service, deployment({ labels }))).toEqual(only);
    const annotations = { 'traffic.sidecar.istio.io/excludeInboundPorts': '9' };
    expect(await failed(service, deployment({ annotations }))).toEqual(only);
  });
});
