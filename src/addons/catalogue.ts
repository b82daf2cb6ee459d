/**
 * Signals by which add-ons are recognised. Presence needs a running workload with one of the images, or an API group or
 * label that nothing else uses; images are compared by their last path segments, because registries are mirrored.
 * As of 2026-11-23; source: charts and manifests of the projects.
 */
export interface AddonSignals {
  id: string;
  name: string;
  category:
    | 'cni'
    | 'dns'
    | 'ingress'
    | 'mesh'
    | 'policy'
    | 'gitops'
    | 'pki'
    | 'secrets'
    | 'observability'
    | 'autoscaling'
    | 'backup'
    | 'storage'
    | 'load-balancer'
    | 'ui'
    | 'platform';
  /** Last segments of image paths; `a/b` compares two segments where one would be ambiguous. */
  images: readonly string[];
  /** Container that other applications carry with one of these images; it makes nobody's workload an add-on. */
  sidecar?: string;
  /** API groups that only this product defines: CRDs without a workload are a leftover. */
  groups?: readonly string[];
}

export const addonSignals: readonly AddonSignals[] = [
  {
    id: 'calico',
    name: 'Calico',
    category: 'cni',
    images: ['calico/node', 'calico/kube-controllers', 'calico/typha'],
    groups: ['crd.projectcalico.org'],
  },
  {
    id: 'cilium',
    name: 'Cilium',
    category: 'cni',
    images: ['cilium/cilium', 'cilium/operator', 'cilium/operator-generic', 'cilium/operator-aws'],
    groups: ['cilium.io'],
  },
  {
    id: 'flannel',
    name: 'Flannel',
    category: 'cni',
    images: ['flannel', 'flannel/flannel', 'flannel-io/flannel'],
  },
  { id: 'weave-net', name: 'Weave Net', category: 'cni', images: ['weave-kube', 'weave-npc'] },
  {
    id: 'antrea',
    name: 'Antrea',
    category: 'cni',
    images: ['antrea-agent-ubuntu', 'antrea-controller-ubuntu', 'antrea-ubuntu'],
    groups: ['crd.antrea.io'],
  },
  {
    id: 'aws-vpc-cni',
    name: 'Amazon VPC CNI',
    category: 'cni',
    images: ['amazon-k8s-cni'],
    groups: ['crd.k8s.amazonaws.com'],
  },
  { id: 'kindnet', name: 'kindnet', category: 'cni', images: ['kindnetd'] },
  { id: 'multus', name: 'Multus', category: 'cni', images: ['multus-cni'], groups: ['k8s.cni.cncf.io'] },
  { id: 'coredns', name: 'CoreDNS', category: 'dns', images: ['coredns', 'hardened-coredns'] },
  { id: 'node-local-dns', name: 'NodeLocal DNSCache', category: 'dns', images: ['k8s-dns-node-cache'] },
  {
    id: 'external-dns',
    name: 'ExternalDNS',
    category: 'dns',
    images: ['external-dns', 'external-dns/external-dns'],
    groups: ['externaldns.k8s.io'],
  },
  {
    id: 'ingress-nginx',
    name: 'ingress-nginx',
    category: 'ingress',
    images: ['ingress-nginx/controller', 'nginx-ingress-controller'],
  },
  {
    id: 'nginx-ingress',
    name: 'NGINX Ingress Controller (F5)',
    category: 'ingress',
    images: ['nginx/nginx-ingress', 'nginx-ic/nginx-plus-ingress'],
    groups: ['k8s.nginx.org'],
  },
  {
    id: 'traefik',
    name: 'Traefik',
    category: 'ingress',
    images: ['traefik'],
    groups: ['traefik.io', 'traefik.containo.us'],
  },
  {
    id: 'haproxy-ingress',
    name: 'HAProxy Ingress',
    category: 'ingress',
    images: ['haproxytech/kubernetes-ingress', 'haproxy-ingress'],
  },
  {
    id: 'kong',
    name: 'Kong',
    category: 'ingress',
    images: ['kong/kubernetes-ingress-controller'],
    groups: ['configuration.konghq.com'],
  },
  {
    id: 'aws-load-balancer-controller',
    name: 'AWS Load Balancer Controller',
    category: 'ingress',
    images: ['aws-load-balancer-controller'],
    groups: ['elbv2.k8s.aws'],
  },
  {
    id: 'envoy-gateway',
    name: 'Envoy Gateway',
    category: 'ingress',
    images: ['envoyproxy/gateway'],
    groups: ['gateway.envoyproxy.io'],
  },
  {
    id: 'contour',
    name: 'Contour',
    category: 'ingress',
    images: ['projectcontour/contour'],
    groups: ['projectcontour.io'],
  },
  {
    id: 'emissary',
    name: 'Emissary-ingress',
    category: 'ingress',
    images: ['emissary', 'emissary-ingress/emissary', 'datawire/ambassador', 'datawire/aes'],
    groups: ['getambassador.io'],
  },
  {
    id: 'linkerd',
    name: 'Linkerd',
    category: 'mesh',
    images: ['linkerd/controller'],
    groups: ['policy.linkerd.io', 'linkerd.io'],
  },
  {
    id: 'consul',
    name: 'Consul',
    category: 'mesh',
    images: ['hashicorp/consul', 'consul-k8s-control-plane'],
    groups: ['consul.hashicorp.com'],
  },
  { id: 'kuma', name: 'Kuma', category: 'mesh', images: ['kuma-cp', 'kumahq/kuma-cp'], groups: ['kuma.io'] },
  { id: 'dapr', name: 'Dapr', category: 'platform', images: ['daprio/dapr'], groups: ['dapr.io'] },
  {
    id: 'cert-manager',
    name: 'cert-manager',
    category: 'pki',
    images: ['cert-manager-controller'],
    groups: ['cert-manager.io'],
  },
  {
    id: 'vault',
    name: 'Vault',
    category: 'secrets',
    images: ['hashicorp/vault', 'hashicorp/vault-k8s'],
    sidecar: 'vault-agent',
  },
  {
    id: 'external-secrets',
    name: 'External Secrets Operator',
    category: 'secrets',
    images: ['external-secrets/external-secrets'],
    groups: ['external-secrets.io'],
  },
  {
    id: 'sealed-secrets',
    name: 'Sealed Secrets',
    category: 'secrets',
    images: ['sealed-secrets-controller', 'bitnami/sealed-secrets'],
    groups: ['bitnami.com'],
  },
  {
    id: 'secrets-store-csi',
    name: 'Secrets Store CSI driver',
    category: 'secrets',
    images: ['csi-secrets-store/driver'],
    groups: ['secrets-store.csi.x-k8s.io'],
  },
  { id: 'argo-cd', name: 'Argo CD', category: 'gitops', images: ['argoproj/argocd'] },
  {
    id: 'flux',
    name: 'Flux',
    category: 'gitops',
    images: ['fluxcd/source-controller', 'fluxcd/kustomize-controller'],
    groups: ['kustomize.toolkit.fluxcd.io'],
  },
  { id: 'kyverno', name: 'Kyverno', category: 'policy', images: ['kyverno/kyverno'], groups: ['kyverno.io'] },
  {
    id: 'gatekeeper',
    name: 'Gatekeeper',
    category: 'policy',
    images: ['openpolicyagent/gatekeeper'],
    groups: ['templates.gatekeeper.sh'],
  },
  {
    id: 'falco',
    name: 'Falco',
    category: 'policy',
    images: ['falcosecurity/falco', 'falcosecurity/falco-no-driver'],
  },
  {
    id: 'metrics-server',
    name: 'metrics-server',
    category: 'observability',
    images: ['metrics-server', 'metrics-server/metrics-server'],
  },
  {
    id: 'prometheus-operator',
    name: 'Prometheus Operator',
    category: 'observability',
    images: ['prometheus-operator/prometheus-operator'],
    groups: ['monitoring.coreos.com'],
  },
  {
    id: 'prometheus',
    name: 'Prometheus',
    category: 'observability',
    images: ['prometheus/prometheus', 'prom/prometheus'],
  },
  { id: 'grafana', name: 'Grafana', category: 'observability', images: ['grafana/grafana'] },
  { id: 'kiali', name: 'Kiali', category: 'observability', images: ['kiali/kiali'], groups: ['kiali.io'] },
  {
    id: 'opentelemetry',
    name: 'OpenTelemetry Operator',
    category: 'observability',
    images: ['opentelemetry-operator'],
    groups: ['opentelemetry.io'],
  },
  { id: 'keda', name: 'KEDA', category: 'autoscaling', images: ['kedacore/keda'], groups: ['keda.sh'] },
  {
    id: 'cluster-autoscaler',
    name: 'Cluster Autoscaler',
    category: 'autoscaling',
    images: ['autoscaling/cluster-autoscaler', 'cluster-autoscaler'],
  },
  {
    id: 'karpenter',
    name: 'Karpenter',
    category: 'autoscaling',
    images: ['karpenter/controller'],
    groups: ['karpenter.sh'],
  },
  { id: 'velero', name: 'Velero', category: 'backup', images: ['velero/velero'], groups: ['velero.io'] },
  {
    id: 'longhorn',
    name: 'Longhorn',
    category: 'storage',
    images: ['longhornio/longhorn-manager'],
    groups: ['longhorn.io'],
  },
  {
    id: 'rook-ceph',
    name: 'Rook Ceph',
    category: 'storage',
    images: ['rook/ceph'],
    groups: ['ceph.rook.io'],
  },
  {
    id: 'snapshot-controller',
    name: 'CSI snapshot controller',
    category: 'storage',
    images: ['snapshot-controller', 'sig-storage/snapshot-controller'],
    groups: ['snapshot.storage.k8s.io'],
  },
  {
    id: 'metallb',
    name: 'MetalLB',
    category: 'load-balancer',
    images: ['metallb/controller', 'metallb/speaker'],
    groups: ['metallb.io'],
  },
  {
    id: 'kubernetes-dashboard',
    name: 'Kubernetes Dashboard',
    category: 'ui',
    images: ['kubernetesui/dashboard', 'kubernetesui/dashboard-web', 'kubernetesui/dashboard-api'],
  },
  { id: 'headlamp', name: 'Headlamp', category: 'ui', images: ['headlamp-k8s/headlamp', 'kinvolk/headlamp'] },
  {
    id: 'portainer',
    name: 'Portainer',
    category: 'ui',
    images: ['portainer/portainer-ce', 'portainer/portainer-ee'],
  },
  {
    id: 'rancher',
    name: 'Rancher',
    category: 'ui',
    images: ['rancher/rancher'],
    groups: ['management.cattle.io'],
  },
  {
    id: 'tiller',
    name: 'Tiller (Helm 2)',
    category: 'platform',
    images: ['kubernetes-helm/tiller', 'helm/tiller'],
  },
  {
    id: 'knative',
    name: 'Knative',
    category: 'platform',
    images: ['knative.dev/serving', 'serving/cmd/controller'],
    groups: ['serving.knative.dev'],
  },
  {
    id: 'tekton',
    name: 'Tekton',
    category: 'platform',
    images: ['tekton-releases/pipeline'],
    groups: ['tekton.dev'],
  },
  {
    id: 'crossplane',
    name: 'Crossplane',
    category: 'platform',
    images: ['crossplane/crossplane'],
    groups: ['pkg.crossplane.io'],
  },
];
