import type { Attempt } from './attempt.ts';
import { mesh } from './istio.ts';

const LOGS = 'istio/access-log-disabled';
const TELEMETRY = 'istio/telemetry-ineffective';
const SECRETS = 'istio/ca-secret-readers';
const EXPOSED = 'istio/control-plane-exposed';

const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata: { namespace: istio-system, name: istio }
data: { mesh: 'rootNamespace: istio-system' }
`;

const telemetry = (namespace: string, name: string, spec: string, created = '2026-01-01') => `---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { namespace: ${namespace}, name: ${name}, creationTimestamp: '${created}T00:00:00Z' }
spec: ${spec}
`;
const ON = '{ accessLogging: [{ providers: [{ name: envoy }] }] }';

const WORLD = mesh({ config: 'rootNamespace: istio-system' });

const reader = (rule: string, namespace = 'istio-system') => `---
apiVersion: v1
kind: Secret
metadata: { namespace: istio-system, name: cacerts }
type: Opaque
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { namespace: ${namespace}, name: r }
rules: [{ apiGroups: [''], resources: [secrets], ${rule} }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { namespace: ${namespace}, name: r }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r }
subjects: [{ kind: ServiceAccount, namespace: ${namespace}, name: istiod }]
`;

const attempts: readonly Attempt[] = [
  {
    name: 'istio-observability/a selector in another namespace that disables access logs',
    player: 'tenant',
    why: 'A Telemetry applies to its own namespace only.',
    objects: `${WORLD}${telemetry('istio-system', 'on', ON)}${telemetry('default', 'off', '{ accessLogging: [{ disabled: true }] }')}`,
    expect: [{ check: LOGS, verdict: 'pass' }],
  },
  {
    name: 'istio-observability/a Telemetry of a tenant that enables access logs in its namespace',
    player: 'tenant',
    why: 'The mesh has none, and another namespace gets none by it.',
    objects: `${WORLD}${telemetry('default', 'on', ON)}`,
    expect: [{ check: LOGS, verdict: 'fail' }],
  },
  {
    name: 'istio-observability/access logs for a provider that does not exist',
    player: 'administrator',
    why: 'Nothing is logged.',
    objects: `${WORLD}${telemetry('istio-system', 'on', '{ accessLogging: [{ providers: [{ name: otel }] }] }')}`,
    expect: [
      { check: LOGS, verdict: 'fail' },
      { check: TELEMETRY, verdict: 'fail', object: 'Telemetry istio-system/on' },
    ],
  },
  {
    name: 'istio-observability/a newer Telemetry without a selector',
    player: 'administrator',
    why: 'The oldest one counts, and it disables access logs.',
    objects: `${WORLD}${telemetry('istio-system', 'off', '{ accessLogging: [{ providers: [{ name: envoy }], disabled: true }] }')}${telemetry('istio-system', 'on', ON, '2026-02-01')}`,
    expect: [
      { check: LOGS, verdict: 'fail', object: 'Telemetry istio-system/off' },
      { check: TELEMETRY, verdict: 'fail', object: 'Telemetry istio-system/on' },
    ],
  },
  {
    name: 'istio-observability/Telemetry objects that are refused',
    player: 'network',
    why: 'One of them may disable access logs.',
    objects: `${WORLD}${telemetry('istio-system', 'on', ON)}`,
    answers: { '/apis/telemetry.istio.io/v1/telemetries': 403 },
    expect: [{ check: TELEMETRY, verdict: 'unknown' }],
  },
  {
    name: 'istio-observability/a ServiceAccount of another namespace with the name of istiod',
    player: 'tenant',
    why: 'Only that of the control plane is excluded; this one reads another namespace, which is no risk of the CA.',
    objects: `${WORLD}${reader('verbs: [get]').replace('namespace: istio-system, name: istiod }]', 'namespace: shop, name: istiod }]')}`,
    expect: [{ check: SECRETS, verdict: 'fail', object: 'Namespace istio-system' }],
  },
  {
    name: 'istio-observability/the Secret of the CA by its name in every namespace',
    player: 'administrator',
    why: 'A ClusterRoleBinding with resourceNames reads it as well.',
    objects: `${WORLD}${reader('verbs: [get], resourceNames: [cacerts]')
      .replaceAll('kind: Role\n', 'kind: ClusterRole\n')
      .replace('kind: RoleBinding', 'kind: ClusterRoleBinding')
      .replace('kind: Role,', 'kind: ClusterRole,')
      .replaceAll('metadata: { namespace: istio-system, name: r }', 'metadata: { name: r }')
      .replace('name: istiod }]', 'name: other }]')}`,
    expect: [{ check: SECRETS, verdict: 'fail', object: 'Namespace istio-system' }],
  },
  {
    name: 'istio-observability/role bindings that are refused',
    player: 'network',
    why: 'One of them may grant the permission.',
    objects: `${WORLD}${reader('verbs: [list]')}`,
    answers: { '/apis/rbac.authorization.k8s.io/v1/rolebindings': 403 },
    expect: [{ check: SECRETS, verdict: 'unknown' }],
  },
  ...(
    [
      ['15012', 'high'],
      ['15010', 'critical'],
    ] as const
  ).map(([port, severity]): Attempt => ({
    name: `istio-observability/a route to port ${port} of istiod`,
    player: 'administrator',
    why: 'A route reaches the port that it names.',
    objects: `${WORLD}---
${CONFIG}---
apiVersion: v1
kind: Service
metadata: { namespace: istio-system, name: istiod }
spec: { selector: { app: istiod }, ports: [{ name: grpc-xds, port: 15010 }, { name: https-dns, port: 15012 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: istio-system, name: eastwest }
spec:
  selector: { matchLabels: { istio: eastwest } }
  template:
    metadata: { labels: { istio: eastwest } }
    spec: { containers: [{ name: istio-proxy, image: 'docker.io/istio/proxyv2:1.31.0', args: [proxy, router] }] }
---
apiVersion: v1
kind: Pod
metadata: { namespace: istio-system, name: eastwest, labels: { istio: eastwest } }
spec: { containers: [{ name: istio-proxy, image: 'docker.io/istio/proxyv2:1.31.0', args: [proxy, router] }] }
status: { phase: Running }
---
apiVersion: v1
kind: Service
metadata: { namespace: istio-system, name: eastwest }
spec: { type: LoadBalancer, selector: { istio: eastwest }, ports: [{ name: tls, port: ${port} }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.8 }] } }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { namespace: istio-system, name: istiod }
spec:
  selector: { istio: eastwest }
  servers: [{ port: { number: ${port}, name: tls, protocol: TLS }, tls: { mode: PASSTHROUGH }, hosts: ['*'] }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { namespace: istio-system, name: istiod }
spec:
  hosts: ['*']
  gateways: [istiod]
  tls:
    - match: [{ port: ${port}, sniHosts: ['*'] }]
      route: [{ destination: { host: istiod.istio-system.svc.cluster.local, port: { number: ${port} } } }]
`,
    expect: [{ check: EXPOSED, verdict: 'fail', severity }],
  })),
];
export default attempts;
