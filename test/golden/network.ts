/** Clusters for the checks of networks: one namespace for each fault or look-alike, with the network that they run in. */
import type { Manifest } from '../model/support/cluster.ts';
import { node } from '../model/support/cluster.ts';

const meta = (namespace: string, name: string, labels: object = {}) => ({ namespace, name, labels });

interface PodOptions {
  labels?: Readonly<Record<string, string>>;
  ports?: readonly object[];
  spec?: object;
  ip?: string;
  node?: string;
}
let address = 9;
export const podOf = (namespace: string, name: string, more: PodOptions = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta(namespace, name, more.labels ?? { app: name }),
  spec: {
    nodeName: more.node ?? 'n1',
    containers: [
      {
        name: 'a',
        image: 'shop/a:1',
        ports: more.ports ?? [{ name: 'http', containerPort: 8080 }],
      },
    ],
    ...more.spec,
  },
  status: {
    phase: 'Running',
    podIP: more.ip ?? `10.1.0.${++address}`,
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});
const namespaceOf = (name: string, labels: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { 'kubernetes.io/metadata.name': name, ...labels } },
  status: { phase: 'Active' },
});
export const policyOf = (namespace: string, name: string, spec: object): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace, name },
  spec: { podSelector: {}, ...spec },
});
const BOTH = { policyTypes: ['Ingress', 'Egress'] };
/** A namespace that is closed in both directions, with a Pod `web` and what else is given. */
const closed = (namespace: string, ...more: readonly Manifest[]): Manifest[] => [
  namespaceOf(namespace),
  podOf(namespace, 'web'),
  policyOf(namespace, 'default-deny', BOTH),
  ...more,
];
const ingress = (namespace: string, from: readonly object[] | undefined, more: object = {}): Manifest =>
  policyOf(namespace, 'rule', {
    policyTypes: ['Ingress'],
    ingress: [{ ...(from && { from }), ...more }],
  });
const egress = (namespace: string, to: readonly object[] | undefined, more: object = {}): Manifest =>
  policyOf(namespace, 'rule', { policyTypes: ['Egress'], egress: [{ ...(to && { to }), ...more }] });
const block = (cidr: string, ...except: readonly string[]) => ({
  ipBlock: { cidr, ...(except.length > 0 && { except }) },
});
const named = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const apps = (app: string) => ({ podSelector: { matchLabels: { app } } });
const tcp = (port: number | string, more: object = {}) => ({ ports: [{ protocol: 'TCP', port, ...more }] });
const DNS = {
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};
const templateOf = (namespace: string, app: string): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace, name: app },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app } },
    template: { metadata: { labels: { app } }, spec: { containers: [{ name: 'a', image: 'shop/a:1' }] } },
  },
});
const service = (namespace: string, name: string, spec: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace, name },
  spec: { ports: [{ port: 80 }], ...spec },
});

/** A DaemonSet of kube-system that is ready on both nodes. */
export function agents(name: string, image: string, nodes: readonly string[] = ['n1', 'n2']): Manifest[] {
  const spec = { hostNetwork: true, serviceAccountName: name, containers: [{ name, image }] };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { ...meta('kube-system', name), uid: `u-${name}` },
      spec: {
        selector: { matchLabels: { app: name } },
        template: { metadata: { labels: { app: name } }, spec },
      },
      status: {
        desiredNumberScheduled: nodes.length,
        currentNumberScheduled: nodes.length,
        numberReady: nodes.length,
      },
    },
    ...nodes.map((nodeName): Manifest => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        ...meta('kube-system', `${name}-${nodeName}`, { app: name }),
        ownerReferences: [
          { apiVersion: 'apps/v1', kind: 'DaemonSet', name, uid: `u-${name}`, controller: true },
        ],
      },
      spec: { ...spec, nodeName },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    })),
  ];
}

const nodes = (providerID: (name: string) => string): Manifest[] =>
  ['n1', 'n2'].map((name) =>
    node(name, {
      providerID: providerID(name),
      addresses: [{ type: 'InternalIP', address: name === 'n1' ? '10.0.0.1' : '10.0.0.2' }],
    }),
  );
const CALICO = agents('calico-node', 'quay.io/calico/node:v3.31.0');
const SYSTEM: readonly Manifest[] = [
  namespaceOf('kube-system'),
  podOf('kube-system', 'coredns-0', {
    labels: { 'k8s-app': 'kube-dns' },
    ports: [
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
      { name: 'dns-tcp', containerPort: 53 },
    ],
  }),
];
const AWS = nodes((name) => `aws:///eu-west-1a/i-${name}`);

const SANDBOX = { 'agents.x-k8s.io/sandbox-name-hash': 'a1' };

