import { LIST_NODES } from '../../model/requirements.ts';
import { command } from '../../shared/requirement.ts';
import type { ClusterFacts, NodeFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed } from '../helpers/objects.ts';
import { isFaultDomain, zoneOf } from '../helpers/zones.ts';

export default defineCheck({
  id: 'nodes/single-zone',
  title: 'Nodes in a single availability zone',
  control: 'Zone distribution of nodes',
  severity: 'medium',
  why: 'An outage of this zone (power, cooling, network) stops all workloads of the affected nodes. No node remains in another zone for rescheduling.',
  remediation:
    'Add node pools in at least two other zones. Spread workloads with `topologySpreadConstraints` on `topology.kubernetes.io/zone`.',
  references: ['running-in-multiple-zones'],
  peerChecks: [141],
  needs: ['nodes'],
  uses: ['cluster'],
  *run({ nodes, cluster }): Iterable<Finding> {
    const [first] = nodes;
    if (!first) {
      yield { verdict: 'unknown', message: 'no nodes observed', requires: [LIST_NODES] };
      return;
    }
    if (nodes.length === 1) {
      yield singleNode(first, cluster);
      return;
    }
    const all = spread(nodes);
    if (all.zones.size === 0) {
      yield withoutZones(nodes);
    } else if (all.zones.size === 1) {
      yield all.unobserved === 0
        ? fault('single', `all ${nodes.length} nodes`, all)
        : partly(all, nodes.length);
    } else {
      yield* parts(nodes, all);
    }
  },
});

/** One cause, one risk: control-plane/single-node reports it, unless the control plane runs elsewhere. */
function singleNode(node: NodeFacts, { managed }: ClusterFacts): Finding {
  const evidence = [observed(`node ${node.name}`, zoneOf(node) ?? 'the only node')];
  return managed.known && managed.value && !node.controlPlane
    ? {
        verdict: 'fail',
        detail: 'single-node',
        restsOn: ['nodes'],
        message: 'the cluster has a single node',
        evidence,
      }
    : {
        verdict: 'not-applicable',
        message: 'the cluster has a single node: see control-plane/single-node',
        evidence,
      };
}

interface Spread {
  zones: ReadonlyMap<string, number>;
  /** Nodes without a zone. */
  unobserved: number;
}

function spread(nodes: readonly NodeFacts[]): Spread {
  const zones = new Map<string, number>();
  let unobserved = 0;
  for (const node of nodes) {
    const zone = zoneOf(node);
    if (zone === undefined) unobserved++;
    else zones.set(zone, (zones.get(zone) ?? 0) + 1);
  }
  return { zones: new Map([...zones].sort(([a], [b]) => (a < b ? -1 : 1))), unobserved };
}

function withoutZones(nodes: readonly NodeFacts[]): Finding {
  if (nodes.every(isFaultDomain))
    return {
      verdict: 'fail',
      detail: 'no-zones',
      restsOn: ['nodes'],
      message: `none of the ${nodes.length} nodes is in an availability zone: their zone labels are Azure fault domains`,
      evidence: few(nodes, ({ name, zone }) => observed(`node ${name}`, `fault domain ${zone ?? ''}`)),
    };
  return {
    verdict: 'unknown',
    message: `none of the ${nodes.length} nodes has the label topology.kubernetes.io/zone`,
    requires: [command('kubectl label node NAME topology.kubernetes.io/zone=ZONE')],
  };
}

function partly({ zones, unobserved }: Spread, total: number): Finding {
  return {
    verdict: 'unknown',
    message: `${total - unobserved} of ${total} nodes are in one zone, the others have no zone label`,
    requires: [command('kubectl label node NAME topology.kubernetes.io/zone=ZONE')],
    evidence: show({ zones, unobserved }),
  };
}

/** Whether the workers of a cluster in several zones span zones; control-plane/single-zone evaluates the other nodes. */
function* parts(nodes: readonly NodeFacts[], all: Spread): Iterable<Finding> {
  const workers = nodes.filter(({ controlPlane }) => !controlPlane);
  const { zones, unobserved } = spread(workers);
  if (workers.length > 1 && zones.size === 1 && unobserved === 0)
    yield fault('workers', `all ${workers.length} worker nodes`, { zones, unobserved });
  else
    yield {
      verdict: 'pass',
      message: `${nodes.length} nodes are in ${all.zones.size} zones`,
      evidence: show(all),
    };
}

function fault(detail: string, who: string, where: Spread): Finding {
  return {
    verdict: 'fail',
    detail,
    restsOn: ['nodes'],
    message: `${who} are in zone ${[...where.zones.keys()].join()}`,
    evidence: show(where),
  };
}

function show({ zones, unobserved }: Spread): Evidence[] {
  const rows = [...zones].map(([zone, count]) => observed(`zone ${zone}`, plural(count, 'node')));
  return few(
    unobserved > 0 ? [...rows, observed('no zone label', plural(unobserved, 'node'))] : rows,
    (row) => row,
  );
}
