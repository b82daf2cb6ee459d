import type { GatewayRecord, IngressRecord, ServiceRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { addressReach } from './addresses.ts';
import { isSystemNamespace } from './namespaces.ts';
import { compare } from './sorting.ts';
import type { EntryPoint, NodeFacts, ServiceFacts, WorkloadFacts } from './types.ts';

export interface ExposureInput {
  services: readonly ServiceFacts[];
  nodes: readonly NodeFacts[];
  workloads: readonly WorkloadFacts[];
}

/** Annotations by which clouds make a load balancer internal; the value decides where one is given. */
const INTERNAL_ANNOTATIONS: Readonly<Record<string, RegExp>> = {
  'service.beta.kubernetes.io/aws-load-balancer-internal': /^(true|0\.0\.0\.0\/0)$/i,
  'service.beta.kubernetes.io/aws-load-balancer-scheme': /^internal$/,
  'networking.gke.io/load-balancer-type': /^internal$/i,
  'cloud.google.com/load-balancer-type': /^internal$/i,
  'service.beta.kubernetes.io/azure-load-balancer-internal': /^true$/i,
  'service.beta.kubernetes.io/oci-load-balancer-internal': /^true$/i,
  'service.beta.kubernetes.io/openstack-internal-load-balancer': /^true$/i,
  'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type': /^private$/i,
};

/** Every way in from outside the cluster, public ones first. */
export function buildExposure(snapshot: Snapshot, input: ExposureInput): EntryPoint[] {
  const nodesArePublic = input.nodes.some(({ externalIPs }) => externalIPs.length > 0);
  const nodesSeen = snapshot.outcomes.get('nodes')?.status === 'ok';
  const nodeReach = nodesArePublic ? 'public' : nodesSeen && input.nodes.length > 0 ? 'internal' : 'unknown';
  const points = [
    ...input.services.flatMap((service) => serviceEntries(service, nodeReach)),
    ...input.workloads.flatMap((workload) => hostEntries(workload, input.nodes)),
    ...snapshot.records.ingress.map(ingressEntry),
    ...snapshot.records.gateway.flatMap((gateway) => gatewayEntries(gateway, input.services)),
  ];
  const order = { public: 0, unknown: 1, internal: 2 } as const;
  return points.sort(
    (a, b) =>
      order[a.reach] - order[b.reach] ||
      compare(a.type, b.type) ||
      compare(a.namespace ?? '', b.namespace ?? '') ||
      compare(a.name, b.name) ||
      compare(a.ports.join(), b.ports.join()),
  );
}

function serviceEntries({ record, pods }: ServiceFacts, nodeReach: EntryPoint['reach']): EntryPoint[] {
  const common = {
    kind: 'Service',
    namespace: record.namespace,
    name: record.name,
    hosts: [],
    ...target(record, pods[0]?.owner?.name),
    service: record,
  };
  const entries: EntryPoint[] = [];
  if (record.type === 'LoadBalancer') {
    const addresses = record.loadBalancer ?? [];
    entries.push({
      ...common,
      type: 'LoadBalancer',
      addresses,
      ports: ports(record, 'port'),
      reach: loadBalancerReach(record),
    });
  } else if (record.type === 'NodePort') {
    entries.push({
      ...common,
      type: 'NodePort',
      addresses: [],
      ports: ports(record, 'nodePort'),
      reach: nodeReach,
    });
  }
  if (record.externalIPs && record.externalIPs.length > 0) {
    entries.push({
      ...common,
      type: 'ExternalIP',
      addresses: record.externalIPs,
      ports: ports(record, 'port'),
      reach: reachOf(record.externalIPs),
    });
  }
  return entries;
}

function target(record: ServiceRecord, owner: string | undefined): { target?: string } {
  return owner ? { target: `${record.namespace}/${owner}` } : {};
}

function ports(record: ServiceRecord, which: 'port' | 'nodePort'): string[] {
  return record.ports.flatMap((entry) => {
    const port = entry[which];
    return port === undefined ? [] : [`${port}/${(entry.protocol ?? 'TCP').toLowerCase()}`];
  });
}

/** The addresses that it has got, else what its annotations ask for. Without either nobody can tell yet. */
function loadBalancerReach(record: ServiceRecord): EntryPoint['reach'] {
  const given = record.loadBalancer ?? [];
  const literal = given.filter((address) => addressReach(address) !== 'invalid');
  if (literal.length > 0) return reachOf(literal);
  const internal = Object.entries(INTERNAL_ANNOTATIONS).some(([key, pattern]) =>
    pattern.test(record.annotations[key] ?? ''),
  );
  if (internal || given.some((host) => host.startsWith('internal-'))) return 'internal';
  // A name that the cloud gave without calling it internal: an internet-facing AWS load balancer, for one.
  return given.length > 0 ? 'public' : 'unknown';
}

/** Public as soon as one address is; names alone say nothing. */
export function reachOf(addresses: readonly string[]): EntryPoint['reach'] {
  const literal = addresses.map(addressReach).filter((reach) => reach !== 'invalid');
  if (literal.includes('public')) return 'public';
  return literal.length > 0 && literal.length === addresses.length ? 'internal' : 'unknown';
}

/** Ports of the node itself: hostPort everywhere, host network outside of what the system runs. */
function hostEntries(workload: WorkloadFacts, nodes: readonly NodeFacts[]): EntryPoint[] {
  if (workload.mirror || workload.pods.length === 0) return [];
  const { template } = workload;
  const hostNetwork = template.hostNetwork === true;
  if (hostNetwork && isSystemNamespace(workload.namespace)) return [];
  const open = template.containers
    .flatMap((container) => container.ports ?? [])
    .filter(({ port, hostPort }) => (hostNetwork ? port : hostPort) !== undefined);
  if (open.length === 0) return [];
  const names = new Set(workload.pods.map(({ node }) => node));
  const addresses = nodes
    .filter(({ name }) => names.has(name))
    .flatMap((node) => (node.externalIPs.length > 0 ? node.externalIPs : node.internalIPs));
  return [
    {
      type: hostNetwork ? 'HostNetwork' : 'HostPort',
      kind: workload.kind,
      namespace: workload.namespace,
      name: workload.name,
      addresses: [...new Set(addresses)],
      ports: open.map(
        ({ port, hostPort, protocol }) => `${hostPort ?? port}/${(protocol ?? 'TCP').toLowerCase()}`,
      ),
      hosts: [],
      reach: reachOf(addresses),
      target: `${workload.namespace}/${workload.name}`,
    },
  ];
}

function ingressEntry(ingress: IngressRecord): EntryPoint {
  const addresses = ingress.loadBalancer ?? [];
  return {
    type: 'Ingress',
    kind: 'Ingress',
    namespace: ingress.namespace,
    name: ingress.name,
    addresses,
    ports: ingress.hasTls ? ['80/tcp', '443/tcp'] : ['80/tcp'],
    hosts: ingress.hosts,
    reach: addresses.length > 0 ? reachOf(addresses) : 'unknown',
    ...(ingress.backends.length > 0 && { target: ingress.backends.join(', ') }),
    tls: ingress.hasTls,
  };
}

function gatewayEntries(gateway: GatewayRecord, services: readonly ServiceFacts[]): EntryPoint[] {
  const behind = gateway.selector ? servicesOf(gateway.selector, services) : [];
  const addresses = gateway.addresses ?? behind.flatMap(({ record }) => record.loadBalancer ?? []);
  const listeners = gateway.listeners.filter(
    ({ protocol }) => protocol !== undefined || gateway.listeners.length > 0,
  );
  const first = behind[0]?.record;
  return [
    {
      type: 'Gateway',
      kind: gateway.api === 'networking.istio.io' ? 'Gateway.networking.istio.io' : 'Gateway',
      namespace: gateway.namespace,
      name: gateway.name,
      addresses,
      ports: listeners.flatMap(({ port }) => (port === undefined ? [] : [`${port}/tcp`])),
      hosts: [...new Set(listeners.flatMap(({ hosts }) => hosts))].sort(),
      reach: addresses.length > 0 ? reachOf(addresses) : first ? loadBalancerReach(first) : 'unknown',
      ...(first && { target: `${first.namespace}/${first.name}`, service: first }),
      tls:
        listeners.length > 0 &&
        listeners.every(
          ({ protocol, tlsMode }) => tlsMode !== undefined || /^(HTTPS|TLS)$/i.test(protocol ?? ''),
        ),
    },
  ];
}

/** An Istio Gateway picks pods; the Services in front of those pods are its door. */
function servicesOf(
  selector: Readonly<Record<string, string>>,
  services: readonly ServiceFacts[],
): ServiceFacts[] {
  const wanted = Object.entries(selector);
  return services.filter(
    ({ record, pods }) =>
      record.type === 'LoadBalancer' &&
      pods.some((pod) => wanted.every(([key, value]) => pod.template.labels[key] === value)),
  );
}
