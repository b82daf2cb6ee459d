import type { BenchmarkSection } from './row.ts';

export const policies: readonly BenchmarkSection[] = [
  {
    id: '5.1',
    title: 'RBAC and ServiceAccounts',
    rows: [
      { id: '5.1.1', title: 'Use of cluster-admin' },
      { id: '5.1.2', title: 'Access to Secrets' },
      { id: '5.1.3', title: 'Wildcards in Roles and ClusterRoles' },
      { id: '5.1.4', title: 'Permission to create Pods' },
      { id: '5.1.5', title: 'Use of default ServiceAccounts' },
      { id: '5.1.6', title: 'ServiceAccount token automount' },
      { id: '5.1.7', title: 'Use of the group system:masters' },
      { id: '5.1.8', title: 'Bind, impersonate and escalate permissions' },
      { id: '5.1.9', title: 'Permission to create PersistentVolumes' },
      { id: '5.1.10', title: 'Access to nodes/proxy' },
      { id: '5.1.11', title: 'Permission to approve CertificateSigningRequests' },
      { id: '5.1.12', title: 'Permission to modify admission webhook configurations' },
      { id: '5.1.13', title: 'Permission to create ServiceAccount tokens' },
    ],
  },
  {
    id: '5.2',
    title: 'Pod Security Standards',
    rows: [
      { id: '5.2.1', title: 'Pod security policy enforcement' },
      { id: '5.2.2', title: 'Privileged containers' },
      { id: '5.2.3', title: 'Host PID namespace (hostPID)' },
      { id: '5.2.4', title: 'Host IPC namespace (hostIPC)' },
      { id: '5.2.5', title: 'Host network (hostNetwork)' },
      { id: '5.2.6', title: 'Privilege escalation (allowPrivilegeEscalation)' },
      { id: '5.2.7', title: 'Root containers (runAsNonRoot)' },
      { id: '5.2.8', title: 'NET_RAW capability' },
      { id: '5.2.9', title: 'Linux capabilities' },
      { id: '5.2.10', title: 'Windows HostProcess containers' },
      { id: '5.2.11', title: 'hostPath volumes' },
      { id: '5.2.12', title: 'Host ports (hostPort)' },
    ],
  },
  {
    id: '5.3',
    title: 'Network policies and CNI',
    rows: [
      { id: '5.3.1', title: 'CNI plugin enforces NetworkPolicy' },
      { id: '5.3.2', title: 'NetworkPolicy in every namespace' },
    ],
  },
  {
    id: '5.4',
    title: 'Secrets management',
    rows: [
      { id: '5.4.1', title: 'Secrets as files instead of environment variables' },
      { id: '5.4.2', title: 'External Secret storage' },
    ],
  },
  {
    id: '5.5',
    title: 'Extensible admission control',
    rows: [{ id: '5.5.1', title: 'Image provenance (signature verification at admission)' }],
  },
  {
    id: '5.6',
    title: 'General policies',
    rows: [
      { id: '5.6.1', title: 'Namespace isolation' },
      { id: '5.6.2', title: 'Seccomp profile of Pods' },
      { id: '5.6.3', title: 'Security context of Pods and containers' },
      { id: '5.6.4', title: 'Use of the default namespace' },
    ],
  },
];
