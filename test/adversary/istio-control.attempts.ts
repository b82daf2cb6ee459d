import type { Attempt, Expected } from './attempt.ts';
import { istioControlPlane } from './istio.ts';

const NAMESPACE = `
apiVersion: v1
kind: Namespace
metadata: { name: istio-system }
---`;

/** A control plane that an injector calls, and a mesh configuration. */
const mesh = (
  more: Partial<Parameters<typeof istioControlPlane>[0]> = {},
  config = 'trustDomain: mesh.example',
) =>
  `${NAMESPACE}${istioControlPlane({ version: '1.31.1', ...more })}
apiVersion: v1
kind: ConfigMap
metadata: { namespace: istio-system, name: istio }
data: { mesh: ${JSON.stringify(config)} }
`;

/** What a tenant can deploy in its own namespace: everything is as it should be. */
const LOOKALIKE = `---
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: shop, name: istiod, labels: { app: istiod, istio.io/rev: default } }
spec:
  replicas: 3
  selector: { matchLabels: { app: istiod } }
  template:
    metadata: { labels: { app: istiod, istio.io/rev: default } }
    spec:
      containers:
        - name: discovery
          image: docker.io/istio/pilot:1.31.1
          args: [discovery, '--grpcAddr=']
          env:
            - { name: REVISION, value: default }
            - { name: ENABLE_DEBUG_ON_HTTP, value: 'false' }
            - { name: ENABLE_CA_SERVER, value: 'false' }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { namespace: shop, name: istiod }
spec: { minAvailable: 1, selector: { matchLabels: { app: istiod } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { namespace: shop, name: istio }
data: { mesh: 'accessLogFile: /dev/stdout' }
---
apiVersion: v1
kind: Secret
metadata: { namespace: shop, name: cacerts }
`;

const OWN_SECRET = `---
apiVersion: v1
kind: Secret
metadata: { namespace: istio-system, name: istio-ca-secret, creationTimestamp: '2026-01-01T00:00:00Z' }
`;

const TELEMETRY = {
  group: 'telemetry.istio.io',
  version: 'v1',
  kind: 'Telemetry',
  plural: 'telemetries',
  namespaced: true,
};

const of = (verdict: Expected['verdict'], ...names: readonly string[]): Expected[] =>
  names.map((name) => ({ check: `istio/${name}`, verdict }));

const at = (object: string, verdict: Expected['verdict'], ...names: readonly string[]): Expected[] =>
  of(verdict, ...names).map((expected) => ({ ...expected, object }));

const PER_PLANE = [
  'control-plane-single-replica',
  'debug-interface-open',
  'plaintext-xds',
  'self-signed-ca',
  'patch-behind',
  'risky-feature-flag',
  'control-plane-exposed',
] as const;

const tag = (image: string) => mesh().replace("'docker.io/istio/pilot:1.31.1'", `'${image}'`);

