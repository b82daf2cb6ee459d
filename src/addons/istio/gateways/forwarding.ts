/** Which routes of a gateway forward requests of one of its servers. */
import type { RouteRecord } from '../../../snapshot/records/index.ts';
import type { GatewayServer } from './types.ts';

/** Routes of a server that forward HTTP requests to a workload, and do not only redirect. A VirtualService forwards by its delegates, too. */
export function forwardingOn(server: GatewayServer, virtualServices: readonly RouteRecord[]): RouteRecord[] {
  return server.routes.filter((route) => forwards(route, server, virtualServices));
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
