import type { Attempt } from './attempt.ts';

const KEYS = 'workloads/sensitive-host-path';
const PRIVILEGED = 'workloads/privileged-container';

/** The agent of a driver as its manifest has it, in a namespace that no product is named after. */
const agent = (image: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: team-storage }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: driver, namespace: team-storage, uid: u-driver }
spec:
  selector: { matchLabels: { app: driver } }
  template:
    metadata: { labels: { app: driver } }
    spec:
      serviceAccountName: driver
      tolerations: [{ operator: Exists }]
      containers:
        - name: driver
          image: '${image}'
          securityContext: { privileged: true }
          volumeMounts: [{ name: kubelet, mountPath: /var/lib/kubelet }]
      volumes: [{ name: kubelet, hostPath: { path: /var/lib/kubelet } }]
status: { desiredNumberScheduled: 2, numberReady: 2 }
---`;

/** An administrator grants an account of that namespace this permission in all namespaces. */
const permissions = (rule: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: driver }
rules: [${rule}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: driver }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: driver }
subjects: [{ kind: ServiceAccount, namespace: team-storage, name: driver }]
---`;

const VOLUMES =
  "{ apiGroups: [''], resources: [persistentvolumes], verbs: [get, list, watch, create, delete] }";
const ATTACHMENTS = '{ apiGroups: [storage.k8s.io], resources: [volumeattachments/status], verbs: [patch] }';

const status = (group: string, kind: string) =>
  `{ apiGroups: [${group}], resources: [${kind}/status], verbs: [update] }`;

const DRIVERS: readonly (readonly [string, string])[] = [
  ['registry.k8s.io/csi-vsphere/driver:v3.7.1', VOLUMES],
  ['gcr.io/cloud-provider-vsphere/csi/release/driver:v2.7.0', ATTACHMENTS],
  ['quay.io/cephcsi/cephcsi:v3.15.0', ATTACHMENTS],
  ['docker.io/netapp/trident:25.10.0', status('trident.netapp.io', 'tridentbackendconfigs')],
  ['quay.io/ceph/ceph:v19.2.3', status('ceph.rook.io', 'cephclusters')],
  ['docker.io/longhornio/longhorn-instance-manager:v1.12.1', status('longhorn.io', 'volumes')],
  ['docker.io/longhornio/longhorn-engine:v1.12.1', status('longhorn.io', 'engines')],
  ['registry.k8s.io/sig-storage/smbplugin:v1.19.0', VOLUMES],
  ['docker.io/openebs/lvm-driver:1.9.1', VOLUMES],
  ['quay.io/piraeusdatastore/piraeus-server:v1.34.2', VOLUMES],
  ['quay.io/piraeusdatastore/piraeus-csi:v1.12.0', ATTACHMENTS],
  ['ghcr.io/topolvm/topolvm-with-sidecar:0.41.1', VOLUMES],
  ['docker.io/portworx/oci-monitor:3.5.0', VOLUMES],
  ['docker.io/synology/synology-csi:v1.2.1', VOLUMES],
];

const fails = (severity: 'high' | 'medium' | 'low', check: string) =>
  ({ check, verdict: 'fail', severity, object: 'DaemonSet team-storage/driver' }) as const;

const attempts: readonly Attempt[] = DRIVERS.flatMap(([image, rule]): Attempt[] => [
  {
    name: `storage-drivers/${image}, which an administrator installed`,
    player: 'administrator',
    why: 'Only a storage driver needs that permission, and its agents need their access to the nodes.',
    objects: `${agent(image)}${permissions(rule)}`,
    expect: [fails('medium', KEYS), fails('low', PRIVILEGED)],
  },
  {
    name: `storage-drivers/${image}, which any user may have installed`,
    player: 'tenant',
    why: 'An image may have any name.',
    objects: agent(image),
    expect: [fails('high', KEYS), fails('high', PRIVILEGED)],
  },
]);

export default attempts;
