import type { Attempt, Expected } from './attempt.ts';
import { customObject } from './custom-object.ts';
import { BOARD, gateway, httpRoute, ingress, inside, pod, service, web } from './dashboard-objects.ts';

/** Entry points to a dashboard through proxies and objects that forward requests and hardly appear in Services. */
const custom = (apiVersion: string, kind: string, spec: string, more = '') =>
  customObject({ apiVersion, kind, namespace: 'shop', name: 'c', spec, more });

const envoyConfig = (spec: string) => custom('cilium.io/v2', 'CiliumEnvoyConfig', `{ ${spec} }`);
const TAKES = 'services: [{ name: web2, namespace: shop }]';
const TO_UI = 'backendServices: [{ name: ui, namespace: shop }]';
const cluster = (more: string) =>
  `resources: [{ '@type': type.googleapis.com/envoy.config.cluster.v3.Cluster, name: c, ${more} }]`;

/** A pod of the namespace with a load balancer. */
const relay = (image: string, container = '') =>
  inside +
  pod({ name: 'relay', image, container, ip: '10.244.1.99' }) +
  service({ name: 'relay', type: 'LoadBalancer', ip: '10.96.7.9', ports: '{ port: 80 }' });
const args = (...words: readonly string[]) => `args: ${JSON.stringify(words)}`;

