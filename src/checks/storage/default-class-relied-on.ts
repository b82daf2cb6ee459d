import { RUN_LIVE } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { claimEvidence, claimRef, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/default-class-relied-on',
  title: 'Claim relies on the default StorageClass',
  control: 'StorageClass of claims',
  severity: 'info',
  why: 'The default StorageClass can change, so equal manifests provision volumes with other encryption, reclaim policy or performance on another cluster.',
  remediation: 'Set `storageClassName` in the claim and in `volumeClaimTemplates`.',
  references: ['storage-classes'],
  peerChecks: [168],
  needs: ['claims', 'workloads'],
  *run({ claims, workloads }): Iterable<Finding> {
    const ofClaims = claims
      .filter(
        ({ record }) => record.storageClass === undefined && !record.noClass && record.phase !== 'Bound',
      )
      .map((claim): Finding => ({
        verdict: 'fail',
        at: claimRef(claim.record),
        message: 'storageClassName is not set',
        evidence: [claimEvidence(claim)],
      }));
    const stateful = workloads.filter(({ claimTemplates = [] }) => claimTemplates.length > 0);
    const ofTemplates = stateful
      .filter(({ unclassedTemplates = [] }) => unclassedTemplates.length > 0)
      .map((workload): Finding => ({
        verdict: 'fail',
        at: workloadRef(workload),
        message: `storageClassName is not set in volumeClaimTemplates ${(workload.unclassedTemplates ?? []).join(', ')}`,
        evidence: [observed(workloadName(workload), 'volumeClaimTemplates')],
      }));
    const older = stateful
      .filter(({ unclassedTemplates }) => unclassedTemplates === undefined)
      .map((workload): Finding => ({
        verdict: 'unknown',
        at: workloadRef(workload),
        message: 'volumeClaimTemplates are not in this snapshot',
        requires: [RUN_LIVE],
      }));
    yield* orPass([...ofClaims, ...ofTemplates, ...older], claims.length + stateful.length, {
      none: 'no PersistentVolumeClaim and no volumeClaimTemplates',
      pass: 'all claims name a StorageClass',
      source: 'persistentvolumeclaims and statefulsets',
    });
  },
});
