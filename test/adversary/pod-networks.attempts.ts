import type { VerdictKind } from '../../src/result/types.ts';
import type { Attempt } from './attempt.ts';
import { agent, CALICO, CILIUM, cilium, matchesNothing } from './pod-network.ts';

const ENFORCED = 'network/policies-unenforced';
const NAMESPACES = 'network/namespace-without-policy';

type Right = Partial<Record<string, VerdictKind>>;
type Row = readonly [name: string, right: Right, why: string, objects: string];

const both = (verdict: VerdictKind): Right => ({ [ENFORCED]: verdict, [NAMESPACES]: verdict });
const reach = (verdict: VerdictKind): Right => ({ [NAMESPACES]: verdict });

const object = (apiVersion: string, kind: string, place: string, body: string, meta = '') => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: x${place && `, namespace: ${place}`}${meta && `, ${meta}`} }
${body}
---`;

/** The policy of the namespace shop is a Calico policy that admits `source`. */
const calico = (source: string, action = 'Allow', more = '') =>
  matchesNothing('shop') +
  object(
    'projectcalico.org/v3',
    'NetworkPolicy',
    'shop',
    `spec: { selector: all(), types: [Ingress], ingress: [{ action: ${action}, source: { ${source} } }${more}] }`,
  );
const globalCalico = (source: string) =>
  matchesNothing('shop') +
  object(
    'projectcalico.org/v3',
    'GlobalNetworkPolicy',
    '',
    `spec: { selector: "app != 'nobody'", types: [Ingress], ingress: [{ action: Allow, source: { ${source} } }] }`,
  );
const set = (place: string, nets: string, group = 'projectcalico.org/v3') =>
  object(
    group,
    place === '' ? 'GlobalNetworkSet' : 'NetworkSet',
    place,
    `spec: { nets: [${nets}] }`,
    'labels: { role: x }',
  );
const ROLE = `selector: "role == 'x'"`;

/** With the network of the base cluster. */
const calicoRows: readonly Row[] = [
  [
    'a selector that matches a set of all addresses',
    reach('fail'),
    'Selectors of Calico match network sets of the namespace as well as pods.',
    calico(ROLE) + set('shop', '0.0.0.0/0'),
  ],
  [
    'a selector that matches a set in the data store',
    reach('fail'),
    'Without its own API server Calico stores its objects as custom resources.',
    (calico(ROLE) + set('shop', '0.0.0.0/0')).replaceAll('projectcalico.org/v3', 'crd.projectcalico.org/v1'),
  ],
  [
    'a selector that matches a set of the pod network',
    reach('fail'),
    'Addresses of pods are addresses like others.',
    calico(ROLE) + set('shop', '10.244.0.0/16'),
  ],
  [
    'a selector that matches two sets, which together contain all addresses',
    reach('fail'),
    'Each address is in one of them.',
    calico(ROLE) + set('shop', '0.0.0.0/1') + set('shop', '128.0.0.0/1').replace('name: x', 'name: y'),
  ],
  ['a selector without matches', reach('pass'), 'No set has that label.', calico(ROLE)],
  [
    'a selector that matches a set of one address',
    reach('pass'),
    'One address is a limit.',
    calico(ROLE) + set('shop', '198.51.100.7/32'),
  ],
  [
    'a selector and a set with another label',
    reach('pass'),
    'The set is not selected.',
    calico(`selector: "role == 'y'"`) + set('shop', '0.0.0.0/0'),
  ],
  [
    'a selector and a set of another namespace',
    reach('pass'),
    'Without a namespaceSelector only its own namespace counts.',
    calico(ROLE) + set('bank', '0.0.0.0/0'),
  ],
  [
    'a selector that matches a set of a named namespace',
    reach('fail'),
    'The namespaceSelector selects the namespace of the set.',
    calico(`${ROLE}, namespaceSelector: "kubernetes.io/metadata.name == 'bank'"`) + set('bank', '0.0.0.0/0'),
  ],
  [
    'a selector that matches a set by the namespace as its label',
    reach('fail'),
    'A set has the label of its namespace, as a pod does.',
    calico(`${ROLE.slice(0, -1)} && projectcalico.org/namespace == 'shop'"`) + set('shop', '0.0.0.0/0'),
  ],
  [
    'a selector for service accounts and a set',
    reach('pass'),
    'No set has a service account.',
    calico('serviceAccounts: { names: [web] }') + set('shop', '0.0.0.0/0'),
  ],
  [
    'a selector for pod labels and a set',
    reach('pass'),
    'No set has the label of an orchestrator.',
    calico(`selector: "projectcalico.org/orchestrator == 'k8s'"`) + set('shop', '0.0.0.0/0'),
  ],
  [
    'a selector for global() that matches a set',
    reach('fail'),
    'global() means sets of the cluster.',
    calico(`${ROLE}, namespaceSelector: global()`) + set('', '0.0.0.0/0'),
  ],
  [
    'a selector of the namespace and a set of the cluster',
    reach('pass'),
    'Only global() means sets of the cluster.',
    calico(ROLE) + set('', '0.0.0.0/0'),
  ],
  [
    'a selector for global() without sets',
    reach('pass'),
    'It means no pod.',
    calico('namespaceSelector: global()'),
  ],
  [
    'a selector for all() namespaces and a set of the cluster',
    reach('pass'),
    'A set of the cluster is in no namespace.',
    calico(`${ROLE}, namespaceSelector: all()`) + set('', '0.0.0.0/0'),
  ],
  [
    'a global policy whose selector matches a set of the cluster',
    reach('fail'),
    'Without a namespaceSelector a global policy matches all pods and sets.',
    globalCalico(ROLE) + set('', '0.0.0.0/0'),
  ],
  [
    'a global policy whose selector matches a set of the cluster in the data store',
    reach('fail'),
    'Without its own API server Calico stores its objects as custom resources.',
    (globalCalico(ROLE) + set('', '0.0.0.0/0')).replaceAll(
      'projectcalico.org/v3',
      'crd.projectcalico.org/v1',
    ),
  ],
  [
    'a global policy whose selector matches a set of a namespace',
    reach('fail'),
    'Without a namespaceSelector a global policy matches all pods and sets.',
    globalCalico(ROLE) + set('bank', '0.0.0.0/0'),
  ],
  [
    'a selector with alternatives and a set of all addresses',
    reach('unknown'),
    'Whether it matches is not replayed.',
    calico(`selector: "role == 'x' || role == 'y'"`) + set('shop', '0.0.0.0/0'),
  ],
  [
    'a deny rule whose selector matches a set of all addresses',
    reach('pass'),
    'The deny rule comes first.',
    calico(ROLE, 'Deny', ', { action: Allow }') + set('shop', "0.0.0.0/0, '::/0'"),
  ],
];

