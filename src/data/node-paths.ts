/**
 * Paths of a node that are more than data, by the layouts of kubeadm and the distributions. As of 2026-11-30; sources: manifests and
 * documentation of the projects; for MicroShift https://github.com/openshift/microshift (docs/user), for BOSH (TKGI, CFCR)
 * https://github.com/cloudfoundry-incubator/kubo-release (jobs), unverified: the directories below /var/vcap/data, which BOSH links
 * to, and RKE's /opt/rke; for systems by ostree https://ostreedev.github.io/ostree/adapting-existing/, for Kubespray
 * https://github.com/kubernetes-sigs/kubespray (etcd_cert_dir), for Bottlerocket https://github.com/bottlerocket-os/bottlerocket. Lower
 * case: Windows does not tell names apart by it, and on Linux nobody has two of these.
 */
export const asOf = '2026-11-30';

/** What a path of the node gives to a workload that mounts it. */
export type NodePathKind =
  /** Keys, data and state of the control plane and the kubelet. */
  | 'keys'
  /** Whoever talks to a container runtime runs what they like on the node; a read-only mount holds nobody back. */
  | 'socket'
  /** It leads to the node, or to what other pods have there, for whoever writes it. */
  | 'sensitive'
  /** The same for whoever reads it. */
  | 'secret'
  /** Public facts of a machine that programs read from its files. */
  | 'harmless';

export interface NodePath {
  path: string;
  kind: NodePathKind;
  /** The directories above it hold anybody's data on other machines: they are no sign of it. */
  alone?: true;
}

const rows = (kind: NodePathKind, paths: readonly string[], alone?: true): NodePath[] =>
  paths.map((path) => ({ path, kind, ...(alone && { alone }) }));

/** A path means what the row says that it lies in, or that lies below it: a directory has what is in it. */
export const nodePaths: readonly NodePath[] = [
  ...rows('keys', [
    '/etc/kubernetes',
    '/etc/srv/kubernetes',
    '/etc/rancher',
    '/system/secrets',
    '/var/lib/etcd',
    '/var/lib/k0s/etcd',
    '/var/lib/k0s/manifests',
    '/var/lib/k0s/pki',
    '/var/lib/kubelet/kubeconfig',
    '/var/lib/kubelet/pki',
    // "Kubernetes the hard way", and what people built after it.
    '/var/lib/kubernetes',
    '/var/lib/microshift',
    '/var/lib/microshift-backups',
    '/var/lib/minikube/certs',
    '/var/lib/minikube/etcd',
    '/var/lib/rancher/k3s/agent/client-kubelet.key',
    '/var/lib/rancher/k3s/agent/kubelet.kubeconfig',
    '/var/lib/rancher/k3s/server',
    '/var/lib/rancher/rke2/agent/client-kubelet.key',
    '/var/lib/rancher/rke2/agent/kubelet.kubeconfig',
    '/var/lib/rancher/rke2/server',
    // Canonical Kubernetes.
    '/var/snap/k8s/common/var/lib',
    '/var/snap/microk8s/current',
    // BOSH: the jobs of the control plane and of the kubelet with their keys, and the disk of etcd.
    '/var/vcap/data/jobs/etcd',
    '/var/vcap/data/jobs/kube*',
    '/var/vcap/jobs/etcd',
    '/var/vcap/jobs/kube*',
    '/var/vcap/store/etcd',
  ]),
  // Kubespray, kops: keys, and the volumes of etcd (`/mnt/master-vol-ID`); RKE: snapshots of etcd.
  ...rows('keys', ['/etc/ssl/etcd', '/srv/kubernetes', '/mnt/master-vol-*', '/opt/rke'], true),
  ...rows('socket', [
    // Named pipes of Windows nodes.
    '/pipe/containerd-containerd',
    '/pipe/docker_engine',
    // The API by which Bottlerocket is set up.
    '/run/api.sock',
    '/run/containerd/containerd.sock',
    '/run/containerd/containerd.sock.ttrpc',
    '/run/cri-dockerd.sock',
    '/run/crio/crio.sock',
    '/run/docker.sock',
    // The daemon of Docker has a containerd of its own where the system has none.
    '/run/docker/containerd/containerd.sock',
    '/run/dockershim.sock',
    '/run/host-containerd/containerd.sock',
    '/run/k0s/containerd.sock',
    '/run/k3s/containerd/containerd.sock',
    '/run/podman/podman.sock',
    '/var/snap/microk8s/common/run/containerd.sock',
    '/var/vcap/data/sys/run/containerd/containerd.sock',
    '/var/vcap/data/sys/run/docker/docker.sock',
    '/var/vcap/sys/run/containerd/containerd.sock',
    '/var/vcap/sys/run/docker/docker.sock',
  ]),
  // Tokens and Secrets of every pod of the node.
  ...rows('secret', [
    '/var/lib/k0s/kubelet/pods',
    '/var/lib/kubelet/pods',
    '/var/snap/microk8s/common/var/lib/kubelet/pods',
    '/var/vcap/data/kubelet/pods',
  ]),
  ...rows('sensitive', [
    '/bin',
    '/boot',
    '/dev',
    '/etc',
    '/home',
    '/lib',
    '/lib64',
    '/opt/bin',
    '/opt/cni',
    '/proc',
    '/root',
    '/run',
    '/sbin',
    '/sys',
    '/usr',
    '/var/lib/cloud',
    '/var/lib/containerd',
    '/var/lib/containers',
    '/var/lib/docker',
    '/var/lib/k0s/kubelet',
    '/var/lib/kubelet',
    '/var/log',
    '/var/snap/microk8s/common/var/lib/kubelet',
    '/var/spool/cron',
    '/var/vcap/data/kubelet',
    // Windows nodes; the first is where kubelets of some clouds lie.
    '/k',
    '/program files',
    '/programdata',
    '/windows',
  ]),
  ...rows('harmless', [
    '/etc/ca-certificates',
    '/etc/hostname',
    '/etc/hosts',
    '/etc/localtime',
    '/etc/machine-id',
    '/etc/os-release',
    '/etc/pki/ca-trust',
    '/etc/pki/tls/certs',
    '/etc/resolv.conf',
    '/etc/ssl/certs',
    '/etc/timezone',
    '/lib/modules',
    '/usr/lib/os-release',
    '/usr/local/share/ca-certificates',
    '/usr/share/ca-certificates',
    '/usr/share/zoneinfo',
  ]),
];

