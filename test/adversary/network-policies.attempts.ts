/** Policies of a tenant in a spelling that hides what they allow, and lists about the network that are not complete. */
import type { VerdictKind } from '../../src/result/types.ts';
import type { Attempt, Expected } from './attempt.ts';
import { CALICO, cilium } from './pod-network.ts';

const is = (
  check: string,
  verdict: VerdictKind | readonly VerdictKind[],
  object?: string,
  severity?: Expected['severity'],
): Expected => ({
  check: `network/${check}`,
  verdict,
  ...(object && { object }),
  ...(severity && { severity }),
});
const SHOP = 'Namespace shop';

const policy = (name: string, spec: string, namespace = 'shop') => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
---`;
const ingress = (rules: string, name = 'a') =>
  policy(name, `{ podSelector: {}, policyTypes: [Ingress], ingress: [${rules}] }`);
const egress = (rules: string, name = 'a') =>
  policy(name, `{ podSelector: {}, policyTypes: [Egress], egress: [${rules}] }`);
const block = (cidr: string, more = '') => `{ ipBlock: { cidr: '${cidr}'${more} } }`;
const expression = (key: string, operator: string, values = '') =>
  `{ matchExpressions: [{ key: ${key}, operator: ${operator}${values && `, values: [${values}]`} }] }`;
const HALVES = [block('0.0.0.0/1'), block('128.0.0.0/1')] as const;
const SYSTEM = '{ matchLabels: { kubernetes.io/metadata.name: kube-system } }';

const pod = (name: string, labels: string, spec = '', more = '') => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { ${labels} }${more} }
spec: { nodeName: worker-1, ${spec}containers: [{ name: a, image: 'registry.example.com/shop/a:1', ports: [{ name: http, containerPort: 8080 }] }] }
status: { phase: Running, podIP: 10.244.9.9, conditions: [{ type: Ready, status: 'True' }] }
---`;
const SANDBOX = 'agents.x-k8s.io/sandbox-name-hash: a1';

/** A node of a cloud with a metadata service. */
const CLOUD = `
apiVersion: v1
kind: Node
metadata: { name: worker-1, labels: { kubernetes.io/hostname: worker-1 } }
spec: { providerID: 'aws:///eu-west-1a/i-1' }
status:
  conditions: [{ type: Ready, status: 'True' }]
  addresses: [{ type: InternalIP, address: 10.0.0.9 }]
  nodeInfo: { kubeletVersion: v1.37.0 }
---`;

type Row = readonly [name: string, expected: readonly Expected[], why: string, objects: string];

