import type { DistributionId } from './distributions.ts';

/**
 * Subjects to which a distribution itself grants broad permissions, in addition to those that Kubernetes ships. As of 2026-11-30;
 * source: manifests of k3s (https://github.com/k3s-io/k3s), RKE2 and minikube, documentation of AKS, of EKS and of OpenShift. Names of
 * accounts of kops and of providers are from memory of such clusters, not verified: they excuse no permission from which cluster-admin
 * is a step.
 */
export const asOf = '2026-11-30';

export interface ShippedAdmins {
  /** `User name`, `Group name` or `ServiceAccount ns/name` that are cluster-admin by design. */
  subjects: readonly string[];
  /** Namespaces, by prefix, whose service accounts are the distribution's own operators. */
  namespaces: readonly string[];
  /**
   * Subjects with fewer permissions than an administrator. Any further permission that a binding grants to one of these names, such as one
   * that is a step from an administrator or covers the whole cluster, is in doubt: a name does not show who granted it.
   */
  holders?: readonly string[];
  /** The same by the ClusterRoleBinding that the distribution ships, where another subject could have the name. */
  bindings?: Readonly<Record<string, readonly string[]>>;
  /** The cloud's own users, and its own roles; their permissions are not documented. */
  users?: CloudUsers;
}

export interface CloudUsers {
  name: RegExp;
  role: RegExp;
  /** A label of roles that the cloud's addon manager restores after any change. */
  label?: string;
}

const ADDON_MANAGER = 'addonmanager.kubernetes.io/mode';

const inSystem = (...names: readonly string[]) => names.map((name) => `ServiceAccount kube-system/${name}`);

