import { isObject } from '../raw.ts';
import type { Raw } from '../raw.ts';
import type { CustomKind } from './types.ts';

/** Where a policy applies: `selector`, `targetRef` and `targetRefs` of https://istio.io/latest/docs/reference/config/type/workload-selector/. */
const TARGETS: readonly string[] = [
  'selector.matchLabels.*',
  ...['targetRef', 'targetRefs'].flatMap((name) =>
    ['group', 'kind', 'name', 'namespace'].map((field) => `${name}.${field}`),
  ),
];

/** How a client connects (https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings). */
const CLIENT_TLS: readonly string[] = [
  'mode',
  'insecureSkipVerify',
  'caCertificates',
  'credentialName',
  'subjectAltNames',
  'sni',
].map((field) => `tls.${field}`);

const TRAFFIC_POLICY: readonly string[] = [
  ...CLIENT_TLS,
  'portLevelSettings.port.number',
  ...CLIENT_TLS.map((field) => `portLevelSettings.${field}`),
].map((field) => `trafficPolicy.${field}`);

const SOURCE: readonly string[] = [
  'principals',
  'requestPrincipals',
  'namespaces',
  'ipBlocks',
  'remoteIpBlocks',
  'serviceAccounts',
  'trustDomains',
];
const OPERATION: readonly string[] = ['hosts', 'ports', 'methods', 'paths'];

