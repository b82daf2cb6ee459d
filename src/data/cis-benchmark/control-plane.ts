import type { BenchmarkSection } from './row.ts';
import { mode, onNode, owner } from './row.ts';

const MANIFESTS = '/etc/kubernetes/manifests';
const PKI = '/etc/kubernetes/pki';
const ADMIN = '/etc/kubernetes/admin.conf /etc/kubernetes/super-admin.conf';
const ROOT = 'root:root';

export const controlPlane: readonly BenchmarkSection[] = [
  {
    id: '1.1',
    title: 'Control plane files',
    rows: [
      mode('1.1.1', 'kube-apiserver manifest', '600', `${MANIFESTS}/kube-apiserver.yaml`),
      owner('1.1.2', 'kube-apiserver manifest', ROOT, `${MANIFESTS}/kube-apiserver.yaml`),
      mode('1.1.3', 'kube-controller-manager manifest', '600', `${MANIFESTS}/kube-controller-manager.yaml`),
      owner('1.1.4', 'kube-controller-manager manifest', ROOT, `${MANIFESTS}/kube-controller-manager.yaml`),
      mode('1.1.5', 'kube-scheduler manifest', '600', `${MANIFESTS}/kube-scheduler.yaml`),
      owner('1.1.6', 'kube-scheduler manifest', ROOT, `${MANIFESTS}/kube-scheduler.yaml`),
      mode('1.1.7', 'etcd manifest', '600', `${MANIFESTS}/etcd.yaml`),
      owner('1.1.8', 'etcd manifest', ROOT, `${MANIFESTS}/etcd.yaml`),
      mode('1.1.9', 'CNI configuration files', '600', '/etc/cni/net.d/*'),
      owner('1.1.10', 'CNI configuration files', ROOT, '/etc/cni/net.d/*'),
      mode('1.1.11', 'etcd data directory', '700', '/var/lib/etcd'),
      owner('1.1.12', 'etcd data directory', 'etcd:etcd', '/var/lib/etcd'),
      mode('1.1.13', 'Administrator kubeconfig (admin.conf)', '600', ADMIN),
      owner('1.1.14', 'Administrator kubeconfig (admin.conf)', ROOT, ADMIN),
      mode('1.1.15', 'kube-scheduler kubeconfig', '600', '/etc/kubernetes/scheduler.conf'),
      owner('1.1.16', 'kube-scheduler kubeconfig', ROOT, '/etc/kubernetes/scheduler.conf'),
      mode('1.1.17', 'kube-controller-manager kubeconfig', '600', '/etc/kubernetes/controller-manager.conf'),
      owner('1.1.18', 'kube-controller-manager kubeconfig', ROOT, '/etc/kubernetes/controller-manager.conf'),
      onNode('1.1.19', `PKI directory and files: owner ${ROOT}`, `find ${PKI} ! -user root -o ! -group root`),
      onNode('1.1.20', 'PKI certificate files: mode 644 or stricter', `find ${PKI} -name '*.crt' -perm /133`),
      onNode('1.1.21', 'PKI key files: mode 600', `find ${PKI} -name '*.key' -perm /177`),
    ],
  },
  {
    id: '1.2',
    title: 'API server (kube-apiserver)',
    rows: [
      { id: '1.2.1', title: 'Anonymous requests (--anonymous-auth)' },
      { id: '1.2.2', title: 'Static token authentication (--token-auth-file)' },
      { id: '1.2.3', title: 'DenyServiceExternalIPs admission plugin' },
      {
        id: '1.2.4',
        title: 'Kubelet client certificate and key (--kubelet-client-certificate, --kubelet-client-key)',
      },
      { id: '1.2.5', title: 'Kubelet certificate verification (--kubelet-certificate-authority)' },
      { id: '1.2.6', title: 'Authorization mode other than AlwaysAllow (--authorization-mode)' },
      { id: '1.2.7', title: 'Authorization mode Node (--authorization-mode)' },
      { id: '1.2.8', title: 'Authorization mode RBAC (--authorization-mode)' },
      { id: '1.2.9', title: 'EventRateLimit admission plugin' },
      { id: '1.2.10', title: 'AlwaysAdmit admission plugin' },
      { id: '1.2.11', title: 'AlwaysPullImages admission plugin' },
      { id: '1.2.12', title: 'ServiceAccount admission plugin' },
      { id: '1.2.13', title: 'NamespaceLifecycle admission plugin' },
      { id: '1.2.14', title: 'NodeRestriction admission plugin' },
      { id: '1.2.15', title: 'Profiling (--profiling)' },
      { id: '1.2.16', title: 'Audit logging (--audit-log-path)' },
      { id: '1.2.17', title: 'Audit log retention (--audit-log-maxage)' },
      { id: '1.2.18', title: 'Audit log backups (--audit-log-maxbackup)' },
      { id: '1.2.19', title: 'Audit log rotation size (--audit-log-maxsize)' },
      { id: '1.2.20', title: 'Request timeout (--request-timeout)' },
      { id: '1.2.21', title: 'ServiceAccount token lookup (--service-account-lookup)' },
      { id: '1.2.22', title: 'ServiceAccount token verification key (--service-account-key-file)' },
      { id: '1.2.23', title: 'etcd client certificate and key (--etcd-certfile, --etcd-keyfile)' },
      { id: '1.2.24', title: 'TLS certificate and key (--tls-cert-file, --tls-private-key-file)' },
      { id: '1.2.25', title: 'Client certificate authentication (--client-ca-file)' },
      { id: '1.2.26', title: 'etcd certificate verification (--etcd-cafile)' },
      { id: '1.2.27', title: 'Encryption at rest (--encryption-provider-config)' },
      { id: '1.2.28', title: 'Encryption providers' },
      { id: '1.2.29', title: 'TLS cipher suites (--tls-cipher-suites)' },
      { id: '1.2.30', title: 'ServiceAccount token expiration (--service-account-extend-token-expiration)' },
    ],
  },
  {
    id: '1.3',
    title: 'Controller manager (kube-controller-manager)',
    rows: [
      { id: '1.3.1', title: 'Pod garbage collection (--terminated-pod-gc-threshold)' },
      { id: '1.3.2', title: 'Profiling (--profiling)' },
      { id: '1.3.3', title: 'Separate controller credentials (--use-service-account-credentials)' },
      { id: '1.3.4', title: 'ServiceAccount signing key (--service-account-private-key-file)' },
      { id: '1.3.5', title: 'Root CA for Pods (--root-ca-file)' },
      { id: '1.3.6', title: 'Kubelet serving certificate rotation (RotateKubeletServerCertificate)' },
      { id: '1.3.7', title: 'Bind address (--bind-address)' },
    ],
  },
  {
    id: '1.4',
    title: 'Scheduler (kube-scheduler)',
    rows: [
      { id: '1.4.1', title: 'Profiling (--profiling)' },
      { id: '1.4.2', title: 'Bind address (--bind-address)' },
    ],
  },
  {
    id: '2',
    title: 'etcd',
    rows: [
      { id: '2.1', title: 'etcd certificate and key (--cert-file, --key-file)' },
      { id: '2.2', title: 'Client certificate authentication (--client-cert-auth)' },
      { id: '2.3', title: 'Self-signed client certificates (--auto-tls)' },
      { id: '2.4', title: 'Peer certificate and key (--peer-cert-file, --peer-key-file)' },
      { id: '2.5', title: 'Peer certificate authentication (--peer-client-cert-auth)' },
      { id: '2.6', title: 'Self-signed peer certificates (--peer-auto-tls)' },
      { id: '2.7', title: 'Dedicated CA for etcd' },
    ],
  },
  {
    id: '3.1',
    title: 'Authentication and authorization',
    rows: [
      { id: '3.1.1', title: 'Client certificates of users' },
      { id: '3.1.2', title: 'ServiceAccount tokens of users' },
      { id: '3.1.3', title: 'Bootstrap tokens of users' },
    ],
  },
  {
    id: '3.2',
    title: 'Logging',
    rows: [
      { id: '3.2.1', title: 'Audit policy' },
      {
        ...onNode(
          '3.2.2',
          'Audit policy coverage of Secrets, workloads and exec',
          'cat "$(ps -C kube-apiserver -o args= | grep -o "audit-policy-file=[^ ]*" | cut -d= -f2)"',
        ),
      },
    ],
  },
];
