/**
 * The rows of the CIS Kubernetes Benchmark 1.12: numbers as published, titles in our words. As of 2026-11-26; source: the
 * numbering that https://github.com/aquasecurity/kube-bench (cfg/cis-1.12) and https://github.com/prowler-cloud/prowler
 * (compliance/kubernetes/cis_1.12_kubernetes.json) agree on; sections 2 and 3 read again in kube-bench's etcd.yaml and controlplane.yaml on
 * 2026-11-29. The benchmark itself: https://www.cisecurity.org/benchmark/kubernetes.
 */
export const asOf = '2026-11-26';

/** Name of the framework in the references of checks. */
export const CIS = 'CIS 1.12';

/** What a question needs that the Kubernetes API does not show. */
export type Need =
  | 'node files'
  | 'cloud API'
  | 'network attack'
  | 'image scan'
  | 'audit log'
  | 'usage history'
  | 'values of Secrets'
  | 'values of ConfigMaps'
  | 'a program on the node';

export interface BenchmarkRow {
  id: string;
  /** What should be the case. */
  title: string;
  /** Absent = the API can answer. */
  needs?: Need;
  /** Command that decides it by hand, on the node unless it begins with kubectl. Paths are those of kubeadm. */
  manual?: string;
}

export interface BenchmarkSection {
  id: string;
  title: string;
  rows: readonly BenchmarkRow[];
}

const onNode = (id: string, title: string, manual: string): BenchmarkRow => ({
  id,
  title,
  needs: 'node files',
  manual,
});

/** A file's mode and its owner, two rows each. */
const mode = (id: string, what: string, most: string, path: string): BenchmarkRow =>
  onNode(id, `${what}: mode ${most} or stricter`, `stat -c '%a %n' ${path}`);
const owner = (id: string, what: string, who: string, path: string): BenchmarkRow =>
  onNode(id, `${what}: owned by ${who}`, `stat -c '%U:%G %n' ${path}`);

const MANIFESTS = '/etc/kubernetes/manifests';
const PKI = '/etc/kubernetes/pki';
const ADMIN = '/etc/kubernetes/admin.conf /etc/kubernetes/super-admin.conf';
const KUBELET_UNIT = '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf';
/** kubeadm runs kube-proxy as a pod that reads its kubeconfig from a ConfigMap: the file is then not there. */
const PROXY = '/etc/kubernetes/proxy.conf';
const ROOT = 'root:root';

