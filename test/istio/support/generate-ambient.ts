/** Meshes in ambient mode: pods that are captured or not, waypoints, and policies for ztunnel and for waypoints. */
import type { ProxyQuestion } from '../oracle.ts';
import { APPS, authorizationPolicy, NAMESPACES, peerAuthentication, PORTS, ROOTS } from './generate.ts';
import { Choices } from './random.ts';

export interface AmbientMesh {
  id: string;
  root: string;
  meshConfig: string;
  objects: Record<string, unknown>[];
  pods: { name: string; namespace: string; labels: Record<string, string> }[];
  waypoints: (ProxyQuestion & { labels: Record<string, string> })[];
}

/** Of pods, also one that no policy names. */
export const AMBIENT_PORTS = [...Object.values(PORTS), 80, 7777];
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
const WAYPOINT = 'wp';

type Object_ = Record<string, unknown> & { spec: Record<string, unknown>; metadata: Record<string, unknown> };

export function generateAmbientMesh(seed: number): AmbientMesh {
  const random = new Choices(seed);
  const root = random.of(ROOTS);
  const namespaces = [...new Set([...NAMESPACES, root])];
  const pods = NAMESPACES.flatMap((namespace, n) =>
    APPS.map((app, a) => ({
      name: `${app}-${namespace}`,
      namespace,
      ip: `10.1.${n}.${a + 1}`,
      labels: { app, version: random.of(['v1', 'v2']) },
      annotations: random.chance(80) ? { 'ambient.istio.io/redirection': 'enabled' } : {},
    })),
  );
  const waypoints = random.some(NAMESPACES, 60).map((namespace) => ({
    id: `${WAYPOINT}-${namespace}`,
    namespace,
    ip: `10.1.${NAMESPACES.indexOf(namespace)}.99`,
    labels: { [GATEWAY_NAME]: WAYPOINT, 'gateway.istio.io/managed': 'istio.io-mesh-controller' },
    type: 'waypoint' as const,
  }));
  const policies = [
    ...random.list(5, (i) => peerAuthentication(random, namespaces, i) as Object_),
    ...random.list(6, (i) => forAmbient(random, namespaces, i)),
  ];
  return {
    id: String(seed),
    root,
    meshConfig: JSON.stringify(root === 'istio-system' ? {} : { rootNamespace: root }),
    objects: [
      ...namespaces.map((name) => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, labels: { 'istio.io/dataplane-mode': 'ambient' } },
      })),
      ...pods.map((pod) => podObject(pod)),
      ...waypoints.flatMap(({ id, namespace, ip, labels }) => [
        podObject({ name: id, namespace, ip, labels, annotations: {} }),
        gatewayObject(namespace),
      ]),
      // istiod has no order for PeerAuthentications of one second here: each has its own.
      ...policies.map((policy, index) => ({
        ...policy,
        metadata: { ...policy.metadata, creationTimestamp: `2026-01-01T00:00:${10 + index}Z` },
      })),
    ],
    pods: pods.map(({ name, namespace, labels }) => ({ name, namespace, labels })),
    waypoints,
  };
}

/** As for sidecars, and with several sources and operations in a rule, and with targets of waypoints. */
function forAmbient(random: Choices, namespaces: readonly string[], index: number): Object_ {
  const policy = authorizationPolicy(random, namespaces, index) as Object_;
  const other = authorizationPolicy(random, namespaces, index) as Object_;
  const spec: Record<string, unknown> = { ...policy.spec };
  const rules = listOf(spec['rules']);
  const [first, ...rest] = rules;
  const [second] = listOf(other.spec['rules']);
  if (first && second && random.chance(50))
    spec['rules'] = [
      {
        ...first,
        // A list is one condition: an absent one is not extended.
        ...(first['from'] && second['from']
          ? { from: [...listOf(first['from']), ...listOf(second['from'])] }
          : {}),
        ...(first['to'] && second['to'] ? { to: [...listOf(first['to']), ...listOf(second['to'])] } : {}),
      },
      ...rest,
    ];
  if (random.chance(25)) {
    delete spec['selector'];
    spec['targetRefs'] = [target(random)];
  }
  return { ...policy, spec };
}

function target(random: Choices): object {
  const gatewayApi = 'gateway.networking.k8s.io';
  return random.of([
    { group: gatewayApi, kind: 'Gateway', name: WAYPOINT },
    { group: gatewayApi, kind: 'Gateway', name: WAYPOINT },
    { group: gatewayApi, kind: 'Gateway', name: 'other' },
    { group: gatewayApi, kind: 'GatewayClass', name: 'istio-waypoint' },
    { group: '', kind: 'Service', name: 'web' },
  ]);
}

function listOf(value: unknown): Record<string, unknown>[] {
  return (value as Record<string, unknown>[] | undefined) ?? [];
}

interface Pod {
  name: string;
  namespace: string;
  ip: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

function podObject({ name, namespace, ip, labels, annotations }: Pod): Record<string, unknown> {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels, annotations },
    spec: { serviceAccountName: 'default', containers: [{ name: 'app', image: 'app' }] },
    status: {
      phase: 'Running',
      podIP: ip,
      podIPs: [{ ip }],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

function gatewayObject(namespace: string): Record<string, unknown> {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: WAYPOINT, namespace },
    spec: {
      gatewayClassName: 'istio-waypoint',
      listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
    },
  };
}
