import type { Attempt } from './attempt.ts';

const deployment = (namespace: string, name: string, labels: string, image: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: ${namespace}, name: ${name}, labels: { ${labels} } }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}, ${labels} } }
    spec: { priorityClassName: system-cluster-critical, containers: [{ name: a, image: '${image}' }] }
---`;

const limits = (kind: 'ResourceQuota' | 'LimitRange', spec: string) => `
apiVersion: v1
kind: ${kind}
metadata: { namespace: kube-public, name: other }
spec: ${spec}
---`;

/** Names, labels and images of the system, in a namespace of a tenant. */
const IMITATION = deployment(
  'shop',
  'coredns',
  'k8s-app: kube-dns',
  'registry.k8s.io/coredns/coredns:v1.14.2',
);

const attempts: readonly Attempt[] = [
  {
    name: 'namespaces/an application with the name and image of CoreDNS, and a system priority class',
    player: 'tenant',
    why: 'A tenant chooses names, labels and images: the workload is an application of its namespace.',
    objects: IMITATION,
    expect: [
      { check: 'workloads/system-priority-class', verdict: 'fail' },
      { check: 'namespaces/resource-quota-missing', verdict: 'fail' },
    ],
  },
  {
    name: 'namespaces/quota and limits of another namespace',
    player: 'administrator',
    why: 'A ResourceQuota limits its own namespace only.',
    objects: `${IMITATION}${limits('ResourceQuota', '{ hard: { pods: "1" } }')}${limits('LimitRange', '{ limits: [{ type: Container, default: { memory: 1Gi } }] }')}`,
    expect: [
      { check: 'namespaces/resource-quota-missing', verdict: 'fail' },
      { check: 'namespaces/limit-range-missing', verdict: 'fail' },
    ],
  },
  {
    name: 'namespaces/the lists of quotas and limits are refused',
    player: 'network',
    why: 'Without the lists, whether a namespace has one is unknown.',
    objects: IMITATION,
    answers: { '/api/v1/resourcequotas': 403, '/api/v1/limitranges': 403 },
    expect: [
      { check: 'namespaces/resource-quota-missing', verdict: 'unknown' },
      { check: 'namespaces/limit-range-missing', verdict: 'unknown' },
    ],
  },
  {
    name: 'namespaces/the list of ServiceAccounts is refused',
    player: 'network',
    why: 'Without the list, whether a bound ServiceAccount exists is unknown.',
    answers: { '/api/v1/serviceaccounts': 403 },
    expect: [{ check: 'identities/binding-service-account-missing', verdict: 'unknown' }],
  },
  {
    name: 'namespaces/the list of nodes is refused',
    player: 'network',
    why: 'Without the nodes, every Lease could be of one.',
    answers: { '/api/v1/nodes': 403 },
    expect: [{ check: 'namespaces/node-lease-orphaned', verdict: 'unknown' }],
  },
];

export default attempts;
