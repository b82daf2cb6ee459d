/** Meshes of Istio for tests of what results, pages and pictures contain. */
import { assess } from '../../src/app/assess.ts';
import type { IstioDetail, Result } from '../../src/result/types.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { object, pod, snapshotOf, workload } from '../model/support/cluster.ts';
import type { EvidenceDocument } from './example.ts';

export const istiod: readonly Manifest[] = [
  workload('Deployment', 'istiod', 'registry.istio.io/release/pilot:1.31.2', {
    namespace: 'istio-system',
    labels: { app: 'istiod', 'istio.io/rev': 'default' },
  }),
  object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'istio-sidecar-injector', {
    metadata: { labels: { 'istio.io/rev': 'default' } },
    webhooks: [
      {
        name: 'rev.namespace.sidecar-injector.istio.io',
        clientConfig: { service: { namespace: 'istio-system', name: 'istiod', path: '/inject', port: 443 } },
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        namespaceSelector: { matchLabels: { 'istio-injection': 'enabled' } },
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  }),
  meshConfig({}),
];

export function meshConfig(settings: object): Manifest {
  return object('v1', 'ConfigMap', 'istio', {
    metadata: { namespace: 'istio-system' },
    data: { mesh: JSON.stringify(settings) },
  });
}

export function namespace(name: string, labels: Readonly<Record<string, string>> = {}): Manifest {
  return object('v1', 'Namespace', name, { metadata: { labels } });
}

/** A Pod with a sidecar. */
export function injected(place: string, name: string, annotations: Readonly<Record<string, string>> = {}) {
  return pod(name, {
    namespace: place,
    labels: { app: name },
    annotations: { 'sidecar.istio.io/status': '{"revision":"default"}', ...annotations },
    spec: {
      containers: [
        { name: 'app', image: 'registry.example/app:1' },
        { name: 'istio-proxy', image: 'registry.istio.io/release/proxyv2:1.31.2' },
      ],
    },
  });
}

/** A Pod whose traffic ztunnel carries. */
export function captured(place: string, name: string): Manifest {
  return pod(name, {
    namespace: place,
    labels: { app: name },
    annotations: { 'ambient.istio.io/redirection': 'enabled' },
  });
}

export function outside(place: string, name: string): Manifest {
  return pod(name, { namespace: place, labels: { app: name } });
}

/** An object of security.istio.io. */
export function policy(kind: string, place: string, name: string, spec: object): Manifest {
  return object('security.istio.io/v1', kind, name, { metadata: { namespace: place }, spec });
}

export function peer(place: string, mode: string, spec: object = {}): Manifest {
  return policy('PeerAuthentication', place, 'selector' in spec ? 'one' : 'default', {
    mtls: { mode },
    ...spec,
  });
}

export function resultOf(evidence: EvidenceDocument, ...objects: readonly Manifest[]): Result {
  return assess(snapshotOf(evidence, ...objects), {});
}

export function detailOf({ addons }: Result): IstioDetail {
  const detail = addons.find(({ id }) => id === 'istio')?.istio;
  if (!detail) throw new Error('Istio is not in the result');
  return detail;
}
