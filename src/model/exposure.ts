import type { GatewayRecord, IngressRecord, PodRecord, ServiceRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { addressReach } from './addresses.ts';
import { isSystemNamespace } from './namespaces.ts';
import { ingressReach, loadBalancerReach, reachOf } from './reach.ts';
import { compare } from './sorting.ts';
import type { Known } from '../shared/evidence.ts';
import type { Distribution, EntryPoint, NodeFacts, ServiceFacts, WorkloadFacts } from './types.ts';

export interface ExposureInput {
  services: readonly ServiceFacts[];
  nodes: readonly NodeFacts[];
  workloads: readonly WorkloadFacts[];
  distribution: Known<Distribution>;
}

/** What the entries of all kinds ask about. */
interface Surroundings {
  /** Reach of the ports that every node opens. */
  nodeReach: EntryPoint['reach'];
  /** The nodes' public addresses, else their internal ones: one list for all that every node opens. */
  nodeAddresses: readonly string[];
  /** Name of the workload that a pod belongs to. */
  workloadOf: ReadonlyMap<PodRecord, string>;
  services: readonly ServiceFacts[];
}

/** Every way in from outside the cluster, public ones first. */
export function buildExposure(snapshot: Snapshot, input: ExposureInput): EntryPoint[] {
  const podsSeen = snapshot.outcomes.get('pods')?.status === 'ok';
  const nodesSeen = snapshot.outcomes.get('nodes')?.status === 'ok' && input.nodes.length > 0;
  const external = unique(input.nodes.flatMap(({ externalIPs }) => externalIPs));
  const around: Surroundings = {
    nodeReach: external.length > 0 ? 'public' : nodesSeen ? 'internal' : 'unknown',
    nodeAddresses: publicFirst(
      external.length > 0 ? external : input.nodes.flatMap(({ internalIPs }) => internalIPs),
    ),
    workloadOf: new Map(input.workloads.flatMap(({ name, pods }) => pods.map((pod) => [pod, name] as const))),
    services: input.services,
  };
  const ofNodes = isOpenBy(new Set(external));
  const points = [
    ...input.services.flatMap((service) => serviceEntries(service, around)),
    ...input.workloads.flatMap((workload) => hostEntries(workload, input, podsSeen)),
    ...snapshot.records.ingress.map(ingressEntry),
    ...snapshot.records.gateway.flatMap((gateway) => gatewayEntries(gateway, around)),
  ].map((point) => (standsOpenItself(point, ofNodes) ? { ...point, onNodes: true } : point));
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

/**
 * Nobody but the nodes answers on its public addresses (k3s and ingress-nginx give theirs out as a load balancer's, too), or
 * a Service claims them: whether a firewall stands before, or the address leads here at all, cannot be seen.
 */
function standsOpenItself(
  { type, reach, addresses }: EntryPoint,
  ofNodes: ReturnType<typeof isOpenBy>,
): boolean {
  return reach === 'public' && (type === 'ExternalIP' || ofNodes(addresses));
}

/** Are all public ones of a list among these? The list of all nodes is asked about by every node port, and looked at once. */
function isOpenBy(nodes: ReadonlySet<string>): (addresses: readonly string[]) => boolean {
  const answers = new Map<readonly string[], boolean>();
  return (addresses) => {
    const told = answers.get(addresses);
    if (told !== undefined) return told;
    const open = addresses.filter((address) => addressReach(address) === 'public');
    const answer = open.length > 0 && open.every((address) => nodes.has(address));
    answers.set(addresses, answer);
    return answer;
  };
}

/** Each once, and public ones first: who shows a few shows those. */
function publicFirst(addresses: readonly string[]): string[] {
  const isPublic = (address: string) => addressReach(address) === 'public';
  const each = unique(addresses);
  return [...each.filter(isPublic), ...each.filter((address) => !isPublic(address))];
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}

function serviceEntries({ record, pods }: ServiceFacts, around: Surroundings): EntryPoint[] {
  const common = {
    kind: 'Service',
    namespace: record.namespace,
    name: record.name,
    hosts: [],
    ...target(record, pods[0] && around.workloadOf.get(pods[0])),
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
      addresses: around.nodeAddresses,
      ports: ports(record, 'nodePort'),
      reach: around.nodeReach,
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

/**
 * Ports of the node itself: hostPort everywhere, host network outside of what the system runs. A workload without pods
 * opens nothing, unless pods were not shown, as in a directory of manifests.
 */
function hostEntries(
  workload: WorkloadFacts,
  { nodes, distribution }: ExposureInput,
  podsSeen: boolean,
): EntryPoint[] {
  if (workload.mirror || (workload.pods.length === 0 && (podsSeen || workload.replicas === 0))) return [];
  const { template } = workload;
  const hostNetwork = template.hostNetwork === true;
  if (hostNetwork && isSystemNamespace(workload.namespace, distribution)) return [];
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
      addresses: publicFirst(addresses),
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
    reach: ingressReach(ingress),
    ...(ingress.backends.length > 0 && { target: ingress.backends.join(', ') }),
    tls: ingress.hasTls,
  };
}

function gatewayEntries(
  gateway: GatewayRecord,
  { services, nodeReach, nodeAddresses }: Surroundings,
): EntryPoint[] {
  // A waypoint of ambient mode stands inside the mesh.
  if (gateway.className === 'istio-waypoint') return [];
  const doors = gateway.selector ? servicesOf(gateway.selector, services) : [];
  const behind = doors.filter(({ record }) => record.type === 'LoadBalancer');
  const onNodes = behind.length === 0 && doors.some(({ record }) => record.type === 'NodePort');
  const addresses =
    gateway.addresses ??
    (onNodes ? nodeAddresses : behind.flatMap(({ record }) => record.loadBalancer ?? []));
  const { listeners } = gateway;
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
      reach: gateway.addresses ? reachOf(gateway.addresses) : reachOfDoors(doors, nodeReach),
      ...(first && { target: `${first.namespace}/${first.name}`, service: first }),
      tls:
        listeners.length > 0 &&
        listeners.every(
          ({ protocol, tlsMode }) => tlsMode !== undefined || /^(HTTPS|TLS)$/i.test(protocol ?? ''),
        ),
    },
  ];
}

/** The widest of the Services before an Istio Gateway: with a ClusterIP alone it is reached from inside (egress gateways). */
function reachOfDoors(doors: readonly ServiceFacts[], nodeReach: EntryPoint['reach']): EntryPoint['reach'] {
  const reaches = doors.map(({ record }) => {
    if (record.externalIPs && reachOf(record.externalIPs) === 'public') return 'public';
    if (record.type === 'LoadBalancer') return loadBalancerReach(record);
    return record.type === 'NodePort' ? nodeReach : 'internal';
  });
  if (reaches.includes('public')) return 'public';
  return reaches.length === 0 || reaches.includes('unknown') ? 'unknown' : 'internal';
}

/** An Istio Gateway picks pods; the Services in front of those pods are its door. */
function servicesOf(
  selector: Readonly<Record<string, string>>,
  services: readonly ServiceFacts[],
): ServiceFacts[] {
  const wanted = Object.entries(selector);
  return services.filter(({ pods }) =>
    pods.some((pod) => wanted.every(([key, value]) => pod.template.labels[key] === value)),
  );
}
