import type { BenchmarkSection } from './row.ts';

export const policies: readonly BenchmarkSection[] = [
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
