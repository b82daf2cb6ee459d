import { describe, expect, it } from '@jest/globals';
import type { EvidenceDocument } from '../support/example.ts';
import type { Manifest } from './support/cluster.ts';
import { CONTROL_PLANE, kubernetesSlice, modelOf, node, object } from './support/cluster.ts';

const PRIVATE: EvidenceDocument = { server: 'https://10.0.0.11:6443', addresses: ['10.0.0.11'] };
const DEFAULT_NAMES = [
  'DNS:cp-1',
  'DNS:kubernetes',
  'DNS:kubernetes.default',
  'DNS:kubernetes.default.svc',
  'DNS:kubernetes.default.svc.cluster.local',
  'IP Address:10.96.0.1',
  'IP Address:10.0.0.11',
];

const own = (spec: object, ingress?: readonly object[]): Manifest =>
  object(
    'v1',
    'Service',
    'kubernetes',
    {
      spec: { ports: [{ port: 443, targetPort: 6443, nodePort: 31443 }], ...spec },
      ...(ingress && { status: { loadBalancer: { ingress } } }),
    },
    'default',
  );
const config = (endpoint: string): Manifest =>
  object(
    'v1',
    'ConfigMap',
    'kubeadm-config',
    { data: { ClusterConfiguration: `apiVersion: x\ncontrolPlaneEndpoint: ${endpoint}\nkind: y\n` } },
    'kube-system',
  );
const controlPlane = (addresses: readonly { type: string; address: string }[], name = 'cp-1') =>
  node(name, { labels: CONTROL_PLANE, addresses });
const elb = [{ hostname: 'a1b2.elb.eu-west-1.amazonaws.com' }];
const publicWorker = node('n-1', { addresses: [{ type: 'ExternalIP', address: '203.0.113.7' }] });

interface Expected {
  reach: string;
  basis?: string;
  addresses?: readonly string[];
  ports?: readonly string[];
}

