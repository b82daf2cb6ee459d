import { listAll } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed } from '../helpers/objects.ts';
import { orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/snapshot-deleted-with-object',
  title: 'VolumeSnapshotClass deletes snapshots with their objects',
  control: 'Deletion policy of snapshots',
  severity: 'info',
  why: 'A user with permission to delete VolumeSnapshots, or the namespace, also deletes the snapshots in the storage system. An attacker removes the data and its snapshots in one step.',
  remediation: 'Create a VolumeSnapshotClass with `deletionPolicy: Retain` for backups.',
  references: ['volume-snapshot-classes'],
  needs: ['storage'],
  uses: ['volumeSnapshots'],
  *run({ storage, volumeSnapshots }): Iterable<Finding> {
    const { classes, complete } = volumeSnapshots;
    const findings = classes
      .filter(({ deletionPolicy }) => deletionPolicy === 'Delete')
      .map(({ name, driver }): Finding => ({
        verdict: 'fail',
        at: { kind: 'VolumeSnapshotClass', name },
        message: 'deletionPolicy is Delete',
        evidence: [observed(`volumesnapshotclass ${name}`, `driver ${driver}, deletionPolicy Delete`)],
      }));
    if (findings.length === 0 && !complete && storage.drivers.length > 0) {
      yield {
        verdict: 'unknown',
        message: 'VolumeSnapshotClasses were not collected',
        requires: [listAll('volumesnapshotclasses.snapshot.storage.k8s.io')],
      };
      return;
    }
    yield* orPass(findings, classes.length, {
      none: 'no VolumeSnapshotClass',
      pass: 'all VolumeSnapshotClasses retain snapshots',
      source: 'volumesnapshotclasses',
    });
  },
});
