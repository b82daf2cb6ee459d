import type { Area } from '../../result/types.ts';

/** What the checks of an area are about, and where their evidence comes from: two or three sentences each. */
export const AREAS_ABOUT: Readonly<Record<Area, { title: string; about: string }>> = {
  'api-server': {
    title: 'The API server',
    about:
      'Who may speak to it and how it makes sure: authentication, authorisation, admission, audit, TLS. Its flags come from `/flagz`, else from its pod; what they come to is probed where that is possible without harm.',
  },
  etcd: {
    title: 'etcd, the database of the cluster',
    about:
      'Everything of the cluster lies there, Secrets too. Encryption at rest, TLS to clients and peers, members and quorum, size, backups. Managed control planes hide it; what the provider documents counts as `documented`.',
  },
  'control-plane': {
    title: 'The control plane as a whole',
    about:
      'What holds of all its parts together: how many replicas, on how many nodes and in how many zones, whether replicas differ, whether leaders move too often.',
  },
  'controller-manager': {
    title: 'kube-controller-manager',
    about: 'Its flags: keys, certificates, profiling, the address on which it listens.',
  },
  scheduler: { title: 'kube-scheduler', about: 'Its flags: profiling and the address on which it listens.' },
  kubelet: {
    title: 'Kubelets',
    about:
      'Each starts every container of its machine. Their configuration is asked through the node proxy with `--kubelet` only, because the right for it (`get nodes/proxy`) lets its holder run commands in every pod.',
  },
  certificates: {
    title: 'Certificates',
    about:
      'What ends soon, what is signed by whom, what waits for approval. Read from TLS handshakes, ConfigMaps, webhooks, APIServices and certificate requests; private keys are never read.',
  },
  client: {
    title: 'The kubeconfig and who asks',
    about:
      'How this very connection is made: TLS verification, static credentials, the skew of kubectl, the power of the user.',
  },
  nodes: {
    title: 'Nodes',
    about:
      'Machines: readiness, heartbeats, kernels, container runtimes and operating systems, addresses in public reach.',
  },
  namespaces: {
    title: 'Namespaces',
    about: 'The lines between teams: Pod Security levels, quotas, limits, network policies that are missing.',
  },
  workloads: {
    title: 'Workloads',
    about:
      'What runs, by its controller: privileges, host paths, host network, sockets of the runtime, Secrets in variables, disruption budgets.',
  },
  network: {
    title: 'The network inside',
    about:
      'Whether NetworkPolicies exist, whether anything enforces them, and whether they mean what they say.',
  },
  exposure: {
    title: 'Ways in',
    about:
      'Every Service, Ingress, Gateway and port of a node that leads in from outside, and what it leads to. Firewalls before the cluster are not seen.',
  },
  storage: {
    title: 'Storage',
    about: 'Storage classes, volumes and claims: encryption, reclaim policies, snapshots.',
  },
  identities: {
    title: 'Identities and rights',
    about:
      'Users, groups and ServiceAccounts by what their bindings let them do, and which of these rights lead to more.',
  },
  addons: {
    title: 'Add-ons',
    about:
      'What fills the cluster beside Kubernetes itself, recognised by images and custom resources: versions, support, holes that are known.',
  },
  istio: {
    title: 'Istio',
    about: 'The mesh: mTLS, authorisation, gateways, versions of proxies and control plane.',
  },
  envoy: {
    title: 'Envoy',
    about: 'Envoy wherever it runs: admin ports, versions, gateways that are made of it.',
  },
  version: {
    title: 'Versions',
    about:
      'Support windows, version skew, deprecated APIs that are still asked for, known holes. The facts are dated; newer releases than the table knows are unknown, never fine.',
  },
  own: {
    title: 'Your own rules',
    about:
      'Checks that `--rules` brought, written in YAML with a condition in CEL. They have the same fields and verdicts as those that are built in; see docs/rules.md.',
  },
};
