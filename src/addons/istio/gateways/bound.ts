/** Which routes bind to a server of a gateway: by the section that they name, and by their hosts. */
import type { GatewayRecord, RouteRecord } from '../../../snapshot/records/index.ts';
import { put } from '../../../shared/group.ts';
import { hostNames } from './registry.ts';
import type { GatewayServer, ServerHost } from './types.ts';

type Server = Omit<GatewayServer, 'routes'>;

/**
 * The servers with their routes. A route of the Gateway API names a listener or means all of them (HTTPRoute, `parentRefs.sectionName`); it
 * and a VirtualService serve a server with which they have a host in common, if that server takes routes of their namespace
 * (https://gateway-api.sigs.k8s.io/reference/spec/, ParentReference; https://istio.io/latest/docs/reference/config/networking/gateway/#Server).
 */
export function withRoutes(
  { namespace, name }: GatewayRecord,
  servers: readonly Server[],
  routes: readonly RouteRecord[],
): GatewayServer[] {
  const found = new Map<Server, Set<RouteRecord>>(servers.map((server) => [server, new Set()]));
  const index = indexOf(servers);
  for (const route of routes)
    for (const { server, host } of serving(route, index))
      if (takes(host, route) && names(route, `${namespace}/${name}`, server)) found.get(server)?.add(route);
  return servers.map((server) => ({ ...server, routes: [...(found.get(server) ?? [])] }));
}

function takes({ namespace }: ServerHost, route: RouteRecord): boolean {
  return namespace === undefined || namespace === route.namespace;
}

function names({ sections }: RouteRecord, gateway: string, { listener }: Server): boolean {
  return (
    sections === undefined ||
    sections.includes(`${gateway}/*`) ||
    sections.includes(`${gateway}/${listener.name ?? ''}`)
  );
}

interface Entry {
  server: Server;
  host: ServerHost;
}

/** Servers by each host, and by each suffix of it, so that no route is compared with every server. */
interface Index {
  exact: ReadonlyMap<string, readonly Entry[]>;
  below: ReadonlyMap<string, readonly Entry[]>;
  all: readonly Entry[];
}

function indexOf(servers: readonly Server[]): Index {
  const exact = new Map<string, Entry[]>();
  const below = new Map<string, Entry[]>();
  const all: Entry[] = [];
  for (const server of servers)
    for (const host of server.hosts) {
      const entry = { server, host };
      const name = host.host.toLowerCase();
      all.push(entry);
      put(exact, name, entry);
      for (const suffix of hostNames(name)) if (suffix !== name) put(below, suffix, entry);
    }
  return { exact, below, all };
}

/** Without hosts a route has those of its server. */
function serving({ hosts }: RouteRecord, { exact, below, all }: Index): Iterable<Entry> {
  if (hosts.length === 0 || hosts.includes('*')) return all;
  return hosts.flatMap((given) => {
    const host = given.toLowerCase();
    const wider = hostNames(host).flatMap((name) => exact.get(name) ?? []);
    return host.startsWith('*') ? [...wider, ...(below.get(host) ?? [])] : wider;
  });
}
