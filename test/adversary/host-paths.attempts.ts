import type { Attempt } from './attempt.ts';

const KEYS = 'workloads/host-path-control-plane';
const PATHS = 'storage/host-path-volume';

const pod = (volume: string) => `
apiVersion: v1
kind: Pod
metadata: { name: w, namespace: shop, uid: u1 }
spec:
  nodeName: worker-1
  containers: [{ name: a, image: 'x:1', volumeMounts: [{ name: d, mountPath: /d, readOnly: true }] }]
  volumes: [{ name: d, ${volume} }]
status: { phase: Running }
---`;

const claimed = (source: string) => `${pod('persistentVolumeClaim: { claimName: c }')}
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: c, namespace: shop, uid: c1 }
spec: { volumeName: pv1 }
status: { phase: Bound }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv1, uid: p1 }
spec: { claimRef: { name: c, namespace: shop, uid: c1 }, ${source} }
status: { phase: Bound }
`;

/** Directories of installers, with keys, the data of etcd, kubeconfigs or the socket of a runtime in them. */
const DIRECTORIES = [
  '/var/lib/microshift',
  '/var/lib/microshift/resources/kubeadmin/kubeconfig',
  '/var/lib/microshift-backups',
  '/var/lib/kubernetes',
  '/var/snap/k8s/common/var/lib/k8s-dqlite',
  '/var/vcap/store/etcd',
  '/var/vcap/store',
  '/var/vcap/jobs',
  '/var/vcap/jobs/kube-apiserver/config',
  '/var/vcap/jobs/kubelet/config/kubeconfig',
  '/var/vcap/data/jobs/kube-controller-manager',
  '/var/vcap/sys/run/containerd',
  '/opt/rke/etcd-snapshots',
];

/** Sockets that no table of directories has. */
const SOCKETS = [
  '/var/vcap/sys/run/containerd/containerd.sock',
  '/opt/somewhere/run/containerd.sock',
  '/data/Docker.sock',
  '/srv/x/crio.sock',
  '/srv/x/cri-dockerd.sock',
  '/srv/x/podman.sock',
];

const attempts: readonly Attempt[] = [
  ...[...DIRECTORIES, ...SOCKETS].map((path): Attempt => ({
    name: `host-paths/a pod that mounts ${path}`,
    player: 'tenant',
    why: 'Who has the keys of the control plane, or may talk to the runtime, owns the node or the cluster, whoever installed it there.',
    objects: pod(`hostPath: { path: ${path} }`),
    expect: [{ check: KEYS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' }],
  })),
  ...['local: { path: /var/lib/microshift }', 'hostPath: { path: /var/vcap/store/etcd }'].map(
    (source): Attempt => ({
      name: `host-paths/a claim of a volume with ${source}`,
      player: 'administrator',
      why: 'What a claim hands out is on the node all the same.',
      objects: claimed(source),
      expect: [
        { check: KEYS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' },
        { check: PATHS, verdict: 'fail', object: 'PersistentVolume pv1' },
      ],
    }),
  ),
  ...['/var/lib/k0s/kubelet/pods', '/var/vcap/data/kubelet/pods'].map((path): Attempt => ({
    name: `host-paths/a pod that reads ${path}`,
    player: 'tenant',
    why: 'The tokens and Secrets of every pod of the node are in the directory of its kubelet, wherever that is.',
    objects: pod(`hostPath: { path: ${path} }`),
    expect: [{ check: PATHS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' }],
  })),
  ...['/var/lib/microshift-docs', '/var/vcap/sys/log', '/data/docker.sock.d', '/opt/app'].map(
    (path): Attempt => ({
      name: `host-paths/a pod that mounts ${path}, which is nobody’s key`,
      player: 'tenant',
      why: 'The look-alike: the name of a directory beside it says nothing.',
      objects: pod(`hostPath: { path: ${path} }`),
      expect: [{ check: KEYS, verdict: 'pass' }],
    }),
  ),
];

export default attempts;
