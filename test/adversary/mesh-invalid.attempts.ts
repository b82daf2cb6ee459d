/** Objects that an API server would reject, from files or an old server: a field of another type, an unknown value. They are no evidence for a pass. */
import type { Attempt } from './attempt.ts';

const CLASS = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: eg }
spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: shop, name: web }
spec: { gatewayClassName: eg, listeners: [{ name: a, port: 443, protocol: HTTPS, tls: {} }] }
---`;
const object = (apiVersion: string, kind: string, spec: string) => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { namespace: shop, name: o }
spec: ${spec}
`;
const ofEnvoy = (kind: string, spec: string) => CLASS + object('gateway.envoyproxy.io/v1alpha1', kind, spec);
const rule = (spec: string) => object('networking.istio.io/v1', 'DestinationRule', spec);
const plugin = (spec: string) => object('extensions.istio.io/v1alpha1', 'WasmPlugin', spec);
const karpenter = (spec: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: karpenter, name: karpenter }
spec:
  selector: { matchLabels: { a: b } }
  template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: c, image: 'public.ecr.aws/karpenter/controller:1.9.0' }] } }
---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: o }
spec: ${spec}
`;

const PINNED = `url: 'oci://x/y:1', sha256: '${'a'.repeat(64)}'`;

const rows: readonly (readonly [name: string, objects: string, check: string])[] = [
  [
    'failOpen as text',
    ofEnvoy('SecurityPolicy', "{ extAuth: { failOpen: 'true' } }"),
    'envoy/authorization-fails-open',
  ],
  ['optional as text', ofEnvoy('SecurityPolicy', "{ jwt: { optional: 'True' } }"), 'envoy/jwt-optional'],
  ['jwt as a list', ofEnvoy('SecurityPolicy', '{ jwt: [optional] }'), 'envoy/jwt-optional'],
  [
    'clientValidation as text',
    ofEnvoy('ClientTrafficPolicy', '{ tls: { clientValidation: optional } }'),
    'envoy/client-certificate-unverified',
  ],
  [
    'a version of TLS in other words',
    ofEnvoy('ClientTrafficPolicy', '{ tls: { minVersion: TLSv1.0 } }'),
    'envoy/weak-tls-version',
  ],
  [
    'insecureSkipVerify of a Backend as text',
    ofEnvoy('Backend', "{ tls: { insecureSkipVerify: 'true' } }"),
    'envoy/upstream-tls-unverified',
  ],
  [
    'insecureSkipVerify of a DestinationRule as text',
    rule(
      "{ host: a.example.com, trafficPolicy: { tls: { mode: SIMPLE, caCertificates: /x, insecureSkipVerify: 'true' } } }",
    ),
    'istio/tls-origination-unverified',
  ],
  [
    'a port as text',
    rule(
      "{ host: a, trafficPolicy: { portLevelSettings: [{ port: { number: '80' }, tls: { mode: DISABLE } }] } }",
    ),
    'istio/client-tls-disabled',
  ],
  [
    'a strategy in lower case',
    plugin(`{ ${PINNED}, failStrategy: fail_open }`),
    'istio/wasm-plugin-unverified',
  ],
  ['a strategy as a number', plugin(`{ ${PINNED}, failStrategy: 1 }`), 'istio/wasm-plugin-unverified'],
  ['limits as text', karpenter('{ limits: none }'), 'addons/karpenter-limits-missing'],
];

const attempts: readonly Attempt[] = [
  ...rows.map(([name, objects, check]): Attempt => ({
    name: `mesh-invalid/${name}`,
    player: 'administrator',
    why: 'What the author of the object meant is unknown.',
    objects,
    expect: [{ check, verdict: 'unknown' }],
    files: [{ check, verdict: 'unknown' }],
    complete: true,
  })),
  {
    name: 'mesh-invalid/a scheme in upper case',
    player: 'administrator',
    why: 'Schemes of URLs have no case: the module is downloaded without TLS.',
    objects: plugin("{ url: 'HTTP://modules.example.com/a.wasm' }"),
    expect: [{ check: 'istio/wasm-plugin-unverified', verdict: 'fail', severity: 'medium' }],
  },
  ...(
    [
      ["principal: { clientCIDRs: ['0.0.0.0/0'] }", 'fail'],
      ['principal: { jwt: { provider: id, scopes: [read] } }', 'pass'],
    ] as const
  ).map(([principal, verdict]): Attempt => ({
    name: `mesh-invalid/an optional token and a rule for ${principal}`,
    player: 'administrator',
    why: 'Requests that a rule allows without a token need none, whatever the default action is.',
    objects: ofEnvoy(
      'SecurityPolicy',
      `{ jwt: { optional: true }, authorization: { defaultAction: Deny, rules: [{ action: Allow, ${principal} }] } }`,
    ),
    expect: [{ check: 'envoy/jwt-optional', verdict }],
  })),
];
export default attempts;
