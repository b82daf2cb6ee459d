/** Meshes in ambient mode: every Pod behind a ztunnel, a waypoint in each namespace, policies of both. */
import type { GeneratedMesh } from './generate.ts';
import { APPS, authorizationPolicy, NAMESPACES, objectsOf, peerAuthentication, ROOTS } from './generate.ts';
import { Choices } from './random.ts';

type Policy = ReturnType<typeof authorizationPolicy>;

const GATEWAY_API = 'gateway.networking.k8s.io';

export function generateAmbientMesh(seed: number): GeneratedMesh {
  const random = new Choices(seed);
  const root = random.of(ROOTS);
  const namespaces = [...new Set([...NAMESPACES, root])];
  const pods = NAMESPACES.flatMap((namespace, n) =>
    APPS.map((app, a) => ({ namespace, app, ip: `10.1.${n}.${a + 1}`, version: random.of(['v1', 'v2']) })),
  );
  return {
    id: String(seed),
    root,
    meshConfig: JSON.stringify(root === 'istio-system' ? {} : { rootNamespace: root }),
    objects: [
      ...namespaces.map((name) => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, labels: { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'wp' } },
      })),
      ...pods.flatMap((pod) => objectsOf(pod)).map((object) => enrolled(object)),
      ...NAMESPACES.map((namespace) => waypoint(namespace)),
      ...random.list(6, (i) => inTurn(peerAuthentication(random, namespaces, i), i)),
      ...random.list(6, (i) => targeted(random, authorizationPolicy(random, namespaces, i))),
    ],
    proxies: [
      ...pods.map(({ namespace, app, ip, version }) => ({
        id: `${app}-${namespace}`,
        namespace,
        ip,
        labels: { app, version },
      })),
      ...NAMESPACES.map((namespace, n) => ({
        id: `wp-${namespace}`,
        namespace,
        ip: `10.2.${n}.1`,
        labels: { [`${GATEWAY_API}/gateway-name`]: 'wp' },
        type: 'waypoint' as const,
      })),
    ],
  };
}

/** The annotation of the node agent: ztunnel captures the traffic of the Pod. */
function enrolled(object: { kind: string; metadata: object }): Record<string, unknown> {
  if (object.kind !== 'Pod') return { ...object };
  const { labels, ...metadata } = object.metadata as { labels: Record<string, string> };
  const { 'security.istio.io/tlsMode': _sidecar, ...own } = labels;
  return {
    ...object,
    metadata: { ...metadata, labels: own, annotations: { 'ambient.istio.io/redirection': 'enabled' } },
  };
}

function waypoint(namespace: string): Record<string, unknown> {
  return {
    apiVersion: `${GATEWAY_API}/v1`,
    kind: 'Gateway',
    metadata: { name: 'wp', namespace, labels: { 'istio.io/waypoint-for': 'all' } },
    spec: {
      gatewayClassName: 'istio-waypoint',
      listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
    },
    status: { addresses: [{ type: 'Hostname', value: `wp.${namespace}.svc.cluster.local` }] },
  };
}

/** Some policies are those of waypoints. */
function targeted(random: Choices, policy: Policy): Policy {
  if (random.chance(60)) return policy;
  const { selector: _selector, ...spec } = policy.spec as { selector?: object };
  const target = random.of([
    { group: GATEWAY_API, kind: 'Gateway', name: random.of(['wp', 'wp', 'other']) },
    { group: GATEWAY_API, kind: 'GatewayClass', name: 'istio-waypoint' },
    { group: '', kind: 'Service', name: random.of(APPS) },
  ]);
  return { ...policy, spec: { ...spec, targetRefs: [target] } };
}

/** Of two that were created in the same second, istiod takes any. */
function inTurn(policy: Policy, index: number): Policy {
  const creationTimestamp = policy.metadata.creationTimestamp.replace('00:00:00', `00:00:0${index}`);
  return { ...policy, metadata: { ...policy.metadata, creationTimestamp } };
}
