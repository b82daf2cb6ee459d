import { nodesOfVolume } from '../../model/storage/placement.ts';
import type { ClaimFacts, NodeFacts, WorkloadFacts } from '../../model/types.ts';
import { put } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, workloadRef } from '../helpers/objects.ts';
import { claimEvidence, orPass } from '../helpers/storage.ts';
import { zoneOf } from '../helpers/zones.ts';

export default defineCheck({
  id: 'storage/stateful-set-single-zone',
  title: 'Volumes of a StatefulSet in one zone',
  control: 'Zones of StatefulSets',
  severity: 'low',
  why: 'All replicas depend on the zone of their volumes. An outage of that zone stops the StatefulSet, although the cluster has nodes in other zones.',
  remediation:
    'Add `topologySpreadConstraints` on `topology.kubernetes.io/zone`, use a class with `WaitForFirstConsumer`, and recreate one replica with its claim in another zone at a time.',
  references: ['running-in-multiple-zones'],
  needs: ['claims', 'nodes'],
  passNeeds: ['pods', 'workloads'],
  *run({ claims, nodes }): Iterable<Finding> {
    const zones = new Set(nodes.flatMap((node) => zoneOf(node) ?? []));
    const sets = new Map<WorkloadFacts, ClaimFacts[]>();
    for (const claim of claims)
      if (claim.ofStatefulSet && claim.volume && claim.binding.state === 'bound')
        for (const user of claim.users) if (user.kind === 'StatefulSet') put(sets, user, claim);
    const spread = [...sets].filter(([{ replicas = 1 }, own]) => replicas > 1 && own.length > 1);
    const findings =
      zones.size < 2
        ? []
        : spread.flatMap(([workload, own]): Finding[] => {
            const zone = commonZone(own, nodes);
            if (zone === undefined) return [];
            return [
              {
                verdict: 'fail',
                at: workloadRef(workload),
                message: `all ${own.length} volumes are in zone ${zone}; nodes are in ${zones.size} zones`,
                evidence: few(own, claimEvidence),
              },
            ];
          });
    yield* orPass(findings, spread.length, {
      none: 'no StatefulSet with several replicas and bound volumes',
      pass: 'no StatefulSet with all volumes in one of several zones',
      source: 'persistentvolumes',
    });
  },
});

/** The only zone in which all of these volumes are usable. */
function commonZone(claims: readonly ClaimFacts[], nodes: readonly NodeFacts[]): string | undefined {
  const found = new Set<string>();
  for (const { volume } of claims) {
    const usable = volume && nodesOfVolume(volume, nodes);
    // Usable on all nodes, or on none that was observed: no statement.
    if (usable === undefined || usable.length === 0) return undefined;
    for (const node of usable) found.add(zoneOf(node) ?? '');
    if (found.size > 1) return undefined;
  }
  const [zone] = found;
  return zone === '' ? undefined : zone;
}
