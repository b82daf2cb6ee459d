/** What the API server reports about itself and its store: leases, endpoints, counts. */
import { enumeration, grouped } from '../../shared/text.ts';
import { kindKey } from '../kinds.ts';
import { liveApiServerLeases } from '../leases.ts';
import { minorOf } from '../minor.ts';
import type { EndpointSliceRecord } from '../records/index.ts';
import type { Contradiction, Reading, Rule } from './types.ts';
import { isWhole } from './types.ts';

const SLICE = 'discovery.k8s.io/EndpointSlice';
const LEASE = 'coordination.k8s.io/Lease';

const API_SERVER = 'default/kubernetes';

/** The API server maintains an EndpointSlice of its own Service. */
function endpoints(reading: Reading): Contradiction[] {
  const own = reading.records('service').some(({ namespace, name }) => `${namespace}/${name}` === API_SERVER);
  const whole =
    isWhole(reading, 'endpointslices', SLICE) ||
    reading.outcome('endpointslices')?.namespaces?.includes('default') === true;
  if (!own || !whole) return [];
  if (reading.records('endpointSlice').some(isOfApiServer)) return [];
  return [
    {
      collector: 'endpointslices',
      kinds: [SLICE],
      reason: 'endpointslices: that of the Service kubernetes is not among them',
    },
  ];
}

function isOfApiServer({ namespace, name, service }: EndpointSliceRecord): boolean {
  return `${namespace}/${service ?? name}` === API_SERVER;
}

/** From 1.26 on each API server renews a lease of its own, and is an endpoint of the Service kubernetes. */
function servers(reading: Reading): Contradiction[] {
  if (!isWhole(reading, 'leases', LEASE)) return [];
  const minor = minorOf(reading.records('version')[0]);
  if (minor === undefined || minor < 26) return [];
  const alive = liveApiServerLeases(reading.records('lease')).length;
  if (alive === 0)
    return [
      {
        collector: 'leases',
        kinds: [LEASE],
        reason: 'leases: none of an API server is among them, though one answers',
      },
    ];
  const addresses = Math.max(
    0,
    ...reading
      .records('endpointSlice')
      .filter(isOfApiServer)
      .map((slice) => new Set(slice.addresses).size),
  );
  return addresses <= alive
    ? []
    : [
        {
          collector: 'leases',
          kinds: [LEASE],
          reason: `leases: ${grouped(alive)} of API servers, while ${grouped(addresses)} endpoints of the Service kubernetes`,
        },
      ];
}

/** Metrics of the API server that count the objects in its store: since 1.34, and before. */
const COUNTS = ['apiserver_resource_objects', 'apiserver_storage_objects'] as const;

/** The API server counts its stored objects once a minute: an empty list, or one with less than half of them, is not that of the store. */
function serverCounts({ records, lists }: Reading): Contradiction[] {
  const stored = new Map<string, number>();
  for (const { families } of records('metrics'))
    for (const { labels, value } of COUNTS.flatMap((family) => families[family] ?? [])) {
      const name = [labels['resource'], labels['group']].filter(Boolean).join('.');
      stored.set(name, Math.max(value, stored.get(name) ?? 0));
    }
  return lists.flatMap(({ collector, group, kind, plural, count, hollow }) => {
    if (hollow) return [];
    const all = stored.get([plural, group].filter(Boolean).join('.')) ?? 0;
    if (count * 2 >= all) return [];
    return [
      {
        collector,
        kinds: [kindKey({ group, kind })],
        reason: `${plural}: the list has ${grouped(count)}, and the API server counts ${grouped(all)}`,
      },
    ];
  });
}

/** Two lists are empty that are empty in no cluster: other empty lists of this source are then no proof, either. */
function hollow({ lists }: Reading): Contradiction[] {
  const empty = lists.filter((list) => list.hollow).map(({ plural }) => plural);
  if (empty.length < 2) return [];
  return lists
    .filter(({ count }) => count === 0)
    .map(({ collector, group, kind, plural }) => ({
      collector,
      kinds: [kindKey({ group, kind })],
      reason: `${plural}: the list is empty, and so are ${enumeration(empty)}, which they are in no cluster`,
    }));
}

export const ofServer: readonly Rule[] = [servers, endpoints, serverCounts, hollow];
