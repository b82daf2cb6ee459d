import { describe, expect, it } from '@jest/globals';
import { modelOf, object } from './support/cluster.ts';

const DEFAULT = { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } };

describe('storage', () => {
  it('classes include the default flag, the encryption and the reclaim policy', () => {
    const { classes } = modelOf(
      {},
      object('storage.k8s.io/v1', 'StorageClass', 'slow', {
        provisioner: 'example.com/nfs',
        reclaimPolicy: 'Retain',
      }),
      object('storage.k8s.io/v1', 'StorageClass', 'fast', {
        metadata: DEFAULT,
        provisioner: 'ebs.csi.aws.com',
        parameters: {
          type: 'gp3',
          encrypted: 'true',
          kmsKeyId: 'arn:aws:kms:eu-west-1:1:key/x',
          'csi.storage.k8s.io/provisioner-secret-name': 'creds',
        },
      }),
    ).storage;
    expect(classes).toMatchObject([
      { name: 'fast', isDefault: true, provisioner: 'ebs.csi.aws.com', parameters: { encrypted: 'true' } },
      { name: 'slow', isDefault: false, reclaimPolicy: 'Retain' },
    ]);
    expect(JSON.stringify(classes)).not.toMatch(/arn:aws|creds/);
  });

  it.each<[string, object, object]>([
    [
      'CSI',
      { csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' } },
      { type: 'csi', target: 'ebs.csi.aws.com' },
    ],
    [
      'a directory of the node',
      { hostPath: { path: '/srv/data' } },
      { type: 'hostPath', target: '/srv/data' },
    ],
    ['a disk of the node', { local: { path: '/mnt/disk1' } }, { type: 'local', target: '/mnt/disk1' }],
    ['NFS', { nfs: { server: '10.0.0.9', path: '/export' } }, { type: 'nfs', target: '10.0.0.9:/export' }],
  ])('volumes: %s', (_, source, expected) => {
    const volume = object('v1', 'PersistentVolume', 'pv-1', {
      spec: {
        ...source,
        capacity: { storage: '10Gi' },
        accessModes: ['ReadWriteOnce'],
        claimRef: { namespace: 'shop', name: 'data' },
      },
      status: { phase: 'Bound' },
    });
    expect(modelOf({}, volume).storage.volumes).toMatchObject([
      { name: 'pv-1', phase: 'Bound', claim: 'shop/data', capacity: '10Gi', ...expected },
    ]);
  });

  it('claims and drivers are listed by name', () => {
    const claim = (namespace: string, name: string) =>
      object(
        'v1',
        'PersistentVolumeClaim',
        name,
        {
          spec: { storageClassName: 'fast', volumeName: 'pv-1', accessModes: ['ReadWriteOnce'] },
          status: { phase: 'Bound' },
        },
        namespace,
      );
    const { claims, drivers } = modelOf(
      {},
      claim('shop', 'b'),
      claim('shop', 'a'),
      claim('bank', 'z'),
      object('storage.k8s.io/v1', 'CSIDriver', 'ebs.csi.aws.com', { spec: { attachRequired: true } }),
    ).storage;
    expect(claims.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
      'bank/z',
      'shop/a',
      'shop/b',
    ]);
    expect(claims[0]).toMatchObject({ storageClass: 'fast', volume: 'pv-1', phase: 'Bound' });
    expect(drivers).toMatchObject([{ name: 'ebs.csi.aws.com', attachRequired: true }]);
  });
});