/** Each field and its negation, as `rules` have them. */
function withNegations(prefix: string, names: readonly string[]): string[] {
  return names.flatMap((name) => [
    `${prefix}.${name}`,
    `${prefix}.not${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  ]);
}

/** Conditions on headers compare values that can be credentials: only how many there are is kept, and `*` (present). */
function withoutHeaderValues(raw: Raw): Raw {
  const { spec } = raw;
  if (!isObject(spec) || !Array.isArray(spec['rules'])) return raw;
  const rules = spec['rules'].map((rule: unknown) =>
    isObject(rule) && Array.isArray(rule['when']) ? { ...rule, when: rule['when'].map(condition) } : rule,
  );
  return { ...raw, spec: { ...spec, rules } };
}

function condition(value: unknown): unknown {
  if (!isObject(value) || !/^request\.headers|^experimental/.test(String(value['key']))) return value;
  const hidden = (list: unknown) =>
    Array.isArray(list) ? list.map((item: unknown) => (item === '*' ? '*' : '(value)')) : list;
  return { ...value, values: hidden(value['values']), notValues: hidden(value['notValues']) };
}

/** An inline key set is long and public: only its presence is kept. */
function withoutKeySets(raw: Raw): Raw {
  const { spec } = raw;
  if (!isObject(spec) || !Array.isArray(spec['jwtRules'])) return raw;
  const jwtRules = spec['jwtRules'].map((rule: unknown) =>
    isObject(rule) && typeof rule['jwks'] === 'string' && rule['jwks'] !== ''
      ? { ...rule, jwks: '(set)' }
      : rule,
  );
  return { ...raw, spec: { ...spec, jwtRules } };
}

const CONDITIONS = ['conditions.type', 'conditions.status', 'conditions.reason'];

/** Istio's own kinds and those of its operators, with the fields that src/addons/istio and the checks of it read. */
export const ISTIO_KINDS: Readonly<Record<string, CustomKind>> = {
  'security.istio.io/PeerAuthentication': {
    spec: ['selector.matchLabels.*', 'mtls.mode', 'portLevelMtls.*.mode'],
    created: true,
  },
  'security.istio.io/AuthorizationPolicy': {
    spec: [
      ...TARGETS,
      'action',
      'provider.name',
      ...withNegations('rules.from.source', SOURCE),
      ...withNegations('rules.to.operation', OPERATION),
      'rules.when.key',
      'rules.when.values',
      'rules.when.notValues',
    ],
    status: CONDITIONS,
    annotations: ['istio.io/dry-run'],
    created: true,
    prepare: withoutHeaderValues,
  },
  'security.istio.io/RequestAuthentication': {
    spec: [
      ...TARGETS,
      ...['issuer', 'audiences', 'jwksUri', 'jwks', 'fromParams', 'fromHeaders.name', 'fromCookies'].map(
        (field) => `jwtRules.${field}`,
      ),
    ],
    created: true,
    prepare: withoutKeySets,
  },
  'networking.istio.io/DestinationRule': {
    spec: [
      'host',
      'exportTo',
      'workloadSelector.matchLabels.*',
      ...TRAFFIC_POLICY,
      'subsets.name',
      'subsets.labels.*',
      ...TRAFFIC_POLICY.map((field) => `subsets.${field}`),
    ],
    created: true,
  },
  'networking.istio.io/Sidecar': {
    spec: [
      'workloadSelector.labels.*',
      'outboundTrafficPolicy.mode',
      'ingress.port.number',
      'ingress.port.protocol',
      'ingress.tls.mode',
      'ingress.captureMode',
      'ingress.defaultEndpoint',
      'egress.hosts',
      'egress.port.number',
      'egress.captureMode',
      'egress.bind',
    ],
    created: true,
  },
  'networking.istio.io/ServiceEntry': {
    spec: [
      'hosts',
      'addresses',
      'ports.number',
      'ports.protocol',
      'ports.name',
      'ports.targetPort',
      'location',
      'resolution',
      'exportTo',
      'subjectAltNames',
      'endpoints.address',
      'endpoints.labels.*',
      'endpoints.network',
      'workloadSelector.labels.*',
    ],
    labels: ['istio.io/use-waypoint', 'istio.io/use-waypoint-namespace', 'istio.io/global'],
    status: ['addresses.value', ...CONDITIONS],
    created: true,
  },
  'networking.istio.io/WorkloadEntry': {
    spec: ['address', 'labels.*', 'serviceAccount', 'network', 'ports.*'],
    status: CONDITIONS,
    created: true,
  },
  'networking.istio.io/WorkloadGroup': { spec: ['metadata.labels.*', 'template.serviceAccount'] },
  'networking.istio.io/ProxyConfig': { spec: ['selector.matchLabels.*', 'concurrency', 'image.imageType'] },
  'networking.istio.io/EnvoyFilter': {
    spec: [
      'workloadSelector.labels.*',
      'priority',
      ...['group', 'kind', 'name', 'namespace'].map((field) => `targetRefs.${field}`),
      'configPatches.applyTo',
      'configPatches.match.context',
      'configPatches.match.proxy.proxyVersion',
      'configPatches.match.listener.filterChain.filter.name',
      'configPatches.match.listener.filterChain.filter.subFilter.name',
      'configPatches.patch.operation',
      'configPatches.patch.filterClass',
      'configPatches.patch.value.name',
      ...['typed_config', 'typedConfig'].map((name) => `configPatches.patch.value.${name}.@type`),
      ...[
        '',
        'routes.',
        'virtual_hosts.',
        'virtualHosts.',
        'virtual_hosts.routes.',
        'virtualHosts.routes.',
      ].flatMap((path) =>
        ['typed_per_filter_config', 'typedPerFilterConfig'].map(
          (name) => `configPatches.patch.value.${path}${name}.*.@type`,
        ),
      ),
      'configPatches.patch.value.route.cluster',
    ],
    created: true,
  },
  'telemetry.istio.io/Telemetry': {
    spec: [
      ...TARGETS,
      'accessLogging.disabled',
      'accessLogging.providers.name',
      'accessLogging.match.mode',
      'accessLogging.filter.expression',
      'tracing.disableSpanReporting',
      'tracing.providers.name',
    ],
    created: true,
  },
  'extensions.istio.io/WasmPlugin': {
    spec: [...TARGETS, 'url', 'sha256', 'failStrategy', 'phase', 'imagePullPolicy', 'type'],
    created: true,
  },
  'extensions.istio.io/TrafficExtension': { spec: [...TARGETS, 'phase'], created: true },
  'install.istio.io/IstioOperator': {
    spec: ['profile', 'revision', 'tag', 'hub', 'namespace'],
    status: ['status'],
  },
  'sailoperator.io/Istio': {
    spec: ['version', 'namespace', 'profile', 'updateStrategy.type'],
    status: ['activeRevisionName', 'state', ...CONDITIONS],
  },
  'sailoperator.io/IstioRevision': {
    spec: ['version', 'namespace', 'type'],
    status: ['state', ...CONDITIONS],
  },
  'sailoperator.io/IstioRevisionTag': {
    spec: ['targetRef.kind', 'targetRef.name'],
    status: ['istioRevision', 'istiodNamespace', 'state'],
  },
  'sailoperator.io/IstioCNI': { spec: ['version', 'namespace', 'profile'], status: ['state'] },
  'sailoperator.io/ZTunnel': { spec: ['version', 'namespace', 'profile'], status: ['state'] },
  'maistra.io/ServiceMeshControlPlane': {
    spec: ['version', 'mode', 'security.dataPlane.mtls', 'security.controlPlane.mtls'],
    status: ['chartVersion', 'operatorVersion', ...CONDITIONS],
  },
  'maistra.io/ServiceMeshMemberRoll': { spec: ['members'], status: ['configuredMembers'] },
  'mesh.cloud.google.com/ControlPlaneRevision': { spec: ['channel', 'type'], status: CONDITIONS },
};
