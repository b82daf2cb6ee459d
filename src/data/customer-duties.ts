import type { DistributionId } from './distributions.ts';

/**
 * Settings of a managed control plane that the customer still decides on: switches and choices of the offering. As of 2026-11-25; each
 * entry has its sources. Unverified: the address of DigitalOcean's page, which was not read again; its other pages and its Terraform
 * provider (resource kubernetes_cluster, `ha`) document the option.
 */
export const asOf = '2026-11-25';

export interface CustomerDuty {
  distribution: DistributionId;
  /** What the customer does there. */
  what: string;
  source: string;
}

/** By check id. A check with provider responsibility that is not listed here has it on every offering. */
export const customerDuties: Readonly<Record<string, readonly CustomerDuty[]>> = {
  'api-server/anonymous-access': [
    {
      distribution: 'gke',
      what: 'limit anonymous authentication to the health paths',
      source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster',
    },
  ],
  'api-server/audit-logging-off': [
    {
      distribution: 'eks',
      what: 'switch on the log type audit',
      source: 'https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html',
    },
    {
      distribution: 'aks',
      what: 'a diagnostic setting for kube-audit',
      source: 'https://learn.microsoft.com/azure/aks/monitor-aks',
    },
  ],
  'control-plane/single-node': [
    {
      distribution: 'gke',
      what: 'a regional cluster instead of a zonal one',
      source: 'https://cloud.google.com/kubernetes-engine/docs/concepts/regional-clusters',
    },
    {
      distribution: 'aks',
      what: 'the Standard tier instead of Free',
      source: 'https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers',
    },
    {
      distribution: 'doks',
      what: 'the high-availability control plane',
      source: 'https://docs.digitalocean.com/products/kubernetes/how-to/enable-high-availability/',
    },
    {
      distribution: 'lke',
      what: 'the high-availability control plane',
      source: 'https://techdocs.akamai.com/linode-api/reference/post-lke-cluster',
    },
  ],
  'etcd/secrets-unencrypted': [
    {
      distribution: 'gke',
      what: 'application-layer encryption with a key of your own',
      source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/encrypting-secrets',
    },
    {
      distribution: 'aks',
      what: 'encryption with a key management service',
      source: 'https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption',
    },
  ],
};
