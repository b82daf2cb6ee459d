import type { Vulnerability } from './node-software.ts';

/**
 * Known vulnerabilities of the API server and the kubelet, and the releases that mend them. As of 2026-11-26; source:
 * https://kubernetes.io/docs/reference/issues-security/official-cve-feed/ and the issues of
 * https://github.com/kubernetes/kubernetes that it names. Newer ones than those of 2025 were not looked up.
 */
export const asOf = '2026-11-26';

export const apiServerVulnerabilities: readonly Vulnerability[] = [
  {
    id: 'CVE-2018-1002105',
    what: 'anybody who may use an aggregated API or exec becomes cluster-admin',
    severity: 'high',
    fixed: ['1.10.11', '1.11.5', '1.12.3'],
  },
  {
    id: 'CVE-2019-11247',
    what: 'rights in one namespace reach cluster-wide custom resources',
    severity: 'high',
    fixed: ['1.13.9', '1.14.5', '1.15.2'],
  },
  {
    id: 'CVE-2019-1002100',
    what: 'a prepared patch stops the API server',
    severity: 'medium',
    fixed: ['1.11.8', '1.12.6', '1.13.4'],
  },
  {
    id: 'CVE-2019-11253',
    what: 'a prepared YAML stops the API server',
    severity: 'medium',
    fixed: ['1.13.12', '1.14.8', '1.15.5', '1.16.2'],
  },
  {
    id: 'CVE-2020-8559',
    what: 'a broken-into node reaches the others',
    severity: 'medium',
    fixed: ['1.16.13', '1.17.9', '1.18.6'],
  },
  {
    id: 'CVE-2021-25735',
    what: 'changes of nodes get past validating webhooks',
    severity: 'medium',
    fixed: ['1.18.18', '1.19.10', '1.20.6'],
  },
  {
    id: 'CVE-2022-3172',
    what: 'an aggregated API sends clients elsewhere, with their credentials',
    severity: 'medium',
    fixed: ['1.22.14', '1.23.11', '1.24.5', '1.25.1'],
  },
  {
    id: 'CVE-2023-2728',
    what: 'ephemeral containers get past the rules for mountable Secrets',
    severity: 'medium',
    fixed: ['1.24.15', '1.25.11', '1.26.6', '1.27.3'],
  },
  {
    id: 'CVE-2024-3177',
    what: 'containers get past the rules for mountable Secrets by envFrom',
    severity: 'medium',
    fixed: ['1.27.13', '1.28.9', '1.29.4'],
  },
  {
    id: 'CVE-2025-5187',
    what: 'a node deletes its own Node object and comes back with other labels',
    severity: 'medium',
    fixed: ['1.31.12', '1.32.8', '1.33.4'],
  },
];

export const kubeletVulnerabilities: readonly Vulnerability[] = [
  {
    id: 'CVE-2021-25741',
    what: "a subPath mount reaches the host's files",
    severity: 'high',
    fixed: ['1.19.15', '1.20.11', '1.21.5', '1.22.2'],
  },
  {
    id: 'CVE-2024-10220',
    what: 'a gitRepo volume runs commands on the node',
    severity: 'high',
    fixed: ['1.28.12', '1.29.7', '1.30.3'],
  },
];
