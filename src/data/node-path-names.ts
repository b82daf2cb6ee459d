/**
 * Names by which directories of a node are reached besides. As of 2026-11-30; sources: https://ostreedev.github.io/ostree/adapting-existing/,
 * the Filesystem Hierarchy Standard, proc(5).
 */
export const asOf = '2026-11-30';

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
