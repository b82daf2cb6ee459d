import { describe, expect, it } from '@jest/globals';
import type { Severity, Verdict } from '../../src/result/types.ts';
import { API_SERVER_LEASE, checkOf, exampleSnapshot, evaluate } from '../support/example.ts';

function verdicts(id: string, manifests: string): Verdict[] {
  return evaluate(checkOf(id), exampleSnapshot(manifests));
}

/** Severities of the fails of one check over manifests, worst first. */
function severities(id: string, manifests: string): Severity[] {
  return verdicts(id, manifests)
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ severity }) => severity);
}

const dashboard = (image: string, service: string) => `
apiVersion: v1
kind: Pod
metadata: { namespace: tools, name: ui, labels: { app: ui } }
spec: { containers: [{ name: ui, image: "${image}" }] }
---
apiVersion: v1
kind: Service
metadata: { namespace: tools, name: ui${service}`;

const PUBLIC = ` }
spec: { type: LoadBalancer, selector: { app: ui }, ports: [{ port: 443 }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.9 }] } }`;
const LIMITED = ` }
spec: { type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], selector: { app: ui }, ports: [{ port: 443 }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.9 }] } }`;
const LIMITED_TO_ALL = LIMITED.replace('198.51.100.0/24', '0.0.0.0/0');
const INTERNAL = `, annotations: { service.beta.kubernetes.io/azure-load-balancer-internal: "true" } }
spec: { type: LoadBalancer, selector: { app: ui }, ports: [{ port: 443 }] }
status: { loadBalancer: { ingress: [{ ip: 10.0.0.9 }] } }`;

describe('etcd/client-cert-auth-off', () => {
  const etcd = (urls: string) => `
apiVersion: v1
kind: Pod
metadata: { namespace: kube-system, name: etcd-cp-1, annotations: { kubernetes.io/config.mirror: a1 } }
spec:
  nodeName: cp-1
  containers:
    - name: etcd
      image: registry.k8s.io/etcd:3.7.0-0
      command: [etcd, "--listen-client-urls=${urls}", --client-cert-auth=true, --trusted-ca-file=/ca.crt]`;
  it.each([
    ['on the network', 'http://10.0.0.11:2379', 'critical'],
    ['on the loopback interface', 'http://127.0.0.1:2379,https://10.0.0.11:2379', 'high'],
    [
      'on the loopback interface, IPv4 in IPv6',
      'http://[::ffff:127.0.0.1]:2379,https://10.0.0.11:2379',
      'high',
    ],
    ['on a socket of the host', 'unix:///run/etcd.sock,https://10.0.0.11:2379', 'high'],
    ['on a socket and on the network', 'unix:///run/etcd.sock,http://10.0.0.11:2379', 'critical'],
  ] as const)('without TLS %s', (_, urls, severity) => {
    expect(severities('etcd/client-cert-auth-off', etcd(urls))).toEqual([severity]);
  });

  it('passes on a socket with TLS', () => {
    expect(severities('etcd/client-cert-auth-off', etcd('unixs:///run/etcd.sock'))).toEqual([]);
  });
});
const PUBLIC_NODE = `
---
apiVersion: v1
kind: Node
metadata: { name: n-1 }
status: { addresses: [{ type: ExternalIP, address: 203.0.113.7 }] }`;
const NODE_PORT = ` }
spec: { type: NodePort, selector: { app: ui }, ports: [{ port: 443, nodePort: 30443 }] }${PUBLIC_NODE}`;
const BY_NODES = PUBLIC.replace('203.0.113.9', '203.0.113.7') + PUBLIC_NODE;
const CLAIMED = ` }
spec: { type: ClusterIP, externalIPs: [203.0.113.9], selector: { app: ui }, ports: [{ port: 443 }] }`;
const LIMITED_TO_HALVES = LIMITED.replace('198.51.100.0/24', '0.0.0.0/1, 128.0.0.0/1');