const attempts: readonly Attempt[] = [
  {
    name: 'istio-control/an istiod of a tenant alone',
    player: 'tenant',
    why: 'No cluster-scoped object refers to it: what it has right says nothing about the mesh.',
    objects: LOOKALIKE,
    expect: at('Deployment shop/istiod', 'unknown', ...PER_PLANE, 'version-unsupported'),
  },
  {
    name: 'istio-control/an istiod of a tenant beside the real one',
    player: 'tenant',
    why: 'The control plane that the injector calls is evaluated as if the other did not exist.',
    objects: `${mesh()}${OWN_SECRET}${LOOKALIKE}`,
    serves: [TELEMETRY],
    expect: [
      ...at(
        'Deployment istio-system/istiod',
        'fail',
        'control-plane-single-replica',
        'debug-interface-open',
        'plaintext-xds',
        'self-signed-ca',
      ),
      ...at('Deployment shop/istiod', 'unknown', 'debug-interface-open', 'plaintext-xds', 'self-signed-ca'),
      // The ConfigMap of the tenant's namespace is not that of the mesh.
      ...of('fail', 'access-log-disabled'),
    ],
  },
  {
    name: 'istio-control/an istiod of a tenant beside an external one',
    player: 'tenant',
    why: 'The external control plane stays in the list, and its settings are unknown.',
    objects: `${LOOKALIKE}---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: istio-sidecar-injector, labels: { istio.io/rev: default } }
webhooks:
  - name: namespace.sidecar-injector.istio.io
    clientConfig: { url: 'https://istiod.example.com/inject' }
    rules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
`,
    expect: of('unknown', 'debug-interface-open', 'patch-behind', 'version-unsupported'),
  },
  {
    name: 'istio-control/webhooks that are refused',
    player: 'network',
    why: 'Without them it is unknown which control plane is in use.',
    objects: mesh({ args: ", '--grpcAddr='", env: "{ name: ENABLE_DEBUG_ON_HTTP, value: 'false' }" }),
    answers: {
      '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations': 403,
      '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations': 403,
    },
    expect: of(
      'unknown',
      'debug-interface-open',
      'plaintext-xds',
      'injector-fail-open',
      'risky-feature-flag',
      'control-plane-exposed',
    ),
  },
  {
    name: 'istio-control/pods that are refused',
    player: 'network',
    why: 'Proxies, and other control planes, may exist.',
    objects: mesh({ env: "{ name: ENABLE_DEBUG_ON_HTTP, value: 'false' }" }),
    answers: { '/api/v1/pods': 403 },
    expect: of(
      'unknown',
      'debug-interface-open',
      'proxy-version-skew',
      'init-container-privileged',
      'risky-feature-flag',
    ),
  },
  {
    name: 'istio-control/an image tag that the label of the chart contradicts',
    player: 'administrator',
    why: 'A tag is text: one of both is wrong, and which one is unknown.',
    objects: mesh().replace(
      'metadata: { labels: { app: istiod } }\n    spec:',
      'metadata: { labels: { app: istiod, app.kubernetes.io/version: 1.24.2 } }\n    spec:',
    ),
    expect: of('unknown', 'patch-behind', 'version-unsupported', 'upgrade-blocked', 'debug-interface-open'),
  },
  {
    name: 'istio-control/an image by digest alone',
    player: 'administrator',
    why: 'A digest names no version.',
    objects: tag(`docker.io/istio/pilot@sha256:${'0'.repeat(64)}`),
    expect: of('unknown', 'patch-behind', 'version-unsupported', 'upgrade-blocked', 'debug-interface-open'),
  },
  {
    name: 'istio-control/a tag that is no version',
    player: 'administrator',
    why: 'latest names no version.',
    objects: tag('docker.io/istio/pilot:latest'),
    expect: of('unknown', 'patch-behind', 'version-unsupported'),
  },
  {
    name: 'istio-control/settings of istiod in a ConfigMap',
    player: 'administrator',
    why: 'It may contain any variable, and it is not read.',
    objects: mesh().replace('env: []', 'envFrom: [{ configMapRef: { name: settings } }]'),
    expect: of('unknown', 'risky-feature-flag', 'debug-interface-open'),
  },
  {
    name: 'istio-control/Secrets that are refused',
    player: 'network',
    why: 'The CA and other clusters are known by the names of Secrets only.',
    objects: mesh({}, 'rootNamespace: istio-system'),
    answers: { '/api/v1/secrets': 403 },
    expect: of('unknown', 'self-signed-ca', 'remote-secret-stale', 'trust-domain-shared'),
  },
  {
    name: 'istio-control/Telemetry objects that are refused',
    player: 'network',
    why: 'They decide which proxies log.',
    objects: mesh({}, 'accessLogFile: /dev/stdout'),
    answers: { '/apis/telemetry.istio.io/*': 403 },
    serves: [TELEMETRY],
    expect: of('unknown', 'access-log-disabled'),
  },
  {
    name: 'istio-control/a DaemonSet of a tenant that looks like ztunnel',
    player: 'tenant',
    why: 'A ready DaemonSet with that image does not prove that pods are served.',
    objects: `${mesh()}---
apiVersion: apps/v1
kind: DaemonSet
metadata: { namespace: shop, name: ztunnel }
spec:
  selector: { matchLabels: { app: ztunnel } }
  template:
    metadata: { labels: { app: ztunnel } }
    spec: { containers: [{ name: istio-proxy, image: 'docker.io/istio/ztunnel:1.31.1' }] }
status: { desiredNumberScheduled: 3, numberReady: 3, currentNumberScheduled: 3 }
`,
    expect: of('unknown', 'node-agent-missing'),
  },
  {
    name: 'istio-control/an EnvoyFilter of a tenant with the name of a shipped one',
    player: 'tenant',
    why: 'Those of Istio are in the root namespace.',
    objects: `${mesh({}, 'rootNamespace: istio-system')}---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { namespace: shop, name: stats-filter-1.20 }
spec:
  configPatches:
    - applyTo: HTTP_FILTER
      match: { context: SIDECAR_INBOUND, proxy: { proxyVersion: '^1.20.*' } }
      patch: { operation: REMOVE }
`,
    expect: at('EnvoyFilter shop/stats-filter-1.20', 'fail', 'envoy-filter-in-use'),
  },
  {
    name: 'istio-control/a namespace that a conditional injector may match',
    player: 'administrator',
    why: 'CEL conditions are not evaluated.',
    objects: `${mesh().replace(
      'rules: [{',
      "namespaceSelector: { matchLabels: { istio-injection: enabled } }\n    matchConditions: [{ name: a, expression: 'true' }]\n    rules: [{",
    )}---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
`,
    expect: of('unknown', 'revision-not-served'),
  },
];
export default attempts;
