import type { KnownHost } from '../../addons/istio/gateways/registry.ts';
import type { MeshEdgeFacts } from '../../addons/types.ts';
import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { istioKinds, meshVerdict, routeRef } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { remoteSecretsOf } from '../helpers/remote-clusters.ts';

export default defineCheck({
  id: 'istio/virtual-service-destination-missing',
  title: 'VirtualService routes to a missing host or port',
  control: 'Destinations of VirtualServices',
  severity: 'low',
  why: 'Proxies answer requests to such a destination with status 503. A user who can create a Service with that name receives the traffic.',
  remediation:
    'Set `destination.host` and `port.number` to those of an existing Service or ServiceEntry, or remove the route.',
  references: ['istio-analysis-messages', 'istio-virtual-service', 'istio-traffic-problems'],
  needs: [],
  uses: ['istio', 'meshEdge', 'secrets'],
  passNeeds: ['istio', 'services'],
  kinds: { istio: istioKinds('VirtualService', 'ServiceEntry') },
  *run({ istio, meshEdge, secrets }): Iterable<Finding> {
    const routing = meshEdge.virtualServices.filter(({ traffic }) => (traffic?.destinations.length ?? 0) > 0);
    const remote = remoteSecretsOf(secrets.seen, istio).length > 0;
    yield* meshVerdict(istio, {
      faults: routing.flatMap((route) => faultOf(route, meshEdge, remote)),
      objects: routing.length,
      noun: 'VirtualService with a destination',
      pass: 'the destinations of all VirtualServices exist',
    });
  },
});

type Destination = NonNullable<RouteRecord['traffic']>['destinations'][number];

/** `remote`: other clusters are part of the mesh, and their Services are not observed. */
function faultOf(route: RouteRecord, { registry }: MeshEdgeFacts, remote: boolean): Finding[] {
  const { destinations = [], exportTo } = route.traffic ?? {};
  const faults = destinations.flatMap((destination) => {
    const known = registry.find(destination.host, route.namespace, exportTo);
    if (!known) return remote ? [] : [`host ${destination.host} is not a Service or ServiceEntry`];
    return portFaults(destination, known);
  });
  if (faults.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: listed([...new Set(faults)]),
      restsOn: ['istio', 'services'],
      evidence: few(destinations, ({ host, port }) =>
        observed(
          `VirtualService ${route.namespace}/${route.name}`,
          `destination ${host}${port === undefined ? '' : `, port ${port}`}`,
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
