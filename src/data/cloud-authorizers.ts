import type { DistributionId } from './distributions.ts';

/**
 * What allows requests in addition to RBAC on managed clusters, without an object in the cluster. As of 2026-11-30; sources:
 * https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/iam and https://learn.microsoft.com/azure/aks/manage-azure-rbac.
 */
export const asOf = '2026-11-30';

export interface CloudAuthorizer {
  /** A sentence without its end: what else allows requests. */
  who: string;
  /** Where to look. */
  look: string;
}

export const cloudAuthorizers: Readonly<Partial<Record<DistributionId, CloudAuthorizer>>> = {
  eks: {
    who: 'EKS access entries also grant permissions',
    look: 'review the access entries (aws eks list-access-entries, list-associated-access-policies)',
  },
  gke: {
    who: 'the GKE project IAM policy also grants permissions',
    look: 'review IAM roles with container.* permissions (gcloud projects get-iam-policy)',
  },
  aks: {
    who: 'Azure role assignments also grant permissions if Azure RBAC is enabled',
    look: 'review aadProfile.enableAzureRbac (az aks show) and the role assignments (az role assignment list)',
  },
};
