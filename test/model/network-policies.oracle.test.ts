import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { modelOf } from './support/cluster.ts';
import type { Network, World } from './support/naive-policies.ts';
import { manifestsOf, naiveOpen } from './support/naive-policies.ts';

const NAMESPACES = ['shop', 'dev', 'kube-system'];
const KEYS = ['app', 'team'];
const VALUES = ['a', 'b'];

const labels = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES));
const key = fc.constantFrom(...KEYS, 'nobody');
const selector = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: labels.map((matchLabels) => ({ matchLabels })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        key,
        fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
        fc.subarray(VALUES, { minLength: 1 }),
      )
      .map(([name, operator, values]) => ({
        matchExpressions: [{ key: name, operator, ...(operator.endsWith('In') && { values }) }],
      })),
  },
);
const byName = fc
  .tuple(fc.constantFrom('In', 'NotIn'), fc.subarray(NAMESPACES, { minLength: 1 }))
  .map(([operator, values]) => ({
    matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator, values }],
  }));
const namespaces = fc.oneof({ weight: 3, arbitrary: selector }, { weight: 1, arbitrary: byName });
const cidr = fc.constantFrom(
  '0.0.0.0/0',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '128.0.0.0/2',
  '192.0.0.0/4',
  '10.244.1.7/32',
);
const portNumber = fc.constantFrom(1, 80, 1024, 30_000, 32_767, 32_768, 65_535);
const range = fc
  .tuple(portNumber, portNumber)
  .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
const port = fc.oneof(
  fc.constant({ protocol: 'TCP' }),
  fc.constant({ protocol: 'UDP' }),
  portNumber.map((one) => ({ port: one })),
  range.map(([first, last]) => ({ port: first, endPort: last })),
);
const few = <T>(one: fc.Arbitrary<T>, most = 3) => fc.array(one, { maxLength: most });

const corePeer = fc.oneof(
  fc.record({ namespaceSelector: namespaces }),
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: namespaces, podSelector: selector }),
  fc.record({
    ipBlock: fc.record({ cidr, except: few(fc.constantFrom('10.0.0.0/8', '192.0.0.0/4', '64.0.0.0/2'), 2) }),
  }),
);
const object = (apiVersion: string, kind: string, spec: fc.Arbitrary<object>, namespaced = true) =>
  fc.tuple(spec, fc.constantFrom('shop', 'shop', 'dev')).map(([one, namespace]) => ({
    apiVersion,
    kind,
    metadata: { name: 'x', ...(namespaced && { namespace }) },
    spec: one,
  }));

const core = object(
  'networking.k8s.io/v1',
  'NetworkPolicy',
  fc.record({
    podSelector: selector,
    ingress: few(fc.record({ from: few(corePeer), ports: few(port, 2) }), 2),
  }),
);
const adminPeer = fc.oneof(
  fc.record({ namespaces }),
  fc.record({ pods: fc.record({ namespaceSelector: namespaces, podSelector: selector }) }),
);
const adminPort = fc.oneof(
  portNumber.map((one) => ({ portNumber: { protocol: 'TCP', port: one } })),
  range.map(([start, end]) => ({ portRange: { start, end } })),
);
const adminRules = (actions: readonly string[]) =>
  few(
    fc.record({
      action: fc.constantFrom(...actions),
      from: fc.array(adminPeer, { minLength: 1, maxLength: 2 }),
      ports: few(adminPort, 1),
    }),
    2,
  );
const admin = fc.oneof(
  object(
    'policy.networking.k8s.io/v1alpha1',
    'AdminNetworkPolicy',
    fc.record({
      priority: fc.nat(1_000),
      subject: adminPeer,
      ingress: adminRules(['Allow', 'Deny', 'Pass']),
    }),
    false,
  ),
  object(
    'policy.networking.k8s.io/v1alpha1',
    'BaselineAdminNetworkPolicy',
    fc.record({ subject: adminPeer, ingress: adminRules(['Allow', 'Deny']) }),
    false,
  ),
);

