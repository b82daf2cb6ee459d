import type { PersistentVolumeRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { orPass, volumeEvidence, volumeRef } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/volume-orphaned',
  title: 'PersistentVolume without a claim keeps data',
  control: 'PersistentVolumes without a claim',
  severity: 'low',
  why: 'The data of a deleted claim remains on the storage: it incurs costs, and retention rules for personal data are not applied to it.',
  remediation:
    'Copy the data that is still required. Then delete the PersistentVolume and the disk behind it, or remove `spec.claimRef` to make it available again.',
  references: ['persistent-volumes'],
  peerChecks: [160],
  needs: ['storage'],
  *run({ storage }): Iterable<Finding> {
    const findings = storage.volumes.flatMap((volume): Finding[] => {
      const reason = reasonOf(volume);
      if (reason === undefined) return [];
      return [
        {
          verdict: 'fail',
          at: volumeRef(volume),
          message: reason,
          evidence: [volumeEvidence(volume)],
        },
      ];
    });
    yield* orPass(findings, storage.volumes.length, {
      none: 'no PersistentVolume',
      pass: 'no PersistentVolume of a deleted claim',
      source: 'persistentvolumes',
    });
  },
});

function reasonOf({ phase, reclaimPolicy, claim, provisioner }: PersistentVolumeRecord): string | undefined {
  if (phase === 'Released' && reclaimPolicy !== 'Delete')
    return `claim ${claim ?? ''} was deleted; the volume is Released and retained`;
  // The provisioner of local volumes creates them ahead of claims, and cleans them on release.
  if (provisioner?.startsWith('local-volume-provisioner-')) return undefined;
  // Volumes that an administrator created wait for a claim by design.
  if (phase === 'Available' && provisioner !== undefined)
    return `volume of the provisioner ${provisioner} is Available: no claim uses it`;
  return undefined;
}