const nodeConfig = (
  defaults: string,
  { selector = '{}', name = 'x', place = 'kube-system', version = 'v2' } = {},
) =>
  object(
    `cilium.io/${version}`,
    'CiliumNodeConfig',
    place,
    `spec: { nodeSelector: ${selector}, defaults: { ${defaults} } }`,
  ).replace('name: x', `name: ${name}`);
const node = (more: string) => `
apiVersion: v1
kind: Node
metadata: { name: worker-1, labels: { kubernetes.io/hostname: worker-1, ${more} } }
spec: { podCIDRs: [10.244.1.0/24] }
status: { conditions: [{ type: Ready, status: 'True' }], nodeInfo: { kubeletVersion: v1.34.2, operatingSystem: linux } }
---`;
const NEVER = 'enable-policy: never';
const DEFAULT = 'enable-policy: default';

/** In the namespace shop, in place of its policy. */
const ciliumPolicy = (spec: string, status = '') =>
  matchesNothing('shop') + object('cilium.io/v2', 'CiliumNetworkPolicy', 'shop', `spec: ${spec}${status}`);
const INVALID = `
status: { conditions: [{ type: Valid, status: 'False', message: no }] }`;
const VALID = INVALID.replace('False', 'True');
const blocks = (cidr: string, except = '') => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [{ ipBlock: { cidr: ${cidr}${except} } }] }] }
---`;

const KUBE_OVN = 'docker.io/kubeovn/kube-ovn:v1.14.5';
const kubeOvn = (args: string) =>
  agent('kube-ovn-cni', KUBE_OVN) +
  agent('kube-ovn-controller', KUBE_OVN, {
    nodes: ['cp-1'],
    more: `args: [/kube-ovn/start-controller.sh${args}]`,
  });

/** Instead of the network of the base cluster. */
const others: readonly Row[] = [
  [
    'Cilium that a configuration of all nodes sets to never enforce',
    both('fail'),
    'A CiliumNodeConfig overrides the ConfigMap on the nodes that it selects.',
    cilium(DEFAULT) + nodeConfig(NEVER),
  ],
  [
    'Cilium that a configuration of v2alpha1 sets to never enforce',
    both('fail'),
    'Both versions are read.',
    cilium(DEFAULT) + nodeConfig(NEVER, { version: 'v2alpha1' }),
  ],
  [
    'Cilium that a configuration of some nodes sets to never enforce',
    both('fail'),
    'The result depends on the node of a pod.',
    cilium(DEFAULT) +
      nodeConfig(NEVER, { selector: '{ matchLabels: { kubernetes.io/hostname: worker-1 } }' }),
  ],
  [
    'Cilium that a configuration sets to log only',
    both('fail'),
    'In audit mode no policy is enforced.',
    cilium(DEFAULT) + nodeConfig("policy-audit-mode: 'true'"),
  ],
  [
    'Cilium that a configuration sets to ignore NetworkPolicies',
    both('fail'),
    'Policies of Cilium would count; there are none.',
    cilium(DEFAULT) + nodeConfig("enable-k8s-networkpolicy: 'false'"),
  ],
  [
    'Cilium that a configuration sets to ignore its own policies',
    { [ENFORCED]: 'pass', [NAMESPACES]: 'fail' },
    'The policy that isolates the namespace is ignored.',
    cilium(DEFAULT) +
      ciliumPolicy('{ endpointSelector: {}, ingress: [{}] }') +
      nodeConfig("enable-cilium-network-policy: 'false', enable-cilium-clusterwide-network-policy: 'false'"),
  ],
  [
    'Cilium whose configuration of nodes selects none',
    both('pass'),
    'No node has the label.',
    cilium(DEFAULT) + nodeConfig(NEVER, { selector: '{ matchLabels: { pool: gpu } }' }),
  ],
  [
    'Cilium whose configuration of nodes is in another namespace',
    both('pass'),
    'The agents read those of their own namespace.',
    cilium(DEFAULT) + nodeConfig(NEVER, { place: 'shop' }),
  ],
  [
    'Cilium whose later configuration reverts an earlier one',
    both('pass'),
    'The last one by name counts.',
    cilium(DEFAULT) + nodeConfig(NEVER, { name: 'a' }) + nodeConfig(DEFAULT, { name: 'b' }),
  ],
  [
    'Cilium that is disabled in its ConfigMap and enabled by a configuration of all nodes',
    both('pass'),
    'A CiliumNodeConfig overrides the ConfigMap.',
    cilium(NEVER) + nodeConfig(DEFAULT),
  ],
  [
    'Cilium that is disabled in its ConfigMap and enabled by a configuration of some nodes',
    both('fail'),
    'The other nodes use the ConfigMap.',
    cilium(NEVER) +
      nodeConfig(DEFAULT, { selector: '{ matchLabels: { kubernetes.io/hostname: worker-1 } }' }),
  ],
  [
    'Cilium that a label of a node sets to never enforce',
    both('fail'),
    'The init container reads settings from nodes, too.',
    cilium(DEFAULT).replaceAll(
      'containers: [',
      "initContainers: [{ name: config, image: 'quay.io/cilium/cilium:v1.18.4', command: [cilium-dbg, build-config, '--source=config-map:cilium-config,node:'] }], containers: [",
    ) + node('config.cilium.io/enable-policy: never'),
  ],
  [
    'Cilium and a label of a node that is not read',
    both('pass'),
    'By default settings come from the ConfigMap and CiliumNodeConfigs.',
    cilium(DEFAULT) + node('config.cilium.io/enable-policy: never'),
  ],
  [
    'Cilium with a NetworkPolicy that admits a block with the pod network',
    both('pass'),
    'In Cilium, CIDR blocks match addresses outside the cluster, never pods.',
    cilium(DEFAULT) + blocks('10.0.0.0/8'),
  ],
  [
    'Cilium with a NetworkPolicy that admits all addresses',
    { [ENFORCED]: 'pass', [NAMESPACES]: 'fail' },
    'Every outside address is admitted.',
    cilium(DEFAULT) + blocks('0.0.0.0/0'),
  ],
  [
    'Calico with a NetworkPolicy that admits a block with the pod network',
    { [ENFORCED]: 'pass', [NAMESPACES]: 'fail' },
    'Calico compares the addresses of pods, too.',
    agent('calico-node', 'quay.io/calico/node:v3.31.2') + blocks('10.0.0.0/8'),
  ],
  ...(
    [
      ['FromEndpoints with FromCIDR', 'ingress: [{ fromEndpoints: [{}], fromCIDR: [198.51.100.0/24] }]'],
      [
        'FromCIDR with FromCIDRSet',
        'ingress: [{ fromCIDR: [192.0.2.0/24], fromCIDRSet: [{ cidr: 198.51.100.0/24 }] }]',
      ],
      [
        'FromEntities with FromEndpoints in a refusal',
        'ingress: [{}], ingressDeny: [{ fromEntities: [world], fromEndpoints: [{}] }]',
      ],
      ['ToCIDR with ToEndpoints', 'ingress: [{}], egress: [{ toCIDR: [192.0.2.0/24], toEndpoints: [{}] }]'],
      [
        'ports with ICMP',
        "ingress: [{ fromEntities: [host], icmps: [{ fields: [{ type: 8 }] }], toPorts: [{ ports: [{ port: '80' }] }] }]",
      ],
      ['a selector for nodes', 'ingress: [{}], nodeSelector: {}'],
    ] as const
  ).map(([what, rules]): Row => [
    `Cilium with a policy that its agents refuse for ${what}`,
    { [ENFORCED]: 'pass', [NAMESPACES]: 'fail' },
    'With one invalid rule the policy is ignored as a whole.',
    cilium(DEFAULT) + ciliumPolicy(`{ endpointSelector: {}, ${rules} }`),
  ]),
  [
    'Cilium with a policy whose status is invalid',
    { [ENFORCED]: 'pass', [NAMESPACES]: 'fail' },
    'Its operator reports that agents refuse it.',
    cilium(DEFAULT) + ciliumPolicy('{ endpointSelector: {}, ingress: [{}] }', INVALID),
  ],
  [
    'Cilium with a policy whose status is wrongly valid',
    { [ENFORCED]: 'pass', [NAMESPACES]: 'fail' },
    'Its content proves that agents refuse it.',
    cilium(DEFAULT) +
      ciliumPolicy(
        '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{}], fromCIDR: [198.51.100.0/24] }] }',
        VALID,
      ),
  ],
  [
    'Cilium with a policy whose second rule is invalid',
    { [ENFORCED]: 'pass', [NAMESPACES]: 'fail' },
    'A policy is accepted as a whole.',
    cilium(DEFAULT) +
      matchesNothing('shop') +
      object(
        'cilium.io/v2',
        'CiliumNetworkPolicy',
        'shop',
        'specs: [{ endpointSelector: {}, ingress: [{}] }, { ingress: [{}] }]',
      ),
  ],
  [
    'Cilium with a clusterwide policy for nodes and one that isolates',
    both('pass'),
    'A policy for the cluster may be about nodes.',
    cilium(DEFAULT) +
      object(
        'cilium.io/v2',
        'CiliumClusterwideNetworkPolicy',
        '',
        'spec: { nodeSelector: {}, ingress: [{ fromEntities: [cluster] }] }',
      ),
  ],
  [
    'Cilium with a policy of one kind of source for each rule',
    both('pass'),
    'Several rules may differ in their sources.',
    cilium(DEFAULT) +
      ciliumPolicy(
        '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { app: web } }] }, { fromCIDR: [198.51.100.0/24] }] }',
        VALID,
      ),
  ],
  [
    'Cilium with a policy for sources that are nodes',
    { [ENFORCED]: 'pass', [NAMESPACES]: 'unknown' },
    'Agents refuse it unless they are configured to label nodes.',
    cilium(DEFAULT) +
      ciliumPolicy('{ endpointSelector: {}, ingress: [{ fromNodes: [{ matchLabels: { a: b } }] }] }'),
  ],
  [
    'Cilium with a policy for sources that are nodes, which it accepts',
    both('pass'),
    'Its operator reports that agents accept it.',
    cilium(DEFAULT) +
      ciliumPolicy('{ endpointSelector: {}, ingress: [{ fromNodes: [{ matchLabels: { a: b } }] }] }', VALID),
  ],
  [
    'Kube-OVN with its default configuration',
    both('pass'),
    'It enforces by default.',
    kubeOvn(', --enable-np=true'),
  ],
  ['Kube-OVN without a flag', both('pass'), 'It enforces by default.', kubeOvn('')],
  [
    'Kube-OVN whose controller is configured to ignore policies',
    both('fail'),
    'The controller creates rules from policies, and is configured not to.',
    kubeOvn(', --enable-np=false'),
  ],
  [
    'Kube-OVN without its controller',
    both('unknown'),
    'The controller that creates rules from policies is not observed.',
    agent('kube-ovn-cni', KUBE_OVN),
  ],
];

const attempt =
  (without: readonly string[]) =>
  ([name, right, why, objects]: Row): Attempt => ({
    name: `pod-networks/${name}`,
    player: 'administrator',
    why,
    ...(without.length > 0 && { without }),
    objects,
    expect: Object.entries(right).flatMap(([check, verdict]) => (verdict ? { check, verdict } : [])),
  });

const attempts: readonly Attempt[] = [
  ...calicoRows.map(attempt([])),
  ...others.map(attempt(CALICO)),
  ...([403, 404, 500] as const).map((answer): Attempt => ({
    name: `pod-networks/the list of network sets answers ${answer}`,
    player: 'network',
    why: 'A set of all addresses may be among them.',
    objects: calico(ROLE) + set('shop', '0.0.0.0/0'),
    answers: { '/apis/projectcalico.org/v3/networksets': answer },
    expect: [{ check: NAMESPACES, verdict: 'unknown', object: 'Namespace shop' }],
  })),
  {
    name: 'pod-networks/the list of configurations of nodes is refused',
    player: 'network',
    why: 'One of them may disable enforcement.',
    without: CALICO,
    objects: cilium(DEFAULT) + nodeConfig(NEVER),
    answers: { '/apis/cilium.io/v2/ciliumnodeconfigs': 403 },
    expect: [
      { check: ENFORCED, verdict: 'unknown' },
      { check: NAMESPACES, verdict: 'unknown' },
    ],
  },
  {
    name: 'pod-networks/agents that ignore configurations of nodes',
    player: 'administrator',
    why: 'Keys that their flags deny do not count.',
    without: CALICO,
    objects:
      agent('cilium', CILIUM).replaceAll(
        'hostNetwork: true, containers',
        "hostNetwork: true, initContainers: [{ name: config, image: 'quay.io/cilium/cilium:v1.18.4', command: [cilium-dbg, build-config, --deny-config-keys=enable-policy] }], containers",
      ) + nodeConfig(NEVER),
    expect: [
      { check: ENFORCED, verdict: 'pass' },
      { check: NAMESPACES, verdict: 'pass' },
    ],
  },
];

export default attempts;
