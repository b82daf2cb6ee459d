import { pagesOf } from './reference-pages/pages-of.ts';

/**
 * Pages of add-ons that checks refer to, by short name. As of 2026-12-01; the addresses are those of the projects' documentation, from
 * memory where the stored copies of the pages do not show them.
 */
export const asOf = '2026-12-01';

export const addonPages = pagesOf('https://', {
  'argo-events-bus': ['Argo Events: EventBus', 'argoproj.github.io/argo-events/eventbus/eventbus/'],
  'argo-events-webhooks': [
    'Argo Events: webhook authentication',
    'argoproj.github.io/argo-events/eventsources/webhook-authentication/',
  ],
  'aws-ingress-groups': [
    'AWS Load Balancer Controller: IngressGroup',
    'kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ingressgroup',
  ],
  'cert-manager-self-signed': [
    'cert-manager: self-signed issuers',
    'cert-manager.io/docs/configuration/selfsigned/',
  ],
  'cilium-cluster-mesh': [
    'Cilium: Cluster Mesh',
    'docs.cilium.io/en/stable/network/clustermesh/clustermesh/',
  ],
  'consul-intentions': [
    'Consul: service intentions',
    'developer.hashicorp.com/consul/docs/secure-mesh/intention/create',
  ],
  'crossplane-providers': ['Crossplane: providers', 'docs.crossplane.io/latest/packages/providers/'],
  'harbor-https': ['Harbor: HTTPS access', 'goharbor.io/docs/latest/install-config/configure-https/'],
  'karpenter-getting-started': ['Karpenter: getting started', 'karpenter.sh/docs/getting-started/'],
  'karpenter-nodeclasses': ['Karpenter: NodeClasses', 'karpenter.sh/docs/concepts/nodeclasses/'],
  'keda-authentication': ['KEDA: authentication', 'keda.sh/docs/latest/concepts/authentication/'],
  'knative-external-tls': [
    'Knative: external domain encryption',
    'knative.dev/docs/serving/encryption/external-domain-tls/',
  ],
  'kuma-traffic-permission': [
    'Kuma: MeshTrafficPermission',
    'kuma.io/docs/latest/policies/meshtrafficpermission/',
  ],
  'linkerd-protocols': ['Linkerd: protocols and skipped ports', 'linkerd.io/2/features/protocol-detection/'],
  'opentelemetry-collector-security': [
    'OpenTelemetry: Collector configuration',
    'opentelemetry.io/docs/security/config-best-practices/',
  ],
  'argo-cd-projects': ['Argo CD: projects', 'argo-cd.readthedocs.io/en/stable/user-guide/projects/'],
  'argo-cd-rbac': ['Argo CD: RBAC configuration', 'argo-cd.readthedocs.io/en/stable/operator-manual/rbac/'],
  'argo-cd-tls': ['Argo CD: TLS configuration', 'argo-cd.readthedocs.io/en/stable/operator-manual/tls/'],
  'argo-cd-user-management': [
    'Argo CD: user management',
    'argo-cd.readthedocs.io/en/stable/operator-manual/user-management/',
  ],
  'argo-workflows-auth-mode': [
    'Argo Workflows: server auth mode',
    'argo-workflows.readthedocs.io/en/latest/argo-server-auth-mode/',
  ],
  'cert-manager-troubleshooting': ['cert-manager: troubleshooting', 'cert-manager.io/docs/troubleshooting/'],
  'cilium-encryption': [
    'Cilium: transparent encryption',
    'docs.cilium.io/en/stable/security/network/encryption/',
  ],
  'cilium-hubble-tls': [
    'Cilium: Hubble TLS',
    'docs.cilium.io/en/stable/observability/hubble/configuration/tls/',
  ],
  'cloudnative-pg-architecture': [
    'CloudNativePG: architecture',
    'cloudnative-pg.io/documentation/current/architecture/',
  ],
  'cloudnative-pg-backup': ['CloudNativePG: backup', 'cloudnative-pg.io/documentation/current/backup/'],
  'cluster-autoscaler-releases': [
    'Cluster Autoscaler: releases',
    'github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler#releases',
  ],
  'consul-chart': ['Consul: Helm chart reference', 'developer.hashicorp.com/consul/docs/reference/k8s/helm'],
  'coredns-forward': ['CoreDNS: forward', 'coredns.io/plugins/forward/'],
  'coredns-kubernetes': ['CoreDNS: kubernetes', 'coredns.io/plugins/kubernetes/'],
  'coredns-transfer': ['CoreDNS: transfer', 'coredns.io/plugins/transfer/'],
  'dapr-mtls': ['Dapr: mutual TLS', 'docs.dapr.io/operations/security/mtls/'],
  'distribution-registry-configuration': [
    'Distribution: configuration',
    'distribution.github.io/distribution/about/configuration/',
  ],
  'eck-tls': ['ECK: TLS of HTTP', 'www.elastic.co/docs/deploy-manage/security/k8s-https-settings'],
  'external-dns-flags': ['ExternalDNS: flags', 'kubernetes-sigs.github.io/external-dns/latest/docs/flags/'],
  'external-dns-registry': [
    'ExternalDNS: registries',
    'kubernetes-sigs.github.io/external-dns/latest/docs/registry/registry/',
  ],
  'external-secrets-multi-tenancy': [
    'External Secrets Operator: multi-tenancy',
    'external-secrets.io/latest/guides/multi-tenancy/',
  ],
  'falco-deployment': ['Falco: deployment', 'falco.org/docs/setup/kubernetes/'],
  'flux-multi-tenancy': [
    'Flux: multi-tenancy lockdown',
    'fluxcd.io/flux/installation/configuration/multitenancy/',
  ],
  'flux-security': ['Flux: security best practices', 'fluxcd.io/flux/security/best-practices/'],
  'gatekeeper-enforcement': [
    'Gatekeeper: enforcement of constraints',
    'open-policy-agent.github.io/gatekeeper/website/docs/violations/',
  ],
  'gatekeeper-exempt-namespaces': [
    'Gatekeeper: exempting namespaces',
    'open-policy-agent.github.io/gatekeeper/website/docs/exempt-namespaces/',
  ],
  'gateway-api-versioning': ['Gateway API: versioning', 'gateway-api.sigs.k8s.io/concepts/versioning/'],
  'grafana-anonymous': [
    'Grafana: anonymous authentication',
    'grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/anonymous-auth/',
  ],
  'haproxy-controller-arguments': [
    'HAProxy Ingress Controller: arguments',
    'www.haproxy.com/documentation/kubernetes-ingress/community/configuration-reference/startup-options/',
  ],
  'headlamp-in-cluster': [
    'Headlamp: in-cluster deployment',
    'headlamp.dev/docs/latest/installation/in-cluster/',
  ],
  'helm-2-end-of-life': ['Helm 2 end of life', 'helm.sh/blog/helm-v2-deprecation-timeline/'],
  'ingress-nginx-configuration': [
    'Ingress NGINX: ConfigMap',
    'kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
  ],
  'karpenter-nodepools': ['Karpenter: NodePools', 'karpenter.sh/docs/concepts/nodepools/'],
  'kong-admin-api': ['Kong: secure the Admin API', 'developer.konghq.com/gateway/secure-the-admin-api/'],
  'kubernetes-dashboard-archive': ['Kubernetes Dashboard (archived)', 'github.com/kubernetes/dashboard'],
  'kuma-mutual-tls': ['Kuma: mutual TLS', 'kuma.io/docs/latest/policies/mutual-tls/'],
  'kyverno-exceptions': ['Kyverno: policy exceptions', 'kyverno.io/docs/exceptions/'],
  'kyverno-validate': ['Kyverno: validate rules', 'kyverno.io/docs/policy-types/cluster-policy/validate/'],
  'linkerd-authorization-policy': ['Linkerd: authorization policy', 'linkerd.io/2/features/server-policy/'],
  'linkerd-ha': ['Linkerd: high availability', 'linkerd.io/2/features/ha/'],
  'linkerd-certificates': [
    'Linkerd: rotating certificates',
    'linkerd.io/2/tasks/manually-rotating-control-plane-tls-credentials/',
  ],
  'loki-multi-tenancy': ['Loki: multi-tenancy', 'grafana.com/docs/loki/latest/operations/multi-tenancy/'],
  'longhorn-backup-target': [
    'Longhorn: backup target',
    'longhorn.io/docs/latest/snapshots-and-backups/backup-and-restore/set-backup-target/',
  ],
  'longhorn-settings': ['Longhorn: settings', 'longhorn.io/docs/latest/references/settings/'],
  'metallb-bgp': ['MetalLB: BGP configuration', 'metallb.io/configuration/_advanced_bgp_configuration/'],
  'metallb-configuration': ['MetalLB: configuration', 'metallb.io/configuration/'],
  'metrics-server-requirements': [
    'metrics-server: requirements',
    'github.com/kubernetes-sigs/metrics-server#requirements',
  ],
  'nginx-ingress-snippets': [
    'F5 NGINX Ingress Controller: snippets',
    'docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-snippets/',
  ],
  'olm-subscription': ['OLM: Subscription', 'olm.operatorframework.io/docs/concepts/crds/subscription/'],
  'prometheus-security': ['Prometheus: security model', 'prometheus.io/docs/operating/security/'],
  'rook-ceph-block-pool': [
    'Rook: CephBlockPool',
    'rook.io/docs/rook/latest/CRDs/Block-Storage/ceph-block-pool-crd/',
  ],
  'rook-ceph-cluster': ['Rook: CephCluster', 'rook.io/docs/rook/latest/CRDs/Cluster/ceph-cluster-crd/'],
  'rook-ceph-common-issues': [
    'Rook: common issues of Ceph',
    'rook.io/docs/rook/latest/Troubleshooting/ceph-common-issues/',
  ],
  'rook-ceph-network': [
    'Rook: network providers',
    'rook.io/docs/rook/latest/CRDs/Cluster/network-providers/',
  ],
  'secrets-store-csi-sync': [
    'Secrets Store CSI driver: sync as Kubernetes Secret',
    'secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret',
  ],
  'strimzi-listeners': [
    'Strimzi: listeners',
    'strimzi.io/docs/operators/latest/deploying#deploy-client-access-str',
  ],
  'tekton-event-listeners': ['Tekton: EventListeners', 'tekton.dev/docs/triggers/eventlisteners/'],
  'tetragon-policies': ['Tetragon: tracing policies', 'tetragon.io/docs/concepts/tracing-policy/'],
  'traefik-api': ['Traefik: API', 'doc.traefik.io/traefik/reference/install-configuration/api-dashboard/'],
  'traefik-kubernetes-crd': [
    'Traefik: Kubernetes IngressRoute provider',
    'doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-crd/',
  ],
  'traefik-routing': [
    'Traefik: entry points',
    'doc.traefik.io/traefik/reference/install-configuration/entrypoints/',
  ],
  'vault-dev-server': ['Vault: dev server mode', 'developer.hashicorp.com/vault/docs/concepts/dev-server'],
  'vault-injector': [
    'Vault: agent injector',
    'developer.hashicorp.com/vault/docs/deploy/kubernetes/injector',
  ],
  'vault-seal': ['Vault: seal and unseal', 'developer.hashicorp.com/vault/docs/concepts/seal'],
  'vault-storage': ['Vault: storage', 'developer.hashicorp.com/vault/docs/configuration/storage'],
  'vault-tcp-listener': [
    'Vault: TCP listener',
    'developer.hashicorp.com/vault/docs/configuration/listener/tcp',
  ],
  'velero-backup': ['Velero: backup reference', 'velero.io/docs/main/backup-reference/'],
  'velero-locations': ['Velero: backup storage locations', 'velero.io/docs/main/locations/'],
  'volume-snapshots': ['Volume snapshots', 'kubernetes.io/docs/concepts/storage/volume-snapshots/'],
});