/** What runtimes call their sockets, wherever an installer has put them. */
export const runtimeSocketNames: ReadonlySet<string> = new Set([
  'containerd.sock',
  'containerd.sock.ttrpc',
  'cri-dockerd.sock',
  'crio.sock',
  'docker.sock',
  'dockershim.sock',
  'podman.sock',
]);

/**
 * Names by which the same directories are reached: segments, `*` for any, `PID` for what names a process. What it stands for takes its
 * place, and may be such a name again. `whole`: the directory itself, which has the other in it; below it lie other things.
 */
export const nodePathAliases: readonly { name: string; is: string; whole?: true }[] = [
  // A link on every distribution of Linux in use.
  { name: 'var/run', is: 'run' },
  // Processes of the host have its root for their own, and mostly for their working directory.
  ...['proc/PID', 'proc/PID/task/PID'].flatMap((process) => [
    { name: `${process}/root`, is: '' },
    { name: `${process}/cwd`, is: '' },
  ]),
  // Systems by ostree (RHCOS, Fedora CoreOS, bootc): deployments on the physical root, which is /sysroot, and what is kept in /var.
  { name: 'ostree', is: 'sysroot/ostree' },
  { name: 'sysroot', is: '', whole: true },
  { name: 'sysroot/ostree', is: '', whole: true },
  { name: 'sysroot/ostree/deploy', is: '', whole: true },
  { name: 'sysroot/ostree/deploy/*', is: '', whole: true },
  { name: 'sysroot/ostree/deploy/*/deploy', is: '', whole: true },
  { name: 'sysroot/ostree/deploy/*/deploy/*', is: '' },
  { name: 'sysroot/ostree/deploy/*/var', is: 'var' },
  { name: 'sysroot/ostree/repo', is: 'usr' },
  { name: 'sysroot/boot', is: 'boot' },
  { name: 'var/roothome', is: 'root' },
  { name: 'var/home', is: 'home' },
  { name: 'var/usrlocal', is: 'usr/local' },
  { name: 'var/opt', is: 'opt' },
  { name: 'var/srv', is: 'srv' },
  { name: 'var/mnt', is: 'mnt' },
];
