/**
 * Support and known vulnerabilities of software on nodes that reports its version. As of 2026-11-23; sources:
 * https://containerd.io/releases/ (for 2.0, which ended on 2025-11-07 and became a long-term release in 2026, https://github.com/containerd/containerd/pull/13739),
 * https://github.com/containerd/containerd/security/advisories,
 * https://github.com/cri-o/cri-o/security/advisories, https://github.com/coredns/coredns/security/advisories, and for the kernel
 * https://nvd.nist.gov/vuln/detail/CVE-2022-0185. The API does not expose runc's version.
 */
export const asOf = '2026-11-23';

export interface Vulnerability {
  id: string;
  /** What it allows an attacker to do, in a few words. */
  what: string;
  severity: 'high' | 'medium';
  /** The first fixed release of each branch with a fix, oldest first. */
  fixed: readonly string[];
  /** First vulnerable release; absent = all older ones. */
  since?: string;
  /** CoreDNS: the plugin that it requires. */
  plugin?: string;
}

/** By the name of the runtime that a node reports. */
export const runtimeVulnerabilities: Readonly<Record<string, readonly Vulnerability[]>> = {
  containerd: [
    {
      id: 'CVE-2026-53488',
      what: 'command execution on the host through image labels',
      severity: 'high',
      fixed: ['1.7.33', '2.0.10', '2.1.9', '2.2.5', '2.3.2'],
    },
    {
      id: 'CVE-2022-23648',
      what: 'an image can read host files',
      severity: 'high',
      fixed: ['1.4.13', '1.5.10', '1.6.1'],
    },
    {
      id: 'CVE-2026-53492',
      what: 'a checkpoint can expose host devices to a container',
      severity: 'medium',
      fixed: ['1.7.33', '2.0.10', '2.1.9', '2.2.5', '2.3.2'],
    },
    {
      id: 'CVE-2026-53489',
      what: 'restoring a checkpoint can read host files',
      severity: 'medium',
      since: '2.1.0',
      fixed: ['2.1.9', '2.2.5', '2.3.2'],
    },
    {
      id: 'CVE-2026-95839',
      what: 'denial of service when pulling an image',
      severity: 'medium',
      since: '2.2.0',
      fixed: ['2.2.10', '2.3.7', '2.4.2'],
    },
    {
      id: 'CVE-2026-50195',
      what: 'image content cache poisoning',
      severity: 'medium',
      since: '2.1.0',
      fixed: ['2.1.9', '2.2.5', '2.3.2'],
    },
    {
      id: 'CVE-2026-46680',
      what: 'advisory of May 2026',
      severity: 'medium',
      fixed: ['1.7.32', '2.0.9', '2.2.4', '2.3.1'],
    },
    {
      id: 'CVE-2024-25621',
      what: 'local users can access containerd directories',
      severity: 'medium',
      fixed: ['1.7.29', '2.0.7', '2.1.5', '2.2.0'],
    },
    {
      id: 'CVE-2025-64329',
      what: 'memory exhaustion through attach requests',
      severity: 'medium',
      fixed: ['1.7.29', '2.0.7', '2.1.5', '2.2.0'],
    },
    {
      id: 'CVE-2024-40635',
      what: 'a large user ID results in root',
      severity: 'medium',
      fixed: ['1.6.38', '1.7.27', '2.0.4'],
    },
  ],
  'cri-o': [
    {
      id: 'CVE-2022-0811',
      what: 'a Pod can set kernel parameters and gain root on the node',
      severity: 'high',
      since: '1.19.0',
      fixed: ['1.19.6', '1.20.7', '1.21.6', '1.22.3', '1.23.2'],
    },
    {
      id: 'CVE-2024-5154',
      what: 'an image can write to host files',
      severity: 'high',
      since: '1.28.0',
      fixed: ['1.28.7', '1.29.5', '1.30.1'],
    },
  ],
};

export const corednsVulnerabilities: readonly Vulnerability[] = [
  {
    id: 'CVE-2026-26017',
    what: 'rewritten names bypass access rules',
    severity: 'medium',
    fixed: ['1.14.2'],
    plugin: 'acl',
  },
  {
    id: 'CVE-2026-26018',
    what: 'denial of service through queries',
    severity: 'medium',
    fixed: ['1.14.2'],
    plugin: 'loop',
  },
];

/** Stable kernels: vulnerable since 5.1. Vendor kernels have the bug and the fix under numbers of their own. */
export const kernelVulnerabilities: readonly Vulnerability[] = [
  {
    id: 'CVE-2022-0185',
    what: 'a process in a container becomes root of the node',
    severity: 'high',
    since: '5.1.0',
    fixed: ['5.4.173', '5.10.93', '5.15.16', '5.16.2'],
  },
];

/** End of life of containerd's branches, oldest first; older ones ended earlier. 1.7 ends in September 2026, the day is approximate. */
export const containerdSupport: readonly { branch: string; endOfLife: string }[] = [
  { branch: '1.6', endOfLife: '2025-08-23' },
  { branch: '1.7', endOfLife: '2026-09-30' },
  { branch: '2.0', endOfLife: '2027-03-01' },
  { branch: '2.1', endOfLife: '2026-07-03' },
  { branch: '2.2', endOfLife: '2026-11-06' },
  { branch: '2.3', endOfLife: '2028-04-30' },
];

/** Systems whose vendor builds the runtime and the kernel and backports fixes without changing the number. */
export const vendorBuiltSystems =
  /Amazon Linux|Bottlerocket|Container-Optimized OS|CoreOS|Azure Linux|CBL-Mariner|Red Hat|Rocky|AlmaLinux|Oracle Linux|SUSE|SLE|Photon|Windows/i;

/** Operating systems for containers only. */
export const containerSystems =
  /Bottlerocket|Container-Optimized OS|CoreOS|Flatcar|Talos|Kairos|MicroOS|SLE Micro|SUSE Linux Micro|Elemental|Azure Linux|CBL-Mariner|Photon|k3OS|Ubuntu Core|RancherOS|Buildroot/i;
