/** Keys, data and sockets of a node in paths from the cluster: flags of static pods, annotations of nodes, drivers of kube-system. */
import type { Attempt, Expected } from './attempt.ts';
import { MIRRORED } from './mirror-pod.ts';

const KEYS = 'workloads/sensitive-host-path';
const PATHS = 'storage/host-path-volume';

interface StaticPod {
  program: string;
  flags: readonly string[];
  /** Directory of the host -> directory of the container. */
  mounts: Readonly<Record<string, string>>;
  env?: Readonly<Record<string, string>>;
  /** A pod of a tenant, without the properties of a static pod. */
  forged?: true;
}

/** A static pod of the node cp-1, as its kubelet reports it. */
function staticPod({ program, flags, mounts, env = {}, forged }: StaticPod): string {
  const pairs = Object.entries(mounts);
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${program}-cp-1`,
      namespace: forged ? 'shop' : 'kube-system',
      uid: `u-${program}`,
      ...(!forged && MIRRORED),
    },
    spec: {
      nodeName: 'cp-1',
      hostNetwork: true,
      containers: [
        {
          name: program,
          image: `registry.k8s.io/${program}:v1.37.2`,
          command: [program, ...flags],
          env: Object.entries(env).map(([name, value]) => ({ name, value })),
          volumeMounts: pairs.map(([, mountPath], at) => ({ name: `v${at}`, mountPath })),
        },
      ],
      volumes: pairs.map(([path], at) => ({ name: `v${at}`, hostPath: { path } })),
    },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  };
  return `\n${JSON.stringify(pod)}\n---`;
}

/** A node with these annotations, of this system. */
const node = (annotations: Readonly<Record<string, string>>, osImage = 'Debian GNU/Linux 12 (bookworm)') => `
${JSON.stringify({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'worker-1', uid: '0d46827f-2ba3-471c-af21-eb8862a1e626', annotations },
  status: {
    conditions: [{ type: 'Ready', status: 'True' }],
    nodeInfo: { kubeletVersion: 'v1.37.2', osImage, operatingSystem: 'linux' },
  },
})}
---`;

const args = (program: string, ...words: readonly string[]) => ({
  [`${program}.io/node-args`]: JSON.stringify(words),
});

const user = (volume: string, readOnly = true) => `
apiVersion: v1
kind: Pod
metadata: { name: w, namespace: shop, uid: u-w }
spec:
  nodeName: worker-1
  containers: [{ name: c, image: 'x:1', volumeMounts: [{ name: v, mountPath: /x, readOnly: ${readOnly} }] }]
  volumes: [{ name: v, ${volume} }]
