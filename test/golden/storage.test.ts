import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { placeOf } from '../../src/result/object.ts';
import { exampleSnapshot } from '../support/example.ts';

/** Clusters written by hand: storage with planted faults and look-alikes, and a healthy one. */
function verdictsOf(name: string) {
  const file = fileURLToPath(new URL(`storage/${name}.yaml`, import.meta.url));
  return assess(exampleSnapshot(readFileSync(file, 'utf8')), {}).verdicts.filter(({ check }) =>
    check.startsWith('storage/'),
  );
}

/** `check: Kind namespace/name` of every fail, sorted. */
function failsOf(name: string): string[] {
  return verdictsOf(name)
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ check, object }) => {
      const place = placeOf(object);
      const where = object
        ? `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name}`
        : 'cluster';
      return `${check.slice('storage/'.length)}: ${place === undefined || object ? where : place}`;
    })
    .sort();
}

describe('storage of a cluster', () => {
  it('with planted faults: each is found, and no look-alike is reported', () => {
    expect(failsOf('faults')).toEqual([
      'attachment-failing: VolumeAttachment csi-bad',
      'backup-not-observed: cluster',
      'claim-lost: PersistentVolumeClaim shop/gone',
      'claim-pending: PersistentVolumeClaim shop/no-class',
      'claim-pending: PersistentVolumeClaim shop/typo',
      'claim-pending: PersistentVolumeClaim shop/wrong-zone',
      'claim-unused: PersistentVolumeClaim shop/forgotten',
      'data-on-one-node: Namespace legacy',
      'database-without-claim: Deployment shop/mongo',
      'default-class-ambiguous: cluster',
      'default-class-relied-on: PersistentVolumeClaim legacy/reports',
      'drain-strands-pod: Namespace legacy',
      'driver-not-registered: CSIDriver ebs.csi.aws.com',
      'driver-receives-api-tokens: CSIDriver secrets-store.csi.k8s.io',
      'encryption-not-requested: StorageClass plain',
      'expansion-disallowed: StorageClass in-tree',
      'expansion-disallowed: StorageClass plain',
      'expansion-failing: PersistentVolumeClaim shop/data-db-0',
      'inline-driver-secret: Pod legacy/smb',
      'inline-remote-volume: Pod legacy/smb',
      'nfs-unauthenticated: cluster',
      'provisioner-removed: StorageClass in-tree',
      'replicas-share-claim: PersistentVolumeClaim shop/forum',
      'shared-mode-unsupported: PersistentVolumeClaim shop/forum-files',
      'snapshot-deleted-with-object: VolumeSnapshotClass nightly',
      'snapshot-failing: VolumeSnapshot shop/broken',
      'stateful-data-deleted-with-claim: Namespace shop',
      'stateful-set-single-zone: StatefulSet shop/db',
      'storage-shared-across-namespaces: cluster',
      'volume-failed: PersistentVolume failed',
      'volume-orphaned: PersistentVolume old',
      'volume-pending: PersistentVolume slow',
      'volume-without-node: PersistentVolume zone-c',
      'zonal-class-binds-immediately: StorageClass plain',
    ]);
  });

  it('that is healthy: no risk above info', () => {
    const bad = verdictsOf('healthy').filter(
      ({ verdict, severity }) => verdict === 'fail' && severity !== 'info',
    );
    expect(bad.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
  });

  it('that is healthy, without its lists: nothing passes', () => {
    const file = fileURLToPath(new URL('storage/healthy.yaml', import.meta.url));
    const denied = `apiVersion: archmap.io/v1\nkind: Evidence\npermission-denied: [storage, pods, workloads, nodes, csinodes, volumesnapshots]\n---\n`;
    const { verdicts } = assess(exampleSnapshot(denied + readFileSync(file, 'utf8')), {});
    const passed = verdicts.filter(
      ({ check, verdict }) => check.startsWith('storage/') && verdict !== 'unknown',
    );
    expect(passed.filter(({ verdict }) => verdict === 'pass').map(({ check }) => check)).toEqual([]);
  });
});
