import type { Rival } from '../../addons/istio/gateways/route-hosts.ts';
import { gatewayConflicts, meshConflicts } from '../../addons/istio/gateways/route-hosts.ts';
import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { istioKinds, meshVerdict, routeRef } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/virtual-service-hosts-conflicting',
  title: 'Several VirtualServices define the same host',
  control: 'Hosts defined by several VirtualServices',
  severity: 'medium',
  why: 'Only one of the VirtualServices takes effect for proxies of the mesh, and a gateway merges them in the order of creation. A user with access to one namespace can thus receive traffic for a host of another one.',
  remediation:
    'Merge the rules into one VirtualService, or limit each by `exportTo: [.]`. Bind a host of a gateway to one namespace (`shop/shop.example.com` in the Gateway).',
  references: ['istio-analysis-messages', 'istio-virtual-service'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio'],
  kinds: { istio: istioKinds('VirtualService') },
  *run({ istio, meshEdge: { virtualServices } }): Iterable<Finding> {
    const inMesh = meshConflicts(virtualServices);
    const atGateways = gatewayConflicts(virtualServices);
    yield* meshVerdict(istio, {
      faults: virtualServices.flatMap((route) => {
        const conflict = inMesh.get(route) ?? atGateways.get(route);
        return conflict ? [faultOf(route, conflict)] : [];
      }),
      objects: virtualServices.length,
      noun: 'VirtualService',
      pass: 'no host is defined by several VirtualServices',
    });
  },
});

function faultOf(route: RouteRecord, { host, gateway, others }: Rival): Finding {
  const foreign = others.some(({ namespace }) => namespace !== route.namespace);
  const names = others.map(({ namespace, name }) => `${namespace}/${name}`);
  return {
    verdict: 'fail',
    at: routeRef(route),
    severity: foreign ? 'medium' : 'low',
    message: `host ${host} ${gateway === undefined ? 'in the mesh' : `at Gateway ${gateway}`} is also defined by VirtualService ${listed(names)}`,
    evidence: few([route, ...others], (one) =>
      observed(`VirtualService ${one.namespace}/${one.name}`, `hosts ${listed(one.hosts)}`),
    ),
  };
}
