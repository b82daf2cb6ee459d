import { describe, expect, it } from '@jest/globals';
import type { EvidenceDocument } from '../support/example.ts';
import { modelOf, node, object, pod, staticPod, workload } from './support/cluster.ts';
import type { Manifest } from './support/cluster.ts';

const service = (
  type: string,
  more: {
    spec?: object;
    annotations?: Record<string, string>;
    ingress?: readonly object[];
    name?: string;
    namespace?: string;
  } = {},
): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: more.name ?? 'web',
    namespace: more.namespace ?? 'shop',
    annotations: more.annotations ?? {},
  },
  spec: { type, selector: { app: 'web' }, ports: [{ port: 443, targetPort: 8443 }], ...more.spec },
  ...(more.ingress && { status: { loadBalancer: { ingress: more.ingress } } }),
});
const publicNode = node('n-1', {
  addresses: [
    { type: 'ExternalIP', address: '203.0.113.7' },
    { type: 'InternalIP', address: '10.0.0.7' },
  ],
});
const privateNode = node('n-1', { addresses: [{ type: 'InternalIP', address: '10.0.0.7' }] });

const entryPoints = (evidence: EvidenceDocument, ...objects: readonly Manifest[]) =>
  modelOf(evidence, ...objects).exposure;
const brief = (evidence: EvidenceDocument, ...objects: readonly Manifest[]) =>
  entryPoints(evidence, ...objects).map(({ type, name, reach }) => `${type} ${name} ${reach}`);

