/**
 * What products require of the nodes that they run on, by their ids in the catalogue of add-ons; products not listed require nothing. As of
 * 2026-11-30;
 * sources by kind: https://kubernetes-csi.github.io/docs/deploying.html (drivers),
 * https://github.com/k8snetworkplumbingwg/multus-cni/tree/master/deployments (the network plugin that requires most),
 * https://velero.io/docs/v1.19/file-system-backup/, https://github.com/NVIDIA/k8s-device-plugin, https://metallb.io/installation/.
 * Unverified individually: the single drivers, network plugins and agents, which get what their kind requires. The host network option of webhooks,
 * for clusters that reach pods no other way, is not a requirement.
 */
export const asOf = '2026-11-30';

export type NodePermission =
  /** Privileged containers, processes of a Windows host. */
  | 'privileged'
  | 'capabilities'
  /** The network or ports of the node. */
  | 'network'
  /** The node's processes or memory segments. */
  | 'processes'
  /** Directories and sockets of the host. */
  | 'files'
  /** The kubelet's directory, with its plugins and the volumes of other pods. */
  | 'kubelet'
  /** The socket of the container runtime. */
  | 'runtime'
  /** Directories above all others, up to the root of the disk. */
  | 'disk'
  /** Keys of the control plane and the kubelet: no product requires them. */
  | 'keys';

const NETWORK_PLUGIN: readonly NodePermission[] = ['privileged', 'capabilities', 'network', 'files'];
const STORAGE: readonly NodePermission[] = [...NETWORK_PLUGIN, 'processes', 'kubelet', 'disk'];
const ENTRY_POINT: readonly NodePermission[] = ['network', 'capabilities'];

const needs: readonly (readonly [readonly NodePermission[], readonly string[]])[] = [
  [
    NETWORK_PLUGIN,
    [
      'antrea',
      'azure-cni',
      'azure-npm',
      'calico',
      'cilium',
      'flannel',
      'kindnet',
      'kube-network-policies',
      'kube-router',
      'weave-net',
    ],
  ],
  [
    [...NETWORK_PLUGIN, 'processes', 'kubelet', 'runtime', 'disk'],
    ['aws-vpc-cni', 'kube-ovn', 'multus', 'ovn-kubernetes', 'sriov-network-operator', 'whereabouts'],
  ],
  [NETWORK_PLUGIN, ['istio', 'node-local-dns', 'submariner', 'tigera-operator']],
  [['capabilities'], ['consul', 'kuma', 'linkerd', 'vault']],
  [
    ENTRY_POINT,
    [
      'aws-load-balancer-controller',
      'cloud-controller-manager',
      'apisix',
      'contour',
      'emissary',
      'envoy',
      'haproxy-ingress',
      'ingress-nginx',
      'karpenter',
      'kong',
      'kube-vip',
      'metallb',
      'metrics-server',
      'nginx-gateway-fabric',
      'nginx-ingress',
      'skipper',
      'traefik',
    ],
  ],
  [
    STORAGE,
    [
      'aws-ebs-csi',
      'aws-efs-csi',
      'aws-fsx-csi',
      'aws-s3-csi',
      'azure-blob-csi',
      'azure-disk-csi',
      'azure-file-csi',
      'ceph-csi',
      'cinder-csi',
      'dell-csi',
      'democratic-csi',
      'do-csi',
      'gcp-filestore-csi',
      'gcp-pd-csi',
      'gcs-fuse-csi',
      'hcloud-csi',
      'hpe-csi',
      'juicefs-csi',
      'linode-csi',
      'local-volume-provisioner',
      'longhorn',
      'manila-csi',
      'nfs-csi',
      'openebs',
      'piraeus',
      'rook-ceph',
      'scaleway-csi',
      'seaweedfs-csi',
      'secrets-store-csi',
      'smb-csi',
      'synology-csi',
      'topolvm',
      'trident',
      'vsphere-csi',
    ],
  ],
  [[...STORAGE, 'runtime'], ['portworx']],
  [
    ['network', 'files'],
    ['aws-node-termination-handler', 'minikube-storage-provisioner'],
  ],
  [['privileged', 'files', 'kubelet'], ['velero']],
  [
    ['privileged', 'capabilities', 'processes', 'files', 'kubelet', 'disk'],
    ['gpu-operator', 'kubevirt', 'node-feature-discovery', 'nvidia-device-plugin', 'nvidia-network-operator'],
  ],
  [
    ['privileged', 'capabilities', 'network', 'processes', 'files', 'runtime', 'disk'],
    [
      'cadvisor',
      'chaos-mesh',
      'crowdstrike-falcon',
      'datadog',
      'falco',
      'kubescape',
      'neuvector',
      'node-problem-detector',
      'sysdig',
      'tetragon',
    ],
  ],
  // They read logs and metrics of the node.
  [
    ['network', 'processes', 'files', 'disk'],
    [
      'alloy',
      'dynatrace',
      'filebeat',
      'fluent-bit',
      'fluentd',
      'grafana-agent',
      'new-relic',
      'node-exporter',
      'opentelemetry-collector',
      'promtail',
      'vector',
    ],
  ],
  // They restart or register nodes, or attest what runs on them.
  [
    ['privileged', 'network', 'processes', 'files'],
    ['kured', 'spire', 'system-upgrade-controller'],
  ],
  [['network'], ['eks-pod-identity-agent']],
];

/** By the id of an add-on. */
export const nodeNeeds: ReadonlyMap<string, readonly NodePermission[]> = new Map(
  needs.flatMap(([permissions, ids]) => ids.map((id) => [id, permissions] as const)),
);
