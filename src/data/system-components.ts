import type { DistributionId } from './distributions.ts';

/**
 * Programs that Kubernetes, networks, storage and the distributions run with the host's files by design, by the last segments
 * of their images (registries are mirrored), in addition to the catalogue of add-ons. As of 2026-11-24; source: manifests of
 * https://github.com/kubernetes/kubernetes, kops, k3s, RKE2, minikube, Calico, Cilium, Longhorn, Rook and the providers.
 * Unverified: not all programs of providers are published, and their images were not compared individually.
 */
export const asOf = '2026-11-24';

export const systemImages: readonly string[] = [
  // Kubernetes
  'kube-proxy',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'coredns',
  'k8s-dns-node-cache',
  'hardened-dns-node-cache',
  'proxy-agent',
  'konnectivity-agent',
  'apiserver-network-proxy-agent',
  'node-problem-detector',
  'nvidia/k8s-device-plugin',
  'nvidia-gpu-device-plugin',
  // Cloud controllers
  'cloud-controller-manager',
  'openstack-cloud-controller-manager',
  'azure-cloud-controller-manager',
  'azure-cloud-node-manager',
  'hcloud-cloud-controller-manager',
  'digitalocean-cloud-controller-manager',
  'linode-cloud-controller-manager',
  'cloud-provider-oci',
  'cloud-provider-vsphere',
  'rke2-cloud-provider',
  'aws-iam-authenticator',
  'aws-node-termination-handler',
  // Networks
  'calico/node',
  'calico/cni',
  'calico/csi',
  'calico/node-windows',
  'calico/cni-windows',
  'mirrored-calico-node',
  'hardened-calico',
  'tigera/operator',
  'mirrored-calico-operator',
  'cilium/cilium',
  'mirrored-cilium-cilium',
  'hardened-cilium',
  'flannel',
  'mirrored-flannel-flannel',
  'mirrored-flannelcni-flannel',
  'hardened-flannel',
  'weave-kube',
  'weave-npc',
  'kindnetd',
  'kube-router',
  'kube-ovn',
  'kube-network-policies',
  'amazon-k8s-cni',
  'multus-cni',
  'hardened-multus-cni',
  'azure-cns',
  'azure-npm',
  'ip-masq-agent',
  'ip-masq-agent-v2',
  'antrea-agent-ubuntu',
  'antrea-ubuntu',
  'whereabouts',
  'linkerd/cni-plugin',
  'install-cni',
  'ztunnel',
  // Storage
  'csi-node-driver-registrar',
  'local-path-provisioner',
  'local-volume-provisioner',
  'hostpath-provisioner',
  'storage-provisioner',
  'longhornio/longhorn-instance-manager',
  'longhornio/longhorn-engine',
  'longhornio/longhorn-share-manager',
  'longhornio/backing-image-manager',
  'mirrored-longhornio-longhorn-manager',
  'mirrored-longhornio-longhorn-instance-manager',
  'ceph/ceph',
  'cephcsi/cephcsi',
  // Distributions
  'kops-controller',
  'dns-controller',
  'kube-apiserver-healthcheck',
  'system-agent',
  'system-upgrade-controller',
  'kube-registry-proxy',
  'gvisor-addon',
  // Agents of the clouds
  'cloudwatch-agent',
  'aws-for-fluent-bit',
  'aws-guardduty-agent',
];

/**
 * Red Hat's own images with OKD's builds, those of its managed service, and images of the cluster's own stream `openshift`; mirrors
 * do not change the names in pods (ImageDigestMirrorSet).
 */
const OPENSHIFT =
  /^(?:quay\.io\/(?:openshift-release-dev|openshift|okd|app-sre|redhat-services-prod)\/|registry\.redhat\.io\/|registry\.access\.redhat\.com\/|registry\.ci\.openshift\.org\/|image-registry\.openshift-image-registry\.svc:5000\/openshift\/)/;

/** Registries in which only the provider publishes, by the whole image name: the set of images changes often. */
export const providerImages: Readonly<Partial<Record<DistributionId, RegExp>>> = {
  openshift: OPENSHIFT,
  microshift: OPENSHIFT,
  eks: /^(?:\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/(?:eks|amazon)\/|public\.ecr\.aws\/(?:eks|aws-observability|cloudwatch-agent)\/)/,
  gke: /^(?:[a-z0-9-]+\.)?(?:gke\.gcr\.io\/|gcr\.io\/gke-release\/|[a-z0-9-]*artifactregistry\.gcr\.io\/gke-release\/)/,
  aks: /^mcr\.microsoft\.com\//,
  oke: /^[a-z0-9-]+\.ocir\.io\/[a-z0-9]+\/oke-public/,
  iks: /^(?:[a-z]+\.)?icr\.io\/(?:ext|iks|obs)\//,
  doks: /^(?:docker\.io\/)?digitalocean\//,
  lke: /^(?:docker\.io\/)?linode\//,
  k3s: /^(?:.*\/)?rancher\//,
  rke2: /^(?:.*\/)?rancher\//,
};
