import { put } from '../../../shared/group.ts';
import type { GatewayServer, MeshGateway } from './types.ts';

/** A server of a gateway that claims a host on a port of the same workloads as others. */
export interface HostClaim {
  gateway: MeshGateway;
  server: GatewayServer;
  host: string;
}

/**
 * Claims of the same host, port and address on the same workloads, by that key. Without any selected workload, the selector stands for
 * them.
 */
export function hostClaims(gateways: readonly MeshGateway[]): ReadonlyMap<string, readonly HostClaim[]> {
  const claims = new Map<string, HostClaim[]>();
  for (const gateway of gateways) {
    if (!gateway.classic) continue;
    for (const place of placesOf(gateway))
      for (const server of gateway.servers) {
        const { port, bind = '' } = server.listener;
        if (port === undefined) continue;
        for (const { namespace = '*', host } of server.hosts)
          put(claims, [place, port, bind, `${namespace}/${host.toLowerCase()}`].join(' '), {
            gateway,
            server,
            host,
          });
      }
  }
  return claims;
}

/** The workloads that run its configuration, or its selector. */
export function placesOf({ workloads, record }: MeshGateway): string[] {
  return workloads.length > 0
    ? workloads.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)
    : [`selector ${selectorText(record.selector)}`];
}

/** `app=x, istio=y`, in order. */
export function selectorText(selector: Readonly<Record<string, string>> = {}): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(', ');
}