const term = fc.oneof(
  fc.constant('all()'),
  key.map((name) => `has(${name})`),
  key.map((name) => `!has(${name})`),
  fc
    .tuple(key, fc.constantFrom('==', '!='), fc.constantFrom(...VALUES))
    .map(([name, sign, value]) => `${name} ${sign} '${value}'`),
);
const calicoRule = fc.record({
  action: fc.constantFrom('Allow', 'Allow', 'Deny', 'Pass', 'Log'),
  source: fc.oneof(
    fc.constant({}),
    fc.record({ selector: term }),
    fc.record({ namespaceSelector: term }),
    fc.record({ selector: term, namespaceSelector: term }),
    fc.record({ nets: fc.array(cidr, { minLength: 1, maxLength: 2 }) }),
  ),
  destination: fc.oneof(
    fc.constant({}),
    fc.record({
      ports: fc.array(
        range.map(([a, b]) => `${a}:${b}`),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  ),
});
const calicoSpec = fc.record(
  {
    selector: term,
    types: fc.constant(['Ingress']),
    order: fc.constantFrom(1, 10, 2_000),
    ingress: few(calicoRule, 3),
  },
  { requiredKeys: ['selector', 'types', 'ingress'] },
);
const calico = fc.oneof(
  object('projectcalico.org/v3', 'NetworkPolicy', calicoSpec),
  object('projectcalico.org/v3', 'GlobalNetworkPolicy', calicoSpec, false),
);

const ciliumRule = fc
  .tuple(
    fc.oneof(
      fc.constant({}),
      fc.record({ fromEndpoints: few(selector, 2) }),
      fc.record({ fromEntities: fc.subarray(['all', 'world', 'cluster'], { minLength: 1 }) }),
    ),
    fc.oneof(
      fc.constant({}),
      range.map(([first, last]) => ({
        toPorts: [{ ports: [{ port: String(first), endPort: last, protocol: 'TCP' }] }],
      })),
      fc.constant({ toPorts: [{ ports: [{ port: '0', protocol: 'ANY' }] }] }),
    ),
  )
  .map(([senders, ports]) => ({ ...senders, ...ports }));
const cilium = object(
  'cilium.io/v2',
  'CiliumNetworkPolicy',
  fc.record({ endpointSelector: selector, ingress: few(ciliumRule, 2), ingressDeny: few(ciliumRule, 1) }),
);

function worlds(...kinds: fc.Arbitrary<object>[]): fc.Arbitrary<World> {
  return fc
    .record({
      labels: fc.tuple(labels, labels, labels),
      pods: fc.array(fc.tuple(fc.constantFrom(...NAMESPACES), labels), { minLength: 1, maxLength: 5 }),
      policies: fc.array(fc.oneof(...kinds), { maxLength: 4 }),
    })
    .map(({ labels: [shop, dev, system], pods, policies }) => ({
      namespaces: { shop, dev, 'kube-system': system },
      pods: [
        { namespace: 'shop', name: 'target', labels: { app: 'a' }, address: '10.244.1.5' },
        ...pods.map(([namespace, own], at) => ({
          namespace,
          name: `pod-${at}`,
          labels: own,
          address: `10.244.1.${at + 7}`,
        })),
      ],
      policies: policies.map((policy, at) => ({
        ...policy,
        metadata: { ...(policy as { metadata: object }).metadata, name: `p${at}` },
      })),
    }));
}

/** Compares both evaluators on the pods of `shop`; the model may return unknown, the naive one never does. */
function agree(world: World, network: Network): void {
  const own = world.pods.filter(({ namespace }) => namespace === 'shop');
  const open = own.filter((pod) => naiveOpen(world, pod, network)).length;
  const found = modelOf({}, ...manifestsOf(world)).networkPolicies.ingress('shop');
  expect(found.pods).toBe(own.length);
  expect(found.open).toBeLessThanOrEqual(open);
  expect(found.open + found.unclear).toBeGreaterThanOrEqual(open);
}

describe('a naive evaluator returns the same result', () => {
  const runs = { numRuns: 400 };

  it('of NetworkPolicies', () => {
    fc.assert(
      fc.property(worlds(core), (world) => agree(world, 'kubernetes')),
      runs,
    );
  });

  it('of NetworkPolicies with policies of administrators', () => {
    fc.assert(
      fc.property(worlds(core, admin), (world) => agree(world, 'kubernetes')),
      runs,
    );
  });

  it('of NetworkPolicies with policies of Calico', () => {
    fc.assert(
      fc.property(worlds(core, calico), (world) => agree(world, 'calico')),
      runs,
    );
  });

  it('of NetworkPolicies with policies of Cilium', () => {
    fc.assert(
      fc.property(worlds(core, cilium), (world) => agree(world, 'cilium')),
      runs,
    );
  });

  it('and the model has no unknown results without unreadable policies', () => {
    fc.assert(
      fc.property(worlds(core, admin), (world) => {
        expect(modelOf({}, ...manifestsOf(world)).networkPolicies.ingress('shop').unclear).toBe(0);
      }),
      runs,
    );
  });
});
