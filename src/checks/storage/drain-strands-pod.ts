import { nodesOfVolume } from '../../model/storage/placement.ts';
import type { ClaimFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';
import { claimEvidence, claimName, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/drain-strands-pod',
  title: 'Node drain leaves Pods without their volume',
  control: 'Node drain and volumes',
  severity: 'low',
  why: 'The volume is usable on one node. After a drain of this node, for example for an upgrade, the Pod stays pending until the node is schedulable again.',
  remediation:
    'Use storage that can be attached to other nodes of the zone, or add a node in the zone. Otherwise plan the drain with an interruption of the workload.',
  references: ['api-initiated-eviction', 'local-volumes'],
  needs: ['claims', 'nodes'],
  passNeeds: ['pods'],
  *run({ claims, nodes }): Iterable<Finding> {
    const inUse = claims.filter(({ pods, volume }) => pods.some(({ node }) => node !== undefined) && volume);
    const pinned = inUse.flatMap((claim) => {
      const [only, ...more] = (claim.volume && nodesOfVolume(claim.volume, nodes)) ?? [];
      return only !== undefined && more.length === 0 ? [{ claim, node: only.name }] : [];
    });
    // The only node of a cluster is drained with all workloads anyway.
    const stranded = nodes.length < 2 ? [] : pinned;
    const findings = [...groupBy(stranded, ({ claim }: { claim: ClaimFacts }) => claim.record.namespace)].map(
      ([namespace, own]): Finding => ({
        verdict: 'fail',
        at: { kind: 'Namespace', name: namespace },
        members: own.map(({ claim }) => claimName(claim)),
        restsOn: ['nodes'],
        message: `${plural(own.length, 'volume is', 'volumes are')} usable on one node only: ${listed(own.map(({ claim, node }) => `${claimName(claim)} on ${node}`))}`,
        evidence: few(own, ({ claim }) => claimEvidence(claim)),
      }),
    );
    yield* orPass(findings, inUse.length, {
      none: 'no claim is in use by a scheduled Pod',
      pass: 'the volumes of all Pods are usable on another node',
      source: 'persistentvolumes',
    });
  },
});
