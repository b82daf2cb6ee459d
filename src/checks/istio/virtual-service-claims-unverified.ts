import { textMapIn } from '../../addons/istio/custom-objects.ts';
import type { IstioFacts, MeshEdgeFacts } from '../../addons/types.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import { labelOf } from '../../model/selectors.ts';
import { groupBy } from '../../shared/group.ts';
import type { CustomRecord, RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { istioKinds, meshVerdict, routeRef } from '../helpers/mesh.ts';
import { listed, observed, workloadName } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/virtual-service-claims-unverified',
  title: 'Routing by JWT claims without RequestAuthentication',
  control: 'JWT verification for routing by claims',
  severity: 'medium',
  why: 'The gateway verifies no token, so rules on claims never match. Requests follow the remaining rules of the VirtualService, and reach workloads without the intended separation.',
  remediation:
    'Create a RequestAuthentication with `jwtRules` for the gateway Pods in their namespace, and an AuthorizationPolicy that requires a token.',
  references: ['istio-analysis-messages', 'istio-virtual-service', 'K09'],
  needs: [],
  uses: ['istio', 'meshEdge', 'extensions'],
  passNeeds: ['istio', 'pods', 'workloads'],
  kinds: {
    istio: [...istioKinds('VirtualService', 'Gateway'), 'security.istio.io/RequestAuthentication'],
  },
  *run({ istio, meshEdge, extensions }): Iterable<Finding> {
    const byClaim = meshEdge.virtualServices.filter(({ traffic }) => traffic?.claim !== undefined);
    const verifying = groupBy(
      extensions.custom.filter(({ kind }) => kind === 'RequestAuthentication'),
      ({ namespace }) => namespace ?? '',
    );
    yield* meshVerdict(istio, {
      faults: byClaim.flatMap((route) => faultOf(route, meshEdge, verifierOf(istio, verifying))),
      objects: byClaim.length,
      noun: 'VirtualService that routes by claims',
      pass: 'a RequestAuthentication applies to every gateway that routes by claims',
    });
  },
});

type Verifies = (workload: WorkloadFacts) => boolean;

/** Whether a policy of the namespace, or of the root namespace, applies to all pods of a workload. */
function verifierOf(
  { rootNamespace }: IstioFacts,
  policies: ReadonlyMap<string, readonly CustomRecord[]>,
): Verifies {
  const root = rootNamespace.known ? rootNamespace.value : 'istio-system';
  return ({ namespace, templates }) =>
    [...new Set([root, namespace])]
      .flatMap((place) => policies.get(place) ?? [])
      .some(({ spec }) => {
        const selector = spec['selector'] as Record<string, unknown> | undefined;
        const wanted = Object.entries(textMapIn(selector?.['matchLabels']));
        return templates.every(({ template }) =>
          wanted.every(([key, value]) => labelOf(template.labels, key) === value),
        );
      });
}

function faultOf(route: RouteRecord, { gatewayOf }: MeshEdgeFacts, verifies: Verifies): Finding[] {
  const unverified = route.parents
    .flatMap((parent) => gatewayOf(parent)?.workloads ?? [])
    .filter((workload) => !verifies(workload));
  if (unverified.length === 0) return [];
  const names = [...new Set(unverified.map(workloadName))];
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: `matches ${route.traffic?.claim ?? ''}, but no RequestAuthentication applies to ${listed(names)}`,
      restsOn: ['istio'],
      evidence: [observed(`VirtualService ${route.namespace}/${route.name}`, route.traffic?.claim ?? '')],
    },
  ];
}
