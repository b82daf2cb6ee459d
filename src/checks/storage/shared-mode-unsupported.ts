import { storageProvisioners } from '../../data/storage-provisioners.ts';
import type { ClaimFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { claimEvidence, claimRef, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/shared-mode-unsupported',
  title: 'ReadWriteMany claim on single-node storage',
  control: 'Access modes of claims',
  severity: 'medium',
  why: 'The driver provisions disks. A file system on a disk supports one node, so the claim stays pending or Pods on a second node do not start.',
  remediation:
    'Request `ReadWriteOnce`, or use a StorageClass of a shared file system (NFS, CephFS, EFS, Azure Files, Filestore).',
  references: ['access-modes'],
  peerChecks: [167],
  needs: ['claims'],
  *run({ claims }): Iterable<Finding> {
    const shared = claims.filter(({ record }) => record.accessModes.includes('ReadWriteMany'));
    const findings = shared.filter(isOnDisk).map((claim): Finding => ({
      verdict: 'fail',
      at: claimRef(claim.record),
      message: `ReadWriteMany with a file system is requested of ${claim.driver ?? ''}, which provisions disks for one node`,
      evidence: [claimEvidence(claim)],
    }));
    yield* orPass(findings, shared.length, {
      none: 'no ReadWriteMany claim',
      pass: 'no ReadWriteMany claim is on a driver that is known to provision disks',
      source: 'persistentvolumeclaims',
    });
  },
});

/** Several drivers attach block devices to more than one node, which then contain no file system of Kubernetes. */
function isOnDisk({ record, driver = '' }: ClaimFacts): boolean {
  return (
    record.volumeMode !== 'Block' &&
    Object.hasOwn(storageProvisioners, driver) &&
    storageProvisioners[driver]?.disks === true
  );
}
