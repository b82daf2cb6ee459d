import { command, see } from '../shared/requirement.ts';
import { BlockList, isIP } from 'node:net';
import type { Evidence } from '../shared/evidence.ts';
import type { EndpointSliceRecord, NodeRecord, ServiceRecord } from '../snapshot/records/index.ts';
import { addressReach, canonicalAddress } from '../shared/addresses.ts';
import type { Backend } from './types.ts';
import type { Places } from './backend-places.ts';
import type { Routing } from './backend-routing.ts';
import { isReached, otherFamily } from './backend-routing.ts';
import { ofAddress, unknownBackend } from './backend-places.ts';
import type { ServiceFacts } from './types.ts';

type ServicePort = ServiceRecord['ports'][number];

export interface SliceInput extends Places, Routing {
  slices: readonly EndpointSliceRecord[];
  nodes: readonly NodeRecord[];
}

/**
 * The backend of a Service without a selector: the addresses in its EndpointSlices, at the port with the name of the Service's. The author
 * of the slice sets its readiness: only a ready pod of the cluster proves it.
 */
export function ofSlices(service: ServiceFacts, port: ServicePort, input: SliceInput): Backend {
  const name = `${service.record.namespace}/${service.record.name}`;
  const requires = [
    command(
      `kubectl -n ${service.record.namespace} get endpointslices -l kubernetes.io/service-name=${service.record.name}`,
    ),
  ];
  if (input.slices.length === 0)
    return unknownBackend(
      `the Service ${name} has no selector, and its endpoints are not observed`,
      [],
      requires,
      service,
    );
  const evidence = [shown(name, input.slices)];
  const all = usable(port, input.slices);
  const reached = all.filter((address) => isReached(address, service.record));
  const foreign = all.length > 0 && reached.length === 0 ? otherFamily(service, input) : undefined;
  if (foreign) return foreign;
  const addresses = reached.length > 0 ? reached : all;
  if (addresses.length === 0) {
    const reason = `no EndpointSlice of the Service ${name} has a ready address at its port ${port.name === undefined ? port.port : `"${port.name}"`}`;
    return service.unclear
      ? unknownBackend(`${reason}, and not all of them are observed`, [], requires, service)
      : { state: 'down', service, reason, evidence };
  }
  const backends = addresses.map((address) => ofOne(address, service, input));
  const outside = backends.filter(({ state }) => state === 'outside');
  const unknown = backends.filter((one) => one.state === 'unknown');
  const [first] = unknown;
  if (outside.length > 0) return { state: 'outside', service, evidence };
  const away = unknown.find(({ mayLeaveCluster }) => mayLeaveCluster);
  if (away) return { ...away, service };
  if (first && unknown.length === backends.length) return { ...first, service };
  return { state: 'answers', service, evidence };
}

/**
 * Addresses outside the cluster that were added to the EndpointSlices of a Service: requests reach them too. Private ones may be pods that
 * are gone.
 */
export function addressesOutside(port: ServicePort, service: ServiceFacts, input: SliceInput): string[] {
  return usable(port, input.slices).filter(
    (address) => addressReach(address) === 'public' && ofOne(address, service, input).state === 'outside',
  );
}

/** Slices that kube-proxy uses. It ignores slices of names. */
function usable({ name = '' }: ServicePort, slices: readonly EndpointSliceRecord[]): string[] {
  return slices
    .filter(
      ({ addressType, ports }) =>
        addressType !== 'FQDN' &&
        ports.some((one) => (one.name ?? '') === name && (one.protocol ?? 'TCP') === 'TCP'),
    )
    .flatMap(({ addresses, notReady = [] }) => addresses.filter((address) => !notReady.includes(address)));
}

function ofOne(address: string, { destinations }: ServiceFacts, input: SliceInput): Backend {
  const there = destinations.find((one) => canonicalAddress(one.address) === canonicalAddress(address));
  const pods = there?.pods ?? [];
  if (pods.some(({ ready }) => ready === true)) return { state: 'answers', evidence: [] };
  const requires = [see(`look at what answers at ${address}`)];
  if (pods.length > 0)
    return unknownBackend(
      `an EndpointSlice names ${address} as ready, but the Pod with this address is not observed to be ready`,
      [],
      requires,
    );
  if (there?.node === undefined && isPodAddress(address, input.nodes))
    return unknownBackend(
      `an EndpointSlice names ${address} as ready, an address of the Pod network, but no Pod with this address is observed`,
      [],
      requires,
    );
  const place = ofAddress(address, input);
  return place.state === 'unknown' ? { ...place, requires } : place;
}

function isPodAddress(address: string, nodes: readonly NodeRecord[]): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return nodes.some(({ podCIDRs = [] }) =>
    podCIDRs.some((range) => {
      const [network = '', prefix = ''] = range.split('/');
      if (isIP(network) === 0 || !/^\d{1,3}$/.test(prefix)) return false;
      const list = new BlockList();
      list.addSubnet(network, Number(prefix), isIP(network) === 6 ? 'ipv6' : 'ipv4');
      return list.check(address, family);
    }),
  );
}

function shown(service: string, slices: readonly EndpointSliceRecord[]): Evidence {
  const addresses = slices.flatMap((slice) => slice.addresses).slice(0, 3);
  const ports = slices.flatMap((slice) => slice.ports.map(({ name = '', port }) => `${name}:${port ?? '?'}`));
  return {
    source: 'object',
    confidence: 'observed',
    location: `service ${service}`,
    value: `endpoints ${addresses.join(', ')}, ports ${[...new Set(ports)].slice(0, 3).join(', ')}`,
  };
}
