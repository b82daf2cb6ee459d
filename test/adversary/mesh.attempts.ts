import type { Attempt, Expected } from './attempt.ts';
import { mesh } from './istio.ts';

const MTLS = 'istio/mtls-permissive';

/** The same in ambient mode. */
const ambient = (annotations: string) =>
  mesh({ annotations: `, ambient.istio.io/redirection: enabled${annotations}` })
    .replace("sidecar.istio.io/status: '{}', ", '')
    .replace(", { name: istio-proxy, image: 'docker.io/istio/proxyv2:1.31.0' }", '');
/** A pod with only the proxy. */
const alone = (yaml: string) => yaml.replace("{ name: a, image: 'x/y:1' }, ", '');

const pastTheMesh: readonly (readonly [string, string, Expected['verdict']])[] = [
  [
    'bypass-inbound-capture in ambient mode',
    ambient(", ambient.istio.io/bypass-inbound-capture: 'true'"),
    'fail',
  ],
  [
    'bypass-inbound-capture that is false',
    ambient(", ambient.istio.io/bypass-inbound-capture: 'false'"),
    'pass',
  ],
  [
    'bypass-inbound-capture and a sidecar, which does not read it',
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
    'the template of sidecars and a custom one',
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
    why: 'istiod reads YAML or JSON, and fields by either of their names; values that it would refuse are no evidence.',
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
    why: 'With NONE no traffic is redirected into sidecars, whatever policies require of them.',
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
    why: 'They apply to every pod without its own setting.',
    objects: `${mesh({})}---
apiVersion: v1
kind: ConfigMap
metadata: { namespace: istio-system, name: istio-sidecar-injector }
data: { values: ${JSON.stringify(values)} }
`,
    expect: [{ check: MTLS, verdict, ...(severity && { severity }) }],
  })),
  ...(
    [
      ['{"global":{"proxy":{"includeIPRanges":"*","excludeOutboundPorts":"443"}}}', 'fail', 'medium'],
      ['{"global":{"proxy":{"includeIPRanges":"10.0.0.0/8"}}}', 'fail', 'medium'],
      ['{"global":{"proxy":{"includeIPRanges":"*","excludeIPRanges":"169.254.169.254/32"}}}', 'fail', 'low'],
      ['{', 'unknown', undefined],
    ] as const
  ).map(([values, verdict, severity]): Attempt => ({
    name: `mesh/outbound traffic by values of the injector ${values}`,
    player: 'administrator',
    why: 'They apply to every pod without its own setting.',
    objects: `${mesh({})}---
apiVersion: v1
kind: ConfigMap
metadata: { namespace: istio-system, name: istio-sidecar-injector }
data: { values: ${JSON.stringify(values)} }
`,
    expect: [{ check: 'istio/outbound-capture-excluded', verdict, ...(severity && { severity }) }],
  })),
  ...pastTheMesh.map(([name, objects, verdict]): Attempt => ({
    name: `mesh/${name}`,
    // The mesh in the input is an administrator's.
    player: 'administrator',
    why: 'Traffic that is not redirected into ztunnel or a sidecar is accepted in plain text, whatever policies require.',
    objects,
    expect: [{ check: MTLS, verdict, ...(verdict === 'fail' && { severity: 'medium' as const }) }],
  })),
  {
    name: 'mesh/values of the injector that are refused',
    player: 'network',
    why: 'They may exclude ports from every sidecar.',
    objects: mesh({}),
    answers: { '/api/v1/namespaces/istio-system/configmaps/istio-sidecar-injector': 403 },
    expect: [{ check: MTLS, verdict: 'unknown' }],
  },
  ...(['ambient', 'sidecar'] as const).map((form): Attempt => ({
    name: `mesh/a namespace of ${form} pods that disables mutual TLS`,
    player: 'administrator',
    why: 'In ambient mode no pod can; traffic from outside the mesh is still accepted.',
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
    why: 'It contains settings that the first one does not set, and it was not read.',
    objects: mesh({ env: '{ name: SHARED_MESH_CONFIG, value: istio-user }' }),
    expect: [{ check: MTLS, verdict: 'unknown' }],
  },
  {
    name: 'mesh/a second configuration, and the first sets every field',
    player: 'administrator',
    why: 'The configuration of the control plane takes precedence.',
    objects: mesh({
      config: 'rootNamespace: istio-system',
      env: '{ name: SHARED_MESH_CONFIG, value: istio-user }',
    }),
    expect: [{ check: MTLS, verdict: 'pass' }],
  },
  {
    name: 'mesh/configuration from a separate file',
    player: 'administrator',
    why: 'A file replaces the ConfigMap, and it is not exposed by the API.',
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
    name: `mesh/a pod that excludes traffic from its sidecar by ${annotation}`,
    // The mesh in the input is an administrator's.
    player: 'administrator',
    why: 'Traffic that bypasses the sidecar requires no certificate.',
    objects: mesh({ annotations: `, ${annotation}` }),
    expect: [{ check: MTLS, verdict: 'fail', object: 'Pod shop/w', severity }],
  })),
  {
    name: 'mesh/a pod that excludes the ports of the sidecar itself',
    // The mesh in the input is an administrator's.
    player: 'administrator',
    why: 'They never pass through it.',
    objects: mesh({ annotations: ", traffic.sidecar.istio.io/excludeInboundPorts: '15020,15090'" }),
    expect: [{ check: MTLS, verdict: 'pass' }],
  },
  {
    name: 'mesh/a configuration of the proxy that an annotation overrides',
    // The mesh in the input is an administrator's.
    player: 'administrator',
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
    why: "Mutual TLS is configured in the filter chains of the sidecar's inbound listener.",
    objects: `${mesh({})}---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { namespace: shop, name: f }
spec: { configPatches: [{ applyTo: ${part}, match: { context: ${context} }, patch: { operation: REMOVE } }] }
`,
    expect: [{ check: MTLS, verdict }],
  })),
  ...(['later', 'w'] as const).map((app): Attempt => ({
    name: `mesh/a PeerAuthentication that disables mutual TLS for pods named ${app}`,
    player: 'administrator',
    why: 'It applies to the pods that it selects.',
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
