import type { Attempt, Expected } from './attempt.ts';
import { pod, service } from './dashboard-objects.ts';

/** Configurations of Envoy that only seem to be known, and proxies that only claim to be those of a product. */
const LIMITS = 'envoy/overload-unprotected';
const ADMIN = 'envoy/admin-exposed';
const TLS = 'envoy/listener-without-tls';
const PROXY = 'Pod shop/envoy';
const IMAGE = 'envoyproxy/envoy:v1.39.6';

const bootstrap = (admin: string, more: object = {}) =>
  JSON.stringify({
    admin: { address: { socket_address: { address: admin, port_value: 9901 } } },
    overload_manager: { resource_monitors: [{ name: 'envoy.resource_monitors.fixed_heap' }] },
    static_resources: { listeners: [] },
    ...more,
  });
const LOOPBACK = bootstrap('127.0.0.1');
const OPEN = bootstrap('0.0.0.0');

const configMap = (text: string) =>
  `\napiVersion: v1\nkind: ConfigMap\nmetadata: { namespace: shop, name: envoy }\ndata: { envoy.yaml: ${JSON.stringify(text)} }\n---`;
const mounted = (args: readonly string[], path = '/etc/envoy') =>
  `args: ${JSON.stringify(args)}, volumeMounts: [{ name: c, mountPath: ${path} }]`;
const FILE = ['-c', '/etc/envoy/envoy.yaml'];
const OF_MAP = 'volumes: [{ name: c, configMap: { name: envoy } }],';

const envoy = (container: string, spec = '') => pod({ name: 'envoy', image: IMAGE, container, spec });
const second = (container: string) =>
  `\napiVersion: v1\nkind: Pod\nmetadata: { namespace: shop, name: envoy, uid: u-envoy, labels: { app: envoy } }\nspec: { nodeName: worker-1, containers: [{ name: a, image: '${IMAGE}', args: ${JSON.stringify(['--config-yaml', LOOPBACK])} }, { name: b, image: '${IMAGE}', ${container} }] }\nstatus: { phase: Running, podIP: 10.244.1.77 }\n---`;

const one = (check: string, verdict: Expected['verdict']): Expected => ({ check, verdict, object: PROXY });

const PLAIN = {
  name: 'in',
  address: { socket_address: { address: '0.0.0.0', port_value: 8000 } },
  filter_chains: [
    {
      transport_socket: {
        name: 'envoy.transport_sockets.tls',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer',
        },
      },
      filters: [{ name: 't', typed_config: { '@type': 'x/TcpProxy', cluster: 'web' } }],
    },
  ],
};

const HOPS = bootstrap('127.0.0.1', {
  static_resources: {
    listeners: [
      {
        name: 'in',
        address: { socket_address: { address: '0.0.0.0', port_value: 8000 } },
        filter_chains: [
          {
            filters: [
              {
                name: 'h',
                typed_config: {
                  '@type': 'x/HttpConnectionManager',
                  use_remote_address: true,
                  xff_num_trusted_hops: 2,
                },
              },
            ],
          },
        ],
      },
    ],
  },
});