const hidden: readonly Row[] = [
  [
    'ingress on a range of all ports',
    [is('allow-all-policy', 'fail', SHOP), is('namespace-without-policy', 'fail', SHOP)],
    'Ports 1 to 65535 are all ports.',
    ingress('{ ports: [{ protocol: TCP, port: 1, endPort: 65535 }] }'),
  ],
  [
    'egress on two ranges that are all ports',
    [is('allow-all-policy', 'fail', SHOP), is('egress-unrestricted', 'fail', SHOP)],
    'Both ranges together are all ports.',
    egress('{ ports: [{ port: 1, endPort: 1000 }, { port: 1001, endPort: 65535 }] }'),
  ],
  [
    'ingress from all namespaces and all addresses',
    [is('allow-all-policy', 'fail', SHOP), is('namespace-without-policy', 'fail', SHOP)],
    'There is no other peer.',
    ingress(`{ from: [{ namespaceSelector: {} }, ${block('0.0.0.0/0')}] }`),
  ],
  ...(
    [
      ['with zeros in front', '000.000.000.000/0'],
      ['as IPv4 in IPv6', '::ffff:0.0.0.0/96'],
    ] as const
  ).flatMap(([what, cidr]): Row[] => [
    [
      `egress to all addresses ${what}`,
      [is('egress-to-any-address', 'fail', SHOP), is('egress-unrestricted', 'fail', SHOP)],
      'kube-apiserver accepts the spelling, and the block is 0.0.0.0/0.',
      egress(`{ to: [${block(cidr)}] }`),
    ],
    [
      `ingress from all addresses ${what}`,
      [is('namespace-without-policy', 'fail', SHOP)],
      'kube-apiserver accepts the spelling, and the block is 0.0.0.0/0.',
      ingress(`{ from: [${block(cidr)}] }`),
    ],
  ]),
  [
    'egress to all addresses in two rules',
    [is('egress-to-any-address', 'fail', SHOP, 'low'), is('egress-unrestricted', 'fail', SHOP)],
    'Rules of a policy are alternatives: their blocks count together.',
    egress(HALVES.map((one) => `{ to: [${one}] }`).join(', ')),
  ],
  [
    'egress to all addresses in two policies',
    [is('egress-unrestricted', 'fail', SHOP)],
    'Policies are additive.',
    HALVES.map((one, index) => egress(`{ to: [${one}] }`, `half-${index}`)).join(''),
  ],
  [
    'ingress from all addresses in two policies',
    [is('namespace-without-policy', 'fail', SHOP)],
    'Policies are additive.',
    HALVES.map((one, index) => ingress(`{ from: [${one}] }`, `half-${index}`)).join(''),
  ],
  [
    'egress to all addresses except for private ones',
    [is('egress-to-any-address', 'fail', SHOP), is('egress-unrestricted', 'fail', SHOP)],
    'The internet is the rest.',
    egress(`{ to: [${block('0.0.0.0/0', ', except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]')}] }`),
  ],
  [
    'egress to all addresses from port 53 on',
    [is('egress-to-any-address', 'fail', SHOP), is('egress-unrestricted', 'fail', SHOP)],
    'A range that begins with the port of DNS contains others.',
    egress('{ ports: [{ port: 53, endPort: 65535 }] }'),
  ],
  ...(
    [
      ['Exists', 'kubernetes.io/metadata.name', ''],
      ['NotIn', 'kubernetes.io/metadata.name', 'nothing'],
      ['DoesNotExist', 'example.com/private', ''],
    ] as const
  ).map(([operator, key, values]): Row => [
    `ingress from namespaces by ${operator} that all of them meet`,
    [is('ingress-from-all-namespaces', 'fail', SHOP), is('namespace-without-policy', 'fail', SHOP)],
    'Every namespace meets the condition.',
    ingress(`{ from: [{ namespaceSelector: ${expression(key, operator, values)} }] }`),
  ]),
  [
    'ingress from all Pods of all namespaces without a label',
    [is('namespace-without-policy', 'fail', SHOP)],
    'No Pod of the cluster has the label.',
    ingress(
      `{ from: [{ namespaceSelector: {}, podSelector: ${expression('example.com/private', 'DoesNotExist')} }] }`,
    ),
  ],
  [
    'egress to all Pods of kube-system, as if they were selected',
    [is('sensitive-namespace-bridged', 'fail', 'NetworkPolicy shop/a')],
    'Every Pod of kube-system meets the condition.',
    egress(
      `{ to: [{ namespaceSelector: ${SYSTEM}, podSelector: ${expression('example.com/private', 'DoesNotExist')} }], ports: [{ port: 443 }] }`,
    ),
  ],
  [
    'egress to kube-system on a range that begins with DNS',
    [is('sensitive-namespace-bridged', 'fail', 'NetworkPolicy shop/a')],
    'The range contains more than DNS.',
    egress(`{ to: [{ namespaceSelector: ${SYSTEM} }], ports: [{ port: 53, endPort: 10250 }] }`),
  ],
  [
    'egress to another namespace without DNS',
    [is('dns-egress-blocked', 'fail', SHOP)],
    'Connections to Pods are allowed, and no name is resolved.',
    egress(
      '{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: bank } } }] , ports: [{ port: 8443 }] }',
    ),
  ],
  [
    'DNS over UDP only',
    [is('dns-egress-blocked', ['pass', 'not-applicable'])],
    'Most names are resolved over UDP: the rule is no fault.',
    egress(
      `{ to: [{ podSelector: {} }] }, { to: [{ namespaceSelector: ${SYSTEM} }], ports: [{ protocol: UDP, port: 53 }] }`,
    ),
  ],
  [
    'rules for a direction that policyTypes does not contain',
    [is('policy-types-missing', 'fail', SHOP)],
    'kube-apiserver keeps the rules, and no plugin applies them.',
    policy('a', '{ podSelector: {}, policyTypes: [Ingress], egress: [{ to: [{ podSelector: {} }] }] }'),
  ],
  [
    'a range that ends before it begins',
    [is('end-port-below-port', 'fail', SHOP)],
    'It contains no port.',
    ingress('{ from: [{ podSelector: {} }], ports: [{ port: 9000, endPort: 8000 }] }'),
  ],
  [
    'a policy for a label that only a Pod of another namespace has',
    [is('policy-selects-nothing', 'fail', SHOP)],
    'A NetworkPolicy selects Pods of its own namespace.',
    policy('a', '{ podSelector: { matchLabels: { app: ledger } }, policyTypes: [Ingress] }'),
  ],
  [
    'a peer for a label that only a Pod of another namespace has',
    [is('peer-selects-nothing', 'fail', SHOP)],
    'A podSelector without a namespaceSelector is about the own namespace.',
    ingress('{ from: [{ podSelector: { matchLabels: { app: ledger } } }] }'),
  ],
  [
    'a port name of another Pod than the selected ones',
    [is('named-port-missing', 'fail', SHOP)],
    'A name refers to ports of the selected Pods.',
    `${pod('other', 'app: other')}${policy('a', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress], ingress: [{ from: [{ podSelector: {} }], ports: [{ port: http }] }] }')}`,
  ],
  [
    'a policy for Pods on the host network',
    [is('policy-on-host-network', 'fail', SHOP)],
    'Policies do not apply to the host network.',
    `${pod('agent', 'app: agent', 'hostNetwork: true, ')}${policy('a', '{ podSelector: { matchLabels: { app: agent } }, policyTypes: [Ingress] }')}`,
  ],
  [
    'a block with the address of one Pod',
    [is('ip-block-holds-pods', 'fail', SHOP)],
    'The address belongs to a Pod, and later to another one.',
    `${pod('other', 'app: other')}${ingress(`{ from: [${block('10.244.9.9/32')}] }`)}`,
  ],
  [
    'a block with the address of one Pod, as IPv4 in IPv6',
    [is('ip-block-holds-pods', 'fail', SHOP)],
    'The address is the same.',
    `${pod('other', 'app: other')}${ingress(`{ from: [${block('::ffff:10.244.9.9/128')}] }`)}`,
  ],
  [
    'a sandbox in an isolated namespace, on the host network',
    [is('agent-sandbox-egress', 'fail', SHOP)],
    'Policies do not apply to the host network.',
    pod('sandbox', SANDBOX, 'hostNetwork: true, '),
  ],
  [
    'a sandbox without the label, by its owner',
    [is('agent-sandbox-egress', 'fail', SHOP)],
    'The owner is a Sandbox, and the policy allows all egress.',
    `${pod('sandbox', 'app: x', '', ', ownerReferences: [{ apiVersion: agents.x-k8s.io/v1alpha1, kind: Sandbox, name: s, uid: u1, controller: true }]')}${egress('{}')}`,
  ],
  [
    'a sandbox with egress to all addresses in two rules',
    [is('agent-sandbox-egress', 'fail', SHOP)],
    'Both rules together are the internet.',
    `${pod('sandbox', SANDBOX)}${egress(HALVES.map((one) => `{ to: [${one}] }`).join(', '))}`,
  ],
];

