/** Objects of a tenant about a whole namespace: policies of the network, quotas, limits and routes. */
import * as fc from 'fast-check';
import type { Manifest } from '../model/support/cluster.ts';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

export function networkPolicy(labels: fc.Arbitrary<Record<string, string>>) {
  const peers = fc.constantFrom(
    undefined,
    [{ namespaceSelector: {} }],
    [
      {
        namespaceSelector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }],
        },
      },
    ],
    [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
    [{ namespaceSelector: { matchLabels: { team: 'missing' } } }],
    [{ podSelector: {} }],
    [{ ipBlock: { cidr: '0.0.0.0/0' } }],
    [{ ipBlock: { cidr: '000.0.0.0/0', except: ['169.254.169.254/32'] } }],
    [{ ipBlock: { cidr: '::ffff:10.244.0.0/112' } }],
  );
  const ports = maybe(
    fc.constantFrom<object[]>(
      [{ protocol: 'UDP', port: 53 }],
      [{ port: 1, endPort: 65_535 }],
      [{ port: 9000, endPort: 8000 }],
      [{ port: 'missing' }],
    ),
  );
  return fc.record({
    spec: fc.record({
      podSelector: fc.oneof(
        fc.constant({}),
        labels.map((matchLabels) => ({ matchLabels })),
      ),
      policyTypes: maybe(fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress'])),
      ingress: maybe(fc.array(fc.record({ from: peers, ports }), { maxLength: 2 })),
      egress: maybe(fc.array(fc.record({ to: peers, ports }), { maxLength: 2 })),
    }),
  });
}

type Made = (
  apiVersion: string,
  kind: string,
  body: fc.Arbitrary<Record<string, unknown>>,
) => fc.Arbitrary<Manifest>;
const specs = (...list: object[]) => fc.constantFrom(...list).map((spec) => ({ spec }));

/** Limits of a namespace, and policies and routes of other APIs. */
export function ofNamespace(made: Made, names: readonly string[]): fc.Arbitrary<Manifest>[] {
  return [
    made('v1', 'ResourceQuota', specs({ hard: { pods: '0' } }, { hard: { services: '1' } })),
    made(
      'v1',
      'LimitRange',
      specs({ limits: [] }, { limits: [{ type: 'Container', default: { memory: '1Gi' } }] }),
    ),
    made(
      'v1',
      'Secret',
      fc.constantFrom('Opaque', 'kubernetes.io/tls').map((type) => ({ type })),
    ),
    made(
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      specs(
        { endpointSelector: {}, ingress: [{}] },
        { endpointSelector: {}, egress: [{ toEntities: ['all'] }] },
      ),
    ),
    made(
      'projectcalico.org/v3',
      'NetworkPolicy',
      specs(
        { selector: 'all()', types: ['Ingress'] },
        { selector: 'all()', types: ['Egress'], egress: [{ action: 'Allow' }] },
      ),
    ),
    made(
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      fc.constantFrom('web', 'missing', ...names.slice(0, 10)).map((name) => ({
        spec: {
          parentRefs: [{ name: 'edge', namespace: 'infra' }],
          hostnames: ['x.example.com'],
          rules: [{ backendRefs: [{ name, port: 80 }] }],
        },
      })),
    ),
    made(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      specs({ gatewayClassName: 'example', listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }] }),
    ),
  ];
}
