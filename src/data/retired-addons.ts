/**
 * Add-ons whose projects have ended. As of 2026-11-24; source: https://github.com/kubernetes/ingress-nginx and the announcement on
 * kubernetes.io of 2025-11-11; the repository has been read-only since 2026-03-24.
 */
export const asOf = '2026-11-24';

export const ingressNginx = {
  retired: '2026-03-24',
  /** Last release of each line. */
  last: ['1.15.1', '1.14.5', '1.13.9'],
  source: 'kubernetes.io announcement of 2025-11-11',
  /** Vendors who build it themselves and patch it for their customers for some time more. */
  vendors: [
    { mark: /(?:^|\/)rancher\//, name: 'SUSE (RKE2)' },
    { mark: /mcr\.microsoft\.com\/oss/, name: 'Microsoft (AKS application routing)' },
    { mark: /registry\.suse\.com\//, name: 'SUSE' },
    { mark: /\.icr\.io\/|^icr\.io\//, name: 'IBM Cloud' },
  ],
} as const;
