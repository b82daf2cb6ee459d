import type { Attempt, Expected } from './attempt.ts';
import { pod } from './dashboard-objects.ts';

/** Listeners of an Envoy that lead to its admin interface on the loopback interface, by whatever field. */
const ENVOY = 'envoy/admin-exposed';
const HTTP =
  'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
const ADDRESS = (host: string, port: number) => ({ socket_address: { address: host, port_value: port } });
const CLUSTER = (name: string, more: object) => ({ name, type: 'STATIC', ...more });
const ADMIN = CLUSTER('adm', {
  load_assignment: {
    endpoints: [{ lb_endpoints: [{ endpoint: { address: ADDRESS('127.0.0.1', 9901) } }] }],
  },
});
const WEB = CLUSTER('web', {
  load_assignment: {
    endpoints: [{ lb_endpoints: [{ endpoint: { address: ADDRESS('web.shop', 80) } }] }],
  },
});

interface Bootstrap {
  listener?: object;
  clusters?: readonly object[];
  dynamic?: object;
  words?: readonly string[];
}

const envoy = (
  filter: object,
  { listener, clusters = [ADMIN, WEB], dynamic, words = [] }: Bootstrap = {},
) => {
  const bootstrap = {
    admin: { address: ADDRESS('127.0.0.1', 9901) },
    static_resources: {
      listeners: [
        {
          ...(listener ?? { address: ADDRESS('0.0.0.0', 8080) }),
          filter_chains: [{ filters: [filter] }],
        },
      ],
      clusters,
    },
    ...(dynamic && { dynamic_resources: dynamic }),
  };
  return pod({
    name: 'envoy',
    image: 'envoyproxy/envoy:v1.31.0',
    container: `args: ${JSON.stringify([...words, '--config-yaml', JSON.stringify(bootstrap)])}`,
  });
};
const tcp = (cluster: string) => ({ name: 't', typed_config: { '@type': 'x/TcpProxy', cluster } });
const http = (config: object) => ({ name: 'h', typed_config: { '@type': HTTP, ...config } });
const route = (action: object, more: object = {}, host: object = {}) =>
  http({
    route_config: {
      virtual_hosts: [
        { domains: ['*'], routes: [{ match: { prefix: '/' }, route: action, ...more }], ...host },
      ],
    },
  });
const matched = http({
  route_config: {
    virtual_hosts: [
      {
        domains: ['*'],
        matcher: { on_no_match: { action: { name: 'r', typed_config: { route: { cluster: 'adm' } } } } },
      },
    ],
  },
});
const lua = (code: string) =>
  http({
    http_filters: [{ name: 'lua', typed_config: { default_source_code: { inline_string: code } } }],
    route_config: {
      virtual_hosts: [
        { domains: ['*'], routes: [{ match: { prefix: '/' }, direct_response: { status: 200 } }] },
      ],
    },
  });
const CALL = 'function envoy_on_request(h) h:httpCall("ad" .. "m", {}, "", 100) end';

const to = (cluster: object) => ({ clusters: [cluster, WEB] });

