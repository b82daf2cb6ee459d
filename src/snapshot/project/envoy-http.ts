/** HTTP connection managers of an Envoy listener, reduced to what its edge guidance asks for. */
import type { EnvoyBootstrapRecord } from '../schema/envoy.ts';
import { at, chainsOf, enumOf, extensionOf, flagOf, get, isDuration, numberOf } from './envoy-fields.ts';
import { guardsOf } from './envoy-guards.ts';
import { arr, isObject, put, str } from './raw.ts';

type Listener = EnvoyBootstrapRecord['listeners'][number];
type Http = NonNullable<Listener['http']>[number];

const SLASHES = [
  'IMPLEMENTATION_SPECIFIC_DEFAULT',
  'KEEP_UNCHANGED',
  'REJECT_REQUEST',
  'UNESCAPE_AND_REDIRECT',
  'UNESCAPE_AND_FORWARD',
];
const UNDERSCORES = ['ALLOW', 'REJECT_REQUEST', 'DROP_HEADER'];
const TIMEOUTS = ['stream_idle_timeout', 'request_timeout', 'request_headers_timeout'];

/** The managers of all filter chains of a listener. `own`: clusters that lead to the admin interface of this Envoy. */
export function httpManagers(listener: unknown, own: ReadonlySet<string>): Http[] {
  return chainsOf(listener)
    .flatMap((chain) => arr(get(chain, 'filters')))
    .map(extensionOf)
    .filter(({ type }) => /http_?connection_?manager$/i.test(type))
    .map(({ config }) => managerOf(config, own));
}

/** Whether a filter of the listener limits connections (`envoy.filters.network.connection_limit`). */
export function isLimited(listener: unknown): boolean {
  return chainsOf(listener)
    .flatMap((chain) => arr(get(chain, 'filters')))
    .some((filter) => /connection_?limit$/i.test(extensionOf(filter).type));
}

function managerOf(config: unknown, own: ReadonlySet<string>): Http {
  const result: { -readonly [K in keyof Http]: Http[K] } = {};
  const options = get(config, 'common_http_protocol_options');
  if (arr(get(config, 'access_log')).length > 0) result.accessLog = true;
  put(result, 'useRemoteAddress', flagOf(get(config, 'use_remote_address')));
  put(result, 'trustedHops', numberOf(get(config, 'xff_num_trusted_hops')) || undefined);
  put(result, 'normalizePath', flagOf(get(config, 'normalize_path')));
  if (flagOf(get(config, 'merge_slashes')) === true) result.mergeSlashes = true;
  put(result, 'escapedSlashes', enumOf(get(config, 'path_with_escaped_slashes_action'), SLASHES));
  put(result, 'underscores', enumOf(get(options, 'headers_with_underscores_action'), UNDERSCORES));
  const timeouts = TIMEOUTS.filter((name) => isDuration(get(config, name)));
  if (timeouts.length > 0) result.timeouts = timeouts;
  put(result, 'maxStreams', numberOf(at(config, 'http2_protocol_options', 'max_concurrent_streams')));
  Object.assign(result, routesOf(config, own));
  const guards = guardsOf(config);
  if (guards.length > 0) result.guards = guards;
  return result;
}

function routesOf(
  config: unknown,
  own: ReadonlySet<string>,
): Pick<Http, 'anyHost' | 'noUpstream' | 'requiresTls' | 'redirectsToHttp' | 'routesElsewhere'> {
  const table = get(config, 'route_config');
  const elsewhere =
    ['rds', 'scoped_routes'].some((key) => get(config, key) !== undefined) ||
    get(table, 'vhds') !== undefined;
  const hosts = arr(get(table, 'virtual_hosts'));
  const open = hosts.filter((host) => arr(get(host, 'domains')).includes('*'));
  const upstream = hosts.some((host) => hasUpstream(host, own));
  return {
    ...(open.some((host) => hasUpstream(host, own)) && { anyHost: true }),
    ...(!elsewhere && hosts.length > 0 && !upstream && { noUpstream: true }),
    ...(!elsewhere && hosts.length > 0 && hosts.every(requiresTls) && { requiresTls: true }),
    ...(hosts.some(redirectsToHttp) && { redirectsToHttp: true }),
    ...(elsewhere && { routesElsewhere: true }),
  };
}

/** Statistics of Envoy itself are no upstream; whether more of its admin interface is reached is a question of its own. */
function hasUpstream(host: unknown, own: ReadonlySet<string>): boolean {
  return (
    get(host, 'matcher') !== undefined ||
    arr(get(host, 'routes')).some((route) => {
      const action = get(route, 'route');
      return isObject(action) && !own.has(str(get(action, 'cluster')) ?? '');
    })
  );
}

/** Envoy answers each plaintext request of the virtual host with a redirect to https. */
function requiresTls(host: unknown): boolean {
  return enumOf(get(host, 'require_tls'), ['NONE', 'EXTERNAL_ONLY', 'ALL']) === 'ALL';
}

/** A redirect keeps the scheme of the request, unless it names another. */
function redirectsToHttp(host: unknown): boolean {
  return (
    !requiresTls(host) &&
    arr(get(host, 'routes')).some((route) => {
      const redirect = get(route, 'redirect');
      return (
        isObject(redirect) &&
        flagOf(get(redirect, 'https_redirect')) !== true &&
        str(get(redirect, 'scheme_redirect'))?.toLowerCase() !== 'https'
      );
    })
  );
}
