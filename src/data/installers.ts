/** Kinds whose controllers install objects from elsewhere: charts, repositories, catalogs. */

export const asOf = '2026-12-01';

/**
 * `group/Kind`; `group/*` = every kind of the group. A manifest of one is no list of what is installed. From the documentation of Flux
 * (helm-controller, kustomize-controller), Argo CD (operator manual), K3s and RKE2 (helm-controller), Fleet, k0s (Helm extensions), OLM (v0 and
 * v1), Carvel (kapp-controller), Crossplane (provider-helm, provider-kubernetes), Config Sync and Open Cluster Management (ManifestWork).
 */
export const installers: readonly string[] = [
  'helm.toolkit.fluxcd.io/HelmRelease',
  'kustomize.toolkit.fluxcd.io/Kustomization',
  'argoproj.io/Application',
  'argoproj.io/ApplicationSet',
  'helm.cattle.io/HelmChart',
  'fleet.cattle.io/*',
  'helm.k0sproject.io/Chart',
  'operators.coreos.com/Subscription',
  'olm.operatorframework.io/ClusterExtension',
  'kappctrl.k14s.io/App',
  'packaging.carvel.dev/PackageInstall',
  'helm.crossplane.io/Release',
  'kubernetes.crossplane.io/Object',
  'configsync.gke.io/*',
  'work.open-cluster-management.io/ManifestWork',
];
