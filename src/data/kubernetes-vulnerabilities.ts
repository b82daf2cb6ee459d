import type { Vulnerability } from './node-software.ts';

/**
 * Known vulnerabilities of the API server and the kubelet, and the releases that fix them. As of 2026-11-26; source:
 * https://kubernetes.io/docs/reference/issues-security/official-cve-feed/ and the issues of
 * https://github.com/kubernetes/kubernetes that it names. Newer ones than those of 2025 were not looked up.
 */
export const asOf = '2026-11-26';

export const apiServerVulnerabilities: readonly Vulnerability[] = [
  {
    id: 'CVE-2018-1002105',
    what: 'privilege escalation to cluster-admin through aggregated APIs or exec',
    severity: 'high',
    fixed: ['1.10.11', '1.11.5', '1.12.3'],
  },
  {
    id: 'CVE-2019-11247',
    what: 'namespace permissions allow access to cluster-scoped custom resources',
    severity: 'high',
    fixed: ['1.13.9', '1.14.5', '1.15.2'],
  },
  {
    id: 'CVE-2019-1002100',
    what: 'denial of service through a crafted patch',
    severity: 'medium',
    fixed: ['1.11.8', '1.12.6', '1.13.4'],
  },
  {
    id: 'CVE-2019-9512',
    what: 'denial of service through HTTP/2 pings or resets without a login',
    severity: 'high',
    fixed: ['1.13.10', '1.14.6', '1.15.3'],
  },
  {
    id: 'CVE-2019-11253',
    what: 'denial of service through a crafted YAML payload',
    severity: 'medium',
    fixed: ['1.13.12', '1.14.8', '1.15.5', '1.16.2'],
  },
  {
    id: 'CVE-2020-8559',
    what: 'privilege escalation from a compromised node to other nodes',
    severity: 'medium',
    fixed: ['1.16.13', '1.17.9', '1.18.6'],
  },
  {
    id: 'CVE-2021-25735',
    what: 'node updates bypass validating admission webhooks',
    severity: 'medium',
    fixed: ['1.18.18', '1.19.10', '1.20.6'],
  },
  {
    id: 'CVE-2022-3172',
    what: 'an aggregated API can redirect clients with their credentials',
    severity: 'medium',
    fixed: ['1.22.14', '1.23.11', '1.24.5', '1.25.1'],
  },
  {
    id: 'CVE-2023-2728',
    what: 'ephemeral containers bypass the mountable Secrets policy',
    severity: 'medium',
    fixed: ['1.24.15', '1.25.11', '1.26.6', '1.27.3'],
  },
  {
    id: 'CVE-2023-44487',
    what: 'denial of service through HTTP/2 streams that are reset at once',
    severity: 'high',
    fixed: ['1.25.15', '1.26.10', '1.27.7', '1.28.3'],
  },
  {
    id: 'CVE-2024-3177',
    what: 'containers bypass the mountable Secrets policy with envFrom',
    severity: 'medium',
    fixed: ['1.27.13', '1.28.9', '1.29.4'],
  },
  {
    id: 'CVE-2025-5187',
    what: 'a node can delete its own Node object and register with other labels',
    severity: 'medium',
    fixed: ['1.31.12', '1.32.8', '1.33.4'],
  },
];

export const kubeletVulnerabilities: readonly Vulnerability[] = [
  {
    id: 'CVE-2021-25741',
    what: 'a subPath mount allows access to host files',
    severity: 'high',
    fixed: ['1.19.15', '1.20.11', '1.21.5', '1.22.2'],
  },
  {
    id: 'CVE-2024-10220',
    what: 'a gitRepo volume allows command execution on the node',
    severity: 'high',
    fixed: ['1.28.12', '1.29.7', '1.30.3'],
  },
];
