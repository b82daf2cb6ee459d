import type { Attempt, Expected } from './attempt.ts';
import { agent, CALICO, cilium, map, matchesNothing } from './pod-network.ts';

/** Settings and custom objects of networks that affect policies: labels, defaults, tiers, networks of a namespace. */
const policy = (selector: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: ${selector}, policyTypes: [Ingress] }
---`;
const BY_APP = policy('{ matchLabels: { app: web } }');
const labelled = (label: string) => policy(`{ matchLabels: { ${label} } }`);
const DEFAULT = 'enable-policy: default';

const AWS_AGENT = '602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon/aws-network-policy-agent:v1.3.0';
const aws = (mode: string) =>
  agent('aws-node', AWS_AGENT, {
    more: `args: ['--enable-network-policy=true'] }, { name: aws-node, image: 'amazon/amazon-k8s-cni:v1.21.0', env: [{ name: NETWORK_POLICY_ENFORCING_MODE, value: ${mode} }]`,
  }) + map('amazon-vpc-cni', "{ enable-network-policy-controller: 'true' }");
const ofEks = (action: string) => `
apiVersion: networking.k8s.aws/v1alpha1
kind: ClusterNetworkPolicy
metadata: { name: x }
spec: { tier: Admin, priority: 1, subject: { namespaces: {} }, ingress: [{ name: all, action: ${action}, from: [{ namespaces: {} }] }] }
---`;
const OVN = agent('ovnkube-node', 'quay.io/openshift/ovn-kubernetes:1');
const namespace = (label: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { kubernetes.io/metadata.name: shop, pod-security.kubernetes.io/enforce: restricted${label && `, ${label}`} } }
---`;

const rows: readonly (readonly [string, string, string, Expected['verdict']])[] = [
  ['Cilium', 'The label is one of identities.', cilium(DEFAULT) + BY_APP, 'pass'],
  ...[
    'pod-template-hash: 7678b48dd',
    'controller-revision-hash: x',
    'kubernetes.io/role: web',
    'k8s.io/name: web',
    'a.beta.kubernetes.io/b: c',
  ].map(
    (label) =>
      [
        `Cilium and a policy for ${label}`,
        'The label is none of identities: the policy selects no pods.',
        cilium(DEFAULT) + labelled(label),
        ['fail', 'unknown'],
      ] as const,
  ),
  ...(
    [
      ['k8s:!app', ['fail', 'unknown']],
      ['!app', ['fail', 'unknown']],
      ['k8s:team', ['fail', 'unknown']],
      ['k8s:te(am|xt)', ['fail', 'unknown']],
      ['k8s:!(a|b)pp', ['fail', 'unknown']],
      ['k8s:!team', 'pass'],
      ['k8s:app k8s:team', 'pass'],
      ['k8s:.*', 'pass'],
      ['reserved:.*', 'pass'],
    ] as const
  ).map(
    ([labels, verdict]) =>
      [
        `Cilium with labels ${labels}`,
        'Identities have the labels of this setting.',
        cilium(`${DEFAULT}, labels: '${labels}'`) + BY_APP,
        verdict,
      ] as const,
  ),
  ['Amazon VPC CNI and a policy', 'Its agent acts on it.', aws('standard') + BY_APP, 'pass'],
  [
    'Amazon VPC CNI',
    'Without a policy all traffic is admitted.',
    aws('standard') + matchesNothing('shop'),
    'fail',
  ],
  [
    'Amazon VPC CNI in strict mode',
    'Pods start with all traffic denied.',
    aws('strict') + matchesNothing('shop') + matchesNothing('bank'),
    'pass',
  ],
  [
    'Amazon VPC CNI in strict mode and a policy that opens',
    'The policy admits all traffic.',
    aws('strict') + policy('{}').replace('policyTypes: [Ingress]', 'ingress: [{}], policyTypes: [Ingress]'),
    'fail',
  ],
  [
    'a ClusterNetworkPolicy of EKS that accepts',
    'The tier Admin takes precedence over NetworkPolicies.',
    aws('standard') + ofEks('Accept'),
    ['fail', 'unknown'],
  ],
  [
    'a ClusterNetworkPolicy of EKS that denies',
    'The tier Admin takes precedence over NetworkPolicies.',
    aws('standard') + ofEks('Deny') + matchesNothing('shop'),
    ['pass', 'unknown'],
  ],
  [
    'OVN-Kubernetes and a separate network',
    'Pods of other namespaces are not on it.',
    OVN + matchesNothing('shop') + namespace("k8s.ovn.org/primary-user-defined-network: ''"),
    ['pass', 'unknown'],
  ],
  ['OVN-Kubernetes', 'All Pods are on one network.', OVN + matchesNothing('shop') + namespace(''), 'fail'],
];

export default rows.map(([name, why, objects, verdict]): Attempt => ({
  name: `network-defaults/${name}`,
  player: 'administrator',
  why,
  without: CALICO,
  objects,
  expect: [{ check: 'network/namespace-without-policy', verdict, object: 'Namespace shop' }],
}));