status: { phase: Running }
`;
const hostPath = (path: string, readOnly?: boolean) => user(`hostPath: { path: '${path}' }`, readOnly);

/** A claim of a PersistentVolume on the node. */
const claimed = (source: string, path: string) => `${user('persistentVolumeClaim: { claimName: c }', false)}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: c, namespace: shop, uid: c1 }
spec: { volumeName: pv1 }
status: { phase: Bound }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv1, uid: p1 }
spec: { claimRef: { name: c, namespace: shop, uid: c1 }, ${source}: { path: '${path}' } }
status: { phase: Bound }
`;

const high: readonly Expected[] = [{ check: KEYS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' }];
const low: readonly Expected[] = [
  { check: KEYS, verdict: 'pass' },
  { check: PATHS, verdict: 'fail', severity: 'low', object: 'Pod shop/w' },
];
const secret: readonly Expected[] = [
  { check: PATHS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' },
];

const row = (name: string, objects: string, expect: readonly Expected[], why: string): Attempt => ({
  name: `host-paths/${name}`,
  player: 'tenant',
  why,
  objects,
  expect,
});

const etcd = staticPod({
  program: 'etcd',
  flags: ['--data-dir=/data/etcd', '--name=cp-1'],
  mounts: { '/data/etcd': '/data/etcd' },
});
const ETCD = 'kubeadm puts the data of etcd into etcd.local.dataDir; its files contain every Secret.';
const server = (dir: string, ...more: readonly string[]) =>
  staticPod({
    program: 'kube-apiserver',
    flags: ['--service-account-signing-key-file=/pki/sa.key', '--tls-cert-file=/pki/apiserver.crt', ...more],
    mounts: { [dir]: '/pki', '/opt/enc': '/enc', '/opt/audit': '/audit' },
  });
const PKI =
  'Flags and volumes of the static pod name the file of the host; kubeadm has certificatesDir for it.';
const K3S =
  'The annotation of the node names the directory, with server/tls, server/token and the datastore in it.';
const ROOT =
  'The kubelet uses another directory: below it are its keys, and the tokens and Secrets of every pod.';
const SYSTEM =
  'Systems with a read-only root store the changed parts of it in another directory and mount them.';
const DATA = 'A look-alike: no object of the cluster names this path.';

const SLE_MICRO = 'SUSE Linux Enterprise Micro 5.5';
const HARVESTER = 'Harvester v1.5.0';
const BUILDROOT = 'Buildroot 2025.02';

const rows: readonly Attempt[] = [
  row('data of etcd by --data-dir', etcd + hostPath('/data/etcd'), high, ETCD),
  row('a file in the data of etcd', etcd + hostPath('/data/etcd/member/snap/db'), high, ETCD),
  row('the directory above the data of etcd', etcd + hostPath('/data'), high, ETCD),
  row('a local volume with the data of etcd', etcd + claimed('local', '/data/etcd'), high, ETCD),
  row('a hostPath volume above the data of etcd', etcd + claimed('hostPath', '/data'), high, ETCD),
  row(
    'data of etcd by ETCD_DATA_DIR, mounted under another name',
    staticPod({
      program: 'etcd',
      flags: ['--name=cp-1'],
      mounts: { '/srv/etcd-disk': '/var/lib/etcd' },
      env: { ETCD_DATA_DIR: '/var/lib/etcd/data' },
    }) + hostPath('/srv/etcd-disk/data'),
    high,
    ETCD,
  ),
  row(
    'the write-ahead log of etcd on a separate disk',
    staticPod({
      program: 'etcd',
      flags: ['--data-dir=/var/lib/etcd', '--wal-dir=/wal'],
      mounts: { '/var/lib/etcd': '/var/lib/etcd', '/disks/wal': '/wal' },
    }) + hostPath('/disks/wal'),
    high,
    ETCD,
  ),
  row('another directory next to the data of etcd', etcd + hostPath('/data/etcd-backup-scripts'), low, DATA),
  row("a tenant's pod named etcd", etcd.replace('kube-system', 'shop') + hostPath('/data/etcd'), low, DATA),
  row(
    'a pod without the annotations of a kubelet',
    staticPod({ program: 'etcd', flags: ['--data-dir=/d'], mounts: { '/data/x': '/d' }, forged: true }) +
      hostPath('/data/x'),
    [{ check: PATHS, verdict: 'fail', severity: 'low', object: 'Pod shop/w' }],
    DATA,
  ),
  row('keys by the flags of the API server', server('/opt/k8s/pki') + hostPath('/opt/k8s/pki'), high, PKI),
  row(
    'one key by the flags of the API server',
    server('/opt/k8s/pki') + hostPath('/opt/k8s/pki/sa.key'),
    high,
    PKI,
  ),
  row('keys of Docker Desktop', server('/run/config/pki') + hostPath('/run/config/pki'), high, PKI),
  row(
    'keys of EKS Anywhere on Bottlerocket',
    server('/var/lib/kubeadm/pki') + hostPath('/var/lib/kubeadm'),
    high,
    PKI,
  ),
  row(
    'the certificate next to the keys',
    server('/opt/k8s/pki') + hostPath('/opt/k8s/pki/apiserver.crt'),
    low,
    'A certificate without its key is public, even in a directory next to keys.',
  ),
  row(
    'the directory of the encryption configuration',
    server('/opt/k8s/pki', '--encryption-provider-config=/enc/enc.yaml') + hostPath('/opt/enc'),
    high,
    'That file contains the key that encrypts all Secrets in etcd.',
  ),
  row(
    'the audit log of the API server',
    server('/opt/k8s/pki', '--audit-log-path=/audit/audit.log') + hostPath('/opt/audit'),
    low,
    'A look-alike: a file that a flag names, and no key.',
  ),
  row(
    'a kubeconfig of the controller manager',
    staticPod({
      program: 'kube-controller-manager',
      flags: ['--kubeconfig', '/kcm/controller-manager.conf'],
      mounts: { '/opt/kcm': '/kcm' },
    }) + hostPath('/opt/kcm'),
    high,
    PKI,
  ),
  row(
    'k3s with --data-dir',
    node(args('k3s', 'server', '--data-dir', '/mnt/ssd/k3s')) + hostPath('/mnt/ssd/k3s/server'),
    high,
    K3S,
  ),
  row(
    'k3s with -d, the directory above',
    node(args('k3s', 'server', '-d', '/mnt/ssd/k3s')) + hostPath('/mnt/ssd'),
    high,
    K3S,
  ),
  row(
    'RKE2 with --data-dir= in one argument',
    node(args('rke2', 'server', '--data-dir=/disk/rke2/')) + hostPath('/disk/rke2/server/tls'),
    high,
    K3S,
  ),
  row(
    'k3s with K3S_DATA_DIR',
    node({ ...args('k3s', 'server'), 'k3s.io/node-env': '{"K3S_DATA_DIR":"/disk/k3s"}' }) +
      hostPath('/disk/k3s/server'),
    high,
    K3S,
  ),
  row(
    'kubeconfig of an agent of k3s',
    node(args('k3s', 'agent', '--data-dir', '/mnt/ssd/k3s')) +
      hostPath('/mnt/ssd/k3s/agent/kubelet.kubeconfig'),
    high,
    K3S,
  ),
  row(
    'storage of k3s with --data-dir',
    node(args('k3s', 'server', '--data-dir', '/mnt/ssd/k3s')) + hostPath('/mnt/ssd/k3s/storage/pvc-1'),
    low,
    DATA,
  ),
  row(
    'another disk next to that of k3s',
    node(args('k3s', 'server', '--data-dir', '/mnt/ssd/k3s')) + hostPath('/mnt/hdd'),
    low,
    DATA,
  ),
  row(
    'k3s with the root of the disk as --data-dir',
    node(args('k3s', 'server', '--data-dir', '/')) + hostPath('/mnt/hdd'),
    low,
    DATA,
  ),
  row(
    'kubelet of k3s with root-dir',
    node(args('k3s', 'agent', '--kubelet-arg', 'root-dir=/data/kubelet')) + hostPath('/data/kubelet/pods'),
    secret,
    ROOT,
  ),
  row(
    'keys of a kubelet with root-dir',
    node(args('rke2', 'agent', '--kubelet-arg=root-dir=/data/kubelet')) + hostPath('/data/kubelet/pki'),
    high,
    ROOT,
  ),
  row(
    'static pods of a kubelet of k3s',
    node(args('k3s', 'agent', '--kubelet-arg', '--pod-manifest-path=/data/manifests')) +
      hostPath('/data/manifests', false),
    high,
    'A kubelet runs each file in it, privileged or not.',
  ),
  row(
    'directory of kubelets from the path of a driver in kube-system',
    `
