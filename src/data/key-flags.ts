/**
 * Flags of programs that name files and directories with keys, the data of etcd or logins of the control plane. As of 2026-12-01; sources:
 * https://kubernetes.io/docs/reference/command-line-tools-reference/ (kube-apiserver, kube-controller-manager, kube-scheduler, kubelet),
 * https://etcd.io/docs/v3.6/op-guide/configuration/, https://docs.k3s.io/cli/agent and
 * https://docs.rke2.io/reference/server_config (data-dir, kubelet-arg, container-runtime-endpoint).
 */
export const asOf = '2026-12-01';

/** Of programs that a kubelet runs from files. */
export const controlPlaneKeyFlags: readonly string[] = [
  'audit-webhook-config-file',
  'authentication-kubeconfig',
  'authentication-token-webhook-config-file',
  'authorization-kubeconfig',
  'authorization-webhook-config-file',
  'basic-auth-file',
  'client-key-file',
  'cluster-signing-key-file',
  'cluster-signing-kube-apiserver-client-key-file',
  'cluster-signing-kubelet-client-key-file',
  'cluster-signing-kubelet-serving-key-file',
  'cluster-signing-legacy-unknown-key-file',
  'data-dir',
  'encryption-provider-config',
  'etcd-keyfile',
  'experimental-encryption-provider-config',
  'key-file',
  'kubeconfig',
  'kubelet-client-key',
  'peer-key-file',
  'proxy-client-key-file',
  'service-account-private-key-file',
  'service-account-signing-key-file',
  'tls-private-key-file',
  'token-auth-file',
  'wal-dir',
];

/** Of a kubelet; what it finds among static pods it runs, and no admission sees it before. */
export const kubeletKeyFlags: readonly string[] = [
  'bootstrap-kubeconfig',
  'cert-dir',
  'kubeconfig',
  'pod-manifest-path',
  'tls-private-key-file',
];
/** The same as settings of its configuration file. */
export const kubeletKeySettings: readonly string[] = ['staticPodPath', 'tlsPrivateKeyFile'];

/** Where the directory of a kubelet and the socket of its runtime are, as flags of the kubelet and of k3s. */
export const ROOT_DIR = 'root-dir';
export const RUNTIME_ENDPOINT = 'container-runtime-endpoint';
/** The same endpoint as a setting of the kubelet's configuration file (1.27 and later). */
export const RUNTIME_ENDPOINT_SETTING = 'containerRuntimeEndpoint';
/** What kubeadm writes on a node that it joins. */
export const RUNTIME_ENDPOINT_ANNOTATION = 'kubeadm.alpha.kubernetes.io/cri-socket';

/** Directories that a kubelet makes in its own for the sockets of plugins, which drivers mount. */
export const kubeletPluginDirectories: readonly string[] = ['device-plugins', 'plugins_registry'];
