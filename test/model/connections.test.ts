import { describe, expect, it } from '@jest/globals';
import type { Manifest } from './support/cluster.ts';
import { modelOf } from './support/cluster.ts';

const namespace = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const pod = (namespaceOf: string, name: string, ip: string, spec: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: namespaceOf, name, labels: { app: name } },
  spec: {
    nodeName: 'n1',
    containers: [{ name: 'a', image: 'b', ports: [{ name: 'http', containerPort: 8080 }] }],
    ...spec,
  },
  status: { phase: 'Running', podIP: ip },
});
const NODES: Manifest[] = ['n1', 'n2'].map((name, index) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { pool: name } },
  status: { addresses: [{ type: 'InternalIP', address: `10.0.0.${index + 1}` }] },
}));
const policy = (spec: object): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace: 'shop', name: 'p' },
  spec,
});
const admin = (spec: object): Manifest => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha2',
  kind: 'ClusterNetworkPolicy',
  metadata: { name: `c${JSON.stringify(spec).length}` },
  spec: { tier: 'Admin', subject: { namespaces: {} }, ...spec },
});
const CLUSTER = [
  namespace('shop'),
  namespace('dev'),
  ...NODES,
  pod('shop', 'web', '10.244.0.5'),
  pod('dev', 'job', '10.244.0.6'),
];

function decide(policies: readonly Manifest[], from: string, to: string, port = 8080) {
  const connections = modelOf({}, ...CLUSTER, ...policies).connections.of();
  const [source, target] = [connections.endAt(from), connections.endAt(to)];
  if (!source || !target) throw new Error('no address');
  const { egress, ingress } = connections.decide(source, target, 'TCP', port);
  return [egress.answer, ingress.answer];
}

function reach(...policies: readonly Manifest[]) {
  const connections = modelOf({}, ...CLUSTER, ...policies).connections.of();
  const group = connections.groups.find(({ namespace: own }) => own === 'shop');
  if (!group) throw new Error('no group');
  return connections.reachOf(group);
}

const DENY = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });

describe('connections', () => {
  it('of the own node are allowed whatever policies say', () => {
    expect(decide([DENY], '10.0.0.1', '10.244.0.5')).toEqual(['allowed', 'allowed']);
    expect(decide([DENY], '10.0.0.2', '10.244.0.5')).toEqual(['allowed', 'denied']);
  });

  it('select nodes by the addresses of their status', () => {
    const rule = { action: 'Deny', to: [{ nodes: { matchLabels: { pool: 'n2' } } }] };
    expect(decide([admin({ priority: 1, egress: [rule] })], '10.244.0.5', '10.0.0.2')).toEqual([
      'denied',
      'allowed',
    ]);
    expect(decide([admin({ priority: 1, egress: [rule] })], '10.244.0.5', '10.9.0.2')).toEqual([
      'allowed',
      'allowed',
    ]);
  });

  it('compare a port name with the number at the receiver', () => {
    const rule = {
      action: 'Deny',
      from: [{ namespaces: {} }],
      protocols: [{ destinationNamedPort: 'http' }],
    };
    const found = admin({ priority: 1, ingress: [rule] });
    expect(decide([found], '10.244.0.6', '10.244.0.5')).toEqual(['allowed', 'denied']);
    expect(decide([found], '10.244.0.6', '10.244.0.5', 9090)).toEqual(['allowed', 'allowed']);
  });

  it('are unknown by domain names, and where two policies of equal priority differ', () => {
    const names = { action: 'Accept', to: [{ domainNames: ['example.com'] }] };
    expect(decide([DENY, admin({ priority: 1, egress: [names] })], '10.244.0.5', '8.8.8.8')[0]).toBe(
      'unknown',
    );
    const all = (action: string) => admin({ priority: 1, ingress: [{ action, from: [{ namespaces: {} }] }] });
    expect(decide([all('Accept'), all('Deny')], '10.244.0.6', '10.244.0.5')).toEqual(['allowed', 'unknown']);
  });

  it('are denied by a rule of a newer version of the API, which asks to fail closed', () => {
    const rule = { action: 'Deny', from: [{ planets: {} }] };
    expect(decide([admin({ priority: 1, ingress: [rule] })], '10.244.0.6', '10.244.0.5')).toEqual([
      'allowed',
      'denied',
    ]);
  });
});

describe('reach', () => {
  it('is open without policies, and closed by a policy without rules', () => {
    expect(reach()).toMatchObject({
      fromOutside: { extent: 'all' },
      fromOtherNamespaces: { extent: 'all' },
      toInternet: { extent: 'all' },
      toMetadata: { extent: 'all' },
      toNodes: { extent: 'all' },
    });
    expect(reach(DENY)).toMatchObject({
      fromOutside: { extent: 'none' },
      fromOtherNamespaces: { extent: 'none' },
      toInternet: { extent: 'none' },
      toMetadata: { extent: 'none' },
      toNodes: { extent: 'none' },
      toDns: { extent: 'none' },
    });
  });

  it('distinguishes the internet from the metadata service', () => {
    const egress = [
      { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32', '10.0.0.0/8'] } }] },
    ];
    expect(reach(policy({ podSelector: {}, policyTypes: ['Egress'], egress }))).toMatchObject({
      toInternet: { extent: 'all' },
      toMetadata: { extent: 'none' },
      toNodes: { extent: 'none' },
      toOtherNamespaces: { extent: 'none' },
      fromOutside: { extent: 'all' },
    });
  });

  it('is partial for one of several namespaces', () => {
    const from = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'dev' } } }];
    expect(reach(policy({ podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from }] }))).toMatchObject({
      fromOtherNamespaces: { extent: 'some' },
      fromOwnNamespace: { extent: 'none' },
    });
  });
});
