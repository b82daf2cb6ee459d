import type { BenchmarkSection } from './row.ts';
import { mode, onNode, owner } from './row.ts';

const MANIFESTS = '/etc/kubernetes/manifests';
const PKI = '/etc/kubernetes/pki';
const ADMIN = '/etc/kubernetes/admin.conf /etc/kubernetes/super-admin.conf';
const ROOT = 'root:root';

export const controlPlane: readonly BenchmarkSection[] = [
  {
    id: '1.1',
    title: 'Files of the control plane',
    rows: [
      mode('1.1.1', 'Manifest of the API server', '600', `${MANIFESTS}/kube-apiserver.yaml`),
      owner('1.1.2', 'Manifest of the API server', ROOT, `${MANIFESTS}/kube-apiserver.yaml`),
      mode('1.1.3', 'Manifest of the controller manager', '600', `${MANIFESTS}/kube-controller-manager.yaml`),
      owner('1.1.4', 'Manifest of the controller manager', ROOT, `${MANIFESTS}/kube-controller-manager.yaml`),
      mode('1.1.5', 'Manifest of the scheduler', '600', `${MANIFESTS}/kube-scheduler.yaml`),
      owner('1.1.6', 'Manifest of the scheduler', ROOT, `${MANIFESTS}/kube-scheduler.yaml`),
      mode('1.1.7', 'Manifest of etcd', '600', `${MANIFESTS}/etcd.yaml`),
      owner('1.1.8', 'Manifest of etcd', ROOT, `${MANIFESTS}/etcd.yaml`),
      mode('1.1.9', 'Files of the pod network (CNI)', '600', '/etc/cni/net.d/*'),
      owner('1.1.10', 'Files of the pod network (CNI)', ROOT, '/etc/cni/net.d/*'),
      mode('1.1.11', 'Data directory of etcd', '700', '/var/lib/etcd'),
      owner('1.1.12', 'Data directory of etcd', 'etcd:etcd', '/var/lib/etcd'),
      mode('1.1.13', 'Kubeconfig of the administrator', '600', ADMIN),
      owner('1.1.14', 'Kubeconfig of the administrator', ROOT, ADMIN),
      mode('1.1.15', 'Kubeconfig of the scheduler', '600', '/etc/kubernetes/scheduler.conf'),
      owner('1.1.16', 'Kubeconfig of the scheduler', ROOT, '/etc/kubernetes/scheduler.conf'),
      mode(
        '1.1.17',
        'Kubeconfig of the controller manager',
        '600',
        '/etc/kubernetes/controller-manager.conf',
      ),
      owner(
        '1.1.18',
        'Kubeconfig of the controller manager',
        ROOT,
        '/etc/kubernetes/controller-manager.conf',
      ),
      onNode(
        '1.1.19',
        `Keys and certificates: owned by ${ROOT}`,
        `find ${PKI} ! -user root -o ! -group root`,
      ),
      onNode('1.1.20', 'Certificates: mode 644 or stricter', `find ${PKI} -name '*.crt' -perm /133`),
      onNode('1.1.21', 'Private keys: mode 600', `find ${PKI} -name '*.key' -perm /177`),
    ],
  },
  {
    id: '1.2',
    title: 'API server',
    rows: [
      { id: '1.2.1', title: 'Requests without credentials are refused (anonymous-auth)' },
      { id: '1.2.2', title: 'No file of static tokens (token-auth-file)' },
      { id: '1.2.3', title: 'Services may not claim external addresses (DenyServiceExternalIPs)' },
      { id: '1.2.4', title: 'It shows kubelets a client certificate' },
      { id: '1.2.5', title: 'It verifies the certificates of kubelets' },
      { id: '1.2.6', title: 'Authorization is not AlwaysAllow' },
      { id: '1.2.7', title: 'The Node authorizer is on' },
      { id: '1.2.8', title: 'The RBAC authorizer is on' },
      { id: '1.2.9', title: 'The rate of events is limited (EventRateLimit)' },
      { id: '1.2.10', title: 'AlwaysAdmit is off' },
      { id: '1.2.11', title: 'Images are pulled with the credentials of the pod (AlwaysPullImages)' },
      { id: '1.2.12', title: 'The ServiceAccount plugin is on' },
      { id: '1.2.13', title: 'The NamespaceLifecycle plugin is on' },
      { id: '1.2.14', title: 'The NodeRestriction plugin is on' },
      { id: '1.2.15', title: 'Profiling is off' },
      { id: '1.2.16', title: 'The audit log is written' },
      { id: '1.2.17', title: 'Audit logs are kept for 30 days or longer' },
      { id: '1.2.18', title: 'Ten old audit logs or more are kept' },
      { id: '1.2.19', title: 'Audit logs are turned over at a set size' },
      { id: '1.2.20', title: 'Requests time out as they should' },
      { id: '1.2.21', title: 'Tokens of deleted service accounts are refused' },
      { id: '1.2.22', title: 'Service account tokens are verified with a key of their own' },
      { id: '1.2.23', title: 'It shows etcd a client certificate' },
      { id: '1.2.24', title: 'It serves with a certificate that was given to it' },
      { id: '1.2.25', title: 'Client certificates are verified by a set CA' },
      { id: '1.2.26', title: 'It verifies the certificate of etcd' },
      { id: '1.2.27', title: 'Encryption at rest is configured' },
      { id: '1.2.28', title: 'Secrets are encrypted by a strong provider' },
      { id: '1.2.29', title: 'Only strong TLS ciphers' },
      { id: '1.2.30', title: 'Service account tokens are not extended to a year' },
    ],
  },
  {
    id: '1.3',
    title: 'Controller manager',
    rows: [
      { id: '1.3.1', title: 'Finished pods are removed at a set number' },
      { id: '1.3.2', title: 'Profiling is off' },
      { id: '1.3.3', title: 'Each controller has an account of its own' },
      { id: '1.3.4', title: 'Service account tokens are signed with a set key' },
      { id: '1.3.5', title: 'Pods get the CA to verify the API server with' },
      { id: '1.3.6', title: "Kubelets' serving certificates may be rotated" },
      { id: '1.3.7', title: 'It listens on the loopback address only' },
    ],
  },
  {
    id: '1.4',
    title: 'Scheduler',
    rows: [
      { id: '1.4.1', title: 'Profiling is off' },
      { id: '1.4.2', title: 'It listens on the loopback address only' },
    ],
  },
  {
    id: '2',
    title: 'etcd',
    rows: [
      { id: '2.1', title: 'It serves clients with a certificate' },
      { id: '2.2', title: 'Clients have to show a certificate' },
      { id: '2.3', title: 'No self-made certificates for clients (auto-tls)' },
      { id: '2.4', title: 'It serves peers with a certificate' },
      { id: '2.5', title: 'Peers have to show a certificate' },
      { id: '2.6', title: 'No self-made certificates for peers (peer-auto-tls)' },
      { id: '2.7', title: 'etcd has a CA of its own' },
    ],
  },
  {
    id: '3.1',
    title: 'Who may come in',
    rows: [
      { id: '3.1.1', title: 'People do not use client certificates' },
      { id: '3.1.2', title: 'People do not use service account tokens' },
      { id: '3.1.3', title: 'People do not use bootstrap tokens' },
    ],
  },
  {
    id: '3.2',
    title: 'Audit',
    rows: [
      { id: '3.2.1', title: 'There is an audit policy' },
      {
        ...onNode(
          '3.2.2',
          'The audit policy covers Secrets, workloads and exec',
          'cat "$(ps -C kube-apiserver -o args= | grep -o "audit-policy-file=[^ ]*" | cut -d= -f2)"',
        ),
      },
    ],
  },
];
