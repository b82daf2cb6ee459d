import type { VerdictKind } from '../../src/result/types.ts';
import type { Attempt } from './attempt.ts';
import { agent, CALICO, CILIUM, cilium, container, map, matchesNothing } from './pod-network.ts';

const ENFORCED = 'network/policies-unenforced';
const NAMESPACES = 'network/namespace-without-policy';

const helper = (name: string, image: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: kube-system, uid: u-${name} }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template: { metadata: { labels: { app: ${name} } }, spec: { containers: [${container(image, '')}] } }
status: { replicas: 1, readyReplicas: 1 }
---`;

const AWS = (argument: string) =>
  agent('aws-node', '602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1.21.0').replaceAll(
    'containers: [',
    `containers: [{ name: policy, image: '602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon/aws-network-policy-agent:v1.2.0', args: [${argument}] }, `,
  );
const controller = (on: boolean) => map('amazon-vpc-cni', `{ enable-network-policy-controller: '${on}' }`);

/** The two policies of the base cluster select no pods. */
const withoutPolicies = matchesNothing('shop') + matchesNothing('bank');

const admin = (kind: string, version: string) => `${withoutPolicies}
apiVersion: policy.networking.k8s.io/${version}
kind: ${kind}
metadata: { name: default }
spec: { priority: 5, tier: Admin, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }
---`;

const ANTREA = agent('antrea-agent', 'antrea/antrea-agent-ubuntu:v2.4.0');
const antrea = (gates: string) =>
  `${ANTREA}${map('antrea-config', `{ antrea-agent.conf: "${gates}", antrea-controller.conf: "${gates}" }`)}`;
const antreaPolicy = `${withoutPolicies}
apiVersion: crd.antrea.io/v1beta1
kind: ClusterNetworkPolicy
metadata: { name: closed }
spec: { priority: 5, appliedTo: [{ namespaceSelector: {} }], ingress: [{ action: Drop, from: [{ namespaceSelector: {} }] }] }
---`;

const calicoPolicy = (spec: string) => `${withoutPolicies}
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: { name: x }
spec: ${spec}
---`;

type Row = readonly [name: string, right: Partial<Record<string, VerdictKind>>, why: string, objects: string];

const both = (verdict: VerdictKind) => ({ [ENFORCED]: verdict, [NAMESPACES]: verdict });

/** Instead of the network of the base cluster. */
const networks: readonly Row[] = [
  [
    'Cilium with its default configuration',
    both('pass'),
    'It enforces by default.',
    cilium('enable-policy: default'),
  ],
  ['Cilium without settings', both('pass'), 'It enforces by default.', agent('cilium', CILIUM)],
  [
    'Cilium that is configured to never enforce',
    both('fail'),
    '`never` disables enforcement at all endpoints.',
    cilium('enable-policy: never'),
  ],
  [
    'Cilium that is configured so on its command line',
    both('fail'),
    'A flag takes precedence over the ConfigMap.',
    cilium('enable-policy: default', "args: ['--enable-policy=never']"),
  ],
  [
    'Cilium that is configured so by a variable',
    both('fail'),
    'Every setting has a variable.',
    cilium('enable-policy: default', 'env: [{ name: CILIUM_ENABLE_POLICY, value: never }]'),
  ],
  [
    'Cilium that only logs',
    both('fail'),
    'In audit mode no policy is enforced.',
    cilium("policy-audit-mode: 'true'"),
  ],
  [
    'Cilium that ignores NetworkPolicies',
    both('fail'),
    'Policies of Cilium would count; there are none.',
    cilium("enable-k8s-networkpolicy: 'false'"),
  ],
  [
    'Cilium that ignores NetworkPolicies, with a CiliumNetworkPolicy',
    { [ENFORCED]: 'fail', [NAMESPACES]: 'pass' },
    'Its own policies count.',
    `${cilium("enable-k8s-networkpolicy: 'false'")}
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: closed }
spec: { endpointSelector: {}, ingress: [{}] }
---`,
  ],
  ...(
    [
      [
        'with its own policies disabled',
        "enable-cilium-network-policy: 'false'",
        'ingress: [{}]',
        'fail',
        'The policy that isolates the namespace is ignored.',
      ],
      [
        'with a CiliumNetworkPolicy that isolates',
        'enable-policy: default',
        'ingress: [{}]',
        'pass',
        'It selects every pod and admits no traffic.',
      ],
      [
        'with a CiliumNetworkPolicy that admits every request',
        'enable-policy: default',
        "ingress: [{ toPorts: [{ ports: [{ port: '1', endPort: 65535, protocol: TCP }], rules: { http: [{}] } }] }]",
        'fail',
        'A rule without fields matches every request.',
      ],
      [
        'with a CiliumNetworkPolicy that admits some requests',
        'enable-policy: default',
        "ingress: [{ toPorts: [{ ports: [{ port: '1', endPort: 65535, protocol: TCP }], rules: { http: [{ path: /health }] } }] }]",
        'pass',
        'The others are refused.',
      ],
      [
        'with a CiliumNetworkPolicy that admits the world',
        'enable-policy: default',
        'ingress: [{ fromEntities: [world] }]',
        'fail',
        'Every outside address is admitted.',
      ],
    ] as const
  ).map(([what, setting, rules, verdict, why]): Row => [
    `Cilium ${what}`,
    { [ENFORCED]: 'pass', [NAMESPACES]: verdict },
    why,
    `${cilium(setting)}${matchesNothing('shop')}
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: own, namespace: shop }
spec: { endpointSelector: {}, ${rules} }
---`,
  ]),
  [
    'Cilium that always enforces, without policies',
    both('pass'),
    '`always` denies traffic that no policy admits, at every endpoint.',
    cilium('enable-policy: always') + withoutPolicies,
  ],
  [
    'kube-router',
    both('pass'),
    'It enforces by default.',
    agent('kube-router', 'cloudnativelabs/kube-router:v2.6.0'),
  ],
  [
    'kube-router without its firewall',
    both('fail'),
    '--run-firewall is what enforces policies.',
    agent('kube-router', 'cloudnativelabs/kube-router:v2.6.0', {
      more: "args: ['--run-router=true', '--run-firewall=true', '--run-firewall=false']",
    }),
  ],
  [
    'kube-router without its firewall, and Flannel',
    both('fail'),
    'Neither of them enforces.',
    agent('kube-flannel-ds', 'docker.io/flannel/flannel:v0.27.4') +
      agent('kube-router', 'cloudnativelabs/kube-router:v2.6.0', { more: "args: ['--run-firewall=false']" }),
  ],
  [
    'Weave Net without its policy controller',
    both('fail'),
    'weave-npc enforces policies.',
    agent('weave-net', 'weaveworks/weave-kube:2.8.1'),
  ],
  [
    'Amazon VPC CNI whose agent and controller are enabled',
    both('pass'),
    'Both are needed, and both are on.',
    AWS("'--enable-network-policy=true'") + controller(true),
  ],
  [
    'Amazon VPC CNI whose controller is disabled',
    both('fail'),
    'Without the controller the agents enforce no policies.',
    AWS("'--enable-network-policy=true'") + controller(false),
  ],
  [
    'Amazon VPC CNI whose controller is not observed',
    both('unknown'),
    'The controller is enabled in its ConfigMap.',
    AWS("'--enable-network-policy=true'"),
  ],
  [
    'Amazon VPC CNI whose agent is enabled and disabled',
    both('fail'),
    'The last of several values counts.',
    AWS("'--enable-network-policy=true', '--enable-network-policy=false'") + controller(true),
  ],
  ...(
    [
      ['kube-controllers of Calico', 'docker.io/calico/kube-controllers:v3.31.2'],
      ['Typha', 'docker.io/calico/typha:v3.31.2'],
      ["Cilium's operator", 'quay.io/cilium/operator-generic:v1.18.4'],
      ["Antrea's controller", 'antrea/antrea-controller-ubuntu:v2.4.0'],
    ] as const
  ).map(([name, image]): Row => [
    `${name} alone`,
    both('unknown'),
    'The agent on each node enforces policies, and there is none.',
    helper('helper', image),
  ]),
  [
    'helpers of Calico whose agents are not ready',
    both('unknown'),
    'The agent on each node enforces policies.',
    agent('calico-node', 'quay.io/calico/node:v3.31.2', { ready: false }) +
      helper('typha', 'docker.io/calico/typha:v3.31.2'),
  ],
  [
    'Calico on one of two nodes',
    both('unknown'),
    'An agent enforces policies only on its own node, and the pods of the teams are on the other.',
    agent('calico-node', 'quay.io/calico/node:v3.31.2', { nodes: ['cp-1'] }),
  ],
  ...(
    [
      ['3.28', 'AdminNetworkPolicy', 'v1alpha1', 'unknown'],
      ['3.29', 'AdminNetworkPolicy', 'v1alpha1', 'pass'],
      ['3.32', 'AdminNetworkPolicy', 'v1alpha1', 'unknown'],
      ['3.29', 'BaselineAdminNetworkPolicy', 'v1alpha1', 'unknown'],
      ['3.30', 'BaselineAdminNetworkPolicy', 'v1alpha1', 'pass'],
      ['3.31', 'ClusterNetworkPolicy', 'v1alpha2', 'unknown'],
      ['3.32', 'ClusterNetworkPolicy', 'v1alpha2', 'pass'],
    ] as const
  ).map(([release, kind, version, verdict]): Row => [
    `Calico ${release} and a policy of kind ${kind}`,
    { [ENFORCED]: 'pass', [NAMESPACES]: verdict },
    'Releases differ in which of these kinds they act on.',
    agent('calico-node', `quay.io/calico/node:v${release}.0`) + admin(kind, version),
  ]),
  [
    'Calico without a known release and an AdminNetworkPolicy',
    { [NAMESPACES]: 'unknown' },
    'Whether it acts on the kind depends on its release.',
    agent('calico-node', 'quay.io/calico/node:latest') + admin('AdminNetworkPolicy', 'v1alpha1'),
  ],
  [
    'Antrea and an Antrea policy',
    both('pass'),
    'The feature gate of its own kinds is enabled by default.',
    antrea('featureGates: {}') + antreaPolicy,
  ],
  [
    'Antrea whose own kinds are disabled',
    { [NAMESPACES]: 'unknown' },
    'The gate AntreaPolicy is off.',
    antrea('featureGates: { AntreaPolicy: false }') + antreaPolicy,
  ],
  [
    'Antrea and an AdminNetworkPolicy',
    { [NAMESPACES]: 'unknown' },
    'The gate of that kind is off by default.',
    antrea('featureGates: {}') + admin('AdminNetworkPolicy', 'v1alpha1'),
  ],
  [
    'Antrea that acts on an AdminNetworkPolicy',
    { [NAMESPACES]: 'pass' },
    'The gate of that kind is enabled.',
    antrea('featureGates: { AdminNetworkPolicy: true }') + admin('AdminNetworkPolicy', 'v1alpha1'),
  ],
  [
    'Antrea whose rule refuses a source port',
    { [NAMESPACES]: 'fail' },
    'The client uses another one.',
    antrea('featureGates: {}') +
      antreaPolicy.replace('action: Drop,', 'action: Drop, ports: [{ protocol: TCP, sourcePort: 1024 }],'),
  ],
];

/** With the network of the base cluster. */
const besideCalico: readonly Row[] = [
  [
    'a policy of Calico for all pods by their label',
    { [NAMESPACES]: 'pass' },
    'Calico labels every pod with its orchestrator.',
    calicoPolicy("{ selector: projectcalico.org/orchestrator == 'k8s', types: [Ingress] }"),
  ],
  [
    'a policy of Calico that admits source ports',
    { [NAMESPACES]: 'fail' },
    'The client chooses its source port.',
    calicoPolicy(
      "{ order: 1, types: [Ingress], ingress: [{ action: Allow, protocol: TCP, source: { ports: ['1024:65535'] } }] }",
    ),
  ],
  [
    'a policy of Calico that refuses source ports',
    { [NAMESPACES]: 'fail' },
    'The client uses another one; the next rule admits all.',
    calicoPolicy(
      "{ order: 1, types: [Ingress], ingress: [{ action: Deny, protocol: TCP, source: { ports: ['80'] } }, { action: Allow }] }",
    ),
  ],
];

const attempt =
  (without: readonly string[]) =>
  ([name, right, why, objects]: Row): Attempt => ({
    name: `network/${name}`,
    player: 'administrator',
    why,
    ...(without.length > 0 && { without }),
    objects,
    expect: Object.entries(right).flatMap(([check, verdict]) => (verdict ? { check, verdict } : [])),
  });

const attempts: readonly Attempt[] = [
  ...networks.map(attempt(CALICO)),
  ...besideCalico.map(attempt([])),
  {
    name: 'network/Cilium whose settings are refused',
    player: 'network',
    why: 'The ConfigMap contains whether it enforces policies.',
    without: CALICO,
    objects: cilium('enable-policy: never'),
    answers: { '/api/v1/namespaces/kube-system/configmaps/cilium-config': 403 },
    expect: [
      { check: ENFORCED, verdict: 'unknown' },
      { check: NAMESPACES, verdict: 'unknown' },
    ],
  },
];

export default attempts;