apiVersion: v1
kind: Pod
metadata: { name: csi-node, namespace: kube-system, uid: u-csi }
spec:
  nodeName: worker-1
  containers: [{ name: c, image: 'csi:1', volumeMounts: [{ name: r, mountPath: /registration }] }]
  volumes: [{ name: r, hostPath: { path: /data/kubelet/plugins_registry/ } }]
status: { phase: Running }
---${hostPath('/data/kubelet')}`,
    high,
    ROOT,
  ),
  row(
    "a plugin directory from a tenant's pod",
    `
apiVersion: v1
kind: Pod
metadata: { name: csi-node, namespace: bank, uid: u-csi }
spec:
  nodeName: worker-1
  containers: [{ name: c, image: 'csi:1', volumeMounts: [{ name: r, mountPath: /registration }] }]
  volumes: [{ name: r, hostPath: { path: /data/mine/plugins_registry } }]
status: { phase: Running }
---${hostPath('/data/mine')}`,
    low,
    'A look-alike: mounts of a tenant are no evidence for a directory of a kubelet.',
  ),
  row(
    'the socket that kubeadm names',
    node({ 'kubeadm.alpha.kubernetes.io/cri-socket': 'unix:///srv/run/cri.socket' }) +
      hostPath('/srv/run/cri.socket'),
    high,
    'The annotation of the node names the socket of the runtime; a connection is enough.',
  ),
  row(
    'the socket in the configuration of k3s',
    node(args('k3s', 'agent', '--container-runtime-endpoint', '/srv/run/cri.socket')) + hostPath('/srv/run'),
    high,
    'The annotation of the node names the socket of the runtime; a connection is enough.',
  ),
  row(
    'writes /opt/containerd',
    hostPath('/opt/containerd', false),
    secret,
    'containerd searches it first for runc and shims.',
  ),
  row(
    'writes /opt/nri/plugins',
    hostPath('/opt/nri/plugins', false),
    secret,
    'containerd starts every executable in it as root.',
  ),
  row('writes /opt/containers', hostPath('/opt/containers', false), low, DATA),
  row(
    'a pipe of csi-proxy',
    hostPath(String.raw`\\.\pipe\csi-proxy-filesystem-v1`),
    secret,
    'csi-proxy performs actions of a node administrator for every client.',
  ),
  row('a pipe of a custom program', hostPath(String.raw`\\.\pipe\shop`), low, DATA),
  row(
    'the upper directory of /etc on SLE Micro',
    node({}, SLE_MICRO) + hostPath('/var/lib/overlay'),
    high,
    SYSTEM,
  ),
  row(
    '/etc of one snapshot on SLE Micro',
    node({}, SLE_MICRO) + hostPath('/var/lib/overlay/12/etc'),
    high,
    SYSTEM,
  ),
  row('/var/lib/overlay on Debian', node({}) + hostPath('/var/lib/overlay'), low, DATA),
  row('state of the system on Harvester', node({}, HARVESTER) + hostPath('/usr/local/.state'), high, SYSTEM),
  row(
    '/var/lib/rancher by the state of Harvester',
    node({}, HARVESTER) + hostPath('/usr/local/.state/var-lib-rancher.bind'),
    high,
    SYSTEM,
  ),
  row(
    'keys of minikube by its disk',
    node({}, BUILDROOT) + hostPath('/mnt/vda1/var/lib/minikube/certs'),
    high,
    SYSTEM,
  ),
  row('the disk of minikube', node({}, BUILDROOT) + hostPath('/mnt/vda1'), high, SYSTEM),
  row('/mnt/vda1 on Debian', node({}) + hostPath('/mnt/vda1'), low, DATA),
  row(
    'a local volume of a complete partition of COS',
    node({}, 'Container-Optimized OS from Google') + claimed('local', '/mnt'),
    high,
    SYSTEM,
  ),
  row(
    'a hostPath volume of a complete partition of Bottlerocket',
    node({}, 'Bottlerocket OS 1.20') + claimed('hostPath', '/local'),
    high,
    SYSTEM,
  ),
  row(
    'a local volume at /mnt on Debian',
    node({}) + claimed('local', '/mnt'),
    [
      { check: KEYS, verdict: 'pass' },
      { check: PATHS, verdict: 'pass' },
    ],
    DATA,
  ),
];
export default rows;
