import { describe, expect, it } from '@jest/globals';
import type { NodeFacts } from '../../src/model/types.ts';
import { apiServerLease, modelOf, node, NOW, object, pod } from './support/cluster.ts';

const facts = (...given: Parameters<typeof node>): NodeFacts | undefined =>
  modelOf({}, node(...given)).nodes[0];
const role = (name: string) => `node-role.kubernetes.io/${name}`;

describe('roles', () => {
  it.each<[string, Record<string, string>, readonly string[], boolean]>([
    ['no role label', {}, ['worker'], false],
    ['a control plane', { [role('control-plane')]: '' }, ['control-plane'], true],
    ['a control plane with the old label', { [role('master')]: '' }, ['control-plane'], true],
    ['both labels', { [role('master')]: '', [role('control-plane')]: '' }, ['control-plane'], true],
    [
      'as set by RKE',
      { [role('controlplane')]: 'true', [role('etcd')]: 'true' },
      ['control-plane', 'etcd'],
      true,
    ],
    [
      'as set by MicroK8s',
      { 'node.kubernetes.io/microk8s-controlplane': 'microk8s-controlplane' },
      ['control-plane'],
      true,
    ],
    [
      'k3s with etcd',
      { [role('control-plane')]: 'true', [role('etcd')]: 'true' },
      ['control-plane', 'etcd'],
      true,
    ],
    ['a custom role', { [role('gpu')]: '' }, ['gpu'], false],
    [
      'a label that only looks like a role',
      { 'node-role.kubernetes.io/': 'x', 'example.com/control-plane': '' },
      ['worker'],
      false,
    ],
  ])('%s', (_, labels, roles, controlPlane) => {
    expect(facts('n-1', { labels })).toMatchObject({ roles, controlPlane });
  });
});

describe('place', () => {
  it('comes from the current labels, then from the deprecated ones', () => {
    const today = { 'topology.kubernetes.io/zone': 'a', 'topology.kubernetes.io/region': 'eu' };
    const old = {
      'failure-domain.beta.kubernetes.io/zone': 'b',
      'failure-domain.beta.kubernetes.io/region': 'us',
    };
    expect(facts('n-1', { labels: { ...old, ...today } })).toMatchObject({ zone: 'a', region: 'eu' });
    expect(facts('n-1', { labels: old })).toMatchObject({ zone: 'b', region: 'us' });
    expect(facts('n-1')).not.toHaveProperty('zone');
  });

  it.each<[string, readonly [string, string][], readonly string[]]>([
    [
      'an external address',
      [
        ['InternalIP', '10.0.0.1'],
        ['ExternalIP', '203.0.113.7'],
      ],
      ['203.0.113.7'],
    ],
    ['a publicly routable internal address', [['InternalIP', '198.51.100.4']], ['198.51.100.4']],
    [
      'the same address twice',
      [
        ['InternalIP', '198.51.100.4'],
        ['ExternalIP', '198.51.100.4'],
      ],
      ['198.51.100.4'],
    ],
    ['an external address that is private', [['ExternalIP', '10.9.9.9']], []],
    [
      'carrier-grade NAT and link-local',
      [
        ['ExternalIP', '100.64.1.1'],
        ['InternalIP', '169.254.1.1'],
      ],
      [],
    ],
    [
      'IPv6, unique local and routed',
      [
        ['InternalIP', 'fd00::1'],
        ['ExternalIP', '2600:1f18::5'],
      ],
      ['2600:1f18::5'],
    ],
    ['IPv4 in IPv6', [['InternalIP', '::ffff:10.0.0.1']], []],
    [
      'a name',
      [
        ['ExternalDNS', 'node.example.com'],
        ['Hostname', 'n-1'],
      ],
      [],
    ],
  ])('public addresses: %s', (_, list, externalIPs) => {
    const addresses = list.map(([type, address]) => ({ type, address }));
    expect(facts('n-1', { addresses })?.externalIPs).toEqual(externalIPs);
  });
});

