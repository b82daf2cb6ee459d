import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { istioKinds, meshVerdict, routeRef } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/virtual-service-rule-unused',
  title: 'VirtualService rule that no request reaches',
  control: 'Rules of VirtualServices',
  severity: 'low',
  why: 'An earlier rule of the VirtualService matches the same requests, so a later one has no effect. Traffic that it should block, mirror or route elsewhere reaches the earlier destination.',
  remediation: 'Move the specific rule of `spec.http` before the general one, or remove the duplicate.',
  references: ['istio-analysis-messages', 'istio-virtual-service'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio'],
  kinds: { istio: istioKinds('VirtualService') },
  *run({ istio, meshEdge: { virtualServices } }): Iterable<Finding> {
    yield* meshVerdict(istio, {
      faults: virtualServices.flatMap(faultOf),
      objects: virtualServices.length,
      noun: 'VirtualService',
      pass: 'no rule repeats the matches of an earlier one',
    });
  },
});

function faultOf(route: RouteRecord): Finding[] {
  const unused = route.traffic?.unused ?? [];
  if (unused.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      severity: unused.some(({ whole }) => whole) ? 'low' : 'info',
      message: listed(unused.map(({ rule, reason }) => `${rule}: ${reason}`)),
      evidence: few(unused, ({ rule, reason }) =>
        observed(`VirtualService ${route.namespace}/${route.name}`, `${rule}: ${reason}`),
      ),
    },
  ];
}