/** By an administrator: nodes, policies of the cluster and endpoints of Cilium. */
const byAdministrator: readonly (Row | readonly [...Row, readonly string[]])[] = [
  [
    'the metadata service within a range of ports and addresses',
    [is('metadata-reachable', 'fail')],
    'The service answers on port 80 of 169.254.169.254.',
    `${CLOUD}${egress(`{ to: [${block('169.254.169.0/024')}], ports: [{ port: 1, endPort: 100 }] }`)}`,
  ],
  [
    'the metadata service as IPv4 in IPv6',
    [is('metadata-reachable', 'fail')],
    'The address is the same.',
    `${CLOUD}${egress(`{ to: [${block('::ffff:169.254.169.254/128')}] }`)}`,
  ],
  [
    'the metadata service excepted in one policy and allowed in another',
    [is('metadata-reachable', 'fail')],
    'An exception of one policy denies nothing that another allows.',
    `${CLOUD}${egress(`{ to: [${block('0.0.0.0/0', ', except: [169.254.0.0/16]')}] }`)}${egress(`{ to: [${block('169.254.169.254/32')}] }`, 'b')}`,
  ],
  [
    'the metadata service on UDP',
    [is('metadata-reachable', 'pass')],
    'It answers over TCP only.',
    `${CLOUD}${egress(`{ to: [${block('169.254.169.254/32')}], ports: [{ protocol: UDP, port: 80 }] }`)}`,
  ],
  [
    'a label of a tenant as if the node had a metadata server of its own',
    [is('metadata-reachable', 'fail')],
    'GKE sets the label on nodes. That of a Pod has no effect.',
    `${CLOUD}${pod('web-2', "iam.gke.io/gke-metadata-server-enabled: 'true'")}${egress('{}')}`,
  ],
  [
    'a policy of the cluster that denies what the namespace allows',
    [is('policy-overshadowed', 'fail', SHOP)],
    'AdminNetworkPolicies precede NetworkPolicies.',
    `${ingress('{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: bank } } }] }')}
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: isolated }
spec: { priority: 5, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }
---`,
  ],
  [
    'a policy of the cluster that denies, above one that allows nothing',
    [is('policy-overshadowed', 'pass')],
    'Both deny: no rule loses its effect.',
    `
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: isolated }
spec: { priority: 5, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }
---`,
  ],
  [
    'an endpoint of a Pod of another namespace',
    [is('cilium-endpoint-stale', 'fail')],
    'A CiliumEndpoint belongs to the Pod of its name and namespace.',
    `${cilium('enable-policy: default')}
apiVersion: cilium.io/v2
kind: CiliumEndpoint
metadata: { name: calico-node-worker-1, namespace: shop }
---`,
    CALICO,
  ],
];

