/**
 * Images of vendors with names of their own, and the upstream images that they replace. As of 2026-12-03.
 *
 * Bitnami: https://github.com/bitnami/charts (README of each chart). Isovalent: https://docs.isovalent.com. Buoyant:
 * https://docs.buoyant.io/buoyant-enterprise-linkerd. Red Hat: https://catalog.redhat.com/software/containers/search. Azure:
 * https://mcr.microsoft.com/en-us/catalog. Alibaba Cloud: https://www.alibabacloud.com/help/en/ack. Calico Enterprise:
 * https://docs.tigera.io/calico-enterprise. EDB: https://www.enterprisedb.com/docs/postgres_for_kubernetes. Chainguard:
 * https://images.chainguard.dev. HashiCorp: https://hub.docker.com/u/hashicorp. Dapr: https://hub.docker.com/u/daprio.
 *
 * By the last two segments, without what packagers add (`-rhel9`).
 */
export const vendorImages: Readonly<Record<string, string>> = {
  'bitnami/argo-cd': 'argoproj/argocd',
  'bitnami/argo-workflow-cli': 'argoproj/argocli',
  'bitnami/argo-workflow-controller': 'argoproj/workflow-controller',
  'bitnami/cert-manager': 'jetstack/cert-manager-controller',
  'bitnami/cainjector': 'jetstack/cert-manager-cainjector',
  'bitnami/vault': 'hashicorp/vault',
  'bitnami/consul': 'hashicorp/consul',
  'bitnami/kong-ingress-controller': 'kong/kubernetes-ingress-controller',
  'bitnami/haproxy-ingress-controller': 'haproxytech/kubernetes-ingress',
  'bitnami/grafana-loki': 'grafana/loki',
  'bitnami/node-exporter': 'prometheus/node-exporter',
  'chainguard/loki': 'grafana/loki',
  'chainguard/vault': 'hashicorp/vault',
  'chainguard/cilium-agent': 'cilium/cilium',
  'chainguard/flux-source-controller': 'fluxcd/source-controller',
  'chainguard/flux-kustomize-controller': 'fluxcd/kustomize-controller',
  'chainguard/flux-helm-controller': 'fluxcd/helm-controller',
  'chainguard/gatekeeper': 'openpolicyagent/gatekeeper',
  'chainguard/external-secrets': 'external-secrets/external-secrets',
  'isovalent/cilium': 'cilium/cilium',
  'isovalent/operator-generic': 'cilium/operator-generic',
  'isovalent/hubble-relay': 'cilium/hubble-relay',
  'isovalent/clustermesh-apiserver': 'cilium/clustermesh-apiserver',
  'isovalent/tetragon': 'cilium/tetragon',
  'buoyantio/controller': 'linkerd/controller',
  'buoyantio/policy-controller': 'linkerd/policy-controller',
  'tigera/cnx-node': 'calico/node',
  'tigera/cnx-kube-controllers': 'calico/kube-controllers',
  'enterprisedb/cloud-native-postgresql': 'cloudnative-pg/cloudnative-pg',
  'k8s_enterprise/edb-postgres-for-cloudnativepg': 'cloudnative-pg/cloudnative-pg',
  'hashicorp/vault-enterprise': 'hashicorp/vault',
  'hashicorp/consul-enterprise': 'hashicorp/consul',
  'cert-manager/cert-manager': 'jetstack/cert-manager-controller',
  'external-secrets-operator/external-secrets': 'external-secrets/external-secrets',
  'oadp/oadp-velero': 'velero/velero',
  'amq-streams/strimzi-operator': 'strimzi/operator',
  'odf4/rook-ceph-operator': 'rook/ceph',
  'openshift4/metallb': 'metallb/controller',
  'custom-metrics-autoscaler/custom-metrics-autoscaler': 'kedacore/keda',
  'rhbk/keycloak': 'keycloak/keycloak',
  'openshift-logging/logging-loki': 'grafana/loki',
  'openshift-pipelines/pipelines-controller': 'tektoncd/pipeline/controller',
  'container-native-virtualization/virt-operator': 'kubevirt/virt-operator',
  'open-policy-agent/gatekeeper': 'openpolicyagent/gatekeeper',
  'azurek8sflux/source-controller': 'fluxcd/source-controller',
  'azurek8sflux/kustomize-controller': 'fluxcd/kustomize-controller',
  'azurek8sflux/helm-controller': 'fluxcd/helm-controller',
  'azurek8sflux/notification-controller': 'fluxcd/notification-controller',
  'daprio/operator': 'dapr/operator',
  'daprio/sentry': 'dapr/sentry',
  'daprio/injector': 'dapr/injector',
  'daprio/placement': 'dapr/placement',
  'daprio/scheduler': 'dapr/scheduler',
  'acs/aliyun-ingress-controller': 'ingress-nginx/controller',
};

/** Folders of those who package other projects' programs under their usual names. */
export const packagerFolders: ReadonlySet<string> = new Set([
  'bitnami',
  'bitnamilegacy',
  'bitnamisecure',
  'chainguard',
  'chainguard-private',
  'containers',
  'library',
  'rapidfort',
]);
