import { loadAll } from 'js-yaml';
import { createProjector, createSnapshotBuilder, eachRecord } from '../../../src/snapshot/index.ts';
import type { Snapshot } from '../../../src/snapshot/types.ts';
import { COLLECTOR_IDS, SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../../src/snapshot/types.ts';
import type { GridCase } from './analyzer-grid.ts';

/** A mesh with its default gateway around the objects of a case: the analyzers add this gateway themselves, and assume a mesh. */
const MESH = `
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: istio-system, name: istiod, labels: { app: istiod } }
spec:
  selector: { matchLabels: { app: istiod } }
  template:
    metadata: { labels: { app: istiod, istio.io/rev: default } }
    spec: { containers: [{ name: discovery, image: 'registry.istio.io/release/pilot:1.31.0' }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: istio-sidecar-injector, labels: { istio.io/rev: default } }
webhooks:
  - name: rev.namespace.sidecar-injector.istio.io
    clientConfig: { service: { name: istiod, namespace: istio-system, path: /inject, port: 443 } }
---
apiVersion: v1
kind: Pod
metadata: { namespace: istio-system, name: ingressgateway, labels: { istio: ingressgateway } }
spec: { containers: [{ name: istio-proxy, image: 'registry.istio.io/release/proxyv2:1.31.0' }] }
status: { phase: Running }
---
apiVersion: v1
kind: Service
metadata: { namespace: istio-system, name: istio-ingressgateway }
spec:
  selector: { istio: ingressgateway }
  ports: [{ name: http2, port: 80, protocol: TCP }, { name: https, port: 443, protocol: TCP }]
`;

/** The snapshot of a cluster with exactly these objects. */
export function gridSnapshot({ texts, mesh = '' }: Pick<GridCase, 'texts' | 'mesh'>): Snapshot {
  const builder = createSnapshotBuilder();
  const projector = createProjector({ fromFiles: true });
  const settings = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: 'istio-system', name: 'istio' },
    data: { mesh },
  };
  for (const document of [settings, ...[MESH, ...texts].flatMap((text) => loadAll(text))].flatMap(itemsOf)) {
    const projected = projector.project(document);
    if (projected) eachRecord(projected, ({ kind, record }) => builder.add(kind, record));
  }
  for (const collector of COLLECTOR_IDS) builder.outcome({ collector, status: 'ok', count: 0 });
  const header = {
    format: SNAPSHOT_FORMAT,
    schemaVersion: SNAPSHOT_VERSION,
    tool: 'grid',
    source: 'files',
  } as const;
  return builder.finish({ ...header, takenAt: '2026-12-01T00:00:00.000Z' }, 'grid');
}

function itemsOf(document: unknown): unknown[] {
  if (typeof document !== 'object' || document === null) return [];
  const { items } = document as { items?: unknown };
  return Array.isArray(items) ? items : [document];
}
