/** Which requests the rules of Envoy's `jwt_authn` require a token of. */
import { get } from './envoy-fields.ts';
import { isEveryPath } from './envoy-forwardings.ts';
import type { Forwarding } from './envoy-forwardings.ts';
import { arr, isObject, str } from './raw.ts';

/** What weakens a filter, or why it is not known for which requests it decides. */
export interface GuardState {
  weak?: string;
  unclear?: string;
}

/** The first rule that matches a request counts; without a rule, or with an empty requirement, nothing is verified. */
export function jwtState(config: unknown, routes: readonly Forwarding[]): GuardState {
  if (get(config, 'filter_state_rules') !== undefined) return {};
  const named = get(config, 'requirement_map');
  const all = arr(get(config, 'rules')).map((rule) => ({
    match: get(rule, 'match'),
    need: get(rule, 'requires') ?? nameOf(rule, named),
  }));
  // Routes choose a requirement by its name.
  if (all.every(({ need }) => need === undefined) && isObject(named)) return {};
  const last = all.findIndex(({ match }) => isEveryPath(match));
  const rules = last < 0 ? all : all.slice(0, last + 1);
  const strict = rules.filter(({ need }) => !isLax(need));
  if (strict.length === 0)
    return {
      weak: rules.some(({ need }) => isObject(need) && Object.keys(need).length > 0)
        ? 'allow_missing'
        : 'no rules that require a token',
    };
  // Rules before one for every path are named exceptions.
  if (last >= 0 && strict.some(({ match }) => isEveryPath(match))) return {};
  return routes.length > 0 &&
    routes.every((route) => strict.some(({ match }) => includes(match, route.match)))
    ? {}
    : { unclear: 'has rules for a part of the paths' };
}

function nameOf(rule: unknown, named: unknown): unknown {
  const name = str(get(rule, 'requirement_name'));
  if (name === undefined) return undefined;
  // A name without an entry is rejected by Envoy.
  return isObject(named) && isObject(named[name]) ? named[name] : { provider_name: name };
}

/** A request without a token meets the requirement. */
function isLax(need: unknown): boolean {
  if (!isObject(need) || Object.keys(need).length === 0) return true;
  if (['allow_missing', 'allow_missing_or_failed'].some((key) => get(need, key) !== undefined)) return true;
  const any = get(need, 'requires_any');
  if (any !== undefined) return arr(get(any, 'requirements')).some(isLax);
  const every = get(need, 'requires_all');
  return every !== undefined && arr(get(every, 'requirements')).every(isLax);
}

/** Every path of a route begins with the prefix of a rule, or is its path. */
function includes(rule: unknown, route: unknown): boolean {
  if (['headers', 'query_parameters'].some((key) => get(rule, key) !== undefined)) return false;
  const path = str(get(route, 'path'));
  const start = path ?? str(get(route, 'prefix')) ?? str(get(route, 'path_separated_prefix'));
  const prefix = str(get(rule, 'prefix'));
  if (start === undefined) return false;
  return (
    (prefix !== undefined && start.startsWith(prefix)) ||
    (path !== undefined && path === str(get(rule, 'path')))
  );
}