describe('health', () => {
  it.each<[string, readonly [string, string][], readonly string[], boolean]>([
    [
      'ready',
      [
        ['Ready', 'True'],
        ['MemoryPressure', 'False'],
      ],
      [],
      true,
    ],
    ['not ready', [['Ready', 'False']], ['NotReady'], false],
    [
      'lost',
      [
        ['Ready', 'Unknown'],
        ['DiskPressure', 'Unknown'],
      ],
      ['NotReady'],
      false,
    ],
    [
      'under pressure',
      [
        ['Ready', 'True'],
        ['DiskPressure', 'True'],
        ['PIDPressure', 'True'],
      ],
      ['DiskPressure', 'PIDPressure'],
      true,
    ],
    [
      'a condition for which True is healthy',
      [
        ['Ready', 'True'],
        ['EtcdIsVoter', 'True'],
      ],
      [],
      true,
    ],
    [
      'an unrecognized condition',
      [
        ['Ready', 'True'],
        ['KernelDeadlock', 'False'],
        ['Custom', 'True'],
      ],
      [],
      true,
    ],
  ])('%s', (_, list, problems, ready) => {
    const conditions = list.map(([type, status]) => ({ type, status }));
    expect(facts('n-1', { conditions })).toMatchObject({ problems, ready });
  });

  const lease = (renewTime: string | undefined, namespace = 'kube-node-lease') =>
    object(
      'coordination.k8s.io/v1',
      'Lease',
      'n-1',
      { spec: { holderIdentity: 'n-1', ...(renewTime && { renewTime }) } },
      namespace,
    );

  it.each<[string, ReturnType<typeof lease> | undefined, number | undefined]>([
    ['renewed ten seconds ago', lease('2026-11-23T23:59:50.000000Z'), 10],
    ['renewed a minute ago', lease('2026-11-23T23:59:00.000000Z'), 60],
    ['renewed while the snapshot was taken', lease('2026-11-24T00:00:04.000000Z'), 0],
    ['never renewed', lease(undefined), Infinity],
    [
      'a lease of that name in another namespace',
      lease('2026-11-23T23:59:50.000000Z', 'kube-system'),
      undefined,
    ],
    ['not collected', undefined, undefined],
  ])('lease: %s', (_, collected, leaseSeconds) => {
    // Another lease serves as the clock, because the clock of the host that took the snapshot may be wrong.
    for (const takenAt of [NOW, '2026-11-24T00:02:00Z', '2026-11-23T23:54:00Z']) {
      const model = modelOf(
        { takenAt },
        node('n-1'),
        apiServerLease('apiserver-a', 'cp-1', NOW),
        ...(collected ? [collected] : []),
      );
      expect(model.nodes[0]?.leaseSeconds).toBe(leaseSeconds);
    }
  });
});

describe('the rest', () => {
  it('sorts by name and counts the pods of each node', () => {
    const model = modelOf(
      {},
      node('n-2'),
      node('n-1', { kubelet: 'v1.36.1-gke.100' }),
      pod('a', { node: 'n-1' }),
      pod('b', { node: 'n-1', phase: 'Failed' }),
      pod('c'),
    );
    expect(model.nodes.map(({ name, pods, minor }) => [name, pods, minor])).toEqual([
      ['n-1', 1, 36],
      ['n-2', 0, 37],
    ]);
  });

  it('groups nodes into pools by the cloud label or by their properties', () => {
    const shape = { osImage: 'Ubuntu 24.04.1 LTS' };
    const model = modelOf(
      {},
      node('a', { labels: { 'eks.amazonaws.com/nodegroup': 'blue' } }),
      node('b', { ...shape, kubelet: 'v1.37.1' }),
      node('c', { ...shape, kubelet: 'v1.37.2' }),
      node('d', { ...shape, kubelet: 'v1.36.2' }),
    );
    expect(model.nodes.map(({ pool }) => pool)).toEqual([
      'blue',
      'worker, 1.37, Ubuntu 24.04.1 LTS',
      'worker, 1.37, Ubuntu 24.04.1 LTS',
      'worker, 1.36, Ubuntu 24.04.1 LTS',
    ]);
  });
});
