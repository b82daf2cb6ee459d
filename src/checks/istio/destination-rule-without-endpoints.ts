import type { KnownHost } from '../../addons/istio/gateways/registry.ts';
import { recordsIn, textMapIn, textsIn } from '../../addons/istio/custom-objects.ts';
import type { MeshEdgeFacts } from '../../addons/types.ts';
import { podsBehind } from '../../model/services.ts';
import { labelOf } from '../../model/selectors.ts';
import type { CustomRecord, StringMap } from '../../snapshot/records/index.ts';
import type { NodeFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { customRef, istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { remoteSecretsOf } from '../helpers/remote-clusters.ts';

export default defineCheck({
  id: 'istio/destination-rule-without-endpoints',
  title: 'DestinationRule without a host or with an empty subset',
  control: 'Hosts and subsets of DestinationRules',
  severity: 'low',
  why: 'The TLS and load balancing settings of the DestinationRule apply to nothing, or requests to the subset fail with status 503. TLS that the rule should originate is not used.',
  remediation:
    'Set `spec.host` to an existing Service or ServiceEntry, and `subsets.labels` to labels of its Pods.',
  references: ['istio-analysis-messages', 'istio-traffic-problems'],
  needs: [],
  uses: ['istio', 'meshEdge', 'secrets', 'nodes'],
  passNeeds: ['istio', 'services', 'pods', 'workloads'],
  kinds: { istio: istioKinds('DestinationRule', 'ServiceEntry') },
  *run({ istio, meshEdge, secrets, nodes }): Iterable<Finding> {
    const { destinationRules } = meshEdge;
    // Services and pods of other clusters of the mesh are not observed.
    const remote = remoteSecretsOf(secrets.seen, istio).length > 0;
    const zones = new Map(nodes.map((node) => [node.name, node]));
    yield* meshVerdict(istio, {
      faults: remote ? [] : destinationRules.flatMap((rule) => faultOf(rule, meshEdge, zones)),
      objects: destinationRules.length,
      noun: 'DestinationRule',
      pass: 'the hosts and subsets of all DestinationRules have endpoints',
    });
  },
});

function faultOf(
  rule: CustomRecord,
  { registry, selected }: MeshEdgeFacts,
  zones: ReadonlyMap<string, NodeFacts>,
): Finding[] {
  const { namespace = '', name, spec } = rule;
  const host = spec['host'];
  // A wildcard may be for hosts that proxies reach without a name in the mesh.
  if (typeof host !== 'string' || host.startsWith('*')) return [];
  const known = registry.find(host, namespace, textsIn(spec['exportTo']));
  const empty = known
    ? recordsIn(spec['subsets'])
        .filter(({ labels }) => !hasEndpoints(textMapIn(labels), known, selected, zones))
        .map((subset) => String(subset['name']))
    : [];
  if (known && empty.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: customRef(rule),
      message: known
        ? `no Pod of ${host} has the labels of subset ${listed(empty)}`
        : `host ${host} is not a Service or ServiceEntry`,
      restsOn: known ? ['pods', 'workloads'] : ['services', 'istio'],
      evidence: [
        observed(`DestinationRule ${namespace}/${name}`, `host ${host}`),
        ...few(empty, (subset) => observed(`DestinationRule ${namespace}/${name}`, `subset ${subset}`)),
      ],
    },
  ];
}

/** Labels that istiod adds to endpoints: of other clusters and networks, and of the node (istio pkg/config/labels, topology). */
const OF_NODES: Readonly<Record<string, string>> = {
  'topology.kubernetes.io/region': 'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'topology.istio.io/subzone': 'topology.istio.io/subzone',
  'kubernetes.io/hostname': 'kubernetes.io/hostname',
};
const OF_MESH: ReadonlySet<string> = new Set(['topology.istio.io/cluster', 'topology.istio.io/network']);

function hasEndpoints(
  labels: StringMap,
  { service, entry }: KnownHost,
  selected: MeshEdgeFacts['selected'],
  zones: ReadonlyMap<string, NodeFacts>,
): boolean {
  const wanted = Object.entries(labels).filter(([key]) => !OF_MESH.has(key));
  const own = wanted.filter(([key]) => OF_NODES[key] === undefined);
  const byNode = wanted.filter(([key]) => OF_NODES[key] !== undefined);
  // Endpoints of a ServiceEntry may be outside the cluster.
  if (entry || !service) return true;
  const holds = (have: StringMap) => own.every(([key, value]) => labelOf(have, key) === value);
  const pods = podsBehind(service);
  const isAt = (node: string | undefined) =>
    byNode.every(([key, value]) => {
      const found = zones.get(node ?? '');
      // istiod adds no empty labels.
      return found && value !== '' ? labelOf(found.record.labels, OF_NODES[key] ?? key) === value : false;
    });
  if (pods.some((pod) => holds(pod.template.labels) && (byNode.length === 0 || isAt(pod.node)))) return true;
  const { selector = {}, namespace } = service.record;
  if (byNode.length > 0 || Object.keys(selector).length === 0) return byNode.length === 0;
  // A controller that is scaled to zero, or has no pods yet.
  return selected({ ...selector, ...Object.fromEntries(own) }, namespace).length > 0;
}
