import type { WorkloadFacts } from '../../model/types.ts';

/** What a path of the node gives to a workload that mounts it. */
export type HostPathKind = 'control-plane' | 'sensitive' | 'harmless' | 'plain';

export interface HostPathUse {
  volume: string;
  /** Without `.`, `..`, doubled or trailing slashes; `/var/run` is `/run`. */
  path: string;
  kind: HostPathKind;
  /** Some container mounts it without readOnly. */
  writable: boolean;
}

/** Keys, data and state of the control plane and the kubelet, by the layouts of kubeadm and the distributions. */
const CONTROL_PLANE = [
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
  '/var/lib/minikube/certs',
  '/var/lib/minikube/etcd',
  '/var/lib/rancher/k3s/server',
  '/var/lib/rancher/rke2/server',
  '/var/snap/microk8s/current',
];

/** kops: keys, and the volumes of etcd. Directories above them (`/srv`, `/mnt`) hold anybody's data elsewhere. */
const KOPS = /^\/srv\/kubernetes(?:\/|$)|^\/mnt\/master-vol-/;

/** Whoever talks to a container runtime runs what they like on the node. */
const SOCKETS = [
  '/run/containerd/containerd.sock',
  '/run/cri-dockerd.sock',
  '/run/crio/crio.sock',
  '/run/docker.sock',
  '/run/dockershim.sock',
  '/run/k0s/containerd.sock',
  '/run/k3s/containerd/containerd.sock',
  '/run/podman/podman.sock',
  '/var/snap/microk8s/common/run/containerd.sock',
];

/** Other paths that lead from a pod to its node, or to what other pods have there. */
const SENSITIVE = [
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
  '/var/lib/kubelet',
  '/var/log',
  '/var/spool/cron',
];

/** Public facts of a machine that programs read from its files. */
const HARMLESS = [
  '/etc/localtime',
  '/etc/machine-id',
  '/etc/os-release',
  '/etc/pki/ca-trust',
  '/etc/ssl/certs',
  '/etc/timezone',
  '/lib/modules',
  '/usr/lib/os-release',
  '/usr/share/ca-certificates',
  '/usr/share/zoneinfo',
];

/** The hostPath volumes that containers of a workload mount. */
export function hostPathUses({ template }: WorkloadFacts): HostPathUse[] {
  const mounts = template.containers.flatMap((container) => container.mounts ?? []);
  return template.volumes.flatMap(({ name, type, target }) => {
    const own = mounts.filter(({ volume }) => volume === name);
    if (type !== 'hostPath' || target === undefined || own.length === 0) return [];
    const path = normalisePath(target);
    return [
      { volume: name, path, kind: kindOf(path), writable: own.some(({ readOnly }) => readOnly !== true) },
    ];
  });
}

export function kindOf(path: string): HostPathKind {
  if ([...CONTROL_PLANE, ...SOCKETS].some((known) => within(path, known) || within(known, path)))
    return 'control-plane';
  if (KOPS.test(path)) return 'control-plane';
  if (HARMLESS.some((known) => within(path, known))) return 'harmless';
  return SENSITIVE.some((known) => within(path, known)) ? 'sensitive' : 'plain';
}

/** Files of the control plane themselves, not a directory above them. */
export function isKey(path: string): boolean {
  return CONTROL_PLANE.some((known) => within(path, known)) || KOPS.test(path);
}

/** A runtime socket, or a directory that has one in it: read-only mounts of those do not hold anybody back. */
export function holdsSocket(path: string): boolean {
  return SOCKETS.some((socket) => within(socket, path));
}

export function normalisePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  // /var/run is a link to /run on every distribution of Linux in use.
  if (parts[0] === 'var' && parts[1] === 'run') parts.shift();
  return `/${parts.join('/')}`;
}

function within(path: string, folder: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}
