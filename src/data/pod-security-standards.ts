/**
 * The values that the Pod Security Standards allow, by the minor of the standards from which they do. As of 2026-12-01; source:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/ and the controls of k8s.io/pod-security-admission 0.37.0, with which
 * test/model/pod-security.engines.test.ts compares every answer.
 */
export const asOf = '2026-12-01';

/** Capabilities that baseline allows to add. */
export const baselineCapabilities: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** Names of sysctls, with the first minor whose standards allow them. */
export const safeSysctls: ReadonlyMap<string, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
  ['net.ipv4.tcp_slow_start_after_idle', 37],
  ['net.ipv4.tcp_notsent_lowat', 37],
]);

/** Types of SELinux, likewise. */
export const seLinuxTypes: ReadonlyMap<string, number> = new Map([
  ['container_t', 0],
  ['container_init_t', 0],
  ['container_kvm_t', 0],
  ['container_engine_t', 31],
]);

/** Sources of volumes that restricted allows. */
export const restrictedVolumes: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** The newest minor of the standards with a difference to the one before it: later ones are the same. */
export const newestStandards = 37;

/** Controls that a version of the standards added; later versions only relax others. */
export const stricterStandards: readonly {
  since: number;
  level: 'baseline' | 'restricted';
  what: string;
}[] = [
  { since: 8, level: 'restricted', what: 'allowPrivilegeEscalation' },
  { since: 19, level: 'baseline', what: 'field seccompProfile' },
  { since: 22, level: 'restricted', what: 'capabilities' },
  { since: 23, level: 'restricted', what: 'runAsUser' },
  { since: 34, level: 'baseline', what: 'host of probes and lifecycle handlers' },
];