const rows: readonly (readonly [string, string, Expected['verdict']])[] = [
  [
    'a further address of a listener',
    envoy(tcp('adm'), {
      listener: {
        address: ADDRESS('127.0.0.1', 8080),
        additional_addresses: [{ address: ADDRESS('0.0.0.0', 8080) }],
      },
    }),
    'fail',
  ],
  [
    'further addresses of the loopback interface',
    envoy(tcp('adm'), {
      listener: {
        address: ADDRESS('127.0.0.1', 8080),
        additional_addresses: [{ address: ADDRESS('::1', 8080) }],
      },
    }),
    'pass',
  ],
  ['a matcher in place of routes', envoy(matched), 'unknown'],
  ['a matcher, and no cluster leads there', envoy(matched, { clusters: [WEB] }), 'pass'],
  ['Lua that calls a cluster', envoy(lua(CALL)), 'unknown'],
  ['Lua that calls a cluster, and none leads there', envoy(lua(CALL), { clusters: [WEB] }), 'pass'],
  ['Lua of headers', envoy(lua('function envoy_on_request(h) h:headers():add("a", "b") end')), 'pass'],
  ['a cluster by a header', envoy(route({ cluster_header: 'x-cluster' })), 'fail'],
  [
    'one of several clusters by a header',
    envoy(route({ weighted_clusters: { clusters: [{ cluster_header: 'x-c', weight: 1 }] } })),
    'fail',
  ],
  [
    'a cluster by a header, and none leads there',
    envoy(route({ cluster_header: 'x-cluster' }), { clusters: [WEB] }),
    'pass',
  ],
  [
    'an address by a header',
    envoy(
      route({ cluster: 'od' }),
      to({ name: 'od', type: 'ORIGINAL_DST', original_dst_lb_config: { use_http_header: true } }),
    ),
    'fail',
  ],
  [
    'the requested address',
    envoy(route({ cluster: 'od' }), to({ name: 'od', type: 'ORIGINAL_DST' })),
    'pass',
  ],
  [
    'a dynamic forward proxy',
    envoy(
      route({ cluster: 'dfp' }),
      to({ name: 'dfp', cluster_type: { name: 'envoy.clusters.dynamic_forward_proxy' } }),
    ),
    'fail',
  ],
  [
    'an aggregate of clusters',
    envoy(route({ cluster: 'all' }), {
      clusters: [
        {
          name: 'all',
          cluster_type: { name: 'envoy.clusters.aggregate', typed_config: { clusters: ['web', 'adm'] } },
        },
        ADMIN,
        WEB,
      ],
    }),
    'fail',
  ],
  [
    'an aggregate of aggregates, the outer one first',
    envoy(route({ cluster: 'outer' }), {
      clusters: [
        {
          name: 'outer',
          cluster_type: { name: 'envoy.clusters.aggregate', typed_config: { clusters: ['inner'] } },
        },
        {
          name: 'inner',
          cluster_type: { name: 'envoy.clusters.aggregate', typed_config: { clusters: ['web', 'adm'] } },
        },
        ADMIN,
        WEB,
      ],
    }),
    'fail',
  ],
  [
    'aggregates in a loop without the admin interface',
    envoy(route({ cluster: 'outer' }), {
      clusters: [
        {
          name: 'outer',
          cluster_type: { name: 'envoy.clusters.aggregate', typed_config: { clusters: ['inner'] } },
        },
        {
          name: 'inner',
          cluster_type: { name: 'envoy.clusters.aggregate', typed_config: { clusters: ['outer', 'web'] } },
        },
        WEB,
      ],
    }),
    'pass',
  ],
  [
    'a mirror of a route',
    envoy(route({ cluster: 'web', request_mirror_policies: [{ cluster: 'adm' }] })),
    'fail',
  ],
  [
    'a mirror of a virtual host',
    envoy(route({ cluster: 'web' }, {}, { request_mirror_policies: [{ cluster: 'adm' }] })),
    'fail',
  ],
  [
    'a mirror to another cluster',
    envoy(route({ cluster: 'web', request_mirror_policies: [{ cluster: 'web' }] })),
    'pass',
  ],
  [
    'a filter that calls it with the path of the client',
    envoy(
      http({
        route_config: { virtual_hosts: [{ routes: [{ route: { cluster: 'web' } }] }] },
        http_filters: [
          { name: 'a', typed_config: { http_service: { server_uri: { uri: 'http://x', cluster: 'adm' } } } },
        ],
      }),
    ),
    'unknown',
  ],
  ['listeners from a file', envoy(tcp('web'), { dynamic: { lds_config: { path: '/x' } } }), 'unknown'],
  [
    'listeners from a server',
    envoy(tcp('web'), { dynamic: { lds_config: { ads: {} }, ads_config: {} } }),
    'unknown',
  ],
  ['routes from another source', envoy(http({ rds: { route_config_name: 'r' } })), 'unknown'],
  [
    'routes from another source, and no cluster leads there',
    envoy(http({ rds: { route_config_name: 'r' } }), { clusters: [WEB] }),
    'pass',
  ],
  [
    'a cluster from another source',
    envoy(tcp('other'), { dynamic: { cds_config: { path: '/x' } } }),
    'unknown',
  ],
  [
    'endpoints from another source',
    envoy(tcp('eds'), to({ name: 'eds', type: 'EDS', eds_cluster_config: { eds_config: {} } })),
    'unknown',
  ],
  [
    'a file that was not collected and the arguments',
    envoy(tcp('web'), { words: ['-c', '/etc/envoy/envoy.yaml'] }),
    'unknown',
  ],
  ['a listener of another protocol', envoy(route({ cluster: 'web' })), 'pass'],
];

export default rows.map(([name, objects, verdict]): Attempt => ({
  name: `envoy/${name}`,
  player: 'administrator',
  why: 'A listener that forwards requests reaches the admin interface, which requires no login.',
  objects,
  expect: [{ check: ENVOY, verdict, object: 'Pod shop/envoy' }],
}));
