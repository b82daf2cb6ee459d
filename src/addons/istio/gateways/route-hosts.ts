import { put } from '../../../shared/group.ts';
import type { RouteRecord } from '../../../snapshot/records/index.ts';
import { fullHost, hostNames, scopes } from './registry.ts';

/**
 * VirtualServices of proxies of the mesh that define a host which another one defines, too, for proxies of the same namespaces. Only one of
 * them takes effect (https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services).
 */
export function meshConflicts(routes: readonly RouteRecord[]): ReadonlyMap<RouteRecord, Rival> {
  const byScope = new Map<string, RouteRecord[]>();
  const keys: { scope: string; host: string }[] = [];
  for (const route of routes) {
    if (!route.parents.includes('mesh')) continue;
    for (const scope of scopes(route.traffic?.exportTo ?? [], route.namespace))
      for (const host of route.hosts) {
        const full = fullHost(host, route.namespace);
        const key = `${scope} ${full}`;
        if (!byScope.has(key)) keys.push({ scope, host: full });
        put(byScope, key, route);
      }
  }
  const found = new Map<RouteRecord, Rival>();
  for (const { scope, host } of keys) {
    const own = byScope.get(`${scope} ${host}`) ?? [];
    const all =
      scope === '*' ? own : [...own, ...hostNames(host).flatMap((name) => byScope.get(`* ${name}`) ?? [])];
    addRivals(found, all, host);
  }
  return found;
}

/** VirtualServices of several namespaces that define the same host at the same gateway. */
export function gatewayConflicts(routes: readonly RouteRecord[]): ReadonlyMap<RouteRecord, Rival> {
  const claims = new Map<string, RouteRecord[]>();
  for (const route of routes)
    for (const parent of route.parents)
      if (parent !== 'mesh')
        for (const host of route.hosts) put(claims, `${parent} ${fullHost(host, route.namespace)}`, route);
  const found = new Map<RouteRecord, Rival>();
  for (const [key, all] of claims)
    if (new Set(all.map(({ namespace }) => namespace)).size > 1)
      addRivals(found, all, key.slice(key.indexOf(' ') + 1), key.slice(0, key.indexOf(' ')));
  return found;
}

/** Others that define a host of a VirtualService. */
export interface Rival {
  host: string;
  /** At this gateway; absent: for proxies of the mesh. */
  gateway?: string;
  others: readonly RouteRecord[];
}

/** Hundreds may define one host, and a few names are enough. */
const SHOWN = 20;

function addRivals(
  found: Map<RouteRecord, Rival>,
  given: readonly RouteRecord[],
  host: string,
  gateway?: string,
): void {
  const all = [...new Set(given)];
  if (all.length < 2) return;
  const few = all.slice(0, SHOWN);
  for (const route of all)
    if (!found.has(route))
      found.set(route, {
        host,
        ...(gateway !== undefined && { gateway }),
        others: few.filter((other) => other !== route),
      });
}