describe('load balancers', () => {
  const aws = 'service.beta.kubernetes.io/aws-load-balancer-';
  const elb = (name: string) => [{ hostname: `${name}.elb.eu-west-1.amazonaws.com` }];
  it.each<[string, string, Manifest]>([
    ['a public address', 'public', service('LoadBalancer', { ingress: [{ ip: '203.0.113.9' }] })],
    ['a private address', 'internal', service('LoadBalancer', { ingress: [{ ip: '10.1.2.3' }] })],
    [
      'a public and a private address',
      'public',
      service('LoadBalancer', { ingress: [{ ip: '10.1.2.3' }, { ip: '203.0.113.9' }] }),
    ],
    [
      'an annotation for internal, but a public address',
      'public',
      service('LoadBalancer', {
        annotations: { [`${aws}internal`]: 'true' },
        ingress: [{ ip: '203.0.113.9' }],
      }),
    ],
    ['no address yet', 'unknown', service('LoadBalancer')],
    [
      'no address yet, internal requested, cloud unknown',
      'unknown',
      service('LoadBalancer', { annotations: { 'networking.gke.io/load-balancer-type': 'Internal' } }),
    ],
    [
      'AKS, internal, without a node that identifies AKS',
      'unknown',
      service('LoadBalancer', {
        annotations: { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' },
      }),
    ],
    [
      'AKS, not internal',
      'unknown',
      service('LoadBalancer', {
        annotations: { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'false' },
      }),
    ],
    ['AWS, a Classic Load Balancer name', 'public', service('LoadBalancer', { ingress: elb('a1b2-123') })],
    ['AWS, an internal name', 'internal', service('LoadBalancer', { ingress: elb('internal-a1b2-123') })],
    [
      'AWS, internal scheme, which only the AWS controller supports',
      'unknown',
      service('LoadBalancer', { annotations: { [`${aws}scheme`]: 'internal' }, ingress: elb('a1b2-123') }),
    ],
    [
      'AWS controller, internal by default, except for existing load balancers',
      'unknown',
      service('LoadBalancer', { annotations: { [`${aws}type`]: 'external' }, ingress: elb('k8s-shop-web') }),
    ],
    [
      'AWS controller by loadBalancerClass',
      'unknown',
      service('LoadBalancer', {
        spec: { loadBalancerClass: 'service.k8s.aws/nlb' },
        ingress: elb('k8s-shop-web'),
      }),
    ],
    [
      'AWS controller, internet-facing scheme',
      'public',
      service('LoadBalancer', {
        annotations: { [`${aws}type`]: 'external', [`${aws}scheme`]: 'internet-facing' },
        ingress: elb('k8s-shop-web'),
      }),
    ],
    ['a desktop cluster', 'internal', service('LoadBalancer', { ingress: [{ hostname: 'localhost' }] })],
    [
      'a name of a private network',
      'unknown',
      service('LoadBalancer', { ingress: [{ hostname: 'web.corp.internal' }] }),
    ],
  ])('%s: %s', (_, reach, object) => {
    expect(entryPoints({}, object)).toMatchObject([
      { type: 'LoadBalancer', name: 'web', reach, ports: ['443/tcp'] },
    ]);
  });
});

describe('load balancers of the cloud of the nodes', () => {
  const aws = 'service.beta.kubernetes.io/aws-load-balancer-';
  const nlb = 'a1b2-0123.elb.eu-west-1.amazonaws.com';
  const classic = 'a1b2-0123.eu-west-1.elb.amazonaws.com';
  const external = { [`${aws}type`]: 'external' };
  const oci = 'oci-network-load-balancer.oraclecloud.com/internal';
  const qcloud = 'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid';
  const alibaba = 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type';
  it.each<[string, string, string, Record<string, string>, string?]>([
    ['any value other than false', 'aws:///a/i-1', 'internal', { [`${aws}internal`]: '10.0.0.0/8' }, nlb],
    ['true', 'aws:///a/i-1', 'internal', { [`${aws}internal`]: 'true' }, nlb],
    ['an empty value', 'aws:///a/i-1', 'public', { [`${aws}internal`]: '' }, nlb],
    ['false', 'aws:///a/i-1', 'public', { [`${aws}internal`]: 'false' }, nlb],
    [
      'a classic name without the prefix internal-',
      'aws:///a/i-1',
      'public',
      { [`${aws}internal`]: 'true' },
      classic,
    ],
    [
      'a scheme that the provider does not support',
      'aws:///a/i-1',
      'public',
      { [`${aws}scheme`]: 'internal' },
      nlb,
    ],
    ['a scheme', 'aws:///a/i-1', 'internal', { ...external, [`${aws}scheme`]: 'internal' }, nlb],
    ['an invalid scheme', 'aws:///a/i-1', 'unknown', { ...external, [`${aws}scheme`]: 'Internal' }, nlb],
    ['the old annotation', 'aws:///a/i-1', 'internal', { ...external, [`${aws}internal`]: 'true' }, nlb],
    ['not a boolean', 'aws:///a/i-1', 'unknown', { ...external, [`${aws}internal`]: '10.0.0.0/8' }, nlb],
    ['another cloud', 'gce://p/z/n', 'public', { [`${aws}internal`]: 'true' }, 'lb.example.com'],
    ['GKE', 'gce://p/z/n', 'internal', { 'networking.gke.io/load-balancer-type': 'Internal' }],
    ['GKE, lower case', 'gce://p/z/n', 'internal', { 'cloud.google.com/load-balancer-type': 'internal' }],
    [
      'GKE, the new annotation first',
      'gce://p/z/n',
      'unknown',
      {
        'networking.gke.io/load-balancer-type': 'External',
        'cloud.google.com/load-balancer-type': 'Internal',
      },
    ],
    ['AKS', 'azure:///x', 'internal', { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }],
    [
      'AKS, True',
      'azure:///x',
      'unknown',
      { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'True' },
    ],
    ['OKE', 'ocid1.instance.x', 'internal', { [oci]: 'True' }],
    [
      'DOKS',
      'digitalocean://1',
      'internal',
      { 'service.beta.kubernetes.io/do-loadbalancer-network': 'INTERNAL' },
    ],
    ['TKE', 'qcloud:///1/ins-1', 'internal', { [qcloud]: 'subnet-1' }],
    ['ACK', 'cn-hangzhou.i-bp1', 'internal', { [alibaba]: 'intranet' }],
    ['ACK, public', 'cn-hangzhou.i-bp1', 'unknown', { [alibaba]: 'internet' }],
    [
      'a public address despite the annotation',
      'azure:///x',
      'public',
      { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' },
      '203.0.113.9',
    ],
  ])('%s on %s: %s', (_, ...[providerID, reach, annotations, address]) => {
    const ingress =
      address === undefined ? [] : [/^[\d.]+$/.test(address) ? { ip: address } : { hostname: address }];
    const cloudNode = { ...privateNode, spec: { ...(privateNode['spec'] as object), providerID } };
    expect(entryPoints({}, cloudNode, service('LoadBalancer', { annotations, ingress }))).toMatchObject([
      { reach },
    ]);
  });
});

describe('node ports and host ports', () => {
  const nodePort = service('NodePort', { spec: { ports: [{ port: 443, nodePort: 30443 }] } });
  it.each<[string, string, EvidenceDocument, readonly Manifest[]]>([
    ['nodes with public addresses', 'public', {}, [publicNode]],
    ['nodes with private addresses', 'internal', {}, [privateNode]],
    ['nodes that were not collected', 'unknown', { 'permission-denied': ['nodes'] }, []],
    ['a partial list of nodes', 'unknown', { partial: ['nodes'] }, [privateNode]],
  ])('NodePort and %s: %s', (_, reach, evidence, nodes) => {
    expect(entryPoints(evidence, nodePort, ...nodes)).toMatchObject([
      { type: 'NodePort', reach, ports: ['30443/tcp'] },
    ]);
  });

  const hostPort = (more: Parameters<typeof pod>[1] = {}) =>
    pod('edge', { node: 'n-1', ports: [{ containerPort: 80, hostPort: 8080 }], ...more });
  it.each<[string, readonly string[], readonly Manifest[]]>([
    ['hostPort on a public node', ['HostPort edge public'], [publicNode, hostPort()]],
    ['hostPort on a private node', ['HostPort edge internal'], [privateNode, hostPort()]],
    ['hostPort on a node that was not collected', ['HostPort edge unknown'], [hostPort()]],
    [
      'hostPort of the system counts',
      ['HostPort edge public'],
      [publicNode, hostPort({ namespace: 'ingress-nginx' })],
    ],
    ['host network', ['HostNetwork edge public'], [publicNode, hostNetworkPod('shop')]],
    ['host network, system workload', [], [publicNode, hostNetworkPod('kube-system', 9100)]],
    [
      'host network, system workload on an HTTP port',
      ['HostNetwork edge public'],
      [publicNode, hostNetworkPod('kube-system')],
    ],
    [
      'host network, without declared ports, which are optional',
      ['HostNetwork edge unknown'],
      [publicNode, pod('edge', { node: 'n-1', spec: { hostNetwork: true } })],
    ],
    ['static pods of the control plane', [], [publicNode, staticPod('kube-apiserver', 'n-1', [])]],
    ['a finished pod', [], [publicNode, hostPort({ phase: 'Succeeded' })]],
    [
      'a Deployment without pods',
      [],
      [
        publicNode,
        workload('Deployment', 'edge', 'x:1', {
          container: { ports: [{ containerPort: 80, hostPort: 8080 }] },
        }),
      ],
    ],
  ])('%s', (_, expected, objects) => {
    expect(brief({}, ...objects)).toEqual(expected);
  });

  it('a template counts where pods were not collected, as in a directory of manifests', () => {
    const edge = workload('DaemonSet', 'edge', 'x:1', {
      container: { ports: [{ containerPort: 80, hostPort: 8080 }] },
    });
    expect(brief({ source: 'files', unavailable: ['pods', 'nodes'] }, edge)).toEqual([
      'HostPort edge unknown',
    ]);
  });
});

function hostNetworkPod(namespace: string, port = 80): Manifest {
  return pod('edge', {
    namespace,
    node: 'n-1',
    spec: {
      hostNetwork: true,
      containers: [{ name: 'app', image: 'x:1', ports: [{ containerPort: port, hostPort: port }] }],
    },
  });
}

describe('addresses of nodes', () => {
  const nodePort = service('NodePort', { spec: { ports: [{ port: 443, nodePort: 30443 }] } });
  const many = Array.from({ length: 20 }, (_, index) =>
    node(`w-${String(index).padStart(2, '0')}`, {
      addresses: [{ type: 'InternalIP', address: `10.0.1.${index}` }],
    }),
  );
  it.each<[string, readonly Manifest[], object]>([
    ['only the public addresses', [...many, publicNode], { addresses: ['203.0.113.7'], onNodes: true }],
    ['otherwise the internal addresses', [privateNode], { addresses: ['10.0.0.7'] }],
    ['all addresses, however many', many, { addresses: { length: 20 } }],
  ])('of a node port: %s', (_, nodes, expected) => {
    expect(entryPoints({}, nodePort, ...nodes)).toMatchObject([expected]);
  });

  it('of the host network: public ones first', () => {
    const daemons = [...many, publicNode].map((manifest) => {
      const { name } = manifest['metadata'] as { name: string };
      const owner = { kind: 'DaemonSet', name: 'agent' };
      return pod(`agent-${name}`, { node: name, owner, ports: [{ containerPort: 9100, hostPort: 9100 }] });
    });
    const [entryPoint] = entryPoints({}, ...many, publicNode, ...daemons);
    expect(entryPoint).toMatchObject({ reach: 'public', addresses: { length: 21 }, onNodes: true });
    expect(entryPoint?.addresses[0]).toBe('203.0.113.7');
  });

  it('refer to the workload that `get workloads` lists, not to its ReplicaSet', () => {
    const web = pod('web-5d8f9c-x', {
      labels: { app: 'web', 'pod-template-hash': '5d8f9c' },
      owner: { kind: 'ReplicaSet', name: 'web-5d8f9c' },
    });
    expect(entryPoints({}, nodePort, web)).toMatchObject([{ target: 'shop/web' }]);
  });
});

describe('other addresses', () => {
  it.each<[string, string, Manifest]>([
    ['public', 'ExternalIP web public', service('ClusterIP', { spec: { externalIPs: ['203.0.113.5'] } })],
    ['private', 'ExternalIP web internal', service('ClusterIP', { spec: { externalIPs: ['10.0.0.9'] } })],
  ])('externalIPs, %s', (_, expected, object) => {
    expect(brief({}, object)).toEqual([expected]);
  });

  it('a Service may be two entry points', () => {
    const both = service('LoadBalancer', {
      spec: { externalIPs: ['10.0.0.9'] },
      ingress: [{ ip: '203.0.113.9' }],
    });
    expect(brief({}, both)).toEqual(['LoadBalancer web public', 'ExternalIP web internal']);
  });
});

describe('Ingress', () => {
  const ingress = (
    more: { tls?: boolean; addresses?: readonly object[]; annotations?: Record<string, string> } = {},
  ) =>
    object(
      'networking.k8s.io/v1',
      'Ingress',
      'front',
      {
        metadata: { annotations: more.annotations ?? {} },
        spec: {
          ...(more.tls && { tls: [{ hosts: ['shop.example.com'] }] }),
          rules: [
            {
              host: 'shop.example.com',
              http: {
                paths: [
                  {
                    path: '/',
                    pathType: 'Prefix',
                    backend: { service: { name: 'web', port: { number: 80 } } },
                  },
                ],
              },
            },
          ],
        },
        status: { loadBalancer: { ingress: more.addresses ?? [] } },
      },
      'shop',
    );

  it.each<[string, Manifest, object]>([
    [
      'a public address',
      ingress({ addresses: [{ ip: '203.0.113.4' }] }),
      { reach: 'public', ports: ['80/tcp'], tls: false },
    ],
    [
      'with TLS',
      ingress({ tls: true, addresses: [{ ip: '10.0.0.4' }] }),
      { reach: 'internal', ports: ['80/tcp', '443/tcp'], tls: true },
    ],
    [
      'no controller serves it yet',
      ingress(),
      { reach: 'unknown', target: 'web:80', hosts: ['shop.example.com'] },
    ],
    [
      'an internet-facing AWS load balancer',
      ingress({
        annotations: { 'alb.ingress.kubernetes.io/scheme': 'internet-facing' },
        addresses: [{ hostname: 'k8s-shop-1.eu-west-1.elb.amazonaws.com' }],
      }),
      { reach: 'public' },
    ],
    [
      'an internal AWS load balancer',
      ingress({ addresses: [{ hostname: 'internal-k8s-shop-1.eu-west-1.elb.amazonaws.com' }] }),
      { reach: 'internal' },
    ],
    [
      'a name without information',
      ingress({ addresses: [{ hostname: 'edge.example.com' }] }),
      { reach: 'unknown' },
    ],
  ])('%s', (_, object, expected) => {
    expect(entryPoints({}, object)).toMatchObject([{ type: 'Ingress', name: 'front', ...expected }]);
  });
});

describe('Gateways', () => {
  const gateway = (className: string, listeners: readonly object[], addresses: readonly string[] = []) =>
    object(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      'edge',
      {
        spec: { gatewayClassName: className, listeners },
        status: { addresses: addresses.map((value) => ({ type: 'IPAddress', value })) },
      },
      'shop',
    );
  const http = { name: 'http', port: 80, protocol: 'HTTP' };
  const https = { name: 'https', port: 443, protocol: 'HTTPS', hostname: 'shop.example.com', tls: {} };

  it.each<[string, Manifest, object]>([
    [
      'public, without TLS',
      gateway('eg', [http], ['203.0.113.2']),
      { reach: 'public', tls: false, ports: ['80/tcp'] },
    ],
    [
      'internal, with TLS',
      gateway('eg', [https], ['10.0.0.2']),
      { reach: 'internal', tls: true, hosts: ['shop.example.com'] },
    ],
    ['one listener without TLS', gateway('eg', [http, https], ['203.0.113.2']), { tls: false }],
    ['not programmed yet', gateway('eg', [http]), { reach: 'unknown' }],
  ])('of the Gateway API: %s', (_, object, expected) => {
    expect(entryPoints({}, object)).toMatchObject([
      { type: 'Gateway', kind: 'Gateway', name: 'edge', ...expected },
    ]);
  });

  const istio = object(
    'networking.istio.io/v1',
    'Gateway',
    'mesh-edge',
    {
      spec: {
        selector: { istio: 'gateway' },
        servers: [
          { port: { number: 443, protocol: 'HTTPS', name: 'https' }, hosts: ['*'], tls: { mode: 'SIMPLE' } },
        ],
      },
    },
    'shop',
  );
  const proxy = pod('gateway-a', { namespace: 'istio-ingress', labels: { istio: 'gateway', app: 'web' } });
  const front = (type: string, ingress?: readonly object[]) =>
    service(type, { name: 'gateway', namespace: 'istio-ingress', ...(ingress && { ingress }) });

  it('of Istio has the reach of the load balancer of its selected pods', () => {
    expect(
      entryPoints({}, istio, proxy, front('LoadBalancer', [{ ip: '203.0.113.8' }])).filter(
        ({ type }) => type === 'Gateway',
      ),
    ).toMatchObject([
      { kind: 'Gateway.networking.istio.io', reach: 'public', target: 'istio-ingress/gateway', tls: true },
    ]);
  });

  it('of Istio has the reach of the nodes when its pods have a node port', () => {
    const entryPoint = entryPoints({}, istio, proxy, front('NodePort'), publicNode).find(
      ({ type }) => type === 'Gateway',
    );
    expect(entryPoint).toMatchObject({ reach: 'public', addresses: ['203.0.113.7'], onNodes: true });
  });

  it('of Istio is internal when its pods have a ClusterIP only: an egress gateway', () => {
    expect(brief({}, istio, proxy, front('ClusterIP'))).toEqual(['Gateway mesh-edge internal']);
  });

  it('of Istio is unknown while its pods are not found', () => {
    expect(brief({}, istio)).toEqual(['Gateway mesh-edge unknown']);
  });

  it('is no entry point when it is a waypoint, which serves the mesh only', () => {
    expect(
      brief({}, gateway('istio-waypoint', [{ name: 'mesh', port: 15008, protocol: 'HBONE' }], ['10.96.0.9'])),
    ).toEqual([]);
  });
});

describe('objects that are no entry points', () => {
  it.each<[string, Manifest]>([
    ['a ClusterIP Service', service('ClusterIP')],
    ['a headless Service', service('ClusterIP', { spec: { clusterIP: 'None' } })],
    ['an ExternalName Service', service('ExternalName', { spec: { externalName: 'db.example.com' } })],
    ['a pod with a port', pod('web', { ports: [{ containerPort: 80 }] })],
  ])('%s', (_, object) => {
    expect(brief({}, publicNode, object)).toEqual([]);
  });

  it('a route whose gateway was not collected may be one', () => {
    const route = object(
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      'r',
      { spec: { parentRefs: [{ name: 'edge' }] } },
      'shop',
    );
    expect(brief({}, publicNode, route)).toEqual(['Route r unknown']);
  });

  it.each<[string, Manifest[], string[]]>([
    ['for a Service that is an entry point', [service('LoadBalancer')], ['LoadBalancer web unknown']],
    ['for a Service that is not an entry point', [service('ClusterIP')], ['Route g unknown']],
  ])('a target group that the AWS Load Balancer Controller created %s', (_, services, expected) => {
    const group = {
      apiVersion: 'elbv2.k8s.aws/v1beta1',
      kind: 'TargetGroupBinding',
      metadata: { name: 'g', namespace: 'shop', labels: { 'service.k8s.aws/stack-name': 'web' } },
      spec: { serviceRef: { name: 'web', port: 443 } },
    };
    expect(brief({}, ...services, group)).toEqual(expected);
  });

  it('lists public entry points first', () => {
    expect(
      brief(
        {},
        service('LoadBalancer', { name: 'a', ingress: [{ ip: '10.0.0.1' }] }),
        service('LoadBalancer', { name: 'b' }),
        service('LoadBalancer', { name: 'c', ingress: [{ ip: '203.0.113.1' }] }),
      ),
    ).toEqual(['LoadBalancer c public', 'LoadBalancer b unknown', 'LoadBalancer a internal']);
  });
});
