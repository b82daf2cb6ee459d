import type { Attempt } from './attempt.ts';

const KEYS = 'workloads/sensitive-host-path';
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
  '/system/run',
  '/system/run/containerd',
  '/system/run/machined',
  '/system/state',
  '/var/lib/k0s/kubelet.conf',
  '/var/lib/kube-proxy/kubeconfig',
  '/var/lib/rancher/k3s/agent/pod-manifests',
  '/var/lib/rancher/rke2/agent/pod-manifests/kube-apiserver.yaml',
  '/var/lib/rancher/rke2/agent/serving-kubelet.key',
  '/var/lib/rancher/rke2/agent/../agent/client-kube-proxy.key',
  '/etc/kubernetes/pki/ca.key',
  '/etc/kubernetes/pki/sa.key',
  '/etc/kubernetes/pki',
  '/etc/kubernetes/kubelet-plugins/../manifests',
  '/etc/kubernetes/node-feature-discovery/..',
  '/etc/kubernetes/node-feature-discovery-not',
  '/etc/kubernetes/azure.json',
  '/var/lib/kubelet/pki/kubelet-client-current.pem',
];

/** Sockets that no table of directories has. */
const SOCKETS = [
  '/var/vcap/sys/run/containerd/containerd.sock',
  '/opt/somewhere/run/containerd.sock',
  '/data/Docker.sock',
  '/srv/x/crio.sock',
  '/srv/x/cri-dockerd.sock',
  '/srv/x/podman.sock',
  '/run/isulad.sock',
  '/run/balena-engine.sock',
  '/run/nri',
  '/run/nri/nri.sock',
  '/run/buildkit/buildkitd.sock',
  '/var/snap/lxd/common/lxd/unix.socket',
  '/var/lib/incus/unix.socket',
  '/etc/kubernetes/node-feature-discovery/containerd.sock',
];

/** Files that root of the node runs, reads or unpacks, by distribution, and look-alikes on another path. */
const WRITABLE = [
  '/var/lib/rancher/rke2/bin',
  '/var/lib/rancher/rke2/data',
  '/var/lib/rancher/k3s/data/current/bin',
  '/var/lib/rancher/k3s/agent/etc',
  '/var/lib/rancher/rke2/agent/etc/containerd',
  '/var/lib/rancher/k3s/agent/containerd',
  '/var/lib/rancher/credentialprovider/bin',
  '/var/lib/k0s/bin',
  '/var/lib/k0s/containerd',
  '/var/data/kubelet',
  '/var/data/cripersistentstorage',
  '/system/var',
  '/etc/kubernetes/volumeplugins',
  '/etc/kubernetes/kubelet-plugins/volume/exec',
  '/etc/kubernetes/secrets-store-csi-providers',
  '/etc/kubernetes/cni/net.d',
  '/etc/kubernetes/pki/ca.crt',
  'C:\\Users\\Administrator\\.kube',
  'C:\\PROGRA~3\\containerd',
  '\\\\127.0.0.1\\ADMIN$\\System32',
];

/** Paths below key directories that contain no keys, and files next to those of distributions. */
const KEYLESS = [
  '/etc/kubernetes/node-feature-discovery/features.d/',
  '/etc/kubernetes/secrets-store-csi-providers',
  '/etc/kubernetes/volumeplugins',
  '/etc/kubernetes/kubelet-plugins/volume/exec',
  '/etc/kubernetes/cni/net.d',
  '/var/data',
  '/var/data/shop',
  '/var/lib/rancher/k3s/storage/pvc-1',
  '/var/lib/rancher/rke2/agent/logs',
  '/var/lib/kube-prometheus',
];

/** Certificates without keys. */
const CERTIFICATES = [
  '/etc/kubernetes/pki/ca.crt',
  '/etc/kubernetes/pki/etcd/ca.crt',
  '/etc/kubernetes/pki/sa.pub',
  '/etc/kubernetes/ssl/../pki/front-proxy-ca.crt',
  '/var/lib/rancher/k3s/server/tls/server-ca.crt',
  '/var/lib/kubelet/pki/kubelet.crt',
];

