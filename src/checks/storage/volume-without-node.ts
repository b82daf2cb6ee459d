import { nodesOfVolume } from '../../model/storage/placement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { claimEvidence, claimName, orPass, volumeEvidence, volumeRef } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/volume-without-node',
  title: 'Volume usable on no node',
  control: 'Zones of volumes',
  severity: 'medium',
  why: 'Pods with this volume cannot be scheduled: its node affinity matches no node, or only nodes that are not ready or not schedulable.',
  remediation:
    'Add a node in the zone of the volume, or restore the data in a zone with nodes. For a local volume, restore the data on another node.',
  references: ['running-in-multiple-zones'],
  needs: ['claims', 'nodes'],
  *run({ claims, nodes }): Iterable<Finding> {
    const bound = claims.filter(({ binding, volume }) => binding.state === 'bound' && volume);
    const findings = bound.flatMap((claim): Finding[] => {
      const { volume } = claim;
      const usable = volume && nodesOfVolume(volume, nodes);
      if (volume === undefined || usable === undefined) return [];
      const open = usable.filter(({ ready, record }) => ready && !record.unschedulable);
      if (open.length > 0) return [];
      return [
        {
          verdict: 'fail',
          at: volumeRef(volume),
          detail: usable.length === 0 ? 'none' : 'not-ready',
          restsOn: ['nodes'],
          message: `claim ${claimName(claim)}: ${usable.length === 0 ? 'the node affinity of the volume matches no node' : `only nodes that are not ready or not schedulable: ${usable.map(({ name }) => name).join(', ')}`}`,
          evidence: [volumeEvidence(volume), claimEvidence(claim)],
        },
      ];
    });
    yield* orPass(findings, bound.length, {
      none: 'no bound claim',
      pass: 'every bound volume is usable on a ready node',
      source: 'persistentvolumes',
    });
  },
});