describe('exposure/dashboard-exposed', () => {
  const controlling = 'longhornio/longhorn-ui:v1.12.0';
  it.each([
    ['public, controls the cluster without a login', dashboard(controlling, PUBLIC), 'critical'],
    ['restricted source ranges', dashboard(controlling, LIMITED), 'high'],
    ['source ranges that allow all addresses', dashboard(controlling, LIMITED_TO_ALL), 'critical'],
    ['internal load balancer', dashboard(controlling, INTERNAL), 'high'],
    ['public, read-only', dashboard('prom/prometheus:v3.13.0', PUBLIC), 'medium'],
  ] as const)('%s', (_, manifests, severity) => {
    expect(severities('exposure/dashboard-exposed', manifests)).toEqual([severity]);
  });

  const skipping = (service: string) =>
    dashboard('kubernetesui/dashboard:v2.7.0', service).replace(
      'name: ui, image',
      'name: ui, args: [--enable-skip-login], image',
    );
  it.each([
    ['a login that can be skipped, public', skipping(PUBLIC), 'critical'],
    ['a login that can be skipped, internal', skipping(INTERNAL), 'high'],
    ['a login that can be skipped, a port of public nodes', skipping(NODE_PORT), 'high'],
    [
      'controls the cluster without a login, a port of public nodes',
      dashboard(controlling, NODE_PORT),
      'high',
    ],
    ['a load balancer implemented by the nodes', dashboard(controlling, BY_NODES), 'high'],
    ['an external IP of the Service', dashboard(controlling, CLAIMED), 'high'],
    ['two halves of all addresses are no restriction', dashboard(controlling, LIMITED_TO_HALVES), 'critical'],
    [
      'all of IPv6 is no restriction',
      dashboard(controlling, LIMITED.replace('198.51.100.0/24', '"2000::/3"')),
      'critical',
    ],
  ] as const)('%s', (_, manifests, severity) => {
    expect(severities('exposure/dashboard-exposed', manifests)).toEqual([severity]);
  });

  it('reports what raises it: the option and the public addresses of the nodes', () => {
    const [verdict] = verdicts('exposure/dashboard-exposed', skipping(NODE_PORT));
    expect(verdict?.message).toContain('a firewall, if any, is not observable');
    expect(verdict?.evidence.map(({ location, value }) => `${location}: ${value}`)).toEqual([
      'Pod tools/ui: --enable-skip-login',
      'service tools/ui: NodePort, 203.0.113.7, public; a firewall is not observable',
      'node n-1: address 203.0.113.7',
    ]);
  });
});

describe('identities/cluster-admin-outside-system', () => {
  const bound = (subject: string, kind = 'ClusterRoleBinding', metadata = 'name: b') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { ${metadata} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [${subject}]`;
  it.each([
    ['all authenticated users', bound('{ kind: Group, name: "system:authenticated" }'), ['critical']],
    ['every workload', bound('{ kind: Group, name: "system:serviceaccounts" }'), ['critical']],
    ['a workload', bound('{ kind: ServiceAccount, namespace: ci, name: runner }'), ['high']],
    [
      'the default ServiceAccount of kube-system',
      bound('{ kind: ServiceAccount, namespace: kube-system, name: default }'),
      ['medium'],
    ],
    [
      'an operator of a product that updates the status of its own objects',
      `${bound('{ kind: ServiceAccount, namespace: flux-system, name: flux }')}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: crd-controller }
rules: [{ apiGroups: [kustomize.toolkit.fluxcd.io], resources: ['*'], verbs: ['*'] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: crd-controller }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: crd-controller }
subjects: [{ kind: ServiceAccount, namespace: flux-system, name: kustomize-controller }]
`,
      ['medium'],
    ],
    [
      'a ServiceAccount in a namespace with the name of a product',
      bound('{ kind: ServiceAccount, namespace: flux-system, name: flux }'),
      ['high'],
    ],
    [
      'the admin-user of a dashboard',
      bound('{ kind: ServiceAccount, namespace: kubernetes-dashboard, name: admin-user }'),
      ['high'],
    ],
    [
      'all ServiceAccounts of kube-system (Docker Desktop)',
      bound('{ kind: Group, name: "system:serviceaccounts:kube-system" }'),
      ['medium'],
    ],
    [
      'all ServiceAccounts of another namespace',
      bound('{ kind: Group, name: "system:serviceaccounts:shop" }'),
      ['high'],
    ],
    ['a user', bound('{ kind: User, name: jane }'), ['medium']],
    [
      'a user, in kube-system only',
      bound('{ kind: User, name: jane }', 'RoleBinding', 'name: b, namespace: kube-system'),
      ['medium'],
    ],
    [
      'a user, in another namespace',
      bound('{ kind: User, name: jane }', 'RoleBinding', 'name: b, namespace: shop'),
      [],
    ],
  ])('%s', (_, manifests, expected) => {
    expect(severities('identities/cluster-admin-outside-system', manifests)).toEqual(expected);
  });

  it('omits the binding of minikube on minikube only', () => {
    const own = bound('{ kind: ServiceAccount, namespace: kube-system, name: default }');
    const node = `
---
apiVersion: v1
kind: Node
metadata: { name: minikube, labels: { minikube.k8s.io/name: minikube } }`;
    expect(severities('identities/cluster-admin-outside-system', own + node)).toEqual([]);
  });
});

describe('identities/anonymous-permissions', () => {
  const permissions = (rule: string, more = '') => `${more}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: open }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: open }