const rows: readonly (readonly [
  name: string,
  objects: string,
  expect: readonly Expected[],
  answers?: Attempt['answers'],
])[] = [
  [
    'a bootstrap in a Secret',
    envoy(mounted(FILE), 'volumes: [{ name: c, secret: { secretName: envoy } }],'),
    [one(ADMIN, 'unknown'), one(LIMITS, 'unknown')],
  ],
  [
    'a bootstrap in a directory that another container fills',
    envoy(mounted(FILE), 'volumes: [{ name: c, emptyDir: {} }],') + configMap(LOOPBACK),
    [one(ADMIN, 'unknown'), one(LIMITS, 'unknown')],
  ],
  [
    'a file with an open admin interface, and arguments that move it to loopback',
    envoy(mounted([...FILE, '--config-yaml', LOOPBACK]), OF_MAP) + configMap(OPEN),
    [one(ADMIN, 'pass'), one(LIMITS, 'pass')],
  ],
  [
    'a file with an admin interface on loopback, and arguments that open it',
    envoy(mounted([...FILE, '--config-yaml', OPEN]), OF_MAP) + configMap(LOOPBACK),
    [one(ADMIN, 'fail')],
  ],
  [
    'arguments on loopback, over a file that was not read',
    envoy(
      mounted([...FILE, '--config-yaml', LOOPBACK]),
      'volumes: [{ name: c, configMap: { name: other } }],',
    ),
    [one(ADMIN, 'unknown'), one(LIMITS, 'unknown')],
  ],
  [
    'a second container without a readable configuration',
    second('args: [-c, /config/envoy.yaml]'),
    [one(ADMIN, 'unknown'), one(LIMITS, 'unknown')],
  ],
  [
    'a second container with an open admin interface',
    second(`args: ${JSON.stringify(['--config-yaml', OPEN])}`),
    [one(ADMIN, 'fail')],
  ],
  [
    'a mounted bootstrap that the command line does not name',
    envoy(mounted(['-c', '/config/envoy.yaml']), OF_MAP) + configMap(LOOPBACK),
    [one(ADMIN, 'unknown'), one(LIMITS, 'unknown')],
  ],
  [
    'a script that adds a bootstrap to the file',
    envoy(
      `command: [sh, -c, 'envoy -c /etc/envoy/envoy.yaml --config-yaml "$MORE"'], volumeMounts: [{ name: c, mountPath: /etc/envoy }]`,
      OF_MAP,
    ) + configMap(LOOPBACK),
    [one(ADMIN, 'unknown'), one(LIMITS, 'unknown')],
  ],
  [
    'a key under the name of another',
    envoy(
      mounted(FILE),
      'volumes: [{ name: c, configMap: { name: envoy, items: [{ key: other.yaml, path: envoy.yaml }] } }],',
    ) + configMap(LOOPBACK),
    [one(ADMIN, 'unknown')],
  ],
  [
    'a ConfigMap that must not be read',
    envoy(mounted(FILE), OF_MAP) + configMap(LOOPBACK),
    [one(ADMIN, 'unknown'), one(LIMITS, 'unknown')],
    { '/api/v1/namespaces/shop/configmaps/envoy': 403 },
  ],
  [
    'a bootstrap that is a template',
    envoy(`args: ${JSON.stringify(['--config-yaml', '{{ admin }}'])}`),
    [one(ADMIN, 'unknown'), one(LIMITS, 'unknown')],
  ],
  [
    'a socket that is called TLS and is none',
    pod({
      name: 'envoy',
      image: IMAGE,
      container: `args: ${JSON.stringify(['--config-yaml', bootstrap('127.0.0.1', { static_resources: { listeners: [PLAIN] } })])}`,
    }) + service({ name: 'envoy', type: 'LoadBalancer' }),
    [one(TLS, 'fail')],
  ],
  [
    'a file that is no YAML, beside one with an admin interface on loopback',
    envoy(mounted(FILE), OF_MAP) +
      configMap('admin: [').replace('data: {', `data: { other.yaml: ${JSON.stringify(LOOPBACK)},`),
    [one(ADMIN, 'unknown'), one(LIMITS, 'unknown'), one('envoy/hot-restart-open', 'pass')],
  ],
  [
    'arguments that are no YAML, over a file with an admin interface on loopback',
    envoy(mounted([...FILE, '--config-yaml', 'admin: [']), OF_MAP) + configMap(LOOPBACK),
    [one(ADMIN, 'unknown'), one(LIMITS, ['unknown', 'pass'])],
  ],
  [
    'proxies in front that are only counted',
    pod({ name: 'envoy', image: IMAGE, container: `args: ${JSON.stringify(['--config-yaml', HOPS])}` }) +
      service({ name: 'envoy', type: 'LoadBalancer' }),
    [one('envoy/client-address-untrusted', 'unknown')],
  ],
  [
    'hot restart on the host network, with a socket in the abstract namespace',
    envoy(mounted([...FILE, '--socket-path', '@mine']), `hostNetwork: true, ${OF_MAP}`) + configMap(LOOPBACK),
    [one('envoy/hot-restart-open', 'fail')],
  ],
  [
    'a pod with the labels of Envoy Gateway',
    envoy(mounted(FILE), 'volumes: [{ name: c, emptyDir: {} }],').replace(
      'labels: { app: envoy }',
      'labels: { app: envoy, app.kubernetes.io/managed-by: envoy-gateway, gateway.envoyproxy.io/owning-gateway-name: eg }',
    ),
    [
      one(TLS, 'unknown'),
      one('envoy/authorization-fails-open', 'unknown'),
      one('envoy/weak-tls-version', 'unknown'),
    ],
  ],
  [
    "a pod with Contour's init container",
    envoy(
      mounted(FILE),
      `initContainers: [{ name: envoy-initconfig, image: 'x/contour:1', args: [bootstrap, --envoy-cafile=/ca] }], volumes: [{ name: c, emptyDir: {} }],`,
    ),
    [one('envoy/xds-plaintext', 'unknown'), one('envoy/access-log-disabled', 'unknown')],
  ],
];

export default rows.map(([name, objects, expect, answers]): Attempt => ({
  name: `envoy-configuration/${name}`,
  player: answers ? 'network' : 'administrator',
  why: 'What Envoy starts with is known only where every part of it was read, and a product only where an administrator installed it.',
  objects,
  ...(answers && { answers }),
  expect,
}));