/** One namespace for each fault; each is closed apart from its fault. */
export const FAULTY: readonly Manifest[] = [
  ...AWS,
  ...SYSTEM,
  ...CALICO,
  // No policy at all, and one Pod of two that none selects.
  namespaceOf('open'),
  podOf('open', 'web'),
  namespaceOf('partly'),
  podOf('partly', 'web'),
  podOf('partly', 'db'),
  policyOf('partly', 'db', { ...BOTH, podSelector: { matchLabels: { app: 'db' } } }),
  // Closed in one direction only.
  namespaceOf('half'),
  podOf('half', 'web'),
  policyOf('half', 'ingress', { policyTypes: ['Ingress'] }),
  ...closed('allow-in', ingress('allow-in', undefined)),
  ...closed('allow-out', egress('allow-out', undefined)),
  ...closed('everyone', ingress('everyone', [{ namespaceSelector: {} }])),
  ...closed('everyone-http', ingress('everyone-http', [{ namespaceSelector: {} }], tcp('http'))),
  ...closed('internet', egress('internet', [block('0.0.0.0/0')])),
  ...closed('internet-halves', egress('internet-halves', [block('0.0.0.0/1'), block('128.0.0.0/1')])),
  ...closed('internet-https', egress('internet-https', [block('0.0.0.0/0')], tcp(443))),
  // The metadata service answers on port 80.
  ...closed('metadata', egress('metadata', [block('169.254.0.0/16')], tcp(80))),
  ...closed('no-dns', egress('no-dns', [{ podSelector: {} }])),
  ...closed(
    'addresses',
    podOf('addresses', 'db', { ip: '10.1.7.5' }),
    ingress('addresses', [block('10.1.7.0/24')]),
  ),
  ...closed('ports', ingress('ports', [apps('web')], tcp('htpp'))),
  // The name belongs to a UDP port, the rule is for TCP.
  ...closed(
    'protocols',
    podOf('protocols', 'dns', { ports: [{ name: 'query', containerPort: 5353, protocol: 'UDP' }] }),
    ingress('protocols', [apps('web')], tcp('query')),
  ),
  ...closed('ranges', ingress('ranges', [apps('web')], tcp(9000, { endPort: 8000 }))),
  ...closed('peers', ingress('peers', [{ namespaceSelector: { matchLabels: { team: 'payments' } } }])),
  ...closed('peer-pods', ingress('peer-pods', [apps('gone')])),
  ...closed(
    'contradiction',
    ingress('contradiction', [
      {
        podSelector: {
          matchExpressions: [
            { key: 'app', operator: 'In', values: ['web'] },
            { key: 'app', operator: 'NotIn', values: ['web'] },
          ],
        },
      },
    ]),
  ),
  ...closed(
    'host',
    podOf('host', 'agent', { spec: { hostNetwork: true }, ip: '10.0.0.1' }),
    policyOf('host', 'agent', { policyTypes: ['Ingress'], podSelector: { matchLabels: { app: 'agent' } } }),
  ),
  ...closed(
    'misspelled',
    policyOf('misspelled', 'wbe', { ...BOTH, podSelector: { matchLabels: { app: 'wbe' } } }),
  ),
  ...closed(
    'types',
    policyOf('types', 'rule', { policyTypes: ['Ingress'], egress: [{ to: [apps('web')], ...tcp(80) }] }),
  ),
  ...closed('bridge', egress('bridge', [named('kube-system')], tcp(443))),
  policyOf('kube-system', 'from-bridge', {
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [named('bridge')], ...tcp(9153) }],
  }),
  // The policy of the cluster decides before that of the namespace.
  ...closed('under', ingress('under', [named('open')], tcp(8080))),
  {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name: 'isolated' },
    spec: {
      priority: 10,
      subject: { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'under' } } },
      ingress: [{ name: 'all', action: 'Deny', from: [{ namespaces: {} }] }],
    },
  },
  ...closed('claims', service('claims', 'edge', { clusterIP: '10.96.0.7', externalIPs: ['198.51.100.7'] })),
  namespaceOf('sandboxes'),
  podOf('sandboxes', 'agent', { labels: SANDBOX }),
];

