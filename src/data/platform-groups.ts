/**
 * API groups of CRDs that belong to Kubernetes, to a distribution or to a cloud provider, by the end of their names: their controllers
 * come with the cluster. As of 2026-12-01; sources: https://kubernetes.io/docs/reference/using-api/ (groups of kubernetes.io and k8s.io),
 * https://docs.openshift.com/container-platform/latest/rest_api/index.html, https://docs.k3s.io/helm. The groups of providers are from
 * memory.
 */
export const asOf = '2026-12-01';

export const platformGroups: readonly string[] = [
  'k8s.io',
  'kubernetes.io',
  'openshift.io',
  'cattle.io',
  'gke.io',
  'cloud.google.com',
  'eks.amazonaws.com',
  'k8s.amazonaws.com',
  'k8s.aws',
  'azure.com',
  'oraclecloud.com',
  'rke.io',
];
