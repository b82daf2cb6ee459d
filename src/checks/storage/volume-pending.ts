import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { orPass, volumeEvidence, volumeRef } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/volume-pending',
  title: 'PersistentVolume pending, not available',
  control: 'PersistentVolume availability',
  severity: 'low',
  why: 'The PersistentVolume is not available yet, so no claim can bind to it. Pods that require it do not start.',
  remediation:
    'Check the events of the PersistentVolume and the logs of kube-controller-manager: `kubectl describe pv NAME`.',
  references: ['persistent-volumes'],
  peerChecks: [161],
  needs: ['storage'],
  *run({ storage }): Iterable<Finding> {
    const findings = storage.volumes
      .filter(({ phase }) => phase === 'Pending')
      .map((volume): Finding => ({
        verdict: 'fail',
        at: volumeRef(volume),
        message: 'phase is Pending; expected Available or Bound',
        evidence: [volumeEvidence(volume)],
      }));
    yield* orPass(findings, storage.volumes.length, {
      none: 'no PersistentVolume',
      pass: 'no PersistentVolume is Pending',
      source: 'persistentvolumes',
    });
  },
});
