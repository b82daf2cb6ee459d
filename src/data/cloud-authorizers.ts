import type { DistributionId } from './distributions.ts';

/**
 * Who allows requests beside RBAC on managed clusters, where no object of the cluster shows it. As of 2026-11-30; sources:
 * https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/iam and https://learn.microsoft.com/azure/aks/manage-azure-rbac.
 */
export const asOf = '2026-11-30';

export interface CloudAuthorizer {
  /** A sentence without its end: what allows requests as well. */
  who: string;
  /** Where to look. */
  look: string;
}

export const cloudAuthorizers: Readonly<Partial<Record<DistributionId, CloudAuthorizer>>> = {
  eks: {
    who: 'on EKS access entries allow requests as well',
    look: 'look at the access entries (aws eks list-access-entries, list-associated-access-policies)',
  },
  gke: {
    who: 'on GKE the IAM policy of the project allows requests as well',
    look: 'look at the roles for container.* in IAM (gcloud projects get-iam-policy)',
  },
  aks: {
    who: 'on AKS role assignments of Azure allow requests as well, where Azure RBAC is enabled',
    look: 'look at aadProfile.enableAzureRbac (az aks show) and at the role assignments (az role assignment list)',
  },
};