const attempts: readonly Attempt[] = [
  ...[...DIRECTORIES, ...SOCKETS].map((path): Attempt => ({
    name: `host-paths/a pod that mounts ${path}`,
    player: 'tenant',
    why: 'A container with the keys of the control plane, or access to the runtime socket, controls the node or the cluster, whatever the distribution.',
    objects: pod(`hostPath: { path: ${path} }`),
    expect: [{ check: KEYS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' }],
  })),
  ...['local: { path: /var/lib/microshift }', 'hostPath: { path: /var/vcap/store/etcd }'].map(
    (source): Attempt => ({
      name: `host-paths/a claim of a volume with ${source}`,
      player: 'administrator',
      why: 'The path behind a claim is on the node as well.',
      objects: claimed(source),
      expect: [
        { check: KEYS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' },
        { check: PATHS, verdict: 'fail', object: 'PersistentVolume pv1' },
      ],
    }),
  ),
  ...[
    '/var/lib/k0s/kubelet/pods',
    '/var/vcap/data/kubelet/pods',
    '/var/data/kubelet/pods',
    '/var/lib/waagent',
    '/run/systemd/private',
    '/run/dbus/system_bus_socket',
    '/run/dbus',
    '/run/libvirt/libvirt-sock',
  ].map((path): Attempt => ({
    name: `host-paths/a pod that reads ${path}`,
    player: 'tenant',
    why: 'Read access is sufficient: the tokens of every pod of the node are in the directory of its kubelet, and a read-only mount still allows connections to a socket.',
    objects: pod(`hostPath: { path: ${path} }`),
    expect: [{ check: PATHS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' }],
  })),
  ...WRITABLE.map((path): Attempt => ({
    name: `host-paths/a pod that writes ${path}`,
    player: 'tenant',
    why: 'Programs of root run, read or unpack files in it, on every distribution.',
    objects: pod(`hostPath: { path: '${path}' }`).replace(', readOnly: true', ''),
    expect: [{ check: PATHS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' }],
  })),
  ...KEYLESS.map((path): Attempt => ({
    name: `host-paths/a pod that reads ${path}, which contains no key`,
    player: 'tenant',
    why: 'The look-alike: agents of standard charts mount these, and they contain no key or kubeconfig of the node.',
    objects: pod(`hostPath: { path: ${path} }`),
    expect: [
      { check: KEYS, verdict: 'pass' },
      { check: PATHS, verdict: 'fail', object: 'Pod shop/w' },
    ],
  })),
  {
    name: 'host-paths/a pod that writes feature files',
    player: 'tenant',
    why: 'They become labels of that node: data, which the standard chart of GPU feature discovery writes.',
    objects: pod('hostPath: { path: /etc/kubernetes/node-feature-discovery/features.d }').replace(
      ', readOnly: true',
      '',
    ),
    expect: [{ check: PATHS, verdict: 'fail', severity: 'low', object: 'Pod shop/w' }],
  },
  ...CERTIFICATES.map((path): Attempt => ({
    name: `host-paths/a pod that reads ${path}, a certificate`,
    player: 'tenant',
    why: 'Certificates are public; every pod has the CA certificate.',
    objects: pod(`hostPath: { path: ${path}, type: File }`),
    expect: [
      { check: KEYS, verdict: 'pass' },
      { check: PATHS, verdict: 'pass' },
    ],
  })),
  ...['Filesystem', 'Block'].map((mode): Attempt => ({
    name: `host-paths/a claim of a local volume that is a disk, as ${mode}`,
    player: 'administrator',
    why: 'The kubelet mounts the file system of that device; whether it is the root disk of the node is not known.',
    objects: claimed(`local: { path: /dev/sda1, fsType: ext4 }, volumeMode: ${mode}`),
    expect: [{ check: KEYS, verdict: 'unknown', object: 'Pod shop/w' }],
  })),
  {
    name: 'host-paths/a claim of a local volume that is a mounted disk',
    player: 'administrator',
    why: 'The look-alike: local volumes as they are intended.',
    objects: claimed('local: { path: /mnt/disks/dev/sda1 }'),
    expect: [{ check: KEYS, verdict: 'pass' }],
  },
  ...['/var/lib/microshift-docs', '/var/vcap/sys/log', '/data/docker.sock.d', '/opt/app'].map(
    (path): Attempt => ({
      name: `host-paths/a pod that mounts ${path}, which contains no keys`,
      player: 'tenant',
      why: 'The look-alike: the name of a sibling directory is no evidence.',
      objects: pod(`hostPath: { path: ${path} }`),
      expect: [{ check: KEYS, verdict: 'pass' }],
    }),
  ),
];

export default attempts;
