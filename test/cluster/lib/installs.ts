import type { Upstream } from './upstream.ts';

/**
 * Unmodified installations, from the Go modules that the projects publish, with the add-ons and versions that are in them. `?`: the
 * manifests of the repository have no version, because a release sets it (`latest`, `edge`, a digest, `ko://`).
 */
export const installs: readonly (readonly [string, Upstream, string])[] = [
  [
    'Argo CD',
    {
      module: 'github.com/argoproj/argo-cd/v3',
      version: 'v3.5.0',
      files: ['manifests/install.yaml'],
      namespace: 'argocd',
    },
    'argo-cd 3.5.0, dex 2.45.0',
  ],
  [
    'Argo CD, HA',
    { module: 'github.com/argoproj/argo-cd/v3', version: 'v3.5.0', files: ['manifests/ha/install.yaml'] },
    'argo-cd 3.5.0, dex 2.45.0',
  ],
  [
    'Argo Rollouts',
    { module: 'github.com/argoproj/argo-rollouts', version: 'v1.8.3', files: ['manifests/install.yaml'] },
    'argo-rollouts ?',
  ],
  [
    'Argo Workflows',
    {
      module: 'github.com/argoproj/argo-workflows/v4',
      version: 'v4.0.5',
      files: ['manifests/quick-start-minimal.yaml'],
    },
    'argo-workflows ?, minio 2022-11-17',
  ],
  [
    'Contour',
    {
      module: 'github.com/projectcontour/contour',
      version: 'v1.33.8',
      files: ['examples/render/contour.yaml'],
    },
    'contour 1.33.8, envoy 1.38.9',
  ],
  [
    'Contour, Gateway API',
    {
      module: 'github.com/projectcontour/contour',
      version: 'v1.33.8',
      files: ['examples/render/contour-gateway-provisioner.yaml'],
    },
    'contour 1.33.8, gateway-api 1.3.0',
  ],
  [
    'Flannel',
    {
      module: 'github.com/flannel-io/flannel',
      version: 'v0.28.10',
      files: ['Documentation/kube-flannel.yml'],
    },
    'flannel 0.28.10',
  ],
  [
    'Flannel, chart',
    {
      module: 'github.com/flannel-io/flannel',
      version: 'v0.28.10',
      chart: 'chart/kube-flannel',
      namespace: 'kube-flannel',
    },
    'flannel 0.28.10',
  ],
  [
    'Calico',
    {
      module: 'github.com/projectcalico/calico',
      version: 'v1.11.0-cni-plugin.0.20250813170300-a0db560f0520',
      files: ['manifests/calico.yaml'],
    },
    'calico 3.28.5',
  ],
  [
    'Canal',
    {
      module: 'github.com/projectcalico/calico',
      version: 'v1.11.0-cni-plugin.0.20250813170300-a0db560f0520',
      files: ['manifests/canal.yaml'],
    },
    'calico 3.28.5, flannel 0.24.3',
  ],
  [
    'Tigera operator',
    {
      module: 'github.com/projectcalico/calico',
      version: 'v1.11.0-cni-plugin.0.20250813170300-a0db560f0520',
      files: ['manifests/tigera-operator.yaml'],
    },
    'tigera-operator 1.34.13',
  ],
  [
    'Cilium',
    {
      module: 'github.com/cilium/cilium',
      version: 'v1.20.2',
      chart: 'install/kubernetes/cilium',
      namespace: 'kube-system',
      set: ['hubble.relay.enabled=true', 'hubble.ui.enabled=true'],
    },
    'cilium 1.20.2, envoy 1.37.6',
  ],
  [
    'Amazon VPC CNI',
    {
      module: 'github.com/aws/amazon-vpc-cni-k8s',
      version: 'v1.23.2',
      files: ['config/master/aws-k8s-cni.yaml'],
    },
    'aws-vpc-cni 1.23.2',
  ],
  [
    'kube-router',
    {
      module: 'github.com/cloudnativelabs/kube-router/v2',
      version: 'v2.1.0',
      files: ['daemonset/generic-kuberouter-all-features.yaml'],
    },
    'kube-router ?',
  ],
  [
    'Kyverno',
    {
      module: 'github.com/kyverno/kyverno',
      version: 'v1.19.1',
      files: ['config/install-latest-testing.yaml'],
    },
    'kyverno ?',
  ],
  [
    'Gatekeeper',
    {
      module: 'github.com/open-policy-agent/gatekeeper/v3',
      version: 'v3.23.1',
      files: ['deploy/gatekeeper.yaml'],
    },
    'gatekeeper 3.23.1',
  ],
  [
    'Gatekeeper, chart',
    {
      module: 'github.com/open-policy-agent/gatekeeper/v3',
      version: 'v3.23.1',
      chart: 'charts/gatekeeper',
      namespace: 'gatekeeper-system',
    },
    'gatekeeper 3.23.1',
  ],
  [
    'cert-manager',
    {
      module: 'github.com/cert-manager/cert-manager',
      version: 'v1.21.2',
      chart: 'deploy/charts/cert-manager',
      namespace: 'cert-manager',
      set: ['crds.enabled=true', 'image.tag=v1.21.2'],
    },
    'cert-manager 0.0.0, 1.21.2',
  ],
  [
    'trust-manager',
    {
      module: 'github.com/cert-manager/trust-manager',
      version: 'v0.25.0',
      chart: 'deploy/charts/trust-manager',
      namespace: 'cert-manager',
    },
    'trust-manager 0.0.0',
  ],
  [
    'Sealed Secrets',
    {
      module: 'github.com/bitnami-labs/sealed-secrets',
      version: 'v0.40.0',
      chart: 'helm/sealed-secrets',
      namespace: 'kube-system',
    },
    'sealed-secrets 0.39.1',
  ],
  [
    'ExternalDNS',
    {
      module: 'sigs.k8s.io/external-dns',
      version: 'v0.20.0',
      chart: 'charts/external-dns',
      namespace: 'external-dns',
    },
    'external-dns 0.19.0',
  ],
  [
    'MetalLB',
    { module: 'go.universe.tf/metallb', version: 'v0.16.2', files: ['config/manifests/metallb-native.yaml'] },
    'metallb 0.16.2',
  ],
  [
    'MetalLB, FRR',
    { module: 'go.universe.tf/metallb', version: 'v0.16.2', files: ['config/manifests/metallb-frr.yaml'] },
    'metallb 0.16.2',
  ],
  [
    'metrics-server',
    {
      module: 'sigs.k8s.io/metrics-server',
      version: 'v0.9.0',
      chart: 'charts/metrics-server',
      namespace: 'kube-system',
    },
    'metrics-server 0.8.1',
  ],
  [
    'Prometheus Operator',
    {
      module: 'github.com/prometheus-operator/prometheus-operator',
      version: 'v0.85.0',
      files: ['bundle.yaml'],
    },
    'prometheus-operator 0.85.0',
  ],
  [
    'ECK',
    {
      module: 'github.com/elastic/cloud-on-k8s/v3',
      version: 'v3.5.0',
      chart: 'deploy/eck-operator',
      namespace: 'elastic-system',
    },
    'eck 3.5.0',
  ],
  [
    'Vertical Pod Autoscaler',
    {
      module: 'k8s.io/autoscaler/vertical-pod-autoscaler',
      version: 'v1.8.1',
      chart: 'charts/vertical-pod-autoscaler',
      namespace: 'kube-system',
    },
    'vertical-pod-autoscaler 1.8.1',
  ],
  [
    'Descheduler',
    {
      module: 'sigs.k8s.io/descheduler',
      version: 'v0.36.0',
      files: ['kubernetes/base', 'kubernetes/cronjob'],
    },
    'descheduler 0.36.0',
  ],
  [
    'Kueue',
    { module: 'sigs.k8s.io/kueue', version: 'v0.17.0', chart: 'charts/kueue', namespace: 'kueue-system' },
    'kueue 0.17',
  ],
  [
    'Knative Serving',
    { module: 'knative.dev/serving', version: 'v0.51.0', files: ['config/core'] },
    'knative ?',
  ],
  [
    'Dapr',
    { module: 'github.com/dapr/dapr', version: 'v1.14.0', chart: 'charts/dapr', namespace: 'dapr-system' },
    'dapr ?',
  ],
  [
    'Chaos Mesh',
    {
      module: 'github.com/chaos-mesh/chaos-mesh',
      version: 'v0.9.1-0.20260902003049-47411975a8cb',
      chart: 'helm/chaos-mesh',
      namespace: 'chaos-mesh',
    },
    'chaos-mesh 2.8.4',
  ],
  [
    'NVIDIA GPU Operator',
    {
      module: 'github.com/NVIDIA/gpu-operator',
      version: 'v0.0.0-20250917190837-d73a0086a6ba',
      chart: 'deployments/gpu-operator',
      namespace: 'gpu-operator',
    },
    'gpu-operator 1.0.0, node-feature-discovery 0.17.3',
  ],
  [
    'Gateway API',
    { module: 'sigs.k8s.io/gateway-api', version: 'v1.6.3', files: ['config/crd/standard'] },
    'gateway-api 1.6.3',
  ],
  [
    'Local Path Provisioner',
    {
      module: 'github.com/rancher/local-path-provisioner',
      version: 'v0.0.30',
      files: ['deploy/local-path-storage.yaml'],
    },
    'local-path-provisioner 0.0.30',
  ],
  [
    'CSI snapshot controller',
    {
      module: 'github.com/kubernetes-csi/external-snapshotter/v8',
      version: 'v8.7.0',
      files: ['deploy/kubernetes/snapshot-controller'],
    },
    'snapshot-controller 8.6.0',
  ],
  [
    'AWS cloud controller manager',
    {
      module: 'k8s.io/cloud-provider-aws',
      version: 'v1.37.1',
      chart: 'charts/aws-cloud-controller-manager',
      namespace: 'kube-system',
    },
    'cloud-controller-manager 1.35.0',
  ],
  [
    'ingress-nginx',
    {
      module: 'k8s.io/ingress-nginx',
      version: 'v0.0.0-20240708192948-52c50467d67d',
      files: ['deploy/static/provider/cloud/deploy.yaml'],
    },
    'ingress-nginx 1.11.0',
  ],
];
