import type { PersistentVolumeClaimRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { claimEvidence, claimRef, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/expansion-failing',
  title: 'Volume expansion or modification failing',
  control: 'Expansion and modification of volumes',
  severity: 'medium',
  why: 'The volume keeps its old size or attributes. The application may run out of space although the claim requests more.',
  remediation:
    'Read the condition in `kubectl describe pvc NAME`. Reduce the request to a size that the storage system provides, or enable expansion in the StorageClass and the driver.',
  references: ['persistent-volumes'],
  peerChecks: [166],
  needs: ['claims'],
  *run({ claims }): Iterable<Finding> {
    const findings = claims.flatMap((claim): Finding[] => {
      const reason = failureOf(claim.record);
      if (reason === undefined) return [];
      return [
        { verdict: 'fail', at: claimRef(claim.record), message: reason, evidence: [claimEvidence(claim)] },
      ];
    });
    yield* orPass(findings, claims.length, {
      none: 'no PersistentVolumeClaim',
      pass: 'no failed expansion or modification of a volume',
      source: 'persistentvolumeclaims',
    });
  },
});

/** Conditions that the external-resizer and the kubelet set (core/v1 PersistentVolumeClaimConditionType). */
const ERRORS: readonly string[] = ['ControllerResizeError', 'NodeResizeError', 'ModifyVolumeError'];

function failureOf({
  conditions = [],
  resizeStatus,
  modifyStatus,
}: PersistentVolumeClaimRecord): string | undefined {
  const error = conditions.find(({ type, status }) => ERRORS.includes(type) && status === 'True');
  if (error) return `condition ${error.type} is True`;
  if (/(?:Infeasible|Failed)$/.test(resizeStatus ?? ''))
    return `status.allocatedResourceStatuses.storage is ${resizeStatus ?? ''}`;
  if (modifyStatus === 'Infeasible') return 'status.modifyVolumeStatus is Infeasible';
  return undefined;
}
