import type { DistributionId } from './distributions.ts';

/**
 * Namespaces that Kubernetes, distributions and widely used add-ons create for themselves. As of 2026-11-24; source: their
 * documentation and manifests, e.g. https://learn.microsoft.com/azure/aks/app-routing (app-routing-system),
 * https://ranchermanager.docs.rancher.com (cattle-*), https://istio.io/latest/docs/setup/.
 */
export const asOf = '2026-11-24';

/** Namespaces of every new cluster. */
export const initialNamespaces: ReadonlySet<string> = new Set([
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
]);

/**
 * Conventional names of add-ons. A name alone does not show who can write there: model/trust.ts also requires a cluster-scoped
 * object of an administrator.
 */
export const systemNamespaces: ReadonlySet<string> = new Set([
  'kube-flannel',
  'kube-router',
  'kube-vip',
  'calico-system',
  'calico-apiserver',
  'tigera-operator',
  'cilium-secrets',
  'cilium-system',
  'local-path-storage',
  'metallb-system',
  'gatekeeper-system',
  'kyverno',
  'cert-manager',
  'ingress-nginx',
  'istio-system',
  'istio-operator',
  'istio-cni',
  'aks-istio-system',
  'aks-istio-ingress',
  'aks-istio-egress',
  'envoy-gateway-system',
  'projectcontour',
  'kourier-system',
  'knative-serving',
  'knative-eventing',
  'linkerd',
  'linkerd-viz',
  'linkerd-cni',
  'argocd',
  'flux-system',
  'cattle-system',
  'cattle-capi-system',
  'cattle-dashboards',
  'cattle-fleet-system',
  'cattle-fleet-local-system',
  'cattle-fleet-clusters-system',
  'cattle-gatekeeper-system',
  'cattle-global-data',
  'cattle-impersonation-system',
  'cattle-logging-system',
  'cattle-monitoring-system',
  'cattle-neuvector-system',
  'cattle-provisioning-capi-system',
  'cattle-resources-system',
  'cattle-turtles-system',
  'cattle-ui-plugin-system',
  'fleet-system',
  'system-upgrade',
  'velero',
  'longhorn-system',
  'rook-ceph',
  'external-secrets',
  'external-dns',
  'sealed-secrets',
  'keda',
  'kubernetes-dashboard',
  'k0s-autopilot',
  'k0s-system',
  'gmp-system',
  'gmp-public',
  'gke-managed-system',
  'gke-managed-cim',
  'gke-managed-volumepopulator',
  'amazon-cloudwatch',
  'amazon-guardduty',
  'olm',
]);

export interface OwnNamespaces {
  names?: readonly string[];
  prefixes?: readonly string[];
}

/** Names that belong to a distribution only where that distribution runs. */
export const distributionNamespaces: Readonly<Partial<Record<DistributionId, OwnNamespaces>>> = {
  openshift: { names: ['openshift'], prefixes: ['openshift-'] },
  microshift: { prefixes: ['openshift-'] },
  gke: { prefixes: ['gke-', 'gmp-'] },
  aks: { names: ['app-routing-system', 'dapr-system', 'azure-arc'], prefixes: ['aks-'] },
  eks: { names: ['aws-observability', 'amazon-guardduty'] },
};