describe('reachability of the API server', () => {
  it.each<[string, EvidenceDocument, readonly Manifest[], Expected]>([
    [
      'a public address of its own',
      { server: 'https://api.example.com:6443', addresses: ['8.8.4.4', '10.0.0.1'] },
      [],
      { reach: 'public', basis: 'observed', addresses: ['8.8.4.4'], ports: ['6443/tcp'] },
    ],
    [
      'a load balancer with an AWS host name',
      PRIVATE,
      [own({ type: 'LoadBalancer' }, elb)],
      {
        reach: 'public',
        basis: 'observed',
        addresses: ['a1b2.elb.eu-west-1.amazonaws.com'],
        ports: ['443/tcp'],
      },
    ],
    [
      'an internal load balancer',
      PRIVATE,
      [own({ type: 'LoadBalancer' }, [{ ip: '10.0.0.99' }])],
      { reach: 'private' },
    ],
    ['a load balancer without an address', PRIVATE, [own({ type: 'LoadBalancer' })], { reach: 'not known' }],
    [
      'externalIPs',
      PRIVATE,
      [own({ type: 'ClusterIP', externalIPs: ['8.8.4.4'] })],
      { reach: 'public', basis: 'observed', addresses: ['8.8.4.4'], ports: ['443/tcp'] },
    ],
    [
      'a node port, and nodes with public addresses',
      PRIVATE,
      [own({ type: 'NodePort' }), publicWorker],
      { reach: 'public', basis: 'observed', addresses: ['203.0.113.7'], ports: ['31443/tcp'] },
    ],
    ['a node port, and private nodes', PRIVATE, [own({ type: 'NodePort' })], { reach: 'private' }],
    [
      'a public advertised address',
      PRIVATE,
      [kubernetesSlice('8.8.4.4')],
      { reach: 'public', basis: 'observed', addresses: ['8.8.4.4'], ports: ['6443/tcp'] },
    ],
    ['a private advertised address', PRIVATE, [kubernetesSlice('10.0.0.11')], { reach: 'private' }],
    [
      'a control-plane node with a public address',
      PRIVATE,
      [kubernetesSlice('10.0.0.11'), controlPlane([{ type: 'ExternalIP', address: '203.0.113.8' }])],
      { reach: 'public', basis: 'observed', addresses: ['203.0.113.8'], ports: ['6443/tcp'] },
    ],
    [
      'a public address in its certificate only',
      { ...PRIVATE, certificate: [...DEFAULT_NAMES, 'IP Address:203.0.113.10'] },
      [],
      { reach: 'public', basis: 'inferred', addresses: ['10.0.0.11'], ports: ['6443/tcp'] },
    ],
    [
      "kubeadm's own names in the certificate",
      { ...PRIVATE, certificate: DEFAULT_NAMES },
      [],
      { reach: 'private' },
    ],
    [
      'a name in the certificate that was not resolved',
      { ...PRIVATE, certificate: [...DEFAULT_NAMES, 'DNS:api.example.com'] },
      [],
      { reach: 'not known' },
    ],
    [
      'the name used by the client',
      {
        server: 'https://api.example.com:6443',
        addresses: ['10.0.0.11'],
        certificate: [...DEFAULT_NAMES, 'DNS:api.example.com'],
      },
      [config('api.example.com:6443')],
      { reach: 'private' },
    ],
    [
      'the name used by the client, in capitals',
      { server: 'https://api.example.com:6443', addresses: ['10.0.0.11'] },
      [config('API.Example.com:6443')],
      { reach: 'private' },
    ],
    [
      'the fully qualified name of its node',
      { ...PRIVATE, certificate: [...DEFAULT_NAMES, 'DNS:cp-2.example.com'] },
      [controlPlane([{ type: 'InternalIP', address: '10.0.0.12' }], 'cp-2.example.com')],
      { reach: 'private' },
    ],
    [
      'a host name in the kubeadm configuration',
      PRIVATE,
      [config('api.example.com:6443')],
      { reach: 'not known' },
    ],
    ['the kubeadm configuration never decides', PRIVATE, [config('8.8.4.4:6443')], { reach: 'not known' }],
    [
      'a private address in the kubeadm configuration',
      PRIVATE,
      [config('10.0.0.5:6443')],
      { reach: 'private' },
    ],
    [
      'the API server of another cluster that is hosted here',
      PRIVATE,
      [
        object(
          'v1',
          'Service',
          'api',
          {
            spec: {
              type: 'LoadBalancer',
              selector: { component: 'kube-apiserver' },
              ports: [{ port: 6443 }],
            },
            status: { loadBalancer: { ingress: [{ ip: '8.8.4.4' }] } },
          },
          'tenant-a',
        ),
      ],
      { reach: 'private' },
    ],
    [
      'EndpointSlices were not collected',
      { ...PRIVATE, 'permission-denied': ['endpointslices'] },
      [],
      { reach: 'not known' },
    ],
  ])('%s', (_, evidence, objects, expected) => {
    const nodes = [controlPlane([{ type: 'InternalIP', address: '10.0.0.11' }])];
    const given = objects.some(({ kind }) => kind === 'Node') ? [] : nodes;
    const { endpoint } = modelOf(evidence, ...given, ...objects).controlPlane.apiServer;
    const declared = endpoint.known ? endpoint.value : { reach: 'not known' };
    expect(declared).toMatchObject(expected);
  });
});

it('is unknown while its load balancer has no address', () => {
  const { endpoint } = modelOf(
    PRIVATE,
    controlPlane([{ type: 'InternalIP', address: '10.0.0.11' }]),
    own({ type: 'LoadBalancer' }),
  ).controlPlane.apiServer;
  expect(endpoint).toEqual({
    known: false,
    reason:
      '10.0.0.11 is private, but service default/kubernetes leads to it too, and its load balancer has no address yet',
    requires: [{ kind: 'rerun', text: 'run again when it has one' }],
  });
});
