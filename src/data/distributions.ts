export type DistributionId =
  | 'kubeadm'
  | 'kind'
  | 'minikube'
  | 'k3s'
  | 'rke2'
  | 'k0s'
  | 'microk8s'
  | 'talos'
  | 'kops'
  | 'openshift'
  | 'microshift'
  | 'canonical'
  | 'vks'
  | 'eks'
  | 'gke'
  | 'aks'
  | 'oke'
  | 'iks'
  | 'doks'
  | 'lke'
  | 'vcluster';

/**
 * Signals that distinguish distributions. Each hit counts; a cluster is named only when the best candidate leads. All of them come from
 * an administrator, a kubelet or the API server: nodes, cluster-scoped objects, kube-system, what is served.
 * As of 2026-11-29; sources: the distributions' own sources and documentation (version
 * suffixes, provider ids, labels), e.g. https://docs.k3s.io, https://docs.rke2.io, https://github.com/kubernetes-sigs/kind.
 */
export const asOf = '2026-11-23';

export interface DistributionSignals {
  id: DistributionId;
  name: string;
  /** The control plane is run by a provider. */
  managed: boolean;
  /** On the server's gitVersion and the kubelets' versions. */
  version?: RegExp;
  providerID?: RegExp;
  /** Node label or annotation keys (prefix match). */
  nodeKeys?: readonly string[];
  /** Any node may have such a name: never enough alone. */
  nodeName?: RegExp;
  osImage?: RegExp;
  /** API groups that are served or defined. Other products may define them (tests, operators): never enough alone. */
  groups?: readonly string[];
  /** API groups that an aggregated API server of the distribution serves; requires two of them without a definition. */
  aggregated?: readonly string[];
  /** Cluster-scoped objects that the distribution keeps about itself, as `group/kind`. */
  objects?: readonly string[];
  /** `namespace/name` of ConfigMaps. */
  configMaps?: readonly string[];
  /** Host of the API server. */
  server?: RegExp;
  issuer?: RegExp;
  /** Prefix of `namespace/name` of a workload's pods. Other clusters may run the same agent: never enough alone. */
  pods?: readonly string[];
  /** Images of pods in kube-system, where only administrators create any. */
  systemImages?: RegExp;
  /** Annotation keys of static pods (prefix match). */
  staticPodKeys?: readonly string[];
  /** Paths in the command lines of static pods. */
  staticPodPaths?: RegExp;
  /** Distributions that it is based on, and whose signals it has too. */
  over?: readonly DistributionId[];
}

