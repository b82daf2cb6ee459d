/**
 * Add-ons whose projects have ended. As of 2026-11-24; source: https://github.com/kubernetes/ingress-nginx and the announcement on
 * kubernetes.io of 2025-11-11; the repository has been read-only since 2026-03-24.
 */
import type { DistributionId } from './distributions.ts';

export const asOf = '2026-11-24';

interface Vendor {
  name: string;
  registry: RegExp;
  mirrored?: RegExp;
  distribution?: DistributionId;
}

export const ingressNginx: {
  readonly retired: string;
  readonly last: readonly string[];
  readonly source: string;
  readonly vendors: readonly Vendor[];
} = {
  retired: '2026-03-24',
  /** Last release of each line. */
  last: ['1.15.1', '1.14.5', '1.13.9'],
  source: 'kubernetes.io announcement of 2025-11-11',
  /**
   * Vendors who build it themselves and patch it for their customers for some time more: by the registry that only they write to, or by the path of a mirror in
   * their own distribution.
   */
  vendors: [
    {
      name: 'SUSE (RKE2)',
      registry: /^(?:(?:index\.)?docker\.io\/|registry\.rancher\.com\/)?rancher\//,
      mirrored: /\/rancher\//,
      distribution: 'rke2',
    },
    {
      name: 'Microsoft (AKS application routing)',
      registry: /^mcr\.microsoft\.com\/oss\//,
      mirrored: /\/oss\//,
      distribution: 'aks',
    },
    { name: 'SUSE', registry: /^registry\.suse\.com\// },
    // Other paths of its registry are its customers'.
    {
      name: 'IBM Cloud',
      registry: /^icr\.io\/(?:iks-operator|armada-master|ext)\//,
      mirrored: /^(?:[a-z\d-]+\.)?icr\.io\//,
      distribution: 'iks',
    },
  ],
};
