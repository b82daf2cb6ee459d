import type { Attempt, Expected } from './attempt.ts';
import { customObject } from './custom-object.ts';
import { pod, service } from './dashboard-objects.ts';

/** Objects that seem to configure an add-on, and add-ons that only seem to run. */
const COLLECTOR = 'addons/telemetry-receiver-exposed';
const LIMITS = 'envoy/edge-limits-unset';

const collector = pod({
  name: 'gw-collector',
  image: 'otel/opentelemetry-collector:0.140.0',
  container: 'ports: [{ containerPort: 4317 }]',
});
const receivers = (namespace: string, grpc: string) =>
  customObject({
    apiVersion: 'opentelemetry.io/v1beta1',
    kind: 'OpenTelemetryCollector',
    namespace,
    name: 'gw',
    spec: `{ config: { receivers: { otlp: { protocols: { grpc: ${grpc} } } } } }`,
  });
const exposed = service({ name: 'gw-collector', type: 'LoadBalancer', ports: '{ port: 4317 }' });
const AUTH = '{ auth: { authenticator: oidc } }';

const gateway = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: eg }
spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: edge, name: public }
spec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: v1
kind: Namespace
metadata: { name: edge }
---`;
const policy = (namespace: string, target: string) =>
  customObject({
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'ClientTrafficPolicy',
    namespace,
    name: 'limits',
    spec: `{ targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, ${target} }], timeout: { http: { requestReceivedTimeout: 30s } } }`,
  });

const linkerd = (init: string) => `
apiVersion: v1
kind: Pod
metadata: { namespace: shop, name: web, uid: u-web, labels: { app: web } }
spec: { nodeName: worker-1, initContainers: [{ name: linkerd-init, image: 'cr.l5d.io/linkerd/proxy-init:v2.4.3', args: [--inbound-ports-to-ignore, '4190,${init}'] }], containers: [{ name: controller, image: 'cr.l5d.io/linkerd/controller:edge-26.11.1' }] }
status: { phase: Running, podIP: 10.244.1.77 }
---`;

const at = (check: string, verdict: Expected['verdict'], object?: string): Expected => ({
  check,
  verdict,
  ...(object !== undefined && { object }),
});

const rows: readonly (readonly [
  name: string,
  player: Attempt['player'],
  objects: string,
  expect: readonly Expected[],
])[] = [
  [
    'a collector whose object is in another namespace',
    'tenant',
    collector + exposed + receivers('default', AUTH),
    [at(COLLECTOR, ['fail', 'unknown'], 'Pod shop/gw-collector')],
  ],
  [
    'a policy of Envoy Gateway in another namespace',
    'administrator',
    gateway + policy('shop', 'name: public'),
    [at(LIMITS, 'fail', 'Gateway edge/public')],
  ],
  [
    'a policy of Envoy Gateway for another section',
    'administrator',
    gateway + policy('edge', 'name: public, sectionName: https'),
    [at(LIMITS, 'fail', 'Gateway edge/public')],
  ],
  [
    'a policy of Envoy Gateway for another kind',
    'administrator',
    gateway + policy('edge', 'name: public').replace('kind: Gateway,', 'kind: ListenerSet,'),
    [at(LIMITS, 'fail', 'Gateway edge/public')],
  ],
  [
    "a workload that looks like Linkerd's control plane and skips ports",
    'tenant',
    linkerd('8443'),
    [at('addons/linkerd-ports-skipped', 'fail', 'Pod shop/web')],
  ],
  [
    'a name that begins like that of an image of Crossplane',
    'tenant',
    pod({ name: 'crossplane', image: 'shop/crossplane-demo:1' }),
    [at('addons/crossplane-package-unpinned', 'not-applicable')],
  ],
  [
    'two namespaces in one group of load balancers',
    'administrator',
    ['a', 'b']
      .map(
        (namespace) =>
          `\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { namespace: ${namespace}, name: web, annotations: { alb.ingress.kubernetes.io/group.name: public } }\nspec: { rules: [{ host: ${namespace}.example.com }] }\n---`,
      )
      .join(''),
    [at('addons/alb-group-shared', 'fail')],
  ],
  [
    'KEDA with a restriction that a Secret sets',
    'tenant',
    pod({
      name: 'keda-operator',
      image: 'ghcr.io/kedacore/keda:2.20.1',
      container:
        'args: [--leader-elect], env: [{ name: KEDA_RESTRICT_SECRET_ACCESS, valueFrom: { secretKeyRef: { name: x, key: y } } }]',
    }),
    [at('addons/keda-secrets-unrestricted', 'unknown', 'Pod shop/keda-operator')],
  ],
  [
    'a permissive backend of Kuma beside the one that is enabled',
    'administrator',
    pod({ name: 'kuma-control-plane', image: 'docker.io/kumahq/kuma-cp:2.14.0' }) +
      `\napiVersion: kuma.io/v1alpha1\nkind: Mesh\nmetadata: { name: default }\nspec: { mtls: { enabledBackend: a, backends: [{ name: b, mode: STRICT }, { name: a, mode: PERMISSIVE }] } }\n---`,
    [at('addons/kuma-mtls-off', 'fail')],
  ],
  [
    'a package of Crossplane with the port of a registry for a tag',
    'administrator',
    pod({ name: 'crossplane', image: 'xpkg.crossplane.io/crossplane/crossplane:v2.1.0' }) +
      `\napiVersion: pkg.crossplane.io/v1\nkind: Provider\nmetadata: { name: p }\nspec: { package: 'registry.example.org:5000/provider' }\n---`,
    [at('addons/crossplane-package-unpinned', 'fail')],
  ],
];

export default rows.map(([name, player, objects, expect]): Attempt => ({
  name: `addon-objects/${name}`,
  player,
  why: 'An object counts where its controller reads it, and a program is known by all of its settings.',
  objects,
  expect,
}));
