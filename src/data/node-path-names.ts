/**
 * Names by which directories of a node are reached besides. As of 2026-11-30; sources: https://ostreedev.github.io/ostree/adapting-existing/,
 * the Filesystem Hierarchy Standard, proc(5); for Container-Optimized OS https://cloud.google.com/container-optimized-os/docs/concepts/disks-and-filesystem,
 * for Bottlerocket https://github.com/bottlerocket-os/bottlerocket-core-kit (packages/release/*.mount), for the instance store of EKS
 * https://github.com/awslabs/amazon-eks-ami (setup-local-disks), for snapshots http://snapper.io/documentation.html and zfsprops(7). Ubuntu Core's
 * writable partition is as https://github.com/canonical/snapd mounts it.
 */
export const asOf = '2026-11-30';

/** By the name that a node gives its system. */
const COS = /Container-Optimized OS/i;
const BOTTLEROCKET = /Bottlerocket/i;

/**
 * Names by which the same directories are reached: segments, `*` for any, `PID` for what names a process. What it stands for takes its
 * place, and may be such a name again. `whole`: the directory itself, which has the other in it; below it lie other things. `on`: only where nodes of the
 * cluster have this system; elsewhere it is anybody's directory.
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
  // EKS, on the disks of the machine; what else is below is data.
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
