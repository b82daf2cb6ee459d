import { isWildcardDns } from '../../data/wildcard-dns.ts';
import { isIstioRoute } from '../../snapshot/schema/route.ts';
import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import { addressFinder } from '../destinations.ts';
import { namedBy } from '../services.ts';
import type { Destination, ServiceFacts } from '../types.ts';
import { withoutPort } from './gateways.ts';

/** The targets of a route. */
export interface Places {
  /** `namespace/name` of Services. */
  backends: readonly string[];
  /** The same with their ports, `namespace/name:port`, as the rules name them. */
  named?: readonly string[];
  ends: readonly Destination[];
  /** Targets that are not followed, by their name in the route. */
  elsewhere: readonly string[];
}

/** Addresses of a Service count as that Service; a rule that ends at an unknown port of a node is not followed. */
export function placesAt(found: readonly Destination[]): Places {
  return {
    backends: found.flatMap(({ services = [] }) => services),
    ends: found.filter(({ services }) => !services),
    elsewhere: found.flatMap(({ address, node, ports }) =>
      node !== undefined && ports.length === 0 ? [`ports of the node ${node} (${address})`] : [],
    ),
  };
}

const NOWHERE: Places = { backends: [], ends: [], elsewhere: [] };

/** Follows the targets of a route: Services, their DNS names, and addresses. */
export function placeFinder(
  snapshot: Snapshot,
  services: readonly ServiceFacts[],
): (route: RouteRecord) => Places {
  const names = new Set(services.map(({ record }) => `${record.namespace}/${record.name}`));
  const found: Finder = { names, at: addressFinder(snapshot), entries: mayHaveEntries(snapshot) };
  return (route) => {
    const all = route.backends.map((backend) => placeOf(route, backend, found));
    return {
      backends: all.flatMap(({ backends }) => backends),
      named: all.flatMap(({ named = [] }) => named),
      ends: all.flatMap(({ ends }) => ends),
      elsewhere: all.flatMap(({ elsewhere }) => elsewhere),
    };
  };
}

interface Finder {
  names: ReadonlySet<string>;
  at: ReturnType<typeof addressFinder>;
  /** Whether a host of Istio may be one of a ServiceEntry. */
  entries: boolean;
}

/** The content of ServiceEntries is not collected. */
function mayHaveEntries({ records, outcomes }: Snapshot): boolean {
  const { status, missing = [] } = outcomes.get('istio') ?? {};
  return (
    records.custom.some(({ kind }) => kind === 'ServiceEntry') ||
    status === 'permission-denied' ||
    status === 'collection-failed' ||
    missing.some(({ resource }) => resource === 'serviceentries')
  );
}

function placeOf(route: RouteRecord, backend: string, finder: Finder): Places {
  const [, kind, place = backend] = /^(\S+) (.+)$/.exec(backend) ?? [];
  const host = withoutPort(place).replace(/^\[(.+)\]$/, '$1');
  if (kind === 'Hostname') return ofHost(route, host.slice(host.indexOf('/') + 1), backend, finder);
  // Traefik itself: its API, its metrics, its health.
  if (kind === 'TraefikService' && host.endsWith('@internal')) return NOWHERE;
  if (kind !== undefined) return { ...NOWHERE, elsewhere: [backend] };
  if (!isIstioRoute(route) && host.includes('/')) return { ...NOWHERE, backends: [host], named: [place] };
  return ofHost(route, host, backend, finder);
}

function ofHost(route: RouteRecord, host: string, backend: string, finder: Finder): Places {
  const { kind, namespace, name } = route;
  const port = /:(\d+)$/.exec(backend)?.[1];
  const found = finder.at(
    host,
    `${kind} ${namespace}/${name}`,
    port === undefined ? undefined : Number(port),
  );
  if (found.length > 0) return placesAt(found);
  if (isWildcardDns(host)) return { ...NOWHERE, elsewhere: [backend] };
  // Istio resolves short names relative to the VirtualService's own namespace.
  const named = host.includes('.') ? namedBy(host) : `${namespace}/${host}`;
  const known = named !== undefined && finder.names.has(named);
  const entry = !known && finder.entries && (isIstioRoute(route) || backend.startsWith('Hostname '));
  return {
    ...NOWHERE,
    backends: named === undefined ? [] : [named],
    named: named === undefined ? [] : [port === undefined ? named : `${named}:${port}`],
    elsewhere: entry ? [`${host} (perhaps a ServiceEntry)`] : [],
  };
}
