import { createHash } from 'node:crypto';
import { buildModel } from '../../../src/model/build.ts';
import type { ClusterModel } from '../../../src/model/parts.ts';
import type { Snapshot } from '../../../src/snapshot/types.ts';
import type { EvidenceDocument } from '../../support/example.ts';
import { exampleSnapshot } from '../../support/example.ts';

/** A Kubernetes object as in a manifest. */
export type Manifest = Readonly<Record<string, unknown>>;

/** Time of every snapshot created here, unless the evidence sets another. */
export const NOW = '2026-11-24T00:00:00Z';

/** A snapshot of these objects; the evidence contains what no manifest can. */
export function snapshotOf(evidence: EvidenceDocument, ...objects: readonly Manifest[]): Snapshot {
  const first = { apiVersion: 'archmap.io/v1', kind: 'Evidence', takenAt: NOW, ...evidence };
  // JSON is YAML: the objects are parsed in the same way as the examples of the pages.
  return exampleSnapshot([first, ...objects].map((object) => JSON.stringify(object)).join('\n---\n'));
}

/** The model of these objects. */
export function modelOf(evidence: EvidenceDocument, ...objects: readonly Manifest[]): ClusterModel {
  return buildModel(snapshotOf(evidence, ...objects));
}

/** The mirror pod of a static pod. */
export function staticPod(
  program: string,
  node: string,
  flags: readonly string[],
  more: {
    namespace?: string;
    name?: string;
    annotations?: Readonly<Record<string, string>>;
    owner?: Readonly<Record<string, unknown>>;
    image?: string;
    status?: Readonly<Record<string, unknown>>;
  } = {},
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: more.name ?? `${program}-${node}`,
      namespace: more.namespace ?? 'kube-system',
      annotations: {
        'kubernetes.io/config.mirror': 'a1',
        'kubernetes.io/config.source': 'file',
        ...more.annotations,
      },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: node, controller: true, ...more.owner }],
    },
    spec: {
      nodeName: node,
      hostNetwork: true,
      containers: [
        {
          name: program,
          image: more.image ?? `registry.k8s.io/${program}:v1.37.2`,
          command: [program, ...flags],
        },
      ],
    },
    status: more.status ?? {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ name: program, ready: true, restartCount: 0 }],
    },
  };
}

/** The identity lease of a live API server, renewed ten seconds before the snapshot. */
export function apiServerLease(
  name: string,
  host: string,
  renewTime = '2026-11-23T23:59:50.000000Z',
): Manifest {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name,
      namespace: 'kube-system',
      labels: { 'apiserver.kubernetes.io/identity': 'kube-apiserver', 'kubernetes.io/hostname': host },
    },
    spec: { holderIdentity: name, leaseDurationSeconds: 3600, renewTime },
  };
}

/** The identity of an API server in its metrics: the hash of its lease's name. */
export function identityHash(lease: string): string {
  return `sha256:${createHash('sha256').update(lease).digest('hex')}`;
}

/** The EndpointSlice of the kubernetes Service, with the addresses of the API servers. */
export function kubernetesSlice(...addresses: readonly string[]): Manifest {
  return object(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    'kubernetes',
    {
      metadata: { labels: { 'kubernetes.io/service-name': 'kubernetes' } },
      addressType: 'IPv4',
      endpoints: addresses.map((address) => ({ addresses: [address] })),
      ports: [{ name: 'https', port: 6443 }],
    },
    'default',
  );
}

/** A node; labels, annotations, addresses and status as given. */
export function node(
  name: string,
  more: {
    labels?: Readonly<Record<string, string>>;
    annotations?: Readonly<Record<string, string>>;
    providerID?: string;
    kubelet?: string;
    osImage?: string;
    addresses?: readonly { type: string; address: string }[];
    conditions?: readonly { type: string; status: string }[];
  } = {},
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: more.labels ?? {}, annotations: more.annotations ?? {} },
    spec: { ...(more.providerID && { providerID: more.providerID }) },
    status: {
      addresses: more.addresses ?? [],
      conditions: more.conditions ?? [{ type: 'Ready', status: 'True' }],
      nodeInfo: { kubeletVersion: more.kubelet ?? 'v1.37.2', osImage: more.osImage ?? 'Ubuntu 24.04.1 LTS' },
    },
  };
}

export const CONTROL_PLANE = { 'node-role.kubernetes.io/control-plane': '' };

/** A running pod. */
export function pod(
  name: string,
  more: {
    namespace?: string;
    labels?: Readonly<Record<string, string>>;
    annotations?: Readonly<Record<string, string>>;
    owner?: { kind: string; name: string };
    node?: string;
    phase?: string;
    image?: string;
    spec?: Readonly<Record<string, unknown>>;
    ports?: readonly Readonly<Record<string, unknown>>[];
  } = {},
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: more.namespace ?? 'shop',
      labels: more.labels ?? {},
      annotations: more.annotations ?? {},
      ...(more.owner && { ownerReferences: [{ apiVersion: 'v1', controller: true, ...more.owner }] }),
    },
    spec: {
      ...(more.node && { nodeName: more.node }),
      containers: [
        {
          name: 'app',
          image: more.image ?? 'registry.example/shop/app:1.4.2',
          ...(more.ports && { ports: more.ports }),
        },
      ],
      ...more.spec,
    },
    status: { phase: more.phase ?? 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

/** A controller with one container and one desired and ready replica. */
export function workload(
  kind: 'Deployment' | 'DaemonSet' | 'StatefulSet',
  name: string,
  image: string,
  more: {
    namespace?: string;
    labels?: Readonly<Record<string, string>>;
    container?: Readonly<Record<string, unknown>>;
    spec?: Readonly<Record<string, unknown>>;
  } = {},
): Manifest {
  const labels = more.labels ?? { app: name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: more.namespace ?? 'shop', labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name, image, ...more.container }], ...more.spec },
      },
    },
  };
}

/** An object of any other kind: metadata and the rest as given. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  rest: Readonly<Record<string, unknown>> = {},
  namespace?: string,
): Manifest {
  const { metadata, ...fields } = rest;
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace && { namespace }), ...(metadata as Manifest | undefined) },
    ...fields,
  };
}
