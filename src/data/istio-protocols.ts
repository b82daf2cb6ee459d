/**
 * Protocols that Istio reads from names of Service ports, and versions of the Gateway API that it reads. As of 2026-12-01; source:
 * https://github.com/istio/istio, 1.31: pkg/config/kube/conversion.go, pkg/config/protocol/instance.go, pkg/config/schema/gatewayapi/minimumversions.go.
 */
export const asOf = '2026-12-01';

/** In the name before the first hyphen, or in `appProtocol`. */
const NAMED: ReadonlySet<string> = new Set([
  'tcp',
  'udp',
  'grpc',
  'grpc-web',
  'http',
  'http_proxy',
  'http2',
  'https',
  'tls',
  'mongo',
  'redis',
  'mysql',
]);

/** Names in the API of Services. */
const STANDARD: Readonly<Record<string, string>> = {
  'kubernetes.io/h2c': 'http2',
  'kubernetes.io/ws': 'http',
  'kubernetes.io/wss': 'https',
};

/** SMTP, DNS, MySQL and MongoDB: servers that speak first, or no HTTP. */
const TCP_PORTS: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

interface Port {
  name?: string;
  port: number;
  protocol?: string;
  appProtocol?: string;
}

/** The protocol that a port declares; undefined where Istio detects it. */
export function declaredProtocol({ name = '', port, protocol, appProtocol }: Port): string | undefined {
  if (protocol === 'UDP') return 'udp';
  const given = appProtocol ?? name;
  const standard = appProtocol === undefined ? undefined : STANDARD[appProtocol];
  if (standard !== undefined) return standard;
  const text = given.toLowerCase();
  if (text.startsWith('grpc-web')) return 'grpc-web';
  const prefix = text.split('-', 1)[0] ?? '';
  if (NAMED.has(prefix)) return prefix;
  return TCP_PORTS.has(port) ? 'tcp' : undefined;
}

/** The bundle of the Gateway API from which on istiod 1.31 reads the kind, by the name of its CRD. */
export const minimumBundles: Readonly<Record<string, readonly [number, number]>> = {
  'grpcroutes.gateway.networking.k8s.io': [1, 1],
  'backendtlspolicies.gateway.networking.k8s.io': [1, 4],
  'tlsroutes.gateway.networking.k8s.io': [1, 5],
  'tcproutes.gateway.networking.k8s.io': [1, 6],
};

/** The first minor release of Istio with this rule. */
export const minimumBundlesSince = 31;
