/** Sets of Istio's objects that are applied one after the other; each one replaces the one before. */

interface Policy {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string; annotations?: Record<string, string> };
  spec: object;
}

const peers = (namespace: string, name: string, spec: object): Policy => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name, namespace },
  spec,
});

const authorize = (name: string, spec: object, rest: { namespace?: string; dry?: boolean } = {}): Policy => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: {
    name,
    namespace: rest.namespace ?? 'shop',
    ...(rest.dry && { annotations: { 'istio.io/dry-run': 'true' } }),
  },
  spec,
});

const destination = (namespace: string, name: string, spec: object): Policy => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: { name, namespace },
  spec,
});

const ROOT = 'istio-system';
const WEB = { selector: { matchLabels: { app: 'web' } } };
const STRICT = { mtls: { mode: 'STRICT' } };
const WEB_HOST = 'web.shop.svc.cluster.local';

/** Name of a set -> its objects. */
export const POLICIES: Readonly<Record<string, readonly Policy[]>> = {
  nothing: [],
  'strict everywhere': [peers(ROOT, 'default', STRICT)],
  'a selector in the root namespace': [peers(ROOT, 'web', { ...WEB, ...STRICT })],
  'strict in one namespace': [peers('shop', 'default', STRICT)],
  'off in one namespace': [
    peers(ROOT, 'default', STRICT),
    peers('shop', 'default', { mtls: { mode: 'DISABLE' } }),
  ],
  'one port open': [
    peers('shop', 'default', STRICT),
    peers('shop', 'web', { ...WEB, portLevelMtls: { 8080: { mode: 'PERMISSIVE' } } }),
  ],
  'a port without a Service': [
    peers('shop', 'web', { ...WEB, ...STRICT, portLevelMtls: { 7777: { mode: 'DISABLE' } } }),
  ],
  'two policies of one workload': [
    peers('shop', 'a', { ...WEB, mtls: { mode: 'DISABLE' } }),
    peers('shop', 'b', { ...WEB, ...STRICT }),
  ],
  'nobody may': [authorize('nobody', {})],
  'everybody may': [authorize('everybody', { rules: [{}] })],
  'one principal may': [
    authorize('cart', {
      ...WEB,
      rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/cart'] } }] }],
    }),
  ],
  'a method is denied on a TCP port': [
    authorize('gets', { ...WEB, action: 'DENY', rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }),
  ],
  'a method is allowed on a TCP port': [
    authorize('gets', { ...WEB, rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }),
  ],
  'from the root namespace': [
    authorize(
      'root',
      { action: 'DENY', rules: [{ from: [{ source: { notNamespaces: ['shop'] } }] }] },
      { namespace: ROOT },
    ),
  ],
  'a dry run beside an audit': [
    authorize('try', { rules: [] }, { dry: true }),
    authorize('watch', { action: 'AUDIT', rules: [{}] }),
  ],
  'a client without TLS': [
    peers(ROOT, 'default', STRICT),
    destination('shop', 'web', { host: WEB_HOST, trafficPolicy: { tls: { mode: 'DISABLE' } } }),
  ],
  'a client of the root namespace': [
    destination(ROOT, 'web', { host: '*.local', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } }),
  ],
  'a client that verifies nothing': [
    destination('shop', 'web', {
      host: 'web',
      trafficPolicy: { tls: { mode: 'SIMPLE', insecureSkipVerify: true } },
    }),
  ],
  'a rule that is not exported': [
    destination('plain', 'web', {
      host: WEB_HOST,
      exportTo: ['.'],
      trafficPolicy: { tls: { mode: 'DISABLE' } },
    }),
  ],
};

/** The mistakes that `istioctl analyze` has to find in all of them. */
export const MISTAKES: readonly object[] = [
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'lost', namespace: 'shop' },
    spec: {
      hosts: ['shop.example'],
      gateways: ['missing'],
      http: [{ route: [{ destination: { host: 'nothing' } }] }],
    },
  },
];