export const distributionSignals: readonly DistributionSignals[] = [
  {
    id: 'eks',
    name: 'Amazon EKS',
    managed: true,
    version: /-eks-/,
    nodeKeys: ['eks.amazonaws.com/'],
    server: /\.eks\.amazonaws\.com|\.eks\.[a-z0-9-]+\.api\.aws|\.eks\.amazonaws\.com\.cn/,
    issuer: /oidc[.-]eks/,
    groups: ['metrics.eks.amazonaws.com', 'vpcresources.k8s.aws', 'eks.amazonaws.com'],
    pods: ['kube-system/aws-node-'],
    systemImages: /\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/eks\/(?:coredns|kube-proxy)\b/,
  },
  {
    id: 'gke',
    name: 'Google GKE',
    managed: true,
    version: /-gke\./,
    nodeKeys: ['cloud.google.com/gke-'],
    server: /\.gke\.goog$|connectgateway\.googleapis\.com/,
    issuer: /container\.googleapis\.com/,
    groups: ['networking.gke.io', 'cloud.google.com', 'nodemanagement.gke.io'],
    nodeName: /^gk[e3]-/,
    systemImages:
      /^(?:[a-z0-9-]+\.)?gke\.gcr\.io\/(?:kube-proxy|k8s-dns-kube-dns|cluster-proportional-autoscaler)\b/,
  },
  {
    id: 'aks',
    name: 'Azure AKS',
    managed: true,
    nodeKeys: ['kubernetes.azure.com/'],
    server: /\.azmk8s\.io$/,
    issuer: /oic\.[a-z0-9-]+\.azure\.com/,
    nodeName: /^aks-/,
    pods: ['kube-system/cloud-node-manager-', 'kube-system/azure-cns-', 'kube-system/konnectivity-agent-'],
    systemImages: /^mcr\.microsoft\.com\/oss\/(?:v2\/)?kubernetes\/(?:coredns|kube-proxy)\b/,
  },
  {
    id: 'oke',
    name: 'Oracle OKE',
    managed: true,
    providerID: /^ocid1\.instance|^oci:/,
    nodeKeys: ['oke.oraclecloud.com/', 'oci.oraclecloud.com/'],
  },
  {
    id: 'iks',
    name: 'IBM Cloud Kubernetes Service',
    managed: true,
    version: /\+IKS/,
    providerID: /^ibm:\/\//,
    nodeKeys: ['ibm-cloud.kubernetes.io/'],
    server: /\.containers\.cloud\.ibm\.com$/,
  },
  {
    id: 'doks',
    name: 'DigitalOcean Kubernetes',
    managed: true,
    nodeKeys: ['doks.digitalocean.com/'],
    server: /\.k8s\.ondigitalocean\.com$/,
  },
  {
    id: 'lke',
    name: 'Linode LKE',
    managed: true,
    nodeKeys: ['lke.linode.com/'],
    nodeName: /^lke\d+-/,
    server: /\.linodelke\.net$/,
  },
  {
    id: 'openshift',
    name: 'OpenShift',
    managed: false,
    groups: ['config.openshift.io', 'operator.openshift.io', 'route.openshift.io'],
    aggregated: [
      'apps.openshift.io',
      'build.openshift.io',
      'image.openshift.io',
      'project.openshift.io',
      'template.openshift.io',
    ],
    objects: ['config.openshift.io/ClusterVersion'],
    nodeKeys: ['node.openshift.io/', 'machineconfiguration.openshift.io/'],
    pods: ['openshift-kube-apiserver/', 'openshift-etcd/'],
  },
  {
    id: 'microshift',
    name: 'MicroShift',
    managed: false,
    configMaps: ['kube-public/microshift-version'],
    over: ['openshift'],
  },
  // Labels of its nodes: https://github.com/canonical/k8s-snap (src/k8s/pkg/k8sd/setup/kubelet.go).
  { id: 'canonical', name: 'Canonical Kubernetes', managed: false, nodeKeys: ['k8sd.io/'] },
  // Tanzu Kubernetes Grid and the vSphere Kubernetes Service: VMware's builds have its suffix.
  {
    id: 'vks',
    name: 'VMware Tanzu, vSphere Kubernetes Service',
    managed: false,
    version: /\+vmware/,
    nodeKeys: ['run.tanzu.vmware.com/'],
  },
  {
    id: 'rke2',
    name: 'RKE2',
    managed: false,
    version: /\+rke2/,
    providerID: /^rke2:\/\//,
    nodeKeys: ['rke2.io/'],
    pods: ['kube-system/rke2-'],
  },
  {
    id: 'k3s',
    name: 'k3s',
    managed: false,
    version: /\+k3s/,
    providerID: /^k3s:\/\//,
    nodeKeys: ['k3s.io/'],
  },
  {
    id: 'k0s',
    name: 'k0s',
    managed: false,
    version: /\+k0s/,
    nodeKeys: ['node.k0sproject.io/'],
    groups: ['k0s.k0sproject.io', 'autopilot.k0sproject.io', 'etcd.k0sproject.io'],
  },
  {
    id: 'microk8s',
    name: 'MicroK8s',
    managed: false,
    nodeKeys: ['microk8s.io/', 'node.kubernetes.io/microk8s-'],
  },
  {
    id: 'talos',
    name: 'Talos Linux',
    managed: false,
    osImage: /^Talos/,
    nodeKeys: ['talos.dev/', 'extensions.talos.dev/'],
  },
  {
    id: 'kops',
    name: 'kOps',
    managed: false,
    nodeKeys: ['kops.k8s.io/'],
    pods: ['kube-system/etcd-manager-main-', 'kube-system/kops-controller-'],
    staticPodPaths: /(?:^|=)\/srv\/kubernetes\/(?:kube-apiserver|kube-controller-manager|ca)\b/,
  },
  { id: 'kind', name: 'kind', managed: false, providerID: /^kind:\/\//, pods: ['kube-system/kindnet-'] },
  {
    id: 'minikube',
    name: 'minikube',
    managed: false,
    nodeKeys: ['minikube.k8s.io/'],
    staticPodPaths: /(?:^|=)\/var\/lib\/minikube\//,
    systemImages: /(?:^|\/)k8s-minikube\/storage-provisioner\b/,
  },
  { id: 'vcluster', name: 'vCluster', managed: false, nodeKeys: ['vcluster.loft.sh/'] },
  {
    id: 'kubeadm',
    name: 'kubeadm',
    managed: false,
    configMaps: ['kube-system/kubeadm-config'],
    nodeKeys: ['kubeadm.alpha.kubernetes.io/'],
    staticPodKeys: ['kubeadm.kubernetes.io/'],
    staticPodPaths: /(?:^|=)\/etc\/kubernetes\/pki\//,
  },
];

/** Where the nodes run, by the scheme of spec.providerID. */
export const providerSchemes: readonly { scheme: RegExp; name: string }[] = [
  { scheme: /^aws:\/\//, name: 'AWS' },
  { scheme: /^eks-hybrid:\/\//, name: 'AWS (hybrid node)' },
  { scheme: /^gce:\/\//, name: 'Google Cloud' },
  { scheme: /^azure:\/\//, name: 'Azure' },
  { scheme: /^openstack:\/\//, name: 'OpenStack' },
  { scheme: /^vsphere:\/\//, name: 'vSphere' },
  { scheme: /^(ocid1\.instance|oci:)/, name: 'Oracle Cloud' },
  { scheme: /^ibm:\/\//, name: 'IBM Cloud' },
  { scheme: /^digitalocean:\/\//, name: 'DigitalOcean' },
  { scheme: /^linode:\/\//, name: 'Linode' },
  { scheme: /^hcloud:\/\//, name: 'Hetzner Cloud' },
  { scheme: /^scaleway:\/\//, name: 'Scaleway' },
  { scheme: /^kind:\/\//, name: 'local containers (kind)' },
  { scheme: /^metal3:\/\//, name: 'bare metal (Metal3)' },
];

/** A role that an installer or a distribution ships, as in `distribution-roles.ts`. */
export interface DistributionRole {
  /**
   * `ClusterRole name`, bound everywhere, or `Role ns/name`, bound in its namespace. Rules of a role that Kubernetes also has are added to
   * it.
   */
  role: string;
  rules: readonly string[];
  /** `User name`, `Group name`, `ServiceAccount ns/name`. */
  subjects: readonly string[];
  /** Only accepted where one of these is recognized; absent = anywhere, because it grants little. */
  on?: readonly DistributionId[];
  unverified?: true;
}
