/** Objects of a large mesh, one by one as JSON. The same size gives the same objects. */
export interface MeshSize {
  namespaces: number;
  virtualServices: number;
}

type Json = Readonly<Record<string, unknown>>;

/** Kinds of the mesh; further ones are rows of this table. */
const TABLE: readonly ((size: MeshSize) => Iterable<Json>)[] = [
  controlPlane,
  namespaces,
  services,
  gateways,
  virtualServices,
  destinationRules,
  serviceEntries,
  sidecars,
  peerAuthentications,
];

export function* meshObjects(size: MeshSize): Iterable<Json> {
  for (const rows of TABLE) yield* rows(size);
}

const NETWORKING = 'networking.istio.io/v1';

function* times(count: number): Iterable<number> {
  for (let i = 0; i < count; i++) yield i;
}

function object(apiVersion: string, kind: string, namespace: string, name: string, rest: Json): Json {
  return {
    apiVersion,
    kind,
    metadata: { namespace, name, creationTimestamp: '2026-11-01T08:00:00Z', resourceVersion: '1' },
    ...rest,
  };
}

function* controlPlane(): Iterable<Json> {
  const template = {
    metadata: { labels: { app: 'istiod', 'istio.io/rev': 'default' } },
    spec: { containers: [{ name: 'discovery', image: 'registry.istio.io/release/pilot:1.31.0' }] },
  };
  yield object('apps/v1', 'Deployment', 'istio-system', 'istiod', {
    spec: { replicas: 2, selector: { matchLabels: { app: 'istiod' } }, template },
  });
  for (const i of times(20))
    yield object('v1', 'Service', 'istio-ingress', `gateway-${i}`, {
      spec: { selector: { istio: `gateway-${i}` }, ports: [{ name: 'https', port: 443, targetPort: 443 }] },
    });
  const proxy = { containers: [{ name: 'istio-proxy', image: 'registry.istio.io/release/proxyv2:1.31.0' }] };
  for (const i of times(20))
    yield {
      ...object('v1', 'Pod', 'istio-ingress', `gateway-${i}`, { spec: proxy, status: { phase: 'Running' } }),
      metadata: { namespace: 'istio-ingress', name: `gateway-${i}`, labels: { istio: `gateway-${i}` } },
    };
}

function* namespaces({ namespaces: count }: MeshSize): Iterable<Json> {
  for (const i of times(count))
    yield {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: `team-${i}`, labels: { 'istio-injection': 'enabled' } },
    };
}

/** One Service for each VirtualService. */
function* services({ virtualServices: count, namespaces: places }: MeshSize): Iterable<Json> {
  for (const i of times(count))
    yield object('v1', 'Service', `team-${i % places}`, `app-${i}`, {
      spec: { selector: { app: `app-${i}` }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    });
}

/** One Gateway for each namespace, on 20 shared gateway workloads. */
function* gateways({ namespaces: count }: MeshSize): Iterable<Json> {
  for (const i of times(count))
    yield object(NETWORKING, 'Gateway', `team-${i}`, 'edge', {
      spec: {
        selector: { istio: `gateway-${i % 20}` },
        servers: [
          {
            port: { number: 443, name: 'https', protocol: 'HTTPS' },
            hosts: [`team-${i}/*.team-${i}.example.com`],
            tls: { mode: 'SIMPLE', credentialName: `team-${i}` },
          },
        ],
      },
    });
}

/** Every second one is bound to a gateway. */
function* virtualServices({ virtualServices: count, namespaces: places }: MeshSize): Iterable<Json> {
  for (const i of times(count)) {
    const team = `team-${i % places}`;
    const edge = i % 2 === 0;
    yield object(NETWORKING, 'VirtualService', team, `app-${i}`, {
      spec: {
        hosts: [edge ? `app-${i}.${team}.example.com` : `app-${i}`],
        ...(edge && { gateways: ['edge'] }),
        http: [
          {
            match: [{ uri: { prefix: '/api' } }],
            route: [{ destination: { host: `app-${i}`, port: { number: 80 } } }],
          },
          {
            route: [
              {
                destination: {
                  host: `app-${i}.${team}.svc.cluster.local`,
                  ...(i < count / 4 && { subset: 'v1' }),
                },
              },
            ],
          },
        ],
      },
    });
  }
}

function* destinationRules({ virtualServices: count, namespaces: places }: MeshSize): Iterable<Json> {
  for (const i of times(count / 4))
    yield object(NETWORKING, 'DestinationRule', `team-${i % places}`, `app-${i}`, {
      spec: { host: `app-${i}`, subsets: [{ name: 'v1', labels: { version: 'v1' } }] },
    });
}

function* serviceEntries({ namespaces: count }: MeshSize): Iterable<Json> {
  for (const i of times(count))
    yield object(NETWORKING, 'ServiceEntry', `team-${i}`, 'partner', {
      spec: {
        hosts: [`api-${i}.partner.example.org`],
        exportTo: ['.'],
        ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
        resolution: 'DNS',
      },
    });
}

function* sidecars({ namespaces: count }: MeshSize): Iterable<Json> {
  for (const i of times(count / 2))
    yield object(NETWORKING, 'Sidecar', `team-${i}`, 'default', {
      spec: { egress: [{ hosts: ['./*', 'istio-system/*'] }] },
    });
}

/** A quarter as many as VirtualServices: one for each namespace first, then those of workloads with a port of their own. */
function* peerAuthentications({ virtualServices: count, namespaces: places }: MeshSize): Iterable<Json> {
  for (const i of times(count / 4))
    yield object(
      'security.istio.io/v1',
      'PeerAuthentication',
      `team-${i % places}`,
      i < places ? 'default' : `app-${i}`,
      {
        spec:
          i < places
            ? { mtls: { mode: i % 3 === 0 ? 'PERMISSIVE' : 'STRICT' } }
            : {
                selector: { matchLabels: { app: `app-${i}` } },
                mtls: { mode: 'STRICT' },
                portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
              },
      },
    );
}