export const cisSections: readonly BenchmarkSection[] = [
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
  {
    id: '4.1',
    title: 'Files of the nodes',
    rows: [
      mode('4.1.1', 'Unit file of the kubelet', '600', KUBELET_UNIT),
      owner('4.1.2', 'Unit file of the kubelet', ROOT, KUBELET_UNIT),
      mode('4.1.3', 'Kubeconfig of kube-proxy, if there is one', '600', PROXY),
      owner('4.1.4', 'Kubeconfig of kube-proxy, if there is one', ROOT, PROXY),
      mode('4.1.5', 'Kubeconfig of the kubelet', '600', '/etc/kubernetes/kubelet.conf'),
      owner('4.1.6', 'Kubeconfig of the kubelet', ROOT, '/etc/kubernetes/kubelet.conf'),
      mode('4.1.7', "CA of the kubelet's clients", '644', `${PKI}/ca.crt`),
      owner('4.1.8', "CA of the kubelet's clients", ROOT, `${PKI}/ca.crt`),
      mode('4.1.9', 'Configuration of the kubelet', '600', '/var/lib/kubelet/config.yaml'),
      owner('4.1.10', 'Configuration of the kubelet', ROOT, '/var/lib/kubelet/config.yaml'),
    ],
  },
  {
    id: '4.2',
    title: 'Kubelet',
    rows: [
      { id: '4.2.1', title: 'Requests without credentials are refused' },
      { id: '4.2.2', title: 'Authorization is not AlwaysAllow' },
      { id: '4.2.3', title: 'Client certificates are verified by a set CA' },
      { id: '4.2.4', title: 'The read-only port is closed' },
      { id: '4.2.5', title: 'Idle streams are closed after some time' },
      { id: '4.2.6', title: 'It keeps its iptables chains' },
      { id: '4.2.7', title: 'Its host name is not overridden' },
      { id: '4.2.8', title: 'Events are recorded at a fitting rate' },
      { id: '4.2.9', title: 'It serves with a certificate that was given to it' },
      { id: '4.2.10', title: 'Its client certificate is rotated' },
      { id: '4.2.11', title: 'Its serving certificate is rotated' },
      { id: '4.2.12', title: 'Only strong TLS ciphers' },
      { id: '4.2.13', title: 'The processes of a pod are limited' },
      { id: '4.2.14', title: 'Containers get a seccomp profile by default' },
    ],
  },
  {
    id: '4.3',
    title: 'kube-proxy',
    rows: [{ id: '4.3.1', title: 'Metrics are served on the loopback address only' }],
  },
  {
    id: '5.1',
    title: 'Rights and service accounts',
    rows: [
      { id: '5.1.1', title: 'cluster-admin only where it is needed' },
      { id: '5.1.2', title: 'Few may read Secrets' },
      { id: '5.1.3', title: 'No wildcards in roles' },
      { id: '5.1.4', title: 'Few may create pods' },
      { id: '5.1.5', title: 'Service accounts called default are not used' },
      { id: '5.1.6', title: 'Tokens are mounted only where they are needed' },
      { id: '5.1.7', title: 'Nobody uses the group system:masters' },
      { id: '5.1.8', title: 'Few may bind, impersonate or escalate' },
      { id: '5.1.9', title: 'Few may create persistent volumes' },
      { id: '5.1.10', title: 'Few may use nodes/proxy' },
      { id: '5.1.11', title: 'Few may approve certificate requests' },
      { id: '5.1.12', title: 'Few may change admission webhooks' },
      { id: '5.1.13', title: 'Few may create tokens of service accounts' },
    ],
  },
  {
    id: '5.2',
    title: 'What pods may be',
    rows: [
      { id: '5.2.1', title: 'Something decides which pods are admitted' },
      { id: '5.2.2', title: 'No privileged containers' },
      { id: '5.2.3', title: "No containers among the host's processes (hostPID)" },
      { id: '5.2.4', title: "No containers in the host's IPC (hostIPC)" },
      { id: '5.2.5', title: "No containers in the host's network (hostNetwork)" },
      { id: '5.2.6', title: 'No privilege escalation in containers' },
      { id: '5.2.7', title: 'No containers that run as root' },
      { id: '5.2.8', title: 'No containers with NET_RAW' },
      { id: '5.2.9', title: 'No containers with capabilities' },
      { id: '5.2.10', title: 'No Windows HostProcess containers' },
      { id: '5.2.11', title: 'No hostPath volumes' },
      { id: '5.2.12', title: 'No host ports' },
    ],
  },
  {
    id: '5.3',
    title: 'Pod network',
    rows: [
      { id: '5.3.1', title: 'The pod network enforces NetworkPolicies' },
      { id: '5.3.2', title: 'Every namespace has NetworkPolicies' },
    ],
  },
  {
    id: '5.4',
    title: 'Secrets',
    rows: [
      { id: '5.4.1', title: 'Secrets are mounted as files, not set as variables' },
      { id: '5.4.2', title: 'Secrets are kept outside the cluster' },
    ],
  },
  {
    id: '5.5',
    title: 'Admission',
    rows: [{ id: '5.5.1', title: 'Where images come from is verified' }],
  },
  {
    id: '5.6',
    title: 'General',
    rows: [
      { id: '5.6.1', title: 'Namespaces are the borders between teams' },
      { id: '5.6.2', title: 'Pods have a seccomp profile' },
      { id: '5.6.3', title: 'Pods and containers have a security context' },
      { id: '5.6.4', title: 'The namespace default is not used' },
    ],
  },
];
