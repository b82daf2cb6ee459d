/** HTTP filters of Envoy that decide about requests, and what weakens them. */
import type { EnvoyBootstrapRecord } from '../schema/envoy.ts';
import { at, enumOf, extensionOf, flagOf, get, numberOf } from './envoy-fields.ts';
import { forwardingsOf, isEveryPath } from './envoy-forwardings.ts';
import type { Forwarding } from './envoy-forwardings.ts';
import type { GuardState } from './envoy-jwt.ts';
import { jwtState } from './envoy-jwt.ts';
import { arr, isObject, str } from './raw.ts';

type Http = NonNullable<EnvoyBootstrapRecord['listeners'][number]['http']>[number];
type Guard = NonNullable<Http['guards']>[number];

/** The filters of an HTTP connection manager. */
export function guardsOf(manager: unknown): Guard[] {
  const routes = forwardingsOf(get(manager, 'route_config'));
  return arr(get(manager, 'http_filters')).flatMap((filter) => guardOf(filter, routes));
}

function guardOf(filter: unknown, routes: readonly Forwarding[]): Guard[] {
  const outer = extensionOf(filter);
  const matched = outer.type.endsWith('ExtensionWithMatcher');
  const inner = matched ? get(outer.config, 'extension_config') : filter;
  const discovered = get(inner, 'config_discovery');
  const extension = extensionOf(inner);
  // The type of a discovered configuration is among the allowed ones.
  const type = str(arr(get(discovered, 'type_urls'))[0]) ?? extension.type;
  const name = str(get(filter, 'name')) ?? '';
  const short = name.split('.').at(-1) ?? '';
  const kind = KINDS.find(([pattern]) => pattern.test(type) || (type === '' && pattern.test(short)))?.[1];
  if (kind === undefined) return [];
  if (flagOf(get(filter, 'disabled')) === true)
    return [{ filter: kind, unclear: 'is disabled except where a route enables it' }];
  if (discovered !== undefined && get(inner, 'typed_config') === undefined)
    return [{ filter: kind, unclear: 'has a configuration from a server (ECDS)' }];
  const own = stateOf(kind, extension.config, routes);
  const off = own.weak === undefined ? offState(name, routes) : {};
  const skips = matched ? { unclear: 'has a matcher that can skip it' } : {};
  return [{ filter: kind, ...skips, ...own, ...off }];
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

function stateOf(kind: Guard['filter'], config: unknown, routes: readonly Forwarding[]): GuardState {
  if (kind === 'jwt_authn') return jwtState(config, routes);
  if (kind === 'rbac') {
    const weak = rbacWeakness(config);
    return weak === undefined ? {} : { weak };
  }
  if (kind !== 'ext_authz' && kind !== 'ext_proc') return {};
  if (flagOf(get(config, 'failure_mode_allow')) === true) return { weak: 'failure_mode_allow' };
  return kind === 'ext_authz' ? shareState(config) : {};
}

const DENOMINATORS = ['HUNDRED', 'TEN_THOUSAND', 'MILLION'];
const HUNDRED_PERCENT: Readonly<Record<string, number>> = {
  HUNDRED: 100,
  TEN_THOUSAND: 10_000,
  MILLION: 1_000_000,
};

/** The service is asked about a share of the requests; the others are forwarded, unless `deny_at_disable` is set. */
function shareState(config: unknown): GuardState {
  const enabled = get(config, 'filter_enabled');
  if (enabled === undefined || get(config, 'deny_at_disable') !== undefined) return {};
  const share = get(enabled, 'default_value');
  const whole = HUNDRED_PERCENT[enumOf(get(share, 'denominator'), DENOMINATORS) ?? 'HUNDRED'] ?? 100;
  if ((numberOf(get(share, 'numerator')) ?? 0) >= whole) return {};
  // A runtime value replaces the default one.
  return str(get(enabled, 'runtime_key'))
    ? { unclear: 'has a share of requests (filter_enabled) that a runtime value sets' }
    : { weak: 'filter_enabled below 100 %' };
}

/** Routes turn a filter off for their requests (`typed_per_filter_config`). */
function offState(name: string, routes: readonly Forwarding[]): GuardState {
  const off = routes.filter(({ settings }) => {
    const nearest = settings.map((one) => (isObject(one) ? one[name] : undefined)).find(isObject);
    return [nearest, at(nearest, 'value')].some((one) => flagOf(get(one, 'disabled')) === true);
  });
  if (off.length > 0 && off.length === routes.length)
    return { weak: 'typed_per_filter_config that disables it on every route' };
  // Routes with a path are named exceptions.
  return off.some(({ match }) => isEveryPath(match))
    ? { unclear: 'is disabled on the route for every path' }
    : {};
}

/** Shadow rules are counted and not enforced, and the action LOG decides nothing. */
function rbacWeakness(config: unknown): string | undefined {
  const rules = get(config, 'rules') ?? get(config, 'matcher');
  if (rules === undefined)
    return (get(config, 'shadow_rules') ?? get(config, 'shadow_matcher')) ? 'shadow_rules only' : 'no rules';
  return enumOf(get(rules, 'action'), ['ALLOW', 'DENY', 'LOG']) === 'LOG' ? 'action LOG' : undefined;
}
