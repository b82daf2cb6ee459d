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
 * The destinations of a Service's EndpointSlices: any address, of a pod in any namespace or of a node. The author of the slice need not be
 * its controller; a Service without a selector has no other destinations.
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

/** The destinations of an address, or of a node's DNS name, that rules name instead of a Service; empty for any other host. */
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

/** Some controllers use the port of a Service of type ExternalName, some its targetPort. */
function calledPorts({ ports }: ServiceRecord): Destination['ports'] {
  return ports.flatMap((entry) => {
    const target = Number(entry.targetPort ?? entry.port);
    return Number.isNaN(target) || target === entry.port ? [entry] : [entry, { ...entry, port: target }];
  });
}

/** By default kubelets use the host name as the node name, and report the host's other names. */
function nodeNamed(host: string, { nodes }: AddressBook): string | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  return nodes.has(name) ? name : undefined;
}

interface AddressBook extends NodePorts {
  pods: ReadonlyMap<string, readonly PodRecord[]>;
  /** Names of nodes by their addresses and names, from the nodes and their pods. */
  nodes: ReadonlyMap<string, string>;
  /** Pods on the host network, by the name of the node. */
  onHost: ReadonlyMap<string, readonly PodRecord[]>;
  /** `namespace/name` of Services. */
  services: ReadonlyMap<string, readonly string[]>;
}

/** Created for the first address: most clusters need none. */
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

/** Addresses of pods that have ended are reused. */
export function isThere({ phase }: PodRecord): boolean {
  return phase !== 'Succeeded' && phase !== 'Failed';
}

/**
 * The address in a name that replaces a Service. DNS has no numeric names, but proxies that resolve it themselves treat it as an address
 * (ingress-nginx); the DNS name of each pod in CoreDNS contains its address with dashes
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/).
 */
function addressNamed(host: string): string | undefined {
  if (isIP(host) !== 0) return host;
  const dashed = /^([0-9a-f-]+)\.[^.]+\.pod(?:\.|$)/i.exec(host)?.[1] ?? '';
  return ['.', ':'].map((mark) => dashed.replaceAll('-', mark)).find((address) => isIP(address) !== 0);
}

/** One for each path of the traffic; for a node, the listeners on its host network come first. */
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
  // Ports need not be declared: a pod that declares none may listen on any port that no other pod declares.
  const taken = new Set(listening.flatMap(declared));
  const open = ports.length === 0 || ports.some(({ port }) => port === undefined || !taken.has(port));
  const maybe = open ? hosted.filter((pod) => declared(pod).length === 0) : [];
  return [{ ...base, node, pods: listening, maybe }, ...behindNode(base, node, book)];
}

function declared({ template }: PodRecord): number[] {
  return template.containers.flatMap(({ ports = [] }) => ports.flatMap(({ port }) => port ?? []));
}

/** The target ports: a port of the Service maps to the slice's port of the same name. A headless Service exposes all. */
function portsOf({ ports }: EndpointSliceRecord, service: ServiceRecord): Destination['ports'] {
  if (service.clusterIP === 'None') return ports;
  const names = new Set(service.ports.map(({ name = '' }) => name));
  return ports.filter(({ name = '' }) => names.has(name));
}

/** Older versions collected the slice of the API servers alone, and reported the list as complete. */
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
  // A slice may have been added to a Service with a selector: if the list was forbidden, this is unknown. Files usually omit what the
  // controllers derive from the pods, and so did older versions.
  const refused = outcome !== undefined && outcome.status !== 'ok';
  if (Object.keys(selector).length > 0 && !(refused && header.source === 'live')) return undefined;
  const seen = destinations.length > 0 ? 'not all' : 'none';
  return {
    reason: `the backends of Service ${namespace}/${name} are unknown: ${seen} of its EndpointSlices are observed (${outcome?.reason ?? 'not collected'})`,
    requires: [...(outcome?.missing ?? []).map(() => list('endpointslices.discovery.k8s.io')), ...requires],
  };
}
