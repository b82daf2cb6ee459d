import type { KnownHost } from '../../addons/istio/gateways/registry.ts';
import { fullHost, hostNames, objects } from '../../addons/istio/gateways/registry.ts';
import type { MeshEdgeFacts } from '../../addons/types.ts';
import type { CustomRecord, RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { istioKinds, meshVerdict, routeRef } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/virtual-service-destination-missing',
  title: 'VirtualService routes to a missing host, port or subset',
  control: 'Destinations of VirtualServices',
  severity: 'low',
  why: 'Proxies answer requests to such a destination with status 503. A user who can create a Service with that name receives the traffic.',
  remediation:
    'Set `destination.host`, `port.number` and `subset` to those of an existing Service, ServiceEntry and DestinationRule, or remove the route.',
  references: ['istio-analysis-messages', 'istio-virtual-service', 'istio-traffic-problems'],
  needs: [],
  uses: ['istio', 'meshEdge', 'secrets'],
  passNeeds: ['istio', 'services'],
  kinds: { istio: istioKinds('VirtualService', 'ServiceEntry', 'DestinationRule') },
  *run({ istio, meshEdge, secrets }): Iterable<Finding> {
    const routing = meshEdge.virtualServices.filter(({ traffic }) => (traffic?.destinations.length ?? 0) > 0);
    const subsets = subsetsOf(meshEdge.destinationRules);
    const remote = secrets.seen.some(({ labels }) => labels['istio/multiCluster'] === 'true');
    yield* meshVerdict(istio, {
      faults: routing.flatMap((route) => faultOf(route, { meshEdge, subsets, remote })),
      objects: routing.length,
      noun: 'VirtualService with a destination',
      pass: 'the destinations of all VirtualServices exist',
    });
  },
});

/** Subsets by `host subset`. */
function subsetsOf(rules: readonly CustomRecord[]): ReadonlySet<string> {
  return new Set(
    rules.flatMap(({ namespace = '', spec }) =>
      typeof spec['host'] === 'string'
        ? objects(spec['subsets']).map(
            ({ name }) => `${fullHost(String(spec['host']), namespace)} ${String(name)}`,
          )
        : [],
    ),
  );
}

interface Context {
  meshEdge: MeshEdgeFacts;
  subsets: ReadonlySet<string>;
  /** Other clusters are part of the mesh, and their Services are not observed. */
  remote: boolean;
}

type Destination = NonNullable<RouteRecord['traffic']>['destinations'][number];

function faultOf(route: RouteRecord, context: Context): Finding[] {
  const { destinations = [], exportTo } = route.traffic ?? {};
  const faults = destinations.flatMap((destination) => {
    const known = context.meshEdge.registry.find(destination.host, route.namespace, exportTo);
    if (!known) return context.remote ? [] : [`host ${destination.host} is not a Service or ServiceEntry`];
    return [...portFaults(destination, known), ...subsetFaults(route, destination, context.subsets)];
  });
  if (faults.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: listed([...new Set(faults)]),
      restsOn: ['istio', 'services'],
      evidence: few(destinations, ({ host, port, subset }) =>
        observed(
          `VirtualService ${route.namespace}/${route.name}`,
          `destination ${host}${port === undefined ? '' : `, port ${port}`}${subset === undefined ? '' : `, subset ${subset}`}`,
        ),
      ),
    },
  ];
}

function portFaults({ host, port }: Destination, { ports }: KnownHost): string[] {
  if (port === undefined)
    return new Set(ports).size > 1
      ? [`port of ${host} is not set, and it has ports ${listed(ports.map(String))}`]
      : [];
  return ports.includes(port) ? [] : [`${host} has no port ${port}`];
}

function subsetFaults(
  { namespace }: RouteRecord,
  { host, subset }: Destination,
  subsets: ReadonlySet<string>,
): string[] {
  if (subset === undefined) return [];
  const names = hostNames(fullHost(host, namespace));
  return names.some((name) => subsets.has(`${name} ${subset}`))
    ? []
    : [`no DestinationRule of ${host} has subset ${subset}`];
}
