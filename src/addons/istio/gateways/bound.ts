/** Which routes of a gateway forward requests of one of its servers. */
import type { RouteRecord } from '../../../snapshot/records/index.ts';
import { overlap } from './servers.ts';
import type { GatewayServer, MeshGateway } from './types.ts';

/**
 * Routes that forward HTTP requests of this server to a workload: they bind to it by name, host and port, and do not only redirect.
 * A VirtualService forwards by its delegates, too.
 */
export function forwardingOn(
  gateway: MeshGateway,
  server: GatewayServer,
  virtualServices: readonly RouteRecord[],
): RouteRecord[] {
  return gateway.routes.filter(
    (route) => binds(route, gateway, server) && forwards(route, server, virtualServices),
  );
}

function binds(
  { namespace, hosts, sections }: RouteRecord,
  { classic, record }: MeshGateway,
  server: GatewayServer,
): boolean {
  if (!classic) {
    const place = `${record.namespace}/${record.name}`;
    const named = sections?.some(
      (one) => one === `${place}/*` || one === `${place}/${server.listener.name ?? ''}`,
    );
    if (named === false) return false;
  }
  return server.hosts.some(
    (own) =>
      (!classic || own.namespace === undefined || own.namespace === namespace) &&
      (hosts.length === 0 || hosts.some((host) => overlap(own.host, host))),
  );
}

function forwards(
  { redirects, traffic, backends, includes = [] }: RouteRecord,
  { listener: { port } }: GatewayServer,
  virtualServices: readonly RouteRecord[],
): boolean {
  if (redirects || traffic?.redirects) return false;
  if (port !== undefined) {
    const { httpPorts, redirectedPorts } = traffic ?? {};
    if (httpPorts?.includes(port) === false || redirectedPorts?.includes(port)) return false;
  }
  return (
    backends.length > 0 ||
    (traffic?.destinations.length ?? 0) > 0 ||
    virtualServices.some(
      (one) =>
        includes.includes(`${one.namespace}/${one.name}`) && (one.traffic?.destinations.length ?? 0) > 0,
    )
  );
}
