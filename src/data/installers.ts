/**
 * Kinds whose controllers install objects from elsewhere: charts, repositories, catalogs. As of 2026-12-01; sources: https://fluxcd.io/flux/components/,
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/, https://docs.k3s.io/add-ons/helm, https://fleet.rancher.io/ref-crds,
 * https://docs.k0sproject.io/stable/helm-charts/, https://olm.operatorframework.io/docs/, https://operator-framework.github.io/operator-controller/,
 * https://carvel.dev/kapp-controller/docs/, https://github.com/crossplane-contrib/provider-helm, https://github.com/crossplane-contrib/provider-kubernetes,
 * https://github.com/GoogleContainerTools/kpt-config-sync, https://open-cluster-management.io/docs/concepts/work-distribution/manifestwork/.
 */
export const asOf = '2026-12-01';

/** `group/Kind`; `group/*` = every kind of the group. A manifest of one does not contain what its controller installs. */
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
