import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { orPass, volumeEvidence, volumeRef } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/volume-failed',
  title: 'PersistentVolume failed to be reclaimed',
  control: 'PersistentVolume reclaim',
  severity: 'low',
  why: 'The storage behind a deleted claim could not be deleted. The data remains and incurs costs, and a claim cannot use the volume.',
  remediation:
    'Read the reason in `kubectl describe pv NAME`, fix the provisioner or its credentials, then delete the PersistentVolume and the disk behind it.',
  references: ['persistent-volumes'],
  peerChecks: [162],
  needs: ['storage'],
  *run({ storage }): Iterable<Finding> {
    const findings = storage.volumes
      .filter(({ phase }) => phase === 'Failed')
      .map((volume): Finding => ({
        verdict: 'fail',
        at: volumeRef(volume),
        message: 'phase is Failed: reclaim failed after the claim was deleted',
        evidence: [volumeEvidence(volume)],
      }));
    yield* orPass(findings, storage.volumes.length, {
      none: 'no PersistentVolume',
      pass: 'no PersistentVolume is Failed',
      source: 'persistentvolumes',
    });
  },
});
