import type { DistributionId } from './distributions.ts';

/**
 * Subjects that a distribution itself gives great rights to, beside those that Kubernetes ships. As of 2026-11-24; source:
 * manifests of k3s (https://github.com/k3s-io/k3s), RKE2 and minikube, documentation of AKS and of OpenShift. Names as in `default-rbac.ts`.
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
  // The users of `az aks get-credentials`, and the pods of `az aks command invoke`.
  aks: { subjects: ['User clusterAdmin', 'User clusterUser'], namespaces: ['aks-command'] },
  openshift: {
    subjects: ['Group system:cluster-admins', 'User system:admin'],
    namespaces: ['openshift-'],
  },
};

/** What API servers call themselves towards kubelets: with the role system:kubelet-api-admin they only do their work. */
export const kubeletClients: ReadonlySet<string> = new Set([
  'User kube-apiserver',
  'User kube-apiserver-kubelet-client',
  'User system:kube-apiserver',
]);
