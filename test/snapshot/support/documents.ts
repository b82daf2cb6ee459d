import { dump } from 'js-yaml';

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: object;
  [field: string]: unknown;
}

const map = (namespace: string, name: string, data: Record<string, string>): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data,
});

const PART = {
  extraArgs: [
    { name: 'profiling', value: 'false' },
    { name: 'some-token', value: 'x' },
  ],
  extraEnvs: [{ name: 'API_TOKEN', value: 'x' }],
  extraVolumes: [{ name: 'v', hostPath: '/x', mountPath: '/y' }],
};

const COMMON = {
  kind: 'ClusterConfiguration',
  kubernetesVersion: 'v1.37.2',
  clusterName: 'x',
  certificatesDir: '/etc/kubernetes/pki',
  controlPlaneEndpoint: 'api.example.com:6443',
  imageRepository: 'x',
  featureGates: { A: 'true' },
  networking: { dnsDomain: 'cluster.local', podSubnet: '10.0.0.0/16', serviceSubnet: '10.1.0.0/16' },
  dns: { imageRepository: 'x' },
};

const LISTS = {
  ...COMMON,
  apiVersion: 'kubeadm.k8s.io/v1beta4',
  apiServer: { ...PART, certSANs: ['a'], timeoutForControlPlane: '4m' },
  controllerManager: PART,
  scheduler: PART,
  etcd: {
    local: { ...PART, dataDir: '/x', imageTag: 'x' },
    external: { endpoints: ['https://a:2379'], caFile: '/ca' },
  },
  proxy: { disabled: 'x' },
};

const ARGS = { extraArgs: { profiling: 'false', 'some-token': 'x', 'etcd-servers': 'https://a:2379' } };

const MAPS = (version: string) => ({
  ...COMMON,
  apiVersion: `kubeadm.k8s.io/${version}`,
  apiServer: ARGS,
  controllerManager: ARGS,
  scheduler: ARGS,
  etcd: { local: ARGS },
});

/** Documents as in ConfigMaps, and custom resources with many fields set. */
export const DOCUMENTS: readonly Manifest[] = [
  ...[LISTS, MAPS('v1beta1'), MAPS('v1beta2'), MAPS('v1beta3')].map((document) =>
    map('kube-system', 'kubeadm-config', {
      ClusterConfiguration: dump(document),
      ClusterStatus: 'apiEndpoints: {a: {advertiseAddress: x}}',
      InitConfiguration: 'bootstrapTokens: [{token: x}]',
    }),
  ),
  map('kube-system', 'kubelet-config', {
    kubelet: dump({
      kind: 'KubeletConfiguration',
      staticPodURL: 'https://x',
      staticPodURLHeader: { 'X-Api-Key': ['x'], Authorization: ['Bearer x'] },
      clusterDNS: ['10.0.0.10'],
      authentication: { x509: { clientCAFile: '/x' } },
    }),
  }),
  map('kube-system', 'kube-proxy', {
    'config.conf': dump({
      kind: 'KubeProxyConfiguration',
      metricsBindAddress: '0.0.0.0:10249',
      mode: 'ipvs',
      clientConnection: { kubeconfig: '/x' },
      nodePortAddresses: ['x'],
    }),
    'kubeconfig.conf': dump({ users: [{ user: { token: 'x' } }] }),
  }),
  map('kube-system', 'coredns', {
    Corefile:
      '.:53 a.example {\n    route53 a.:Z1 {\n        aws_access_key canaryq7 canaryq7\n    }\n    azure canaryq7:a {\n        secret canaryq7\n    }\n    tsig {\n        secret a. canaryq7\n    }\n    etcd {\n        credentials root canaryq7\n    }\n    forward . canaryq7\n}\n',
  }),
  map('kube-system', 'coredns-custom', { 'a.server': 'a { forward . x }' }),
  map('kube-system', 'extension-apiserver-authentication', {
    'client-ca-file': 'x',
    'requestheader-client-ca-file': 'x',
    'requestheader-allowed-names': '["front-proxy-client"]',
    'requestheader-username-headers': '["X-Remote-User"]',
  }),
  map('kube-public', 'cluster-info', { kubeconfig: 'x', 'jws-kubeconfig-abcdef': 'x' }),
  map('kube-public', 'microshift-version', { version: 'x' }),
  map('openshift-kube-apiserver', 'config', {
    'config.yaml': JSON.stringify({
      apiServerArguments: { 'anonymous-auth': ['true'], 'some-token': ['x'] },
      servingInfo: { minTLSVersion: 'VersionTLS12', certFile: '/x' },
      auditConfig: { policyConfiguration: { a: 'x' } },
      oauthConfig: { identityProviders: [{ name: 'x', provider: { clientSecret: 'x' } }] },
    }),
  }),
  map('kube-system', 'encryption', {
    'encryption.yaml': dump({
      kind: 'EncryptionConfiguration',
      resources: [{ providers: [{ aescbc: { keys: [{ name: 'x', secret: 'x' }] } }] }],
    }),
  }),
  map('istio-system', 'istio', {
    mesh: dump({
      rootNamespace: 'istio-system',
      trustDomain: 'x',
      extensionProviders: [{ name: 'x', envoyExtAuthzHttp: { includeAdditionalHeadersInCheck: { a: 'x' } } }],
    }),
    meshNetworks: 'networks: {a: x}',
  }),
  map('argocd', 'argocd-cm', { 'dex.config': 'connectors: [{config: {clientSecret: x}}]', url: 'x' }),
  map('shop', 'envoy', {
    'envoy.yaml': dump({
      admin: { address: { socket_address: { address: '0.0.0.0', port_value: 9901 } } },
      static_resources: {
        listeners: [{ name: 'x', address: { socket_address: { address: '0.0.0.0', port_value: 80 } } }],
        clusters: [{ name: 'xds', load_assignment: { cluster_name: 'x' } }],
      },
      dynamic_resources: { ads_config: { grpc_services: [{ envoy_grpc: { cluster_name: 'xds' } }] } },
    }),
  }),
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: 'n1',
      annotations: {
        'k3s.io/node-args': JSON.stringify([
          'server',
          '--vpn-auth',
          'x',
          '--kube-apiserver-arg',
          'profiling=false',
        ]),
        'k3s.io/node-env': JSON.stringify({ K3S_VPN_AUTH: 'x' }),
        'k3s.io/hostname': 'n1',
      },
    },
  },
  {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'a', namespace: 'shop' },
    spec: {
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: ['x'], requestPrincipals: ['x'] } }],
          to: [{ operation: { paths: ['/x'], hosts: ['x'] } }],
          when: [{ key: 'request.headers[authorization]', values: ['Bearer x'] }],
        },
      ],
    },
  },
  {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'a', namespace: 'shop', creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: {
      selector: { matchLabels: { app: 'x' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 80: { mode: 'DISABLE' } },
    },
  },
];