subjects: [{ kind: Group, name: "system:unauthenticated" }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: open }
rules: [${rule}]`;
  const anonymousOff = `
apiVersion: archmap.io/v1
kind: Evidence
version: v1.37.2
flags: { anonymous-auth: "false", authorization-mode: "Node,RBAC" }
---
${API_SERVER_LEASE}`;
  it.each([
    ['reads Secrets', permissions('{ apiGroups: [""], resources: [secrets], verbs: [list] }'), 'critical'],
    ['writes', permissions('{ apiGroups: [apps], resources: [deployments], verbs: [create] }'), 'critical'],
    ['reads other objects', permissions('{ apiGroups: [""], resources: [pods], verbs: [list] }'), 'high'],
    ['reads a path', permissions('{ nonResourceURLs: [/metrics], verbs: [get] }'), 'medium'],
    [
      'with anonymous authentication disabled',
      permissions('{ apiGroups: [""], resources: [secrets], verbs: [list] }', anonymousOff),
      'low',
    ],
  ] as const)('%s', (_, manifests, severity) => {
    expect(severities('identities/anonymous-permissions', manifests)).toEqual([severity]);
  });
});

describe('workloads/sensitive-host-path', () => {
  const mounting = (path: string, { readOnly = false, owner = '' } = {}) => `
apiVersion: v1
kind: Pod
metadata: { namespace: tools, name: p${owner} }
spec:
  containers: [{ name: c, image: tools/c:1, volumeMounts: [{ name: v, mountPath: /v, readOnly: ${readOnly} }] }]
  volumes: [{ name: v, hostPath: { path: ${path} } }]`;
  const daemonSet = ['tools', 'kube-system']
    .map(
      (namespace) =>
        `\n---\napiVersion: apps/v1\nkind: DaemonSet\nmetadata: { namespace: ${namespace}, name: agent, uid: u }`,
    )
    .join('');
  const agent =
    ', ownerReferences: [{ kind: DaemonSet, apiVersion: apps/v1, name: agent, uid: u, controller: true }]';
  it.each([
    ['writes', mounting('/etc/kubernetes'), 'high'],
    ['an ordinary workload that reads', mounting('/etc/kubernetes', { readOnly: true }), 'high'],
    [
      'a DaemonSet outside kube-system that reads the host file system',
      mounting('/', { readOnly: true, owner: agent }),
      'high',
    ],
    [
      'an agent of kube-system that reads the host file system',
      mounting('/', { readOnly: true, owner: agent }).replace('namespace: tools', 'namespace: kube-system'),
      'low',
    ],
    [
      'an agent that reads private keys',
      mounting('/etc/kubernetes/pki', { readOnly: true, owner: agent }),
      'high',
    ],
    [
      'an unrecognized workload in a system namespace',
      mounting('/etc/kubernetes').replace('namespace: tools', 'namespace: kube-system'),
      'medium',
    ],
    [
      'an agent with the container runtime socket, read-only',
      mounting('/run/containerd/containerd.sock', { readOnly: true, owner: agent }),
      'high',
    ],
  ] as const)('%s', (_, manifests, severity) => {
    expect(severities('workloads/sensitive-host-path', manifests + daemonSet)).toEqual([severity]);
  });
});

describe('storage/host-path-volume', () => {
  const nodes = ['a', 'b', 'c', 'd']
    .map((name) => `\n---\napiVersion: v1\nkind: Node\nmetadata: { name: ${name} }`)
    .join('');
  const printer = (node: string, selector = '') => `
---
apiVersion: v1
kind: Pod
metadata:
  namespace: tools
  name: p-${node}
  ownerReferences: [{ kind: DaemonSet, apiVersion: apps/v1, name: p, uid: u, controller: true }]
