import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { routeName, routeRef } from '../helpers/gateway-routes.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

const GROUP = /^traefik\.(?:io|containo\.us)$/;

export default defineCheck({
  id: 'addons/traefik-reference-missing',
  title: 'Traefik route refers to a missing object',
  control: 'References of Traefik routes',
  severity: 'low',
  why: 'Traefik drops a route with a missing Service or middleware, so that its host is not served. A user who creates the missing object decides where requests go, or which login they pass.',
  remediation: 'Create the Service or Middleware, or correct its name and namespace in the IngressRoute.',
  references: ['K05', 'K07'],
  peerChecks: [314],
  needs: ['services'],
  uses: ['extensions'],
  passNeeds: ['gateways'],
  *run({ services, extensions: { routes } }): Iterable<Finding> {
    const own = routes.filter(({ kind, group = '' }) => GROUP.test(group) && kind.startsWith('IngressRoute'));
    const names = new Set(services.map(({ record }) => `${record.namespace}/${record.name}`));
    const middlewares = middlewaresOf(routes);
    yield* judged({
      faults: own.flatMap((route) => faultOf(route, names, middlewares)),
      evaluated: own.length,
      noun: 'IngressRoute',
      pass: 'the Services and middlewares of all IngressRoutes exist',
    });
  },
});

/** Names of middlewares. Snapshots of older tools contain only those with a login or an address list: undefined. */
function middlewaresOf(routes: readonly RouteRecord[]): ReadonlySet<string> | undefined {
  const all = routes.filter(({ kind, group = '' }) => kind === 'Middleware' && GROUP.test(group));
  const isWhole = all.some(
    ({ login, ranges, guards, backends }) => !login && !ranges && !guards && backends.length === 0,
  );
  return isWhole ? new Set(all.map(({ namespace, name }) => `${namespace}/${name}`)) : undefined;
}

function faultOf(
  route: RouteRecord,
  services: ReadonlySet<string>,
  middlewares: ReadonlySet<string> | undefined,
): Finding[] {
  const absent = route.backends
    .filter((backend) => /^[^/ ]+\/[^/ ]+$/.test(backend))
    .map((backend) => backend.replace(/:[^:/]*$/, ''))
    .filter((backend) => !services.has(backend));
  const guards = (route.guards ?? [])
    .flatMap((entry) => entry.split(','))
    .flatMap((entry) => /^Middleware (.+)$/.exec(entry)?.[1] ?? []);
  // `name@file` is a middleware of another provider.
  const lost = middlewares ? guards.filter((name) => !name.includes('@') && !middlewares.has(name)) : [];
  const what = [
    ...[...new Set(absent)].map((name) => `Service ${name} does not exist`),
    ...[...new Set(lost)].map((name) => `Middleware ${name} does not exist`),
  ];
  if (what.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: listed(what),
      restsOn: absent.length > 0 ? ['services'] : ['gateways'],
      evidence: few(what, (text) => observed(routeName(route), text)),
    },
  ];
}
