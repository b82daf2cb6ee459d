/**
 * Further names of directories of a node. As of 2026-12-01; sources: https://ostreedev.github.io/ostree/adapting-existing/, the Filesystem
 * Hierarchy Standard, proc(5); for Container-Optimized OS
 * https://cloud.google.com/container-optimized-os/docs/concepts/disks-and-filesystem, for Bottlerocket
 * https://github.com/bottlerocket-os/bottlerocket-core-kit (packages/release/*.mount), for the instance store of EKS
 * https://github.com/awslabs/amazon-eks-ami (setup-local-disks), for snapshots http://snapper.io/documentation.html and zfsprops(7). Ubuntu
 * Core's writable partition is as https://github.com/canonical/snapd mounts it. SLE Micro https://documentation.suse.com/sle-micro/,
 * Elemental https://github.com/rancher/elemental-toolkit, minikube https://github.com/kubernetes/minikube (deploy/iso, minikube-automount);
 * of these three the names are unverified.
 */
export const asOf = '2026-12-01';

/** By the name of the operating system that a node reports. */
const COS = /Container-Optimized OS/i;
const BOTTLEROCKET = /Bottlerocket/i;
const SLE_MICRO = /\bMicro\b|MicroOS/i;
const ELEMENTAL = /Harvester|Elemental|Kairos/i;
const MINIKUBE = /Buildroot/i;

/**
 * Other names of the same directories: segments, `*` for any, `PID` for a process. The target replaces the name, and may itself be such a
 * name. `whole`: the directory itself, which contains the other; below it are other directories. `on`: only where nodes of the cluster have
 * this system; elsewhere the directory has no such meaning.
 */
export const nodePathAliases: readonly { name: string; is: string; whole?: true; on?: RegExp }[] = [
  // A symbolic link on every supported distribution of Linux.
  { name: 'var/run', is: 'run' },
  // Processes of the host have its root as their own, and usually as their working directory.
  ...['proc/PID', 'proc/PID/task/PID'].flatMap((process) => [
    { name: `${process}/root`, is: '' },
    { name: `${process}/cwd`, is: '' },
  ]),
  // Systems with ostree (RHCOS, Fedora CoreOS, bootc): deployments on the physical root, which is /sysroot, and persistent data in /var.
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
  // Container-Optimized OS: persistent data is on one partition.
  { name: 'mnt', is: 'var', whole: true, on: COS },
  { name: 'mnt/stateful_partition', is: 'var', whole: true },
  { name: 'mnt/stateful_partition/var', is: 'var' },
  { name: 'mnt/stateful_partition/home', is: 'home' },
  { name: 'mnt/stateful_partition/etc', is: 'etc' },
  // Bottlerocket: the same.
  { name: 'local', is: 'var', whole: true, on: BOTTLEROCKET },
  { name: 'local/var', is: 'var' },
  { name: 'local/opt', is: 'opt' },
  { name: 'local/mnt', is: 'mnt' },
  // SLE Micro: /etc is an overlay, and its upper directory lies with those of other snapshots.
  { name: 'var/lib/overlay', is: 'etc', whole: true, on: SLE_MICRO },
  { name: 'var/lib/overlay/*', is: 'etc', whole: true, on: SLE_MICRO },
  { name: 'var/lib/overlay/*/etc', is: 'etc' },
  // Systems of Elemental and Kairos: directories that stay, each under its path with dashes.
  { name: 'usr/local/.state', is: '', whole: true, on: ELEMENTAL },
  ...['etc/kubernetes', 'etc/rancher', 'var/lib/kubelet', 'var/lib/rancher'].map((is) => ({
    name: `usr/local/.state/${is.replaceAll('/', '-')}.bind`,
    is,
  })),
  // minikube: the disk with what stays.
  ...['vda1', 'sda1'].flatMap((disk) => [
    { name: `mnt/${disk}`, is: '', whole: true as const, on: MINIKUBE },
    { name: `mnt/${disk}/var`, is: 'var' },
  ]),
  { name: 'mnt', is: '', whole: true, on: MINIKUBE },
  // EKS, on the disks of the instance; other directories below are data.
  { name: 'mnt/k8s-disks/*/kubelet', is: 'var/lib/kubelet' },
  { name: 'mnt/k8s-disks/*/containerd', is: 'var/lib/containerd' },
  { name: 'mnt/k8s-disks/*/pods', is: 'var/log/pods' },
  // Ubuntu Core.
  { name: 'writable', is: '', whole: true },
  { name: 'writable/system-data', is: '' },
  // Snapshots of the root file system: by snapper on btrfs, and of ZFS.
  { name: '.snapshots', is: '', whole: true },
  { name: '.snapshots/*', is: '', whole: true },
  { name: '.snapshots/*/snapshot', is: '' },
  { name: '.zfs', is: '', whole: true },
  { name: '.zfs/snapshot', is: '', whole: true },
  { name: '.zfs/snapshot/*', is: '' },
];
