/**
 * Clusters of distributions, written from their sources and documents (none is a recording): what the API exposes of their control
 * plane, and the expected verdicts. The recordings of real kubeadm clusters are in test/replay.
 */
import type { EvidenceDocument } from '../support/example.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { CONTROL_PLANE, apiServerLease, node, object, pod, staticPod } from '../model/support/cluster.ts';

export interface Golden {
  evidence: EvidenceDocument;
  objects: readonly Manifest[];
}

const FILES = '/etc/kubernetes/pki';

/** kubeadm 1.37, cmd/kubeadm/app/phases/controlplane/manifests.go. */
export const KUBEADM = {
  apiServer: [
    '--advertise-address=10.0.0.1',
    '--allow-privileged=true',
    '--authorization-mode=Node,RBAC',
    `--client-ca-file=${FILES}/ca.crt`,
    '--enable-admission-plugins=NodeRestriction',
    '--enable-bootstrap-token-auth=true',
    `--etcd-cafile=${FILES}/etcd/ca.crt`,
    `--etcd-certfile=${FILES}/apiserver-etcd-client.crt`,
    `--etcd-keyfile=${FILES}/apiserver-etcd-client.key`,
    '--etcd-servers=https://127.0.0.1:2379',
    `--kubelet-client-certificate=${FILES}/apiserver-kubelet-client.crt`,
    `--kubelet-client-key=${FILES}/apiserver-kubelet-client.key`,
    `--requestheader-client-ca-file=${FILES}/front-proxy-ca.crt`,
    '--secure-port=6443',
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${FILES}/sa.pub`,
    `--service-account-signing-key-file=${FILES}/sa.key`,
    `--tls-cert-file=${FILES}/apiserver.crt`,
    `--tls-private-key-file=${FILES}/apiserver.key`,
  ],
  controllerManager: [
    '--bind-address=127.0.0.1',
    `--client-ca-file=${FILES}/ca.crt`,
    '--leader-elect=true',
    `--root-ca-file=${FILES}/ca.crt`,
    `--service-account-private-key-file=${FILES}/sa.key`,
    '--use-service-account-credentials=true',
  ],
  scheduler: ['--bind-address=127.0.0.1', '--leader-elect=true'],
  etcd: [
    '--advertise-client-urls=https://10.0.0.1:2379',
    `--cert-file=${FILES}/etcd/server.crt`,
    '--client-cert-auth=true',
    `--key-file=${FILES}/etcd/server.key`,
    '--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.1:2379',
    '--listen-metrics-urls=http://127.0.0.1:2381',
    '--listen-peer-urls=https://10.0.0.1:2380',
    `--peer-cert-file=${FILES}/etcd/peer.crt`,
    '--peer-client-cert-auth=true',
    `--peer-key-file=${FILES}/etcd/peer.key`,
    `--peer-trusted-ca-file=${FILES}/etcd/ca.crt`,
    `--trusted-ca-file=${FILES}/etcd/ca.crt`,
  ],
} as const;

const kubeadmConfig = (endpoint: string): Manifest =>
  object(
    'v1',
    'ConfigMap',
    'kubeadm-config',
    {
      data: {
        ClusterConfiguration: `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.37.2\n${endpoint}`,
      },
    },
    'kube-system',
  );

/** A control-plane host of kubeadm: four static pods, a lease, a node. */
function kubeadmHost(name: string, more: Parameters<typeof node>[1] = {}): Manifest[] {
  return [
    staticPod('kube-apiserver', name, KUBEADM.apiServer),
    staticPod('kube-controller-manager', name, KUBEADM.controllerManager),
    staticPod('kube-scheduler', name, KUBEADM.scheduler),
    staticPod('etcd', name, KUBEADM.etcd, { image: 'registry.k8s.io/etcd:3.7.0-0' }),
    apiServerLease(`apiserver-${name}`, name),
    node(name, { labels: CONTROL_PLANE, ...more }),
  ];
}

const RKE2_TLS = '/var/lib/rancher/rke2/server/tls';
const TALOS = '/system/secrets/kubernetes';
const KOPS = '/srv/kubernetes';

const system = (name: string): Manifest =>
  pod(name, { namespace: 'kube-system', image: 'registry.example/x:1' });

/** Neither flags nor metrics are readable, as for most users of a managed cluster. */
const MANAGED = { 'permission-denied': ['flagz', 'metrics'] } as const satisfies EvidenceDocument;

const eksNode = (name: string, labels: Readonly<Record<string, string>>, providerID: string): Manifest =>
  node(name, { kubelet: 'v1.36.4-eks-3a0b7c2', providerID, labels });

export const goldens: Readonly<Record<string, Golden>> = {
  kubeadm: {
    evidence: { version: 'v1.37.2', probe: { '/api': 403 }, 'permission-denied': ['flagz', 'metrics'] },
    objects: [kubeadmConfig(''), ...kubeadmHost('cp-1'), node('w-1')],
  },
  'kubeadm, three control planes': {
    evidence: { version: 'v1.37.2', probe: { '/api': 403 }, 'permission-denied': ['flagz', 'metrics'] },
    objects: [
      kubeadmConfig('controlPlaneEndpoint: api.example.com:6443\n'),
      ...kubeadmHost('cp-1'),
      ...kubeadmHost('cp-2'),
      ...kubeadmHost('cp-3'),
      node('w-1'),
    ],
  },
  kind: {
    evidence: {
      version: 'v1.37.2',
      server: 'https://127.0.0.1:40123',
      'permission-denied': ['flagz', 'metrics'],
    },
    objects: [
      kubeadmConfig(''),
      ...kubeadmHost('kind-control-plane', {
        providerID: 'kind://docker/kind/kind-control-plane',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
      }),
      system('kindnet-x7v2p'),
    ],
  },
  minikube: {
    evidence: { version: 'v1.37.2', 'permission-denied': ['flagz', 'metrics'] },
    objects: [
      kubeadmConfig(''),
      ...kubeadmHost('minikube', {
        labels: {
          ...CONTROL_PLANE,
          'minikube.k8s.io/name': 'minikube',
          'minikube.k8s.io/version': 'v1.38.0',
        },
      }),
      system('storage-provisioner'),
    ],
  },
  'k3s on SQLite': {
    evidence: { version: 'v1.37.2+k3s1', ...MANAGED },
    objects: [
      apiServerLease('apiserver-s1', 'server-1'),
      node('server-1', {
        kubelet: 'v1.37.2+k3s1',
        providerID: 'k3s://server-1',
        labels: { ...CONTROL_PLANE, 'node.kubernetes.io/instance-type': 'k3s' },
        annotations: { 'k3s.io/node-args': '["server"]' },
      }),
    ],
  },
  'k3s with etcd of its own': {
    evidence: { version: 'v1.37.2+k3s1', ...MANAGED },
    objects: [1, 2, 3].flatMap((index) => [
      apiServerLease(`apiserver-s${index}`, `server-${index}`),
      node(`server-${index}`, {
        kubelet: 'v1.37.2+k3s1',
        providerID: `k3s://server-${index}`,
        labels: {
          ...CONTROL_PLANE,
          'node-role.kubernetes.io/etcd': 'true',
          'node.kubernetes.io/instance-type': 'k3s',
        },
        annotations: {
          'k3s.io/node-args':
            index === 1 ? '["server","--cluster-init"]' : '["server","--server","https://10.0.0.1:6443"]',
          'etcd.k3s.cattle.io/node-name': `server-${index}-a`,
        },
      }),
    ]),
  },
  'k3s on a database elsewhere': {
    evidence: { version: 'v1.37.2+k3s1', ...MANAGED },
    objects: [
      apiServerLease('apiserver-s1', 'server-1'),
      node('server-1', {
        kubelet: 'v1.37.2+k3s1',
        providerID: 'k3s://server-1',
        labels: CONTROL_PLANE,
        annotations: { 'k3s.io/node-args': '["server","--datastore-endpoint","********"]' },
      }),
    ],
  },
  RKE2: {
    evidence: { version: 'v1.37.2+rke2r1', ...MANAGED },
    objects: [
      argsPod('kube-apiserver', 'rke-1', [
        '--admission-control-config-file=/etc/rancher/rke2/rke2-pss.yaml',
        '--anonymous-auth=false',
        '--authorization-mode=Node,RBAC',
        '--client-ca-file=/var/lib/rancher/rke2/server/tls/client-ca.crt',
        '--enable-admission-plugins=NodeRestriction',
        '--encryption-provider-config=/var/lib/rancher/rke2/server/cred/encryption-config.json',
        `--etcd-cafile=${RKE2_TLS}/etcd/server-ca.crt`,
        `--etcd-certfile=${RKE2_TLS}/etcd/client.crt`,
        `--etcd-keyfile=${RKE2_TLS}/etcd/client.key`,
        '--etcd-servers=https://127.0.0.1:2379',
        `--kubelet-certificate-authority=${RKE2_TLS}/server-ca.crt`,
        `--kubelet-client-certificate=${RKE2_TLS}/client-kube-apiserver.crt`,
        `--kubelet-client-key=${RKE2_TLS}/client-kube-apiserver.key`,
        '--profiling=false',
        `--service-account-key-file=${RKE2_TLS}/service.key`,
        `--tls-cert-file=${RKE2_TLS}/serving-kube-apiserver.crt`,
        `--tls-private-key-file=${RKE2_TLS}/serving-kube-apiserver.key`,
      ]),
      argsPod('kube-scheduler', 'rke-1', ['--bind-address=127.0.0.1', '--profiling=false']),
      argsPod('kube-controller-manager', 'rke-1', [
        '--bind-address=127.0.0.1',
        '--profiling=false',
        `--root-ca-file=${RKE2_TLS}/server-ca.crt`,
        `--service-account-private-key-file=${RKE2_TLS}/service.current.key`,
        '--use-service-account-credentials=true',
      ]),
      // Its settings are in a file on the host.
      argsPod(
        'etcd',
        'rke-1',
        ['--config-file=/var/lib/rancher/rke2/server/db/etcd/config'],
        'index.example/rancher/hardened-etcd:v3.6.7-k3s1-build20260101',
      ),
      apiServerLease('apiserver-r1', 'rke-1'),
      system('rke2-coredns-rke2-coredns-6f7d-abc'),
      node('rke-1', {
        kubelet: 'v1.37.2+rke2r1',
        providerID: 'rke2://rke-1',
        labels: { ...CONTROL_PLANE, 'node-role.kubernetes.io/etcd': 'true' },
        annotations: { 'rke2.io/node-args': '["server"]' },
      }),
    ],
  },
  k0s: {
    evidence: { version: 'v1.37.2+k0s', ...MANAGED },
    objects: [
      system('konnectivity-agent-abcde'),
      node('worker-1', { kubelet: 'v1.37.2+k0s', labels: { 'node.k0sproject.io/role': 'worker' } }),
    ],
  },
  MicroK8s: {
    evidence: { version: 'v1.37.2', ...MANAGED },
    objects: [
      node('mk-1', {
        labels: {
          'microk8s.io/cluster': 'true',
          'node.kubernetes.io/microk8s-controlplane': 'microk8s-controlplane',
        },
      }),
    ],
  },
  Talos: {
    evidence: { version: 'v1.37.2', ...MANAGED },
    objects: [
      ...(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const).map((program) =>
        staticPod(
          program,
          'talos-1',
          program === 'kube-apiserver'
            ? [
                '--anonymous-auth=false',
                '--audit-log-path=/var/log/audit/kube/kube-apiserver.log',
                '--audit-policy-file=/system/config/kubernetes/kube-apiserver/auditpolicy.yaml',
                '--authorization-config=/system/config/kubernetes/kube-apiserver/authorization-config.yaml',
                '--encryption-provider-config=/system/secrets/kubernetes/kube-apiserver/encryptionconfig.yaml',
                `--client-ca-file=${TALOS}/kube-apiserver/ca.crt`,
                '--enable-admission-plugins=NodeRestriction',
                `--etcd-cafile=${TALOS}/kube-apiserver/etcd-client-ca.crt`,
                `--etcd-certfile=${TALOS}/kube-apiserver/etcd-client.crt`,
                `--etcd-keyfile=${TALOS}/kube-apiserver/etcd-client.key`,
                '--etcd-servers=https://localhost:2379',
                `--kubelet-client-certificate=${TALOS}/kube-apiserver/apiserver-kubelet-client.crt`,
                `--kubelet-client-key=${TALOS}/kube-apiserver/apiserver-kubelet-client.key`,
                '--profiling=false',
                `--service-account-key-file=${TALOS}/kube-apiserver/service-account.pub`,
                `--tls-cert-file=${TALOS}/kube-apiserver/apiserver.crt`,
                `--tls-private-key-file=${TALOS}/kube-apiserver/apiserver.key`,
              ]
            : program === 'kube-controller-manager'
              ? [
                  '--bind-address=127.0.0.1',
                  '--profiling=false',
                  `--root-ca-file=${TALOS}/kube-controller-manager/ca.crt`,
                  `--service-account-private-key-file=${TALOS}/kube-controller-manager/service-account.key`,
                  '--use-service-account-credentials',
                ]
              : ['--bind-address=127.0.0.1', '--profiling=false'],
          { annotations: { 'talos.dev/config-version': '1' } },
        ),
      ),
      apiServerLease('apiserver-t1', 'talos-1'),
      node('talos-1', {
        labels: CONTROL_PLANE,
        osImage: 'Talos (v1.13.0)',
        annotations: { 'talos.dev/owned-labels': '[]' },
      }),
    ],
  },
  kops: {
    evidence: { version: 'v1.37.2', ...MANAGED },
    objects: [
      {
        ...argsPod('kube-apiserver', 'i-0a1', []),
        spec: {
          nodeName: 'i-0a1',
          hostNetwork: true,
          containers: [
            {
              name: 'kube-apiserver',
              image: 'registry.k8s.io/kube-apiserver:v1.37.2',
              command: ['/go-runner'],
              args: [
                '--log-file=/var/log/kube-apiserver.log',
                '--also-stdout',
                '/usr/local/bin/kube-apiserver',
                '--anonymous-auth=false',
                '--authorization-mode=Node,RBAC',
                `--client-ca-file=${KOPS}/ca.crt`,
                '--enable-admission-plugins=NodeRestriction',
                `--etcd-cafile=${KOPS}/kube-apiserver/etcd-ca.crt`,
                `--etcd-certfile=${KOPS}/kube-apiserver/etcd-client.crt`,
                `--etcd-keyfile=${KOPS}/kube-apiserver/etcd-client.key`,
                '--etcd-servers=https://127.0.0.1:4001',
                `--kubelet-client-certificate=${KOPS}/kube-apiserver/kubelet-api.crt`,
                `--kubelet-client-key=${KOPS}/kube-apiserver/kubelet-api.key`,
                `--service-account-key-file=${KOPS}/kube-apiserver/service-account.pub`,
                `--tls-cert-file=${KOPS}/kube-apiserver/server.crt`,
                `--tls-private-key-file=${KOPS}/kube-apiserver/server.key`,
              ],
            },
            { name: 'healthcheck', image: 'registry.k8s.io/kops/kube-apiserver-healthcheck:1.37.0' },
          ],
        },
      },
      pod('etcd-manager-main-i-0a1', {
        namespace: 'kube-system',
        node: 'i-0a1',
        labels: { 'k8s-app': 'etcd-manager-main' },
        image: 'registry.k8s.io/etcd-manager/etcd-manager-slim:v3.0.20260101',
      }),
      apiServerLease('apiserver-k1', 'i-0a1'),
      node('i-0a1', {
        labels: { ...CONTROL_PLANE, 'kops.k8s.io/instancegroup': 'control-plane-eu-west-1a' },
        providerID: 'aws:///eu-west-1a/i-0a1',
      }),
    ],
  },
  EKS: {
    evidence: {
      version: 'v1.36.4-eks-3a0b7c2',
      server: 'https://ABC.gr7.eu-west-1.eks.amazonaws.com',
      ...MANAGED,
    },
    objects: [
      system('aws-node-abcde'),
      eksNode(
        'ip-10-0-0-1.ec2.internal',
        { 'eks.amazonaws.com/nodegroup': 'blue' },
        'aws:///eu-west-1a/i-0abc',
      ),
    ],
  },
  'EKS Auto Mode': {
    evidence: {
      version: 'v1.36.4-eks-3a0b7c2',
      server: 'https://ABC.gr7.eu-west-1.eks.amazonaws.com',
      ...MANAGED,
    },
    objects: [
      eksNode(
        'i-0abc',
        { 'eks.amazonaws.com/compute-type': 'auto', 'karpenter.sh/nodepool': 'general-purpose' },
        'aws:///eu-west-1a/i-0abc',
      ),
    ],
  },
  'EKS on Fargate': {
    evidence: {
      version: 'v1.36.4-eks-3a0b7c2',
      server: 'https://ABC.gr7.eu-west-1.eks.amazonaws.com',
      ...MANAGED,
    },
    objects: [
      eksNode(
        'fargate-ip-10-0-0-9.ec2.internal',
        { 'eks.amazonaws.com/compute-type': 'fargate' },
        'aws:///eu-west-1a/0a1b2c/fargate-ip-10-0-0-9.ec2.internal',
      ),
    ],
  },
  GKE: {
    evidence: { version: 'v1.36.4-gke.1000', server: 'https://203.0.113.9', ...MANAGED },
    objects: [
      system('konnectivity-agent-abcde'),
      node('gke-prod-pool-1-abcd', {
        kubelet: 'v1.36.4-gke.1000',
        providerID: 'gce://project/europe-west1-b/gke-prod-pool-1-abcd',
        labels: { 'cloud.google.com/gke-nodepool': 'pool-1' },
      }),
    ],
  },
  'GKE Autopilot': {
    evidence: { version: 'v1.36.4-gke.1000', server: 'https://203.0.113.9', ...MANAGED },
    objects: [
      node('gk3-prod-pool-1-abcd', {
        kubelet: 'v1.36.4-gke.1000',
        providerID: 'gce://project/europe-west1-b/gk3-prod-pool-1-abcd',
        labels: { 'cloud.google.com/gke-nodepool': 'pool-1' },
      }),
    ],
  },
  AKS: {
    evidence: { version: 'v1.36.4', server: 'https://prod-1a2b.hcp.westeurope.azmk8s.io:443', ...MANAGED },
    objects: [
      system('konnectivity-agent-abcde'),
      node('aks-pool1-123-vmss000000', {
        kubelet: 'v1.36.4',
        providerID: 'azure:///subscriptions/x',
        labels: { 'kubernetes.azure.com/cluster': 'MC_x', 'kubernetes.azure.com/agentpool': 'pool1' },
      }),
    ],
  },
  vCluster: {
    evidence: { version: 'v1.36.4', ...MANAGED },
    objects: [
      node('ip-10-0-0-1', {
        kubelet: 'v1.36.4',
        providerID: 'aws:///eu-west-1a/i-0abc',
        labels: { 'vcluster.loft.sh/fake-node': 'true' },
      }),
    ],
  },
};

/** A static pod with its program in `command` and its flags in `args`. */
function argsPod(
  program: string,
  host: string,
  flags: readonly string[],
  image = `registry.example/${program}:v1.37.2`,
): Manifest {
  const mirror = staticPod(program, host, []);
  return {
    ...mirror,
    spec: {
      nodeName: host,
      hostNetwork: true,
      containers: [{ name: program, image, command: [program], args: flags }],
    },
  };
}
