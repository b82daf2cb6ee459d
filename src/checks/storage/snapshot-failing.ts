import { listAll } from '../../shared/requirement.ts';
import type { SnapshotFacts, VolumeSnapshotFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed } from '../helpers/objects.ts';
import { orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/snapshot-failing',
  title: 'Volume snapshot failing',
  control: 'Volume snapshots',
  severity: 'low',
  why: 'The snapshot contains no data that can be restored. A backup that relies on it is incomplete.',
  remediation:
    'Read the error in `kubectl describe volumesnapshot NAME`: a missing class, a driver without snapshots, or permissions of the driver.',
  references: ['volume-snapshots'],
  peerChecks: [173],
  needs: ['storage'],
  uses: ['volumeSnapshots'],
  *run({ storage, volumeSnapshots }): Iterable<Finding> {
    const { snapshots, complete } = volumeSnapshots;
    const findings = snapshots.flatMap((snapshot) => evaluate(snapshot, volumeSnapshots));
    if (findings.length === 0 && !complete && storage.drivers.length > 0) {
      yield {
        verdict: 'unknown',
        message: 'VolumeSnapshots were not collected',
        requires: [listAll('volumesnapshots.snapshot.storage.k8s.io')],
      };
      return;
    }
    yield* orPass(findings, snapshots.length, {
      none: 'no VolumeSnapshot',
      pass: 'no VolumeSnapshot reports an error',
      source: 'volumesnapshots',
    });
  },
});

function evaluate(snapshot: VolumeSnapshotFacts, { classes }: SnapshotFacts): Finding[] {
  const { namespace, name, failed, ready, className, claim } = snapshot;
  const fail = (detail: string, message: string, restsOn: readonly 'volumesnapshots'[] = []): Finding[] => [
    {
      verdict: 'fail',
      at: { kind: 'VolumeSnapshot', namespace, name },
      detail,
      message,
      restsOn,
      evidence: [
        observed(
          `volumesnapshot ${namespace}/${name}`,
          `claim ${claim ?? 'none'}, readyToUse ${String(ready ?? 'not set')}`,
        ),
      ],
    },
  ];
  // A failed attempt may be followed by a successful one.
  if (ready === true) return [];
  if (failed) return fail('error', 'status.error is set, and the snapshot is not ready to use');
  if (className !== undefined && !classes.some((one) => one.name === className))
    return fail('class', `VolumeSnapshotClass ${className} does not exist`, ['volumesnapshots']);
  return [];
}
