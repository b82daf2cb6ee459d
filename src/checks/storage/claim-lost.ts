import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { claimEvidence, claimRef, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/claim-lost',
  title: 'PersistentVolumeClaim lost its volume',
  control: 'Volumes of bound claims',
  severity: 'medium',
  why: 'The PersistentVolume of the claim was deleted or is bound to another claim. New Pods with this claim do not start, and its data may be lost.',
  remediation:
    'Restore the PersistentVolume with `spec.claimRef` of this claim if the disk still exists. Otherwise delete the claim and restore the data from a backup.',
  references: ['persistent-volumes'],
  peerChecks: [164],
  needs: ['claims'],
  *run({ claims }): Iterable<Finding> {
    const findings = claims.flatMap((claim): Finding[] =>
      claim.binding.state === 'lost'
        ? [
            {
              verdict: 'fail',
              at: claimRef(claim.record),
              message: claim.binding.reason,
              // The phase Lost is an observation of the controller; another claim of the volume one of ours.
              ...(claim.record.phase === 'Lost' ? {} : { restsOn: ['storage'] as const }),
              evidence: [claimEvidence(claim)],
            },
          ]
        : [],
    );
    yield* orPass(findings, claims.length, {
      none: 'no PersistentVolumeClaim',
      pass: 'no PersistentVolumeClaim is lost',
      source: 'persistentvolumeclaims',
    });
  },
});
