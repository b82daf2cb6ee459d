import type { ClassRecord, IngressRecord, NetworkPolicyRecord } from '../records/index.ts';
import { annotationsOf } from './annotations.ts';
import { arr, isObject, namespaceOf, obj, put, scalar, str, strings, stringMap } from './raw.ts';
import type { Raw } from './raw.ts';
import { loadBalancerOf } from './service.ts';
import type { Project } from './types.ts';

export const projectIngress: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const rules = arr(spec['rules']);
  const tls = arr(spec['tls']);
  const backends = [
    ...backendOf(spec['defaultBackend'] ?? spec['backend']),
    ...rules.flatMap((rule) =>
      arr(obj(obj(rule)['http'])['paths']).flatMap((path) => backendOf(obj(path)['backend'])),
    ),
  ];
  const record: IngressRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    annotations: annotationsOf('ingress', meta.raw['annotations']),
    hosts: rules.map((rule) => str(obj(rule)['host'], 256) ?? '*'),
    tlsHosts: tls.flatMap((entry) => strings(obj(entry)['hosts'])),
    hasTls: tls.length > 0,
    backends: [...new Set(backends)],
  };
  const className = str(spec['ingressClassName'], 256) ?? record.annotations['kubernetes.io/ingress.class'];
  put(record, 'className', className);
  put(record, 'loadBalancer', loadBalancerOf(raw['status']));
  return { kind: 'ingress', record };
};

/** `service:port`, or `Kind/name` of a resource backend. Old objects have serviceName and servicePort. */
function backendOf(value: unknown): string[] {
  if (!isObject(value)) return [];
  const service = obj(value['service']);
  const name = str(service['name'], 256) ?? str(value['serviceName'], 256);
  if (name === undefined) {
    const resource = obj(value['resource']);
    const target = str(resource['name'], 256);
    return target === undefined ? [] : [`${str(resource['kind'], 128) ?? 'resource'}/${target}`];
  }
  const port = obj(service['port']);
  const text = scalar(port['number']) ?? scalar(port['name']) ?? scalar(value['servicePort']);
  return [text === undefined ? name : `${name}:${text}`];
}

export const projectClass: Project = ({ raw, meta, kind }) => {
  const spec = obj(raw['spec']);
  const gateway = kind === 'GatewayClass';
  const annotations = annotationsOf('class', meta.raw['annotations']);
  const record: ClassRecord = {
    kind: gateway ? 'GatewayClass' : 'IngressClass',
    name: meta.name,
    isDefault: annotations['ingressclass.kubernetes.io/is-default-class'] === 'true',
  };
  put(record, 'controller', str(gateway ? spec['controllerName'] : spec['controller'], 256));
  return { kind: 'class', record };
};

export const projectNetworkPolicy: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const types = strings(spec['policyTypes']);
  const record: NetworkPolicyRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    kind: 'NetworkPolicy',
    // Without policyTypes ingress is always limited, and egress when there are egress rules.
    ingress: types.length === 0 || types.includes('Ingress'),
    egress: types.length === 0 ? arr(spec['egress']).length > 0 : types.includes('Egress'),
  };
  if (record.ingress && arr(spec['ingress']).some(isOpenRule)) record.openIngress = true;
  selector(record, spec['podSelector'] ?? {});
  return { kind: 'networkPolicy', record };
};

/** No sender and no port is named: everybody, everywhere. */
function isOpenRule(rule: unknown): boolean {
  return isObject(rule) && arr(rule['from']).length === 0 && arr(rule['ports']).length === 0;
}

function selector(record: NetworkPolicyRecord, value: unknown): void {
  if (!isObject(value)) return;
  record.podSelector = stringMap(value['matchLabels']);
  if (arr(value['matchExpressions']).length > 0) record.selectorIsComplex = true;
}

/**
 * Policies of CNIs and of the policy working group. Their selectors speak other languages; only the plain cases are
 * turned into labels, the others are marked as complex.
 */
export const projectOtherPolicy: Project = ({ raw, meta, group, kind }) => {
  const spec = obj(raw['spec'] ?? arr(raw['specs'])[0]);
  const record: NetworkPolicyRecord = {
    name: meta.name,
    kind: policyKind(group, kind),
    ...directions(group, spec),
  };
  put(record, 'namespace', meta.namespace ?? (CLUSTER_KINDS.test(kind) ? undefined : 'default'));
  if (group === 'cilium.io') ciliumSelector(record, spec);
  else if (isObject(spec['podSelector'])) selector(record, spec['podSelector']);
  else if (group.endsWith('projectcalico.org')) calicoSelector(record, spec);
  else record.selectorIsComplex = true;
  return { kind: 'networkPolicy', record };
};

const CLUSTER_KINDS = /^(?:Global|Cluster|CiliumClusterwide|Admin|BaselineAdmin)/;

/** Calico and Antrea call theirs NetworkPolicy as well. */
function policyKind(group: string, kind: string): string {
  if (group.endsWith('projectcalico.org') && kind === 'NetworkPolicy') return 'CalicoNetworkPolicy';
  if (group === 'crd.antrea.io') return `Antrea${kind}`;
  return kind;
}

function directions(group: string, spec: Raw): { ingress: boolean; egress: boolean } {
  if (group.endsWith('projectcalico.org')) {
    const types = strings(spec['types']);
    if (types.length > 0) return { ingress: types.includes('Ingress'), egress: types.includes('Egress') };
    const egress = arr(spec['egress']).length > 0;
    return { ingress: !egress || arr(spec['ingress']).length > 0, egress };
  }
  const has = (...keys: string[]): boolean => keys.some((key) => Array.isArray(spec[key]));
  return { ingress: has('ingress', 'ingressDeny'), egress: has('egress', 'egressDeny') };
}

function ciliumSelector(record: NetworkPolicyRecord, spec: Raw): void {
  const endpoints = spec['endpointSelector'];
  if (!isObject(endpoints)) {
    record.selectorIsComplex = true;
    return;
  }
  // Cilium prefixes label keys with their source; `k8s:` and `any:` mean pod labels.
  const labels = Object.entries(stringMap(endpoints['matchLabels']));
  record.podSelector = Object.fromEntries(
    labels.map(([key, text]) => [key.replace(/^(?:k8s|any)[:.]/, ''), text]),
  );
  if (arr(endpoints['matchExpressions']).length > 0) record.selectorIsComplex = true;
}

function calicoSelector(record: NetworkPolicyRecord, spec: Raw): void {
  const text = (str(spec['selector']) ?? '').trim();
  const elsewhere = ['namespaceSelector', 'serviceAccountSelector'].some((key) => {
    const other = (str(spec[key]) ?? '').trim();
    return other !== '' && other !== 'all()';
  });
  const equals = /^([\w./-]+)\s*==\s*(?:'([^']*)'|"([^"]*)")$/.exec(text);
  if (text === '' || text === 'all()') record.podSelector = {};
  else if (equals?.[1] !== undefined) record.podSelector = { [equals[1]]: equals[2] ?? equals[3] ?? '' };
  if (record.podSelector === undefined || elsewhere) record.selectorIsComplex = true;
}
