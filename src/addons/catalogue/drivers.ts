import { driver } from '../driver.ts';
import type { AddonSignals } from '../signals.ts';

/**
 * Other drivers. From memory: the images of Dell, HPE, democratic-csi, JuiceFS, LINBIT and SeaweedFS, the API groups of HPE, OpenEBS and
 * Piraeus, and the names of CSIDrivers of vendors.
 */
export const drivers: readonly AddonSignals[] = [
  driver('nfs-csi', 'NFS CSI driver', ['nfsplugin'], {
    names: ['csi-nfs-controller', 'csi-nfs-node', 'csi-driver-nfs'],
    drivers: ['nfs.csi.k8s.io'],
  }),
  driver('nfs-provisioner', 'NFS subdir provisioner', ['nfs-subdir-external-provisioner'], {
    names: ['nfs-client-provisioner', 'nfs-subdir-external-provisioner'],
  }),
  driver('local-path-provisioner', 'Local Path Provisioner', ['local-path-provisioner'], {
    names: ['local-path-provisioner'],
  }),
  driver('minikube-storage-provisioner', 'minikube storage provisioner', ['storage-provisioner'], {
    names: ['storage-provisioner'],
  }),
  driver('ceph-csi', 'Ceph CSI driver', ['cephcsi/cephcsi', 'ceph-csi-operator'], {
    names: [
      'csi-rbdplugin',
      'csi-rbdplugin-provisioner',
      'csi-cephfsplugin',
      'ceph-csi-rbd',
      'ceph-csi-cephfs',
      'ceph-csi-controller-manager',
    ],
    drivers: ['rbd.csi.ceph.com', 'cephfs.csi.ceph.com'],
    groups: ['csi.ceph.io'],
  }),
  driver('trident', 'NetApp Trident', ['netapp/trident', 'netapp/trident-operator'], {
    names: ['trident-operator', 'trident-controller', 'trident-node-linux', 'trident-csi'],
    drivers: ['csi.trident.netapp.io'],
    groups: ['trident.netapp.io'],
  }),
  driver('smb-csi', 'SMB CSI driver', ['smbplugin'], {
    names: ['csi-smb-controller', 'csi-smb-node', 'csi-driver-smb'],
    drivers: ['smb.csi.k8s.io'],
  }),
  driver(
    'openebs',
    'OpenEBS',
    [
      'openebs/lvm-driver',
      'openebs/zfs-driver',
      'openebs/provisioner-localpv',
      'openebs/node-disk-manager',
      'openebs/mayastor-csi-node',
      'openebs/mayastor-csi-controller',
      'openebs/mayastor-io-engine',
    ],
    {
      names: [
        'openebs-localpv-provisioner',
        'openebs-lvm-localpv-controller',
        'openebs-lvm-localpv-node',
        'openebs-zfs-localpv-controller',
        'openebs-ndm',
        'openebs',
      ],
      drivers: ['local.csi.openebs.io', 'zfs.csi.openebs.io', 'io.openebs.csi-mayastor'],
      groups: ['openebs.io', 'local.openebs.io', 'zfs.openebs.io'],
    },
  ),
  driver(
    'piraeus',
    'Piraeus, LINSTOR',
    [
      'piraeusdatastore/piraeus-csi',
      'piraeusdatastore/piraeus-server',
      'piraeusdatastore/piraeus-operator',
      'piraeusdatastore/drbd-reactor',
      'linstor-csi',
      'linstor-satellite',
      'linstor-controller',
    ],
    {
      names: [
        'piraeus-operator-controller-manager',
        'piraeus-operator',
        'linstor-controller',
        'linstor-csi-controller',
      ],
      drivers: ['linstor.csi.linbit.com'],
      groups: ['piraeus.io', 'internal.linstor.linbit.com'],
    },
  ),
  driver('topolvm', 'TopoLVM', ['topolvm/topolvm', 'topolvm/topolvm-with-sidecar'], {
    names: ['topolvm-controller', 'topolvm-node', 'topolvm'],
    drivers: ['topolvm.io'],
    groups: ['topolvm.io', 'topolvm.cybozu.com'],
  }),
  driver('portworx', 'Portworx', ['portworx/oci-monitor', 'portworx/px-enterprise', 'portworx/px-operator'], {
    names: ['portworx-operator', 'portworx', 'px-cluster'],
    drivers: ['pxd.portworx.com'],
    groups: ['core.libopenstorage.org', 'portworx.io'],
  }),
  driver('synology-csi', 'Synology CSI driver', ['synology/synology-csi'], {
    names: ['synology-csi-controller', 'synology-csi-node'],
    drivers: ['csi.san.synology.com'],
  }),
  driver(
    'dell-csi',
    'Dell CSI drivers',
    ['csi-powerstore', 'csi-isilon', 'csi-vxflexos', 'csi-unity', 'csi-powermax'],
    {
      names: [
        'powerstore-controller',
        'isilon-controller',
        'vxflexos-controller',
        'unity-controller',
        'powermax-controller',
      ],
      drivers: [
        'csi-powerstore.dellemc.com',
        'csi-isilon.dellemc.com',
        'csi-vxflexos.dellemc.com',
        'csi-unity.dellemc.com',
        'csi-powermax.dellemc.com',
      ],
    },
  ),
  driver('hpe-csi', 'HPE CSI driver', ['hpestorage/csi-driver'], {
    names: ['hpe-csi-controller', 'hpe-csi-node'],
    drivers: ['csi.hpe.com'],
    groups: ['storage.hpe.com'],
  }),
  driver('democratic-csi', 'democratic-csi', ['democraticcsi/democratic-csi'], {
    names: ['democratic-csi'],
    drivers: ['org.democratic-csi.nfs', 'org.democratic-csi.iscsi'],
  }),
  driver('juicefs-csi', 'JuiceFS CSI driver', ['juicedata/juicefs-csi-driver'], {
    names: ['juicefs-csi-controller', 'juicefs-csi-node', 'juicefs-csi-driver'],
    drivers: ['csi.juicefs.com'],
  }),
  driver(
    'local-volume-provisioner',
    'Local volume static provisioner',
    ['sig-storage/local-volume-provisioner'],
    { names: ['local-volume-provisioner'] },
  ),
  driver('seaweedfs-csi', 'SeaweedFS CSI driver', ['chrislusf/seaweedfs-csi-driver'], {
    names: ['seaweedfs-csi-driver', 'seaweedfs-controller'],
    drivers: ['seaweedfs-csi-driver'],
  }),
];
