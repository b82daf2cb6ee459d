import { recordsIn } from '../../addons/istio/custom-objects.ts';
import { fullHost, hostNames } from '../../addons/istio/gateways/registry.ts';
import type { CustomRecord, RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { istioKinds, meshVerdict, routeRef } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/virtual-service-subset-missing',
  title: 'VirtualService routes to a missing subset',
  control: 'Subsets of VirtualServices',
  severity: 'low',
  why: 'Proxies answer requests to a subset that no DestinationRule defines with status 503. Part of the traffic of the host is lost.',
  remediation:
    'Add the subset to `spec.subsets` of the DestinationRule of the host, or remove `destination.subset`.',
  references: ['istio-analysis-messages', 'istio-virtual-service', 'istio-traffic-problems'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio'],
  kinds: { istio: istioKinds('VirtualService', 'DestinationRule') },
  *run({ istio, meshEdge: { virtualServices, destinationRules } }): Iterable<Finding> {
    const routing = virtualServices.filter(({ traffic }) =>
      traffic?.destinations.some(({ subset }) => subset !== undefined),
    );
    const defined = subsetsOf(destinationRules);
    yield* meshVerdict(istio, {
      faults: routing.flatMap((route) => faultOf(route, defined)),
      objects: routing.length,
      noun: 'VirtualService with a subset',
      pass: 'a DestinationRule defines every subset',
    });
  },
});

/** Subsets by `host subset`. */
function subsetsOf(rules: readonly CustomRecord[]): ReadonlySet<string> {
  return new Set(
    rules.flatMap(({ namespace = '', spec: { host, subsets } }) =>
      typeof host === 'string'
        ? recordsIn(subsets).map(({ name }) => `${fullHost(host, namespace)} ${String(name)}`)
        : [],
    ),
  );
}

function faultOf(route: RouteRecord, defined: ReadonlySet<string>): Finding[] {
  const missing = (route.traffic?.destinations ?? []).flatMap(({ host, subset }) => {
    if (subset === undefined) return [];
    // A DestinationRule for a wildcard defines subsets of all its hosts.
    const names = hostNames(fullHost(host, route.namespace));
    return names.some((name) => defined.has(`${name} ${subset}`)) ? [] : [{ host, subset }];
  });
  if (missing.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: `no DestinationRule defines ${listed([...new Set(missing.map(({ host, subset }) => `subset ${subset} of ${host}`))])}`,
      restsOn: ['istio'],
      evidence: few(missing, ({ host, subset }) =>
        observed(`VirtualService ${route.namespace}/${route.name}`, `destination ${host}, subset ${subset}`),
      ),
    },
  ];
}
