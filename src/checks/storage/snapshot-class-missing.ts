import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { listAll } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';
import { claimEvidence, claimName, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/snapshot-class-missing',
  title: 'No VolumeSnapshotClass for a CSI driver',
  control: 'Snapshot classes of CSI drivers',
  severity: 'info',
  why: 'Claims of the driver cannot be snapshot through the API. Backup products then copy files, or do not back up these volumes.',
  remediation:
    'Install the snapshot controller and create a VolumeSnapshotClass for the driver, if the driver supports snapshots.',
  references: ['volume-snapshots'],
  peerChecks: [173],
  needs: ['claims'],
  uses: ['volumeSnapshots'],
  *run({ claims, volumeSnapshots }): Iterable<Finding> {
    const bound = claims.filter(({ volume, binding }) => volume?.type === 'csi' && binding.state === 'bound');
    const { classes, complete } = volumeSnapshots;
    const covered = new Set(classes.map(({ driver }) => driver));
    const lacking = groupBy(
      bound.filter(({ driver = '' }) => !covered.has(driver)),
      ({ driver }) => driver ?? '',
    );
    if (lacking.size > 0 && !complete) {
      yield {
        verdict: 'unknown',
        message: 'VolumeSnapshotClasses were not collected',
        requires: [listAll('volumesnapshotclasses.snapshot.storage.k8s.io')],
      };
      return;
    }
    const findings = [...lacking].map(([driver, own]): Finding => ({
      verdict: 'fail',
      at: { kind: 'CSIDriver', name: driver },
      restsOn: ['volumesnapshots'],
      message: `no VolumeSnapshotClass for ${driver}, which has ${plural(own.length, 'bound claim')}: ${listed(own.map(claimName))}`,
      evidence: few(own, claimEvidence),
    }));
    yield* orPass(findings, bound.length, {
      none: 'no bound claim of a CSI driver',
      pass: 'a VolumeSnapshotClass exists for the CSI drivers of all bound claims',
      source: 'volumesnapshotclasses',
    });
  },
});
