/** Entry points as rows. */
import { addressReach } from '../../shared/addresses.ts';
import { podsBehind, serviceFinder } from '../../model/services.ts';
import type { ClusterModel } from '../../model/parts.ts';
import type { EndpointFacts, EntryPoint, ServiceFacts } from '../../model/types.ts';
import { risksByEntryPoint } from '../../result/entry-points.ts';
import { apiServerHops } from './exposure-api-server.ts';
import { chainFinder } from './exposure-chain.ts';
import { severityRank } from '../../result/sort.ts';
import type { EntryPointRow, Verdict } from '../../result/types.ts';

/**
 * The API server first: every cluster has this entry point. Then the publicly reachable ones, worst risk first: a truncated list must keep
 * them.
 */
export function entryPointRows(model: ClusterModel, verdicts: readonly Verdict[]): EntryPointRow[] {
  const { exposure, controlPlane } = model;
  const workloadsBehind = answering(model);
  const chainOf = chainFinder(model);
  const rows = exposure.map((point): EntryPointRow => {
    const { type, kind, namespace, name, ports, hosts, reach, target, tls, controller } = point;
    const workloads = workloadsBehind(point);
    return {
      // `Route` covers kinds of several ingress controllers: the row has the kind itself.
      type: type === 'Route' ? kind : type,
      object: { kind, ...(namespace && { namespace }), name },
      ...listedAddresses(point),
      ports,
      hosts,
      reach,
      ...(target && { target }),
      ...(workloads.length > 0 && { workloads }),
      ...(tls !== undefined && { tls }),
      ...(controller !== undefined && { controller }),
      chain: chainOf(point),
    };
  });
  const risks = risksByEntryPoint({ entryPoints: rows, verdicts, workloads: model.workloads });
  const worst = (row: EntryPointRow) =>
    Math.min(...(risks.get(row) ?? []).map(({ severity }) => severityRank(severity)));
  const ranked = rows
    .map((row) => ({ row, reach: REACHES.indexOf(row.reach), worst: worst(row) }))
    // Without a risk the value is Infinity, and Infinity minus Infinity is NaN.
    .sort((a, b) => a.reach - b.reach || (a.worst === b.worst ? 0 : a.worst - b.worst))
    .map(({ row }) => row);
  const { endpoint } = controlPlane.apiServer;
  if (!endpoint.known) return ranked;
  return [{ ...apiServerRow(endpoint.value), chain: apiServerHops(model, endpoint.value) }, ...ranked];
}

const REACHES: readonly EntryPointRow['reach'][] = ['public', 'unknown', 'internal'];

const MAX_WORKLOADS = 50;

/** Workloads whose pods are backends of an entry point's Services; of a port on a node, the workload itself. */
function answering({ services, workloads }: ClusterModel): (point: EntryPoint) => string[] {
  const workloadOf = new Map(
    workloads.flatMap(({ namespace, name, pods }) =>
      pods.map((pod) => [pod, `${namespace}/${name}`] as const),
    ),
  );
  const behind = serviceFinder(services);
  const known = new Map<ServiceFacts, readonly string[]>();
  const ofService = (service: ServiceFacts): readonly string[] => {
    let names = known.get(service);
    if (!names)
      known.set(service, (names = first(podsBehind(service).flatMap((pod) => workloadOf.get(pod) ?? []))));
    return names;
  };
  return ({ type, namespace, name, service, backends = [], ends = [] }) => {
    if (type === 'HostPort' || type === 'HostNetwork') return [`${namespace ?? ''}/${name}`];
    // A route names one Service for each of its hosts.
    const names = service ? [`${service.namespace}/${service.name}`] : new Set(backends);
    return first([
      ...[...new Set([...names].flatMap(behind))].flatMap(ofService),
      ...ends.flatMap(({ pods }) => pods.flatMap((pod) => workloadOf.get(pod) ?? [])),
    ]);
  };
}

/** A Service may select thousands of pods without an owner; more names add no information. */
function first(names: readonly string[]): string[] {
  return [...new Set(names)].sort().slice(0, MAX_WORKLOADS);
}

/** Entry points that may be open on nodes: there may be thousands of addresses, and nodes have their own list. */
const ON_NODES: ReadonlySet<EntryPoint['type']> = new Set([
  'NodePort',
  'HostPort',
  'HostNetwork',
  'Gateway',
  'Route',
  'Proxy',
]);
const NODE_ADDRESSES = 8;

/** Of a public entry point on nodes, the addresses that are publicly reachable. */
function listedAddresses({
  type,
  addresses,
  reach,
}: EntryPoint): Pick<EntryPointRow, 'addresses' | 'moreAddresses' | 'privateAddresses'> {
  if (!ON_NODES.has(type)) return { addresses };
  // A host name is neither public nor private.
  const isInner = (one: string) => ['private', 'loopback'].includes(addressReach(one));
  const open = reach === 'public' ? addresses.filter((one) => !isInner(one)) : addresses;
  const more = open.length - NODE_ADDRESSES;
  const inner = addresses.length - open.length;
  return {
    addresses: open.slice(0, NODE_ADDRESSES),
    ...(more > 0 && { moreAddresses: more }),
    ...(inner > 0 && { privateAddresses: inner }),
  };
}

/** A public address that is known from the certificate only was not observed: the row lists observed addresses only. */
function apiServerRow({ addresses, ports, host, reach, basis }: EndpointFacts): EntryPointRow {
  return {
    type: 'APIServer',
    object: { kind: 'Component', name: 'kube-apiserver' },
    addresses,
    ports,
    hosts: addresses.includes(host) ? [] : [host],
    reach: basis === 'inferred' ? 'unknown' : REACH[reach],
  };
}

const REACH = { public: 'public', private: 'internal', loopback: 'internal', unknown: 'unknown' } as const;
