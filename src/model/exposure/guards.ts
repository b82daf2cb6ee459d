/** Logins and address lists that objects of Traefik and Kong require before a route. */
import type { IngressRecord, RouteRecord } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import { namedBy } from '../services.ts';
import { admitsEverySource } from '../source-ranges.ts';

/** The maximum depth of nested chains. */
const MAX_DEPTH = 5;

export interface GuardFinder {
  /** Whether each rule of a route, which leads to these Services, requires a login or limits addresses. */
  ofRoute: (route: RouteRecord, backends: readonly string[]) => boolean;
  /** The same for an Ingress, by the annotations that its controller reads. */
  ofIngress: (ingress: IngressRecord, controller: string, backends: readonly string[]) => boolean;
}

const TRAEFIK = { key: 'traefik.ingress.kubernetes.io/router.middlewares', controllers: /^traefik\.io\// };
const KONG = { key: 'konghq.com/plugins', controllers: /konghq\.com\// };

/** A name counts where an object of that name exists, and requires a login or limits addresses. */
export function guardFinder(routes: readonly RouteRecord[]): GuardFinder {
  const byName = groupBy(routes, ({ kind, namespace, name }) => `${kind} ${namespace}/${name}`);
  const parts = routes.filter(({ kind }) => kind === 'Middleware');
  const found = (name: string): readonly RouteRecord[] => {
    const own = byName.get(name) ?? [];
    // Kong uses a cluster-scoped plugin where the namespace has none.
    const [, plugin] = /^KongPlugin [^/]*\/(.+)$/.exec(name) ?? [];
    if (own.length > 0 || plugin === undefined) return own;
    return routes.filter((route) => route.kind === 'KongClusterPlugin' && route.name === plugin);
  };
  const guards = (route: RouteRecord, backends: readonly string[], depth: number): boolean => {
    const { login, ranges = [], namespace } = route;
    const asked = login?.includes('.') ? namedBy(login) : `${namespace}/${login ?? ''}`;
    return (
      (login !== undefined && !(asked !== undefined && backends.includes(asked))) ||
      (ranges.length > 0 && !admitsEverySource(ranges)) ||
      (depth > 0 && all(route.guards, backends, depth - 1))
    );
  };
  const some = (names: readonly string[], backends: readonly string[], depth: number): boolean =>
    names.some((name) => found(name).some((part) => guards(part, backends, depth)));
  const all = (entries: readonly string[] = [], backends: readonly string[], depth: number): boolean =>
    entries.length > 0 && entries.every((entry) => some(entry.split(','), backends, depth));
  return {
    ofRoute: (route, backends) => all(route.guards, backends, MAX_DEPTH),
    ofIngress: ({ namespace, annotations }, controller, backends) => {
      const named = (key: string) => (annotations[key] ?? '').split(',').map((name) => name.trim());
      const middlewares = TRAEFIK.controllers.test(controller) ? named(TRAEFIK.key) : [];
      const plugins = KONG.controllers.test(controller) ? named(KONG.key) : [];
      return (
        parts.some(
          (part) =>
            middlewares.includes(`${part.namespace}-${part.name}@kubernetescrd`) &&
            guards(part, backends, MAX_DEPTH),
        ) ||
        some(
          plugins.map((name) => `KongPlugin ${namespace}/${name}`),
          backends,
          MAX_DEPTH,
        )
      );
    },
  };
}