spec:
  nodeName: ${node}
  ${selector}
  containers: [{ name: c, image: tools/c:1, volumeMounts: [{ name: v, mountPath: /v }] }]
  volumes: [{ name: v, hostPath: { path: /dev/usb } }]`;
  const daemonSet = `
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { namespace: tools, name: p, uid: u }`;
  const everywhere = daemonSet + ['a', 'b', 'c', 'd'].map((node) => printer(node)).join('');
  it.each([
    ['a DaemonSet on all nodes counts like other workloads', everywhere, 'high'],
    [
      'a DaemonSet in kube-system counts as an agent',
      everywhere.replaceAll('namespace: tools', 'namespace: kube-system'),
      'low',
    ],
    [
      'a DaemonSet on some nodes counts like other workloads',
      daemonSet + printer('a') + printer('b'),
      'high',
    ],
    [
      'a DaemonSet with a nodeSelector counts like other workloads',
      daemonSet + printer('a', 'nodeSelector: { printer: "yes" }'),
      'high',
    ],
  ])('%s', (_, pods, severity) => {
    expect(severities('storage/host-path-volume', nodes + pods)).toEqual([severity]);
  });
});

describe('nodes/workloads-on-control-plane', () => {
  it('is low without other nodes', () => {
    const single = `
apiVersion: v1
kind: Node
metadata: { name: cp, labels: { node-role.kubernetes.io/control-plane: "" } }
---
apiVersion: v1
kind: Pod
metadata: { namespace: shop, name: web }
spec: { nodeName: cp, containers: [{ name: web, image: shop/web:1 }] }`;
    const worker = '\n---\napiVersion: v1\nkind: Node\nmetadata: { name: w }';
    expect(severities('nodes/workloads-on-control-plane', single)).toEqual(['low']);
    expect(severities('nodes/workloads-on-control-plane', single + worker)).toEqual(['medium']);
  });
});

describe('api-server/webhook-fail-closed-system', () => {
  it('reports what makes it critical: the missing Service', () => {
    const service = (namespace: string) =>
      `{ apiVersion: v1, kind: Service, metadata: { namespace: ${namespace}, name: s }, spec: { ports: [{ port: 1 }] } }`;
    const [verdict] = verdicts(
      'api-server/webhook-fail-closed-system',
      `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: policy }
webhooks:
  - name: check.example.org
    clientConfig: { service: { namespace: ci, name: policy } }
    rules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
---
${service('a')}
---
${service('b')}`,
    );
    expect(verdict).toMatchObject({
      severity: 'critical',
      message: expect.stringContaining(
        'no Pod starts in any namespace, including kube-system; current state: the Service ci/policy does not exist',
      ),
      evidence: [
        { location: 'ValidatingWebhookConfiguration policy' },
        { location: 'service ci/policy', value: 'Service not found (2 Services listed)' },
      ],
    });
  });
});

describe('version/kubernetes-unsupported', () => {
  const at = (version: string, label: string, takenAt = '2026-11-24T00:00:00Z') => `
apiVersion: archmap.io/v1
kind: Evidence
takenAt: '${takenAt}'
version: ${version}
---
apiVersion: v1
kind: Node
metadata: { name: n, labels: { ${label}: x } }`;
  const GKE = 'cloud.google.com/gke-nodepool';
  const AKS = 'kubernetes.azure.com/cluster';
  const EKS = 'eks.amazonaws.com/nodegroup';
  it.each([
    [
      'GKE in its last month of standard support',
      at('v1.34.2-gke.1', GKE, '2026-09-20T00:00:00Z'),
      'pass',
      'high',
    ],
    ['GKE, possibly in the Extended channel', at('v1.34.2-gke.1', GKE), 'fail', 'medium'],
    ['GKE, an older version of the Extended channel', at('v1.32.2-gke.1', GKE), 'fail', 'medium'],
    ['GKE, too old for the Extended channel', at('v1.30.2-gke.1', GKE), 'fail', 'high'],
    ['AKS, possibly with LTS', at('v1.32.9', AKS), 'fail', 'medium'],
    ['AKS, after LTS', at('v1.29.9', AKS), 'fail', 'high'],
    ['AKS, older than LTS', at('v1.25.9', AKS), 'fail', 'high'],
    ['EKS, extended support', at('v1.31.9-eks-1', EKS), 'fail', 'medium'],
    ['EKS, older than the table', at('v1.19.9-eks-1', EKS), 'fail', 'high'],
    ['EKS, newer than its table', at('v1.37.2-eks-1', EKS, '2027-11-01T00:00:00Z'), 'unknown', 'high'],
  ] as const)('%s', (_, manifests, verdict, severity) => {
    expect(verdicts('version/kubernetes-unsupported', manifests)).toMatchObject([{ verdict, severity }]);
  });

  it.each([
    ['GKE', at('v1.34.2-gke.1', GKE), 'the Extended release channel'],
    ['AKS', at('v1.32.9', AKS), 'long-term support (LTS)'],
  ])('names the support plan that a cluster on %s must be enrolled in', (_, manifests, plan) => {
    expect(verdicts('version/kubernetes-unsupported', manifests)[0]?.message).toContain(plan);
  });
});