export const distributionAdmins: Readonly<Partial<Record<DistributionId, ShippedAdmins>>> = {
  minikube: {
    subjects: ['ServiceAccount kube-system/default'],
    namespaces: [],
    holders: inSystem('storage-provisioner'),
  },
  // Jobs with administrator permissions install the charts that the servers ship.
  k3s: {
    subjects: [...inSystem('helm-traefik', 'helm-traefik-crd'), 'User system:k3s-supervisor'],
    namespaces: [],
    holders: inSystem('local-path-provisioner-service-account', 'metrics-server', 'coredns', 'traefik'),
  },
  rke2: {
    subjects: [
      ...inSystem(
        'helm-rke2-calico',
        'helm-rke2-calico-crd',
        'helm-rke2-canal',
        'helm-rke2-cilium',
        'helm-rke2-coredns',
        'helm-rke2-flannel',
        'helm-rke2-ingress-nginx',
        'helm-rke2-metrics-server',
        'helm-rke2-multus',
        'helm-rke2-runtimeclasses',
        'helm-rke2-snapshot-controller',
        'helm-rke2-snapshot-controller-crd',
        'helm-rke2-snapshot-validation-webhook',
        'helm-rke2-traefik',
        'helm-rke2-traefik-crd',
      ),
      'User system:rke2-supervisor',
    ],
    namespaces: [],
    holders: [
      ...inSystem('canal', 'cilium', 'cilium-operator', 'rke2-ingress-nginx', 'rke2-metrics-server'),
      // rancher/rke2 pkg/rke2/clusterrole_bootstrap.go
      'User system:rke2-controller',
      'User rke2-cloud-controller-manager',
    ],
  },
  microk8s: { subjects: [], namespaces: [], holders: inSystem('microk8s-hostpath', 'calico-node') },
  kops: {
    subjects: [],
    namespaces: [],
    holders: inSystem(
      'aws-cloud-controller-manager',
      'aws-node',
      'cilium',
      'cilium-operator',
      'dns-controller',
      'ebs-csi-controller-sa',
      'ebs-csi-node-sa',
      'kops-controller',
    ),
  },
  doks: {
    subjects: [],
    namespaces: [],
    holders: inSystem('cilium', 'cilium-operator', 'csi-do-controller-sa', 'csi-do-node-sa', 'do-node-agent'),
  },
  lke: {
    subjects: [],
    namespaces: [],
    holders: inSystem('calico-node', 'csi-linode-controller-sa', 'csi-linode-node-sa', 'csi-controller-sa'),
  },
  oke: { subjects: [], namespaces: [], holders: inSystem('csi-oci-node-sa', 'flannel') },
  iks: {
    subjects: [],
    namespaces: [],
    holders: inSystem(
      'ibm-file-plugin',
      'ibm-storage-watcher',
      'ibm-vpc-block-controller-sa',
      'ibm-vpc-block-node-sa',
    ),
  },
  // IAM principals cannot be mapped to names that begin so.
  eks: {
    subjects: ['User eks:cluster-bootstrap', 'User eks:addon-manager'],
    namespaces: [],
    // https://docs.aws.amazon.com/eks/latest/userguide/default-roles-users.html
    users: { name: /^eks:/, role: /^(?:eks:|aws-node$|vpc-resource-controller-role$)/ },
    holders: [
      ...inSystem(
        'attachdetach-controller',
        'aws-node',
        'certificate-controller',
        'coredns',
        'ebs-csi-controller-sa',
        'ebs-csi-node-sa',
        'efs-csi-controller-sa',
        'efs-csi-node-sa',
        'eks-certificate-controller',
        'eks-vpc-resource-controller',
        'fargate-scheduler',
        'kube-proxy',
        'metrics-server',
        'node-controller',
        'snapshot-controller',
        'tagging-controller',
      ),
    ],
  },
  gke: {
    subjects: [],
    namespaces: [],
    users: {
      name: /^(?:system:(?:g(?:ke|cp)-.+|clustermetrics|controller:glbc|managed-certificate-controller|kubestore-collector|vpa-recommender)|cluster-autoscaler|kubelet-bootstrap)$/,
      role: /^(?:system:|gke-|gce:)/,
      label: ADDON_MANAGER,
    },
    holders: [
      ...inSystem(
        'cilium',
        'anetd',
        'cloud-provider',
        'filestorecsi-controller-sa',
        'fluentbit-gke',
        'gke-metrics-agent',
        'kube-dns-autoscaler',
        'netd',
        'pdcsi-controller',
        'pdcsi-node-sa',
        'volume-snapshot-controller',
      ),
    ],
  },
  // The users of `az aks get-credentials`, and the pods of `az aks command invoke`.
  aks: {
    subjects: [],
    bindings: { 'aks-cluster-admin-binding': ['User clusterAdmin', 'User clusterUser'] },
    namespaces: ['aks-command'],
    users: { name: /^aks-support$/, role: /^(?:aks-|system:)/, label: ADDON_MANAGER },
    holders: [
      ...inSystem(
        'aks-secrets-store-csi-driver',
        'ama-logs',
        'ama-metrics-serviceaccount',
        'azure-cloud-provider',
        'azure-policy',
        'cilium',
        'cilium-operator',
        'cloud-node-manager',
        'csi-azuredisk-controller-sa',
        'csi-azuredisk-node-sa',
        'csi-azurefile-controller-sa',
        'csi-azurefile-node-sa',
        'csi-blob-controller-sa',
        'csi-blob-node-sa',
        'omsagent',
      ),
    ],
  },
  openshift: {
    subjects: ['Group system:cluster-admins', 'User system:admin'],
    namespaces: ['openshift-'],
  },
  microshift: { subjects: ['Group system:cluster-admins', 'User system:admin'], namespaces: ['openshift-'] },
};

/** Users of API servers towards kubelets: with a role of kubelet permissions alone they are expected. */
export const kubeletClients: ReadonlySet<string> = new Set([
  'User kube-apiserver',
  'User kube-apiserver-kubelet-client',
  'User system:kube-apiserver',
  // kops
  'User kubelet-api',
]);

/** Roles that are shipped for them: Kubernetes' own, and that of cluster/kube-up.sh, which GKE has kept. */
export const kubeletClientRoles: ReadonlySet<string> = new Set([
  'system:kubelet-api-admin',
  'kubelet-api-admin',
]);

/** The most that such a role may grant: nodes and what kubelets serve. */
export const kubeletClientRules = [
  {
    verbs: ['*'],
    apiGroups: [''],
    resources: [
      'nodes',
      'nodes/proxy',
      'nodes/stats',
      'nodes/log',
      'nodes/spec',
      'nodes/metrics',
      'nodes/configz',
      'nodes/healthz',
      'nodes/pods',
      'nodes/checkpoint',
    ],
  },
] as const;