const rows: readonly (readonly [string, string, Expected['verdict'], Expected['severity']?])[] = [
  [
    'CiliumEnvoyConfig on a load balancer',
    inside + web + envoyConfig(`${TAKES}, ${TO_UI}`),
    'fail',
    'critical',
  ],
  [
    'CiliumEnvoyConfig on a Service of the cluster',
    inside +
      web.replace('type: LoadBalancer', 'type: ClusterIP').replace('{ ip: 203.0.113.9 }', '') +
      envoyConfig(`${TAKES}, ${TO_UI}`),
    'pass',
  ],
  [
    'CiliumEnvoyConfig with a custom cluster',
    inside + web + envoyConfig(`${TAKES}, ${cluster('load_assignment: { cluster_name: c }')}`),
    'unknown',
  ],
  [
    'CiliumEnvoyConfig with clusters that Cilium fills',
    inside +
      web +
      envoyConfig(`${TAKES}, backendServices: [{ name: web2, namespace: shop }], ${cluster('type: EDS')}`),
    'pass',
  ],
  [
    'CiliumClusterwideEnvoyConfig',
    inside +
      web +
      `
apiVersion: cilium.io/v2
kind: CiliumClusterwideEnvoyConfig
metadata: { name: c }
spec: { ${TAKES}, ${TO_UI} }
---`,
    'fail',
    'critical',
  ],
  [
    'AgentEndpoint of ngrok',
    inside +
      custom(
        'ngrok.k8s.ngrok.com/v1alpha1',
        'AgentEndpoint',
        "{ url: 'https://a.ngrok.app', upstream: { url: 'http://ui.shop:80/x' } }",
      ),
    'fail',
    'high',
  ],
  [
    'AgentEndpoint of ngrok to another Service',
    inside +
      web +
      custom(
        'ngrok.k8s.ngrok.com/v1alpha1',
        'AgentEndpoint',
        "{ url: 'https://a.ngrok.app', upstream: { url: 'http://web2.shop:80' } }",
      ),
    'pass',
  ],
  [
    'TunnelBinding of Cloudflare',
    inside + custom('networking.cfargotunnel.com/v1alpha1', 'TunnelBinding', '{}'),
    'unknown',
  ],
  [
    'Connector of Skupper',
    inside + custom('skupper.io/v2alpha1', 'Connector', '{ routingKey: x, port: 80 }'),
    'unknown',
  ],
  [
    'IngressGateway of Consul',
    inside + custom('consul.hashicorp.com/v1alpha1', 'IngressGateway', '{}'),
    'unknown',
  ],
  ['HTTPRoute of Citrix', inside + custom('citrix.com/v1', 'HTTPRoute', '{}'), 'unknown'],
  [
    'kube-rbac-proxy to it, without a login',
    relay(
      'quay.io/brancz/kube-rbac-proxy:v0.18.0',
      args('--upstream=http://ui.shop:80/', '--ignore-paths=/*'),
    ),
    'fail',
    'critical',
  ],
  [
    'kube-rbac-proxy to it',
    relay('quay.io/brancz/kube-rbac-proxy:v0.18.0', args('--upstream=http://ui.shop:80/')),
    'fail',
    'high',
  ],
  [
    'kube-rbac-proxy to its own pod',
    relay('quay.io/brancz/kube-rbac-proxy:v0.18.0', args('--upstream=http://127.0.0.1:8080/')),
    'pass',
  ],
  [
    'oauth-proxy of OpenShift',
    relay('quay.io/openshift/origin-oauth-proxy:4.20', args('--upstream=http://ui.shop.svc:80')),
    'fail',
    'high',
  ],
  [
    'ghostunnel',
    relay('ghostunnel/ghostunnel:v1.8.0', args('server', '--listen=:80', '--target=ui.shop:80')),
    'fail',
    'high',
  ],
  [
    'ghostunnel without certificates of clients',
    relay(
      'ghostunnel/ghostunnel:v1.8.0',
      args('server', '--listen=:80', '--target=ui.shop:80', '--disable-authentication'),
    ),
    'fail',
    'critical',
  ],
  [
    'Skipper with custom routes',
    relay('ghcr.io/zalando/skipper:v0.22', args('skipper', '-inline-routes=* -> "http://ui.shop"')),
    'unknown',
  ],
  ['Traefik with only objects', relay('traefik:v3.5', args('--providers.kubernetesingress')), 'pass'],
  ['gost', relay('gogost/gost:3.0.0', args('-L=tcp://:80/ui.shop:80')), 'fail', 'critical'],
  ['gost as a proxy to any requested address', relay('gogost/gost:3.0.0', args('-L=http://:80')), 'unknown'],
  [
    'mitmproxy',
    relay('mitmproxy/mitmproxy:12', args('mitmdump', '--mode', 'reverse:http://ui.shop:80')),
    'unknown',
  ],
  [
    'cloudflared with a file that has its name',
    inside +
      pod({
        name: 'relay',
        image: 'cloudflare/cloudflared:2026.1',
        container: args('tunnel', '--config', '/etc/cloudflared', 'run'),
      }),
    'unknown',
  ],
  ['ncat', relay('alpine:3.22', "command: [ncat, -lk, -p, '80', -c, 'ncat ui.shop 80']"), 'unknown'],
  ['ncat that listens on its own port', relay('alpine:3.22', "command: [nc, -z, web2, '80']"), 'pass'],
  ['varnish', relay('varnish:7', args('-b', 'ui.shop:80')), 'fail', 'critical'],
  [
    'klipper-lb',
    relay(
      'rancher/klipper-lb:v0.4.13',
      "env: [{ name: DEST_IPS, value: '10.96.7.7' }, { name: DEST_PORT, value: '80' }]",
    ),
    'fail',
    'critical',
  ],
  ...[
    'apache/apisix:3',
    'tykio/tyk-gateway:v5',
    'devopsfaith/krakend:2',
    'ghcr.io/goauthentik/proxy:2026.1',
  ].map((image) => [`${image} with a configuration of its own`, relay(image), 'unknown'] as const),
  ['Traefik with a file', relay('traefik:v3.5', args('--providers.file.directory=/etc/traefik')), 'unknown'],
  ...(
    [
      ["netbird.io/expose: 'true'", 'fail'],
      ["netbird.io/expose: 'false'", 'pass'],
      ["resource.twingate.com: 'true'", 'fail'],
      ["resource.twingate.com: 'false'", 'pass'],
      ['skupper.io/proxy: tcp', 'fail'],
    ] as const
  ).map(
    ([annotation, verdict]) =>
      [
        `a Service with ${annotation}`,
        inside.replace('name: ui }', `name: ui, annotations: { ${annotation} } }`),
        verdict,
      ] as const,
  ),
  [
    'TwingateResource',
    inside +
      custom('twingate.com/v1beta', 'TwingateResource', '{ name: b, address: ui.shop.svc.cluster.local }'),
    'fail',
  ],
  [
    'NBResource of NetBird to another Service',
    inside + custom('netbird.io/v1', 'NBResource', '{ name: b, address: web2.shop.svc.cluster.local }'),
    'pass',
  ],
  [
    'EnvoyPatchPolicy',
    inside + custom('gateway.envoyproxy.io/v1alpha1', 'EnvoyPatchPolicy', '{ type: JSONPatch }'),
    'unknown',
  ],
  ...(
    [
      ['tailscale.com/ts-ingress', 'true', 'critical'],
      ['tailscale.com/ts-ingress', 'false', 'high'],
      ['k8s.io/ingress-nginx', 'true', 'high'],
    ] as const
  ).map(
    ([controller, funnel, severity]) =>
      [
        `an Ingress of ${controller} with funnel ${funnel}`,
        inside +
          ingress({ annotations: `tailscale.com/funnel: '${funnel}'` })
            .replace('k8s.io/ingress-nginx', controller)
            .replace('{ ip: 203.0.113.9 }', '{ hostname: a.b.ts.net }'),
        'fail',
        severity,
      ] as const,
  ),
  [
    'a HTTPRoute without a mirrored backend',
    inside +
      web +
      gateway() +
      httpRoute({
        rules:
          '{ backendRefs: [{ name: web2, port: 80 }], filters: [{ type: RequestMirror, requestMirror: { percent: 0, backendRef: { name: ui, port: 80 } } }] }',
      }),
    'pass',
  ],
  [
    'a HTTPProxy that redirects',
    inside +
      custom(
        'projectcontour.io/v1',
        'HTTPProxy',
        '{ virtualhost: { fqdn: a.example.org }, routes: [{ services: [{ name: ui, port: 80 }], requestRedirectPolicy: { hostname: b.example.org } }] }',
      ),
    'pass',
  ],
  [
    'a Mapping that redirects',
    inside +
      custom(
        'getambassador.io/v3alpha1',
        'Mapping',
        '{ hostname: a, prefix: /, service: ui, host_redirect: true }',
      ),
    'pass',
  ],
  [
    'a Mapping',
    inside + custom('getambassador.io/v3alpha1', 'Mapping', '{ hostname: a, prefix: /, service: ui }'),
    'fail',
  ],
  [
    'a list of addresses and security groups of AWS',
    pod() +
      service({ type: 'LoadBalancer', more: 'loadBalancerSourceRanges: [198.51.100.0/24]' }).replace(
        'name: ui }',
        'name: ui, annotations: { service.beta.kubernetes.io/aws-load-balancer-security-groups: sg-1 } }',
      ),
    'fail',
    'critical',
  ],
  ...(
    [
      ['GATEWAY', 'ui.shop', 'fail'],
      ['SIDECAR_INBOUND', 'ui.shop', 'pass'],
      ['GATEWAY', 'web2.shop', 'pass'],
    ] as const
  ).map(
    ([context, host, verdict]) =>
      [
        `an EnvoyFilter of ${context} with a route to ${host}`,
        inside +
          custom(
            'networking.istio.io/v1alpha3',
            'EnvoyFilter',
            `{ configPatches: [{ applyTo: HTTP_ROUTE, match: { context: ${context} }, patch: { operation: INSERT_FIRST, value: { match: { prefix: / }, route: { cluster: 'outbound|80||${host}.svc.cluster.local' } } } }] }`,
          ),
        verdict,
      ] as const,
  ),
  ['a shop', relay('shop/web:1', args('--upstream=http://ui.shop:80/')), 'pass'],
];

export default rows.map(([name, objects, verdict, severity]): Attempt => ({
  name: `other-ways/${name}`,
  player: 'tenant',
  why: 'A proxy that forwards to the dashboard is an entry point; its target is in its own settings, or in none that are read.',
  objects,
  expect: [{ check: BOARD, verdict, ...(severity && { severity }) }],
}));
