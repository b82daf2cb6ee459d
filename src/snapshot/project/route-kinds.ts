import { mayHandOn, snippetMark } from '../../data/ingress-places.ts';
import type { BackendPath, Path, RouteKind } from '../../data/route-kinds.ts';
import { insideOnly, routeKinds } from '../../data/route-kinds.ts';
import type { ApiKinds, Project } from '../kinds/define.ts';
import type { RouteRecord } from '../schema/route.ts';
import { arr, namespaceOf, obj, scalar, str, strings } from './raw.ts';
import type { Meta, Raw } from './raw.ts';
import { kongGuard, middlewareGuard } from './route-guards.ts';
import { mappedTo, route } from './routes.ts';

/** How to read the kinds of data/route-kinds.ts, as parts of the API. */
export const routeKindApis: readonly ApiKinds<RouteRecord>[] = routeKinds.map((table) => ({
  kinds: table.groups.map((group) => `${group}/${table.kind}`),
  scope: table.scope ?? 'Namespaced',
  project: projectionOf(table),
}));

function projectionOf({
  kind,
  hosts,
  backends,
  redirects,
  snippets = [],
  guard,
  isPart = false,
  isUnread = false,
}: RouteKind): Project<RouteRecord> {
  return (input) => {
    const spec = input.raw['spec'];
    const namespace = namespaceOf(input.meta);
    const named = backends.flatMap((path) =>
      along(spec, path.at).flatMap((at) => backendAt(at, path, namespace)),
    );
    const texts = snippets.flatMap((path) => along(spec, path)).filter((text) => typeof text === 'string');
    if (texts.some((text) => mayHandOn(snippetMark(text))))
      named.push(`snippets of ${kind} ${namespace}/${input.meta.name}`);
    const guards = guard && GUARDS[guard](input.raw, namespace);
    if (isPart && named.length === 0 && (!guards || Object.keys(guards).length === 0)) return undefined;
    // A leading kind marks a backend that is not followed.
    if (isUnread) named.push(`${kind} ${namespace}/${input.meta.name}`);
    if (redirects && hasOwnClusters(spec)) named.push(`clusters of ${kind} ${namespace}/${input.meta.name}`);
    const before = redirects === undefined ? [] : along(spec, redirects);
    const taken = before.flatMap((at) =>
      backendAt(at, { at: [], name: 'name', namespace: 'namespace' }, namespace),
    );
    return route(input, {
      parents: [...stackOf(input.meta), ...taken.map((service) => `Service ${service}`)],
      hosts: hosts === undefined ? [] : strings(along(spec, hosts)),
      backends: named,
      ...guards,
    });
  };
}

const GUARDS = {
  middleware: (raw: Raw, namespace: string) => middlewareGuard(obj(raw['spec']), namespace),
  kong: kongGuard,
} as const;

/** Clusters of Envoy with addresses of their own; those that Cilium fills with the pods of Services have none. */
function hasOwnClusters(spec: unknown): boolean {
  return arr(obj(spec)['resources'])
    .map(obj)
    .some(
      (resource) =>
        str(resource['@type'])?.endsWith('.Cluster') === true &&
        (resource['load_assignment'] ?? resource['loadAssignment'] ?? resource['cluster_type']) !== undefined,
    );
}

/**
 * The AWS Load Balancer Controller creates TargetGroupBindings for Services and Ingresses and labels them
 * (https://github.com/kubernetes-sigs/aws-load-balancer-controller, pkg/deploy/elbv2).
 */
function stackOf({ raw }: Meta): string[] {
  const labels = obj(raw['labels']);
  return ['Ingress', 'Service'].filter(
    (kind) => str(labels[`${kind.toLowerCase()}.k8s.aws/stack-name`]) !== undefined,
  );
}

/** The values at the end of a path; each list on the way, and at its end, is traversed. */
function along(value: unknown, path: Path): readonly unknown[] {
  const each: readonly unknown[] = Array.isArray(value) ? arr(value) : [value];
  const all = each.filter((one) => obj(one)[insideOnly.key] !== insideOnly.value);
  const [key, ...rest] = path;
  return key === undefined ? all : all.flatMap((one) => along(obj(one)[key], rest));
}

function backendAt(at: unknown, path: BackendPath, namespace: string): string[] {
  if (path.name === undefined) return strings([at]).map((text) => mappedTo(text, namespace));
  const raw = obj(at);
  const name = str(raw[path.name], 256);
  if (name === undefined) return [];
  const port = path.port === undefined ? undefined : scalar(raw[path.port]);
  const end = port === undefined ? '' : `:${port}`;
  if (path.kind !== undefined) return [`${path.kind} ${namespace}/${name}`];
  const own = path.namespace === undefined ? undefined : str(raw[path.namespace], 256);
  if (own !== undefined) return [`${own}/${name}${end}`];
  return [name.includes('/') ? `${name}${end}` : mappedTo(`${name}${end}`, namespace)];
}
