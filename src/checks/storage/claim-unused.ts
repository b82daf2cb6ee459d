import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { claimEvidence, claimRef, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/claim-unused',
  title: 'PersistentVolumeClaim not used by any workload',
  control: 'Use of claims',
  severity: 'info',
  why: 'A claim without a workload keeps data that no application manages, and incurs costs.',
  remediation:
    'Delete the claim after the data was copied or is no longer required. Keep it, if a workload will use it again.',
  references: ['persistent-volumes'],
  peerChecks: [165],
  needs: ['claims'],
  passNeeds: ['pods', 'workloads'],
  *run({ claims }): Iterable<Finding> {
    const bound = claims.filter(({ record }) => record.phase === 'Bound' && !record.deleting);
    const findings = bound
      .filter(({ users, pods }) => users.length + pods.length === 0)
      .map((claim): Finding => ({
        verdict: 'fail',
        at: claimRef(claim.record),
        message: 'bound claim; no Pod and no workload refers to it',
        restsOn: ['pods', 'workloads'],
        evidence: [claimEvidence(claim)],
      }));
    yield* orPass(findings, bound.length, {
      none: 'no bound PersistentVolumeClaim',
      pass: 'a workload refers to every bound PersistentVolumeClaim',
      source: 'persistentvolumeclaims',
    });
  },
});
