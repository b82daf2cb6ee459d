import type { Attempt, Expected } from './attempt.ts';
import { istioControlPlane } from './istio.ts';

interface Mesh {
  /** Key `mesh` of the ConfigMap of the control plane. */
  config?: string;
  args?: string;
  env?: string;
  /** Annotations of the pod with a sidecar. */
  annotations?: string;
}

/** A mesh with one pod, whose root is STRICT if it is istio-system. */
const mesh = ({ config = 'trustDomain: cluster.local', args = '', env = '', annotations = '' }: Mesh) => `
apiVersion: v1
kind: Namespace
metadata: { name: istio-system }
---${istioControlPlane({ version: '1.31.0', args, env })}
apiVersion: v1
kind: Pod
metadata: { namespace: shop, name: w, annotations: { sidecar.istio.io/status: '{}'${annotations} } }
spec: { containers: [{ name: a, image: 'x/y:1' }, { name: istio-proxy, image: 'docker.io/istio/proxyv2:1.31.0' }] }
status: { phase: Running }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { namespace: istio-system, name: default }
spec: { mtls: { mode: STRICT } }
---
apiVersion: v1
kind: ConfigMap
metadata: { namespace: istio-system, name: istio }
data: { mesh: ${JSON.stringify(config)} }
`;

const MTLS = 'istio/mtls-permissive';

/** The same in ambient mode. */
const ambient = (annotations: string) =>
  mesh({ annotations: `, ambient.istio.io/redirection: enabled${annotations}` })
    .replace("sidecar.istio.io/status: '{}', ", '')
    .replace(", { name: istio-proxy, image: 'docker.io/istio/proxyv2:1.31.0' }", '');
/** Nothing but the proxy in the pod. */
const alone = (yaml: string) => yaml.replace("{ name: a, image: 'x/y:1' }, ", '');

const pastTheMesh: readonly (readonly [string, string, Expected['verdict']])[] = [
  [
    'bypass-inbound-capture in ambient mode',
    ambient(", ambient.istio.io/bypass-inbound-capture: 'true'"),
    'fail',
  ],
  [
    'bypass-inbound-capture that says false',
    ambient(", ambient.istio.io/bypass-inbound-capture: 'false'"),
    'pass',
  ],
  [
    'bypass-inbound-capture beside a sidecar, which does not read it',
    mesh({ annotations: ", ambient.istio.io/bypass-inbound-capture: 'true'" }),
    'pass',
  ],
  [
    'the template of gateways on an application',
    mesh({ annotations: ', inject.istio.io/templates: gateway' }),
    'fail',
  ],
  [
    'the template of proxyless applications',
    mesh({ annotations: ', inject.istio.io/templates: grpc-agent' }),
    'fail',
  ],
  [
    'the template of gateways on a gateway',
    alone(mesh({ annotations: ', inject.istio.io/templates: gateway' })),
    'pass',
  ],
  [
    'the template of sidecars beside one of its own',
    mesh({ annotations: ", inject.istio.io/templates: 'sidecar,own'" }),
    'pass',
  ],
];

const spellings: readonly (readonly [string, Expected['verdict']])[] = [
  ['rootNamespace: other', 'fail'],
  ['{rootNamespace: other}', 'fail'],
  ['{"rootNamespace":"other"}', 'fail'],
  ['"rootNamespace": "other"', 'fail'],
  ['root_namespace: other', 'fail'],
  ['rootNamespace: other # as before', 'fail'],
  ['rootNamespace: &root other', 'fail'],
  ['rootNamespace: istio-system', 'pass'],
  ['rootNamespace:', 'pass'],
  ['# rootNamespace: other', 'pass'],
  ['defaultConfig: { rootNamespace: other }', 'pass'],
  ['password: hunter2hunter2', 'pass'],
  ['rootNamespace: 7', 'unknown'],
  ['rootNamespace: [', 'unknown'],
  ['rootNamespace: a\nroot_namespace: b', 'unknown'],
  ['discoverySelectors: [{ matchLabels: { istio-discovery: enabled } }]', 'unknown'],
  ['discovery_selectors: [{ matchLabels: { istio-discovery: enabled } }]', 'unknown'],
  [
    'discoverySelectors: [{ matchLabels: { a: b } }, { matchLabels: { kubernetes.io/metadata.name: istio-system } }]',
    'pass',
  ],
  ['discoverySelectors: [{ matchExpressions: [{ key: skip, operator: DoesNotExist }] }]', 'pass'],
  ['discoverySelectors: []', 'pass'],
];

