import type { Area } from '../../result/types.ts';

/** Scope of each area and its data sources: two or three sentences each. */
export const AREAS_ABOUT: Readonly<Record<Area, { title: string; about: string }>> = {
  'api-server': {
    title: 'API server (kube-apiserver)',
    about:
      'Authentication, authorization, admission, audit logging and TLS. Flags are read from `/flagz`, otherwise from the Pod of the component. Anonymous access is probed with harmless requests.',
  },
  etcd: {
    title: 'etcd',
    about:
      'etcd stores all cluster data, including Secrets. Encryption at rest, TLS for clients and peers, members and quorum, database size, backups. Managed control planes do not expose etcd; what the provider documents counts as `documented`.',
  },
  'control-plane': {
    title: 'Control plane',
    about:
      'Properties of the control plane as a whole: number of replicas, distribution over nodes and zones, flag differences between replicas, leader election.',
  },
  'controller-manager': {
    title: 'kube-controller-manager',
    about: 'Flags: keys, certificates, profiling, bind address.',
  },
  scheduler: { title: 'kube-scheduler', about: 'Flags: profiling and bind address.' },
  kubelet: {
    title: 'Kubelets',
    about:
      'Kubelet configuration. It is read through the `nodes/proxy` subresource with `--kubelet` only, because the permission for it (`get nodes/proxy`) allows running commands in any Pod.',
  },
  certificates: {
    title: 'Certificates',
    about:
      'Expiry, signers, and pending CertificateSigningRequests. Read from TLS handshakes, ConfigMaps, webhooks, APIServices and CertificateSigningRequests; private keys are never read.',
  },
  client: {
    title: 'Kubeconfig and current user',
    about:
      'The current connection: TLS verification, static credentials, kubectl version skew, privileges of the user.',
  },
  nodes: {
    title: 'Nodes',
    about: 'Readiness, leases, kernels, container runtimes, operating systems, external IP addresses.',
  },
  namespaces: {
    title: 'Namespaces',
    about: 'Isolation: Pod Security levels, quotas, limit ranges, missing NetworkPolicies.',
  },
  workloads: {
    title: 'Workloads',
    about:
      'Workloads by controller: privileges, hostPath volumes, host network, container runtime sockets, Secrets in environment variables, PodDisruptionBudgets.',
  },
  network: {
    title: 'Cluster network',
    about: 'Whether NetworkPolicies exist and are enforced by the CNI plugin.',
  },
  exposure: {
    title: 'Exposure',
    about:
      'Entry points: Services, Ingresses, Gateways and host ports that are reachable from outside, with their backends. External firewalls are out of scope.',
  },
  storage: {
    title: 'Storage',
    about: 'StorageClasses, PersistentVolumes and claims: encryption, reclaim policies, snapshots.',
  },
  identities: {
    title: 'Identities and permissions',
    about:
      'Users, groups and ServiceAccounts with their RBAC permissions, and permissions that allow privilege escalation.',
  },
  addons: {
    title: 'Add-ons',
    about:
      'Software that extends the cluster, detected by images and custom resources: versions, support status, CVEs.',
  },
  istio: {
    title: 'Istio',
    about: 'Service mesh: mTLS, authorization, gateways, versions of the control plane and of proxies.',
  },
  envoy: {
    title: 'Envoy',
    about: 'Envoy proxies: admin interfaces, versions, gateways based on Envoy.',
  },
  version: {
    title: 'Versions',
    about:
      'Support windows, version skew, deprecated APIs in use, CVEs. The data is dated; releases newer than the data are unknown, never passed.',
  },
  custom: {
    title: 'Custom rules',
    about:
      'Checks from `--rules`, written in YAML with CEL expressions. They have the same fields and results as built-in checks; see docs/rules.md.',
  },
};
