import { command, list, see } from '../shared/requirement.ts';
import { isIP } from 'node:net';
import { isWildcardDns } from '../data/wildcard-dns.ts';
import { groupBy, groupByEach } from '../shared/group.ts';
import type { EndpointSliceRecord, PodRecord, ServiceRecord } from '../snapshot/records/index.ts';
import type { Outcome, Snapshot } from '../snapshot/types.ts';
import { canonicalAddress } from '../shared/addresses.ts';
import type { NodePorts } from './node-ports.ts';
import { behindNode, nodePortsOf } from './node-ports.ts';
import type { Destination, ServiceFacts } from './types.ts';

type Leads = Pick<ServiceFacts, 'destinations' | 'unclear'>;

/**
 * Where EndpointSlices send a Service: to any address, of a pod in whatever namespace or of a node. The one who wrote the slice need
 * not be its controller; a Service without a selector leads nowhere else.
 */
export function destinationFinder(snapshot: Snapshot): (record: ServiceRecord) => Leads {
  const slices = groupBy(
    snapshot.records.endpointSlice,
    ({ namespace, service = '' }) => `${namespace}/${service}`,
  );
  const whose = addressBook(snapshot);
  return (record) => {
    if (record.type === 'ExternalName') {
      const host = record.externalName ?? '';
      const source = `externalName of ${record.namespace}/${record.name}`;
      const address = addressNamed(host) ?? nodeNamed(host, whose());
      const destinations =
        address === undefined ? [] : destinationsOf({ address, ports: calledPorts(record), source }, whose());
      const portless = destinations.some(({ node, ports }) => node !== undefined && ports.length === 0);
      return {
        destinations,
        ...(portless && {
          unclear: {
            reason: `${source} is the node ${host}, and the port on it is not specified`,
            requires: [see(`look at which port of ${host} is used`)],
          },
        }),
        ...(isWildcardDns(host) && {
          unclear: {
            reason: `${source} is ${host}, a name that resolves to the address in it`,
            requires: [see(`look up ${host}`)],
          },
        }),
      };
    }
    const own = slices.get(`${record.namespace}/${record.name}`) ?? [];
    const destinations = own.flatMap((slice) =>
      slice.addresses.flatMap((address) =>
        destinationsOf(
          { address, ports: portsOf(slice, record), source: `endpoints ${slice.namespace}/${slice.name}` },
          whose(),
        ),
      ),
    );
    const unclear = unclearOf(record, destinations, snapshot);
    return { destinations, ...(unclear && { unclear }) };
  };
}

/** Who is at an address, or at a node by its name in DNS, that rules name in place of a Service; empty for any other host. */
export function addressFinder(
  snapshot: Snapshot,
): (host: string, source: string, port?: number) => readonly Destination[] {
  const whose = addressBook(snapshot);
  return (host, source, port) => {
    // A name without dots is that of a Service.
    const address = addressNamed(host) ?? (host.includes('.') ? nodeNamed(host, whose()) : undefined);
    const ports = port === undefined ? [] : [{ port }];
    return address === undefined ? [] : destinationsOf({ address, ports, source }, whose());
  };
}

/** Some controllers call the port of a Service that is a name, some its target. */
function calledPorts({ ports }: ServiceRecord): Destination['ports'] {
  return ports.flatMap((entry) => {
    const target = Number(entry.targetPort ?? entry.port);
    return Number.isNaN(target) || target === entry.port ? [entry] : [entry, { ...entry, port: target }];
  });
}

/** Kubelets take the name of the host for that of the node, and tell the names by which others know it. */
function nodeNamed(host: string, { nodes }: AddressBook): string | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  return nodes.has(name) ? name : undefined;
}

interface AddressBook extends NodePorts {
  pods: ReadonlyMap<string, readonly PodRecord[]>;
  /** Names of nodes by their addresses and names, as they say and as their pods say. */
  nodes: ReadonlyMap<string, string>;
  /** Pods on the network of a node, by its name. */
  onHost: ReadonlyMap<string, readonly PodRecord[]>;
  /** `namespace/name` of Services. */
  services: ReadonlyMap<string, readonly string[]>;
}

/** Made when the first address is looked up: most clusters ask for none. */
function addressBook({ records }: Snapshot): () => AddressBook {
  let book: AddressBook | undefined;
  return () =>
    (book ??= {
      ...nodePortsOf(records.pod.filter(isThere), records.service),
      pods: groupByEach(
        records.pod.filter((pod) => pod.template.hostNetwork !== true && isThere(pod)),
        ({ podIP, podIPs = [] }) =>
          [...(podIP === undefined ? [] : [podIP]), ...podIPs].map(canonicalAddress),
      ),
      services: new Map(
        [...groupByEach(records.service, addressesOf)].map(([address, found]) => [
          address,
          found.map(({ namespace, name }) => `${namespace}/${name}`),
        ]),
      ),
      nodes: new Map([
        ...records.pod.flatMap(({ hostIP, node }): [string, string][] =>
          hostIP === undefined || node === undefined ? [] : [[canonicalAddress(hostIP), node]],
        ),
        ...records.node.flatMap(({ name, addresses }) =>
          [name, ...addresses.map(({ address }) => address)].map((address): [string, string] => [
            canonicalAddress(address.toLowerCase()),
            name,
          ]),
        ),
      ]),
      onHost: groupBy(
        records.pod.filter((pod) => pod.template.hostNetwork === true && isThere(pod)),
        ({ node }) => node ?? '',
      ),
    });
}

