/**
 * The frameworks that checks refer to, in addition to the CIS benchmark (cis-benchmark.ts): numbers and names as published, reworded. As of
 * 2026-11-26; numbers and names of ATT&CK compared on 2026-11-29 with citations by others. Sources: https://attack.mitre.org/techniques/,
 * https://owasp.org/www-project-kubernetes-top-ten/,
 * https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF.
 */
import type { BenchmarkSection } from './cis-benchmark.ts';
import { asOf as cisAsOf, CIS, cisSections } from './cis-benchmark.ts';

export const asOf = '2026-11-26';

export interface Framework {
  /** Name in the references of checks. */
  name: string;
  title: string;
  asOf: string;
  /** The complete framework, or only what checks refer to. */
  whole: boolean;
  sections: readonly BenchmarkSection[];
}

const rows = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([id, title]) => ({ id, title }));

/** Rows of OWASP's list. */
export const owaspRisks = {
  K01: 'Workload configuration',
  K02: 'Authorization scope',
  K03: 'Secrets management',
  K04: 'Cluster-wide policy enforcement',
  K05: 'Network segmentation',
  K06: 'Exposure of components',
  K07: 'Misconfigured and outdated components',
  K08: 'Lateral movement from cluster to cloud',
  K09: 'Authentication mechanisms',
  K10: 'Logging and monitoring',
} as const;

const owasp: BenchmarkSection = {
  id: '2025',
  title: 'OWASP Kubernetes Top 10 (2025)',
  rows: rows(owaspRisks).map((row) => (row.id === 'K08' ? { ...row, needs: 'cloud API' } : row)),
};

/** Techniques by number. */
export const mitreTechniques = {
  T1040: 'Network Sniffing',
  T1078: 'Valid Accounts',
  'T1078.001': 'Valid Accounts: Default Accounts',
  T1133: 'External Remote Services',
  T1190: 'Exploit Public-Facing Application',
  T1485: 'Data Destruction',
  T1525: 'Implant Internal Image',
  T1528: 'Steal Application Access Token',
  T1546: 'Event Triggered Execution',
  T1552: 'Unsecured Credentials',
  'T1552.001': 'Unsecured Credentials: Credentials In Files',
  T1557: 'Adversary-in-the-Middle',
  'T1562.001': 'Impair Defenses: Disable or Modify Tools',
  'T1589.002': 'Gather Victim Identity Information: Email Addresses',
  T1609: 'Container Administration Command',
  T1610: 'Deploy Container',
  T1611: 'Escape to Host',
  T1649: 'Steal or Forge Authentication Certificates',
} as const;

const mitre: BenchmarkSection = {
  id: 'enterprise',
  title: 'MITRE ATT&CK techniques that checks refer to',
  rows: rows(mitreTechniques),
};

/** The guidance has no numbers: its headings are used instead. */
export const nsaHeadings = [
  'Non-root containers',
  'Hardening of containers',
  'Pod security enforcement',
  'Pod security: hostPath',
  'Pod security: volume types',
  'Namespaces',
  'Network policies',
  'Network separation and hardening',
  'Network separation: control plane',
  'Control plane hardening',
  'Control plane hardening: etcd',
  'Encryption: use TLS with strong keys',
  'Secrets encryption',
  'Authentication and authorization',
  'Audit logging and threat detection',
  'Upgrading and application security practices',
] as const;

const nsa: BenchmarkSection = {
  id: '1.2',
  title: 'Headings of the NSA/CISA Kubernetes Hardening Guidance that checks refer to',
  rows: nsaHeadings.map((id) => ({ id, title: id })),
};

/** By the name that `--framework` takes. */
export const frameworks: Readonly<Record<'cis' | 'nsa' | 'mitre' | 'owasp', Framework>> = {
  cis: {
    name: CIS,
    title: 'CIS Kubernetes Benchmark 1.12',
    asOf: cisAsOf,
    whole: true,
    sections: cisSections,
  },
  nsa: {
    name: 'NSA/CISA',
    title: 'NSA/CISA Kubernetes Hardening Guidance 1.2',
    asOf,
    whole: false,
    sections: [nsa],
  },
  mitre: { name: 'MITRE ATT&CK', title: 'MITRE ATT&CK', asOf, whole: false, sections: [mitre] },
  owasp: {
    name: 'OWASP K8s 2025',
    title: 'OWASP Kubernetes Top 10, 2025',
    asOf,
    whole: true,
    sections: [owasp],
  },
};