/** What each check is about, without its fault. */
export const SOUND: readonly Manifest[] = [
  ...AWS,
  ...SYSTEM,
  ...CALICO,
  // Ingress from one namespace on a named port, DNS, and a peer outside the cluster.
  ...closed(
    'shop',
    policyOf('shop', 'web', {
      ...BOTH,
      podSelector: { matchLabels: { app: 'web' } },
      ingress: [{ from: [{ ...named('edge'), ...apps('web') }], ...tcp('http') }],
      egress: [
        {
          to: [{ ...named('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
          ...DNS,
        },
        { to: [block('203.0.113.0/24')], ...tcp(443) },
        { to: [apps('db')], ...tcp(5432, { endPort: 5432 }) },
      ],
    }),
    podOf('shop', 'db'),
  ),
  ...closed('edge'),
  // Without any connection to Pods, no names are needed.
  ...closed('sealed'),
  // Every namespace, but only Pods with a label: no more than those.
  ...closed('gateway', ingress('gateway', [{ namespaceSelector: {}, ...apps('web') }], tcp('http'))),
  // All addresses for DNS only.
  ...closed('resolver', egress('resolver', undefined, DNS)),
  // A policy and a peer that wait for a workload with no replicas.
  ...closed(
    'waiting',
    templateOf('waiting', 'batch'),
    policyOf('waiting', 'batch', {
      policyTypes: ['Ingress'],
      podSelector: { matchLabels: { app: 'batch' } },
      ingress: [{ from: [apps('batch')], ...tcp(80) }],
    }),
  ),
  // No Pod has this address.
  ...closed('block', ingress('block', [block('10.1.0.0/16', '10.1.0.0/18')])),
  // On the host network, and on the Pod network.
  ...closed(
    'mixed',
    podOf('mixed', 'agent', { spec: { hostNetwork: true }, ip: '10.0.0.1' }),
    podOf('mixed', 'agent-2', { labels: { app: 'agent' } }),
    policyOf('mixed', 'agent', { policyTypes: ['Ingress'], podSelector: { matchLabels: { app: 'agent' } } }),
  ),
  // The policy of the cluster leaves the decision to the namespace.
  ...closed('passed', ingress('passed', [named('edge')], tcp(8080))),
  {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name: 'delegated' },
    spec: {
      priority: 10,
      subject: { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'passed' } } },
      ingress: [{ name: 'all', action: 'Pass', from: [{ namespaces: {} }] }],
    },
  },
  // A GlobalNetworkPolicy of Calico closes a namespace without policies of its own.
  namespaceOf('calico-closed'),
  podOf('calico-closed', 'web'),
  {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: 'closed' },
    spec: {
      order: 5,
      namespaceSelector: "projectcalico.org/name == 'calico-closed'",
      types: ['Ingress', 'Egress'],
    },
  },
  // No node accepts traffic for the addresses of these.
  service('shop', 'headless', { clusterIP: 'None', externalIPs: ['198.51.100.8'] }),
  service('shop', 'outer', {
    type: 'ExternalName',
    externalName: 'www.example.org',
    externalIPs: ['198.51.100.9'],
  }),
  // Sandboxes without egress.
  ...closed('sandboxes', podOf('sandboxes', 'agent', { labels: SANDBOX })),
  // Only Pods on the host network, and a namespace that ends.
  namespaceOf('hosts'),
  podOf('hosts', 'agent', { spec: { hostNetwork: true }, ip: '10.0.0.1' }),
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'going', deletionTimestamp: '2026-11-23T23:59:00Z' },
    status: { phase: 'Terminating' },
  },
  podOf('going', 'web'),
];

/** What decides is not in the API: Calico's rule for domain names, labels that a selector cannot be evaluated for. */
export const UNCLEAR: readonly Manifest[] = [
  ...AWS,
  ...SYSTEM,
  ...CALICO,
  namespaceOf('domains'),
  podOf('domains', 'web'),
  policyOf('domains', 'ingress', { policyTypes: ['Ingress'] }),
  {
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    metadata: { namespace: 'domains', name: 'egress' },
    spec: {
      order: 5,
      selector: 'all()',
      types: ['Egress'],
      egress: [{ action: 'Allow', destination: { domains: ['*.example.org'] } }],
    },
  },
];

const SMALL: readonly Manifest[] = [
  ...AWS,
  ...SYSTEM,
  ...closed('shop'),
  ...closed('sandboxes', podOf('sandboxes', 'agent', { labels: SANDBOX })),
  namespaceOf('open'),
  podOf('open', 'web'),
];

/** The same few namespaces in other networks. */
export const NETWORKS = {
  flannel: [...SMALL, ...agents('kube-flannel-ds', 'ghcr.io/flannel-io/flannel:v0.27.4')],
  none: SMALL,
  cilium: [
    ...SMALL,
    ...agents('cilium', 'quay.io/cilium/cilium:v1.18.4'),
    namespaceOf('cilium-closed'),
    podOf('cilium-closed', 'web'),
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { namespace: 'cilium-closed', name: 'closed' },
      spec: { endpointSelector: {}, ingress: [{}], egress: [{}] },
    },
    ...['shop/web', 'open/web', 'open/gone'].map((name): Manifest => {
      const [namespace, own] = name.split('/');
      return { apiVersion: 'cilium.io/v2', kind: 'CiliumEndpoint', metadata: { namespace, name: own } };
    }),
  ],
  /** The agent of the second node is not ready, and a Pod runs there. */
  'calico on one node': [
    ...SMALL,
    ...agents('calico-node', 'quay.io/calico/node:v3.31.0', ['n1']),
    podOf('shop', 'far', { node: 'n2' }),
  ],
} as const satisfies Record<string, readonly Manifest[]>;
