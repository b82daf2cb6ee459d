import type { DistributionId } from './distributions.ts';

/**
 * Subjects that a distribution itself binds to cluster-admin, beside those that Kubernetes ships. As of 2026-11-24; source:
 * addon manifests of minikube, documentation of AKS and of OpenShift. Names as in `default-rbac.ts`.
 */
export const asOf = '2026-11-24';

export interface ShippedAdmins {
  /** `User name`, `Group name` or `ServiceAccount ns/name`. */
  subjects: readonly string[];
  /** Namespaces, by prefix, whose service accounts are the distribution's own operators. */
  namespaces: readonly string[];
}

export const distributionAdmins: Readonly<Partial<Record<DistributionId, ShippedAdmins>>> = {
  minikube: { subjects: ['ServiceAccount kube-system/default'], namespaces: [] },
  aks: { subjects: ['User clusterAdmin', 'User clusterUser'], namespaces: [] },
  openshift: {
    subjects: ['Group system:cluster-admins', 'User system:admin'],
    namespaces: ['openshift-'],
  },
};