const WITH_POLICIES = `${CLOUD}${ingress('{ from: [{ podSelector: {} }] }')}${pod('sandbox', SANDBOX)}`;
/** The list, and what rests on it. */
const LISTS: readonly (readonly [path: string, checks: readonly string[]])[] = [
  [
    '/apis/networking.k8s.io/v1/networkpolicies',
    [
      'agent-sandbox-egress',
      'allow-all-policy',
      'dns-egress-blocked',
      'egress-to-any-address',
      'egress-unrestricted',
      'end-port-below-port',
      'ingress-from-all-namespaces',
      'ip-block-holds-pods',
      'metadata-reachable',
      'named-port-missing',
      'namespace-without-policy',
      'peer-selects-nothing',
      'policy-on-host-network',
      'policy-overshadowed',
      'policy-selects-nothing',
      'policy-types-missing',
      'sensitive-namespace-bridged',
    ],
  ],
  [
    '/api/v1/pods',
    [
      'agent-sandbox-egress',
      'dns-egress-blocked',
      'egress-unrestricted',
      'ip-block-holds-pods',
      'metadata-reachable',
      'named-port-missing',
      'namespace-without-policy',
      'peer-selects-nothing',
      'policy-on-host-network',
      'policy-overshadowed',
      'policy-selects-nothing',
      'sensitive-namespace-bridged',
    ],
  ],
  [
    '/api/v1/namespaces',
    ['ingress-from-all-namespaces', 'peer-selects-nothing', 'sensitive-namespace-bridged'],
  ],
  ['/api/v1/nodes', ['metadata-reachable']],
  ['/api/v1/services', ['service-external-ips']],
];

const byNetwork: readonly Attempt[] = LISTS.flatMap(([path, checks]) =>
  ([403, 'cut', 'html'] as const).map((answer): Attempt => ({
    name: `network-policies/${path.slice(path.lastIndexOf('/') + 1)}: ${answer}`,
    player: 'network',
    why: 'What rests on a list is unknown without it.',
    objects: WITH_POLICIES,
    answers: { [path]: answer },
    expect: checks.map((check) => is(check, 'unknown')),
  })),
);

const attempts: readonly Attempt[] = [
  ...hidden.map(([name, expect, why, objects]): Attempt => ({
    name: `network-policies/${name}`,
    player: 'tenant',
    why,
    objects,
    expect,
  })),
  ...byAdministrator.map(([name, expect, why, objects, without]): Attempt => ({
    name: `network-policies/${name}`,
    player: 'administrator',
    why,
    objects,
    ...(without && { without }),
    expect,
  })),
  {
    name: 'network-policies/CiliumEndpoints are refused',
    player: 'network',
    why: 'Without the list, whether endpoints remain is unknown.',
    without: CALICO,
    objects: `${cilium('enable-policy: default')}
apiVersion: cilium.io/v2
kind: CiliumEndpoint
metadata: { name: gone, namespace: shop }
---`,
    answers: { '/apis/cilium.io/v2/ciliumendpoints': 403 },
    expect: [is('cilium-endpoint-stale', 'unknown')],
  },
  ...byNetwork,
];

export default attempts;