function addressesOf({
  clusterIP,
  clusterIPs = [],
  externalIPs = [],
  loadBalancer = [],
}: ServiceRecord): string[] {
  const all = [
    ...(clusterIP === undefined ? [] : [clusterIP]),
    ...clusterIPs,
    ...externalIPs,
    ...loadBalancer,
  ];
  return [...new Set(all.filter((address) => isIP(address) !== 0).map(canonicalAddress))];
}

/** Addresses of pods that have ended are given to others. */
export function isThere({ phase }: PodRecord): boolean {
  return phase !== 'Succeeded' && phase !== 'Failed';
}

/**
 * The address that a name in place of another Service stands for. DNS knows no name of digits, but proxies that look it up themselves take it for
 * what it says (ingress-nginx); the name that CoreDNS gives each pod holds its address with dashes
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/).
 */
function addressNamed(host: string): string | undefined {
  if (isIP(host) !== 0) return host;
  const dashed = /^([0-9a-f-]+)\.[^.]+\.pod(?:\.|$)/i.exec(host)?.[1] ?? '';
  return ['.', ':'].map((mark) => dashed.replaceAll('-', mark)).find((address) => isIP(address) !== 0);
}

/** One for each way that traffic takes there: of a node, what listens on its network comes first. */
function destinationsOf(
  base: Pick<Destination, 'address' | 'ports' | 'source'>,
  book: AddressBook,
): Destination[] {
  const { ports } = base;
  const address = canonicalAddress(base.address);
  const node = book.nodes.get(address);
  if (node === undefined) {
    const pods = book.pods.get(address) ?? [];
    const services = pods.length > 0 ? undefined : book.services.get(address);
    return [{ ...base, pods, maybe: [], ...(services && { services }) }];
  }
  const hosted = book.onHost.get(node) ?? [];
  const numbers = ports.flatMap(({ port }) => port ?? []);
  const listening = hosted.filter((pod) => declared(pod).some((port) => numbers.includes(port)));
  // Ports need not be declared: what declares none may listen on any that nobody else says is his.
  const taken = new Set(listening.flatMap(declared));
  const open = ports.length === 0 || ports.some(({ port }) => port === undefined || !taken.has(port));
  const maybe = open ? hosted.filter((pod) => declared(pod).length === 0) : [];
  return [{ ...base, node, pods: listening, maybe }, ...behindNode(base, node, book)];
}

function declared({ template }: PodRecord): number[] {
  return template.containers.flatMap(({ ports = [] }) => ports.flatMap(({ port }) => port ?? []));
}

/** Those that traffic is sent to: a port of the Service goes to the one of the slice that has its name. A headless one tells all. */
function portsOf({ ports }: EndpointSliceRecord, service: ServiceRecord): Destination['ports'] {
  if (service.clusterIP === 'None') return ports;
  const names = new Set(service.ports.map(({ name = '' }) => name));
  return ports.filter(({ name = '' }) => names.has(name));
}

/** Older tools read the slice of the API servers alone, and called that everything. */
function isWhole(outcome: Outcome | undefined, namespace: string, source: 'live' | 'files'): boolean {
  if (!outcome) return false;
  if (outcome.namespaces?.includes(namespace) || outcome.namespace === namespace) return true;
  return outcome.status === 'ok' && (source === 'files' || outcome.whole !== undefined);
}

function unclearOf(
  record: ServiceRecord,
  destinations: readonly Destination[],
  { header, outcomes }: Snapshot,
): ServiceFacts['unclear'] {
  const { namespace, name, selector = {} } = record;
  const outcome = outcomes.get('endpointslices');
  const requires = [
    command(`kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name}`),
  ];
  const portless = destinations.find(({ ports }) => ports.some(({ port }) => port === undefined));
  if (portless)
    return { reason: `${portless.source} names ${portless.address}, but not all of its ports`, requires };
  const named = destinations.find(
    ({ address }) => isIP(address) === 0 && isIP(canonicalAddress(address)) === 0,
  );
  if (named)
    return { reason: `${named.source} names the host ${named.address}, which is not followed`, requires };
  if (isWhole(outcome, namespace, header.source)) return undefined;
  // Somebody may have added a slice to one with a selector: where the list was refused, that cannot be told. Whoever gives files leaves out
  // what follows from the pods, and so did older tools.
  const refused = outcome !== undefined && outcome.status !== 'ok';
  if (Object.keys(selector).length > 0 && !(refused && header.source === 'live')) return undefined;
  const seen = destinations.length > 0 ? 'not all' : 'none';
  return {
    reason: `the backends of Service ${namespace}/${name} are unknown: ${seen} of its EndpointSlices are observed (${outcome?.reason ?? 'not collected'})`,
    requires: [...(outcome?.missing ?? []).map(() => list('endpointslices.discovery.k8s.io')), ...requires],
  };
}
