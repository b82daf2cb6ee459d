import { fullHost } from '../../addons/istio/gateways/registry.ts';
import { groupByEach } from '../../shared/group.ts';
import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { istioKinds, meshVerdict, routeRef } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/virtual-service-subset-ignored',
  title: 'Gateway route bypasses the subsets of another VirtualService',
  control: 'Subsets of gateway routes',
  severity: 'info',
  why: 'A gateway evaluates only the VirtualService that is bound to it. Its requests reach all versions of the host, although another VirtualService limits the mesh to some of them.',
  remediation:
    'Set `destination.subset` in the VirtualService of the gateway, or bind the other one to the gateway by `spec.gateways`.',
  references: ['istio-analysis-messages', 'istio-traffic-problems'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio'],
  kinds: { istio: istioKinds('VirtualService') },
  *run({ istio, meshEdge: { virtualServices } }): Iterable<Finding> {
    const limiting = groupByEach(virtualServices, limitedHosts);
    const bound = virtualServices.filter(({ parents }) => parents.some((parent) => parent !== 'mesh'));
    yield* meshVerdict(istio, {
      faults: bound.flatMap((route) => faultOf(route, limiting)),
      objects: bound.length,
      noun: 'VirtualService with a Gateway',
      pass: 'no route of a gateway bypasses the subsets of its destination',
    });
  },
});

/** Hosts of a VirtualService that it routes to a subset of their own. */
function limitedHosts({ namespace, hosts, traffic }: RouteRecord): string[] {
  const own = new Set(hosts.map((host) => fullHost(host, namespace)));
  return (traffic?.destinations ?? [])
    .filter(
      ({ of, subset, host }) => of === 'http' && subset !== undefined && own.has(fullHost(host, namespace)),
    )
    .map(({ host }) => fullHost(host, namespace));
}

function faultOf(route: RouteRecord, limiting: ReadonlyMap<string, readonly RouteRecord[]>): Finding[] {
  const found = (route.traffic?.destinations ?? [])
    .filter(({ of, subset }) => of === 'http' && subset === undefined)
    .flatMap(({ host }) => limiting.get(fullHost(host, route.namespace)) ?? [])
    .filter((other) => other !== route);
  if (found.length === 0) return [];
  const names = [...new Set(found.map(({ namespace, name }) => `${namespace}/${name}`))];
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: `subsets of VirtualService ${listed(names)} do not apply to requests through the gateway`,
      evidence: [
        observed(`VirtualService ${route.namespace}/${route.name}`, `gateways ${listed(route.parents)}`),
        ...few(names, (name) => observed(`VirtualService ${name}`, 'routes to a subset')),
      ],
    },
  ];
}
