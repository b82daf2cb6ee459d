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

/** What API servers call themselves towards kubelets: with a role of kubelet rights alone they only do their work. */
export const kubeletClients: ReadonlySet<string> = new Set([
  'User kube-apiserver',
  'User kube-apiserver-kubelet-client',
  'User system:kube-apiserver',
  // kops
  'User kubelet-api',
]);

/** Roles that are shipped for them: Kubernetes' own, and that of cluster/kube-up.sh, which GKE has kept. */
export const kubeletClientRoles: ReadonlySet<string> = new Set([
  'system:kubelet-api-admin',
  'kubelet-api-admin',
]);

/** All that such a role may give: nodes and what kubelets serve. */
export const kubeletClientRules = [
  {
    verbs: ['*'],
    apiGroups: [''],
    resources: [
      'nodes',
      'nodes/proxy',
      'nodes/stats',
      'nodes/log',
      'nodes/spec',
      'nodes/metrics',
      'nodes/configz',
      'nodes/healthz',
      'nodes/pods',
      'nodes/checkpoint',
    ],
  },
] as const;
