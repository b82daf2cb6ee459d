/**
 * Programs by which the command line of a container starts another one, and those that start none. As of 2026-11-29; source: their manuals
 * (https://www.gnu.org/software/coreutils/manual/, https://man7.org/linux/man-pages/), https://github.com/krallin/tini,
 * https://github.com/kubernetes/release (images/build/go-runner), https://github.com/openshift/kubernetes (cmd/watch-termination).
 */
export const asOf = '2026-11-29';

/** They run the program that a later word names, with the words after it and no others. */
export const starters: readonly string[] = [
  'go-runner',
  'tini',
  'dumb-init',
  'catatonit',
  'exec',
  'command',
  'env',
  'nice',
  'ionice',
  'nohup',
  'setsid',
  'stdbuf',
  'numactl',
  'unshare',
  'nsenter',
  'setpriv',
  'systemd-cat',
  'systemd-run',
  'prlimit',
  'sudo',
  'time',
  'watch-termination',
  'busybox',
];

/** The same, with one operand of their own before it. */
export const startersWithOperand: readonly string[] = [
  'chrt',
  'taskset',
  'timeout',
  'chroot',
  'su-exec',
  'gosu',
  'flock',
];

/** They start no server, with any arguments. */
export const tools: ReadonlySet<string> = new Set([
  'etcdctl',
  'etcdutl',
  'etcd-manager',
  'kubectl',
  'kubeadm',
  'crictl',
  'curl',
  'wget',
  'echo',
  'printf',
  'cat',
  'cp',
  'mv',
  'rm',
  'ln',
  'ls',
  'mkdir',
  'chmod',
  'chown',
  'tar',
  'grep',
  'sed',
  'awk',
  'sleep',
  'touch',
  'test',
  'true',
  'pkill',
  'pgrep',
  'kill',
  'killall',
  'pidof',
  'which',
  'type',
  'find',
  'tee',
  'head',
  'tail',
  'cut',
  'wait',
]);
