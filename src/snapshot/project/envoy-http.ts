/** HTTP connection managers of an Envoy listener, reduced to what its edge guidance asks for. */
import type { EnvoyBootstrapRecord } from '../schema/envoy.ts';
import { at, chainsOf, enumOf, extensionOf, flagOf, get, isDuration, numberOf } from './envoy-fields.ts';
import { arr, isObject, put, str } from './raw.ts';

type Listener = EnvoyBootstrapRecord['listeners'][number];
type Http = NonNullable<Listener['http']>[number];
type Guard = NonNullable<Http['guards']>[number];

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
  const guards = arr(get(config, 'http_filters')).flatMap(guardOf);
  if (guards.length > 0) result.guards = guards;
  return result;
}

function routesOf(
  config: unknown,
  own: ReadonlySet<string>,
): Pick<Http, 'anyHost' | 'noUpstream' | 'routesElsewhere'> {
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

/** A filter that decides about requests. */
function guardOf(filter: unknown): Guard[] {
  const { type, config } = extensionOf(filter);
  const short = (str(get(filter, 'name')) ?? '').split('.').at(-1) ?? '';
  const kind = KINDS.find(([pattern]) => pattern.test(type) || (type === '' && pattern.test(short)))?.[1];
  if (kind === undefined || flagOf(get(filter, 'disabled')) === true) return [];
  const weak = weaknessOf(kind, config);
  return [{ filter: kind, ...(weak !== undefined && { weak }) }];
}

/** By the end of the type's URL, or of the name of a filter without one. */
const KINDS: readonly (readonly [RegExp, Guard['filter']])[] = [
  [/(?:\.rbac$|\bRBAC$)/, 'rbac'],
  [/ext_?authz$/i, 'ext_authz'],
  [/(?:ext_proc|ExternalProcessor)$/, 'ext_proc'],
  [/(?:jwt_authn|JwtAuthentication)$/, 'jwt_authn'],
  [/basic_?auth$/i, 'basic_auth'],
  [/oauth2$/i, 'oauth2'],
];

function weaknessOf(kind: Guard['filter'], config: unknown): string | undefined {
  if (kind === 'ext_authz' || kind === 'ext_proc')
    return flagOf(get(config, 'failure_mode_allow')) === true ? 'failure_mode_allow' : undefined;
  if (kind === 'rbac') return rbacWeakness(config);
  return kind === 'jwt_authn' ? jwtWeakness(config) : undefined;
}

/** Shadow rules are counted and not enforced, and the action LOG decides nothing. */
function rbacWeakness(config: unknown): string | undefined {
  const rules = get(config, 'rules') ?? get(config, 'matcher');
  if (rules === undefined)
    return (get(config, 'shadow_rules') ?? get(config, 'shadow_matcher')) ? 'shadow_rules only' : 'no rules';
  return enumOf(get(rules, 'action'), ['ALLOW', 'DENY', 'LOG']) === 'LOG' ? 'action LOG' : undefined;
}

/** Without a rule that requires a provider, tokens are verified by nobody; with `allow_missing`, a request needs none. */
function jwtWeakness(config: unknown): string | undefined {
  if (get(config, 'filter_state_rules') !== undefined) return undefined;
  const rules = arr(get(config, 'rules'));
  const required = rules
    .map((rule) => get(rule, 'requires') ?? get(rule, 'requirement_name'))
    .filter((one) => one !== undefined);
  if (required.length === 0)
    return isObject(get(config, 'requirement_map')) ? undefined : 'no rules that require a token';
  const lax = required.every(
    (one) => get(one, 'allow_missing') !== undefined || get(one, 'allow_missing_or_failed') !== undefined,
  );
  return lax ? 'allow_missing' : undefined;
}