const attempts: readonly Attempt[] = [
  ...spellings.map(([config, verdict]): Attempt => ({
    name: `mesh/configuration ${JSON.stringify(config)}`,
    player: 'administrator',
    why: 'istiod reads YAML or JSON, and fields by either of their names; what it would refuse says nothing.',
    objects: mesh({ config }),
    expect: [{ check: MTLS, verdict }],
  })),
  ...(
    [
      ['defaultConfig: { interceptionMode: NONE }', 'fail', 'medium'],
      ['default_config: { interception_mode: NONE }', 'fail', 'medium'],
      ['defaultConfig: { interceptionMode: 2 }', 'fail', 'medium'],
      ['defaultConfig: { interceptionMode: TPROXY }', 'pass', undefined],
      ['defaultConfig: { holdApplicationUntilProxyStarts: true }', 'pass', undefined],
    ] as const
  ).map(([config, verdict, severity]): Attempt => ({
    name: `mesh/traffic by ${config}`,
    player: 'administrator',
    why: 'By NONE nothing is led into sidecars, whatever policies demand of them.',
    objects: mesh({ config }),
    expect: [{ check: MTLS, verdict, ...(severity && { severity }) }],
  })),
  ...(
    [
      ['{"global":{"proxy":{"excludeInboundPorts":"8080","includeInboundPorts":"*"}}}', 'fail', 'low'],
      ['{"global":{"proxy":{"includeInboundPorts":""}}}', 'fail', 'medium'],
      ['{"global":{"proxy":{"excludeInboundPorts":"15020","includeInboundPorts":"*"}}}', 'pass', undefined],
      ['{"global":{"proxy":{}}}', 'pass', undefined],
      ['{', 'unknown', undefined],
    ] as const
  ).map(([values, verdict, severity]): Attempt => ({
    name: `mesh/values of the injector ${values}`,
    player: 'administrator',
    why: 'They count for every pod that does not say otherwise.',
    objects: `${mesh({})}---
apiVersion: v1
kind: ConfigMap
metadata: { namespace: istio-system, name: istio-sidecar-injector }
data: { values: ${JSON.stringify(values)} }
`,
    expect: [{ check: MTLS, verdict, ...(severity && { severity }) }],
  })),
  ...pastTheMesh.map(([name, objects, verdict]): Attempt => ({
    name: `mesh/${name}`,
    player: 'tenant',
    why: 'What is not led into ztunnel or a sidecar is taken in plain text, whatever policies demand.',
    objects,
    expect: [{ check: MTLS, verdict, ...(verdict === 'fail' && { severity: 'medium' as const }) }],
  })),
  {
    name: 'mesh/values of the injector that are refused',
    player: 'network',
    why: 'They may keep ports out of every sidecar.',
    objects: mesh({}),
    answers: { '/api/v1/namespaces/istio-system/configmaps/istio-sidecar-injector': 403 },
    expect: [{ check: MTLS, verdict: 'unknown' }],
  },
  ...(['ambient', 'sidecar'] as const).map((form): Attempt => ({
    name: `mesh/a namespace of ${form} pods that switches mutual TLS off`,
    player: 'administrator',
    why: 'In ambient mode nobody can; traffic from outside the mesh is taken all the same.',
    objects: `${form === 'sidecar' ? mesh({}) : ambient('')}---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { namespace: shop, name: z }
spec: { mtls: { mode: DISABLE } }
`,
    expect: [
      {
        check: MTLS,
        verdict: 'fail',
        object: 'Namespace shop',
        severity: form === 'ambient' ? 'medium' : 'high',
      },
    ],
  })),
  {
    name: 'mesh/a second configuration for all control planes',
    player: 'administrator',
    why: 'It says what the first leaves open, and it was not read.',
    objects: mesh({ env: '{ name: SHARED_MESH_CONFIG, value: istio-user }' }),
    expect: [{ check: MTLS, verdict: 'unknown' }],
  },
  {
    name: 'mesh/a second configuration, and the first leaves nothing open',
    player: 'administrator',
    why: 'The configuration of the control plane goes first.',
    objects: mesh({
      config: 'rootNamespace: istio-system',
      env: '{ name: SHARED_MESH_CONFIG, value: istio-user }',
    }),
    expect: [{ check: MTLS, verdict: 'pass' }],
  },
  {
    name: 'mesh/configuration from a file of its own',
    player: 'administrator',
    why: 'A file takes the place of the ConfigMap, and nobody sees it from here.',
    objects: mesh({ args: ', --meshConfig=/etc/x/mesh' }),
    expect: [{ check: MTLS, verdict: 'unknown' }],
  },
  ...(
    [
      ["traffic.sidecar.istio.io/excludeInboundPorts: '8080'", 'low'],
      ["traffic.sidecar.istio.io/includeInboundPorts: ''", 'medium'],
      ['sidecar.istio.io/interceptionMode: NONE', 'medium'],
      ['proxy.istio.io/config: \'{"interceptionMode":"NONE"}\'', 'medium'],
      ["proxy.istio.io/config: 'interceptionMode: NONE'", 'medium'],
      ['traffic.sidecar.istio.io/excludeInterfaces: eth0', 'medium'],
      ['traffic.sidecar.istio.io/excludeInterfaces: net1', 'low'],
    ] as const
  ).map(([annotation, severity]): Attempt => ({
    name: `mesh/a pod that keeps traffic out of its sidecar by ${annotation}`,
    player: 'tenant',
    why: 'What does not pass through the sidecar is asked for no certificate.',
    objects: mesh({ annotations: `, ${annotation}` }),
    expect: [{ check: MTLS, verdict: 'fail', object: 'Pod shop/w', severity }],
  })),
  {
    name: 'mesh/a pod that keeps the ports of the sidecar itself out of it',
    player: 'tenant',
    why: 'They never pass through it.',
    objects: mesh({ annotations: ", traffic.sidecar.istio.io/excludeInboundPorts: '15020,15090'" }),
    expect: [{ check: MTLS, verdict: 'pass' }],
  },
  {
    name: 'mesh/a configuration of the proxy that an annotation goes before',
    player: 'tenant',
    why: 'The annotation wins.',
    objects: mesh({
      annotations:
        ", proxy.istio.io/config: 'interceptionMode: NONE', sidecar.istio.io/interceptionMode: REDIRECT",
    }),
    expect: [{ check: MTLS, verdict: 'pass' }],
  },
  ...(
    [
      ['FILTER_CHAIN', 'SIDECAR_INBOUND', 'unknown'],
      ['LISTENER', 'ANY', 'unknown'],
      ['FILTER_CHAIN', 'GATEWAY', 'pass'],
      ['HTTP_FILTER', 'SIDECAR_INBOUND', 'pass'],
    ] as const
  ).map(([part, context, verdict]): Attempt => ({
    name: `mesh/an EnvoyFilter that removes ${part} in ${context}`,
    player: 'administrator',
    why: 'Mutual TLS stands in the filter chains of what the sidecar receives.',
    objects: `${mesh({})}---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { namespace: shop, name: f }
spec: { configPatches: [{ applyTo: ${part}, match: { context: ${context} }, patch: { operation: REMOVE } }] }
`,
    expect: [{ check: MTLS, verdict }],
  })),
  ...(['later', 'w'] as const).map((app): Attempt => ({
    name: `mesh/a PeerAuthentication that switches mutual TLS off for pods called ${app}`,
    player: 'administrator',
    why: 'It counts for the pods that it picks.',
    objects: `${mesh({}).replace('name: w, annotations', 'name: w, labels: { app: w }, annotations')}---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { namespace: shop, name: z }
spec: { selector: { matchLabels: { app: ${app} } }, mtls: { mode: DISABLE } }
`,
    expect: [{ check: MTLS, verdict: app === 'w' ? 'fail' : 'pass' }],
  })),
];
export default attempts;
