/** Routes of an HTTP connection manager that forward requests to clusters. */
import { at, get } from './envoy-fields.ts';
import { arr, isObject, str } from './raw.ts';

/** A route to a cluster, and the settings of filters that apply to it: its own ones, or those around it. */
export interface Forwarding {
  match: unknown;
  settings: readonly unknown[];
}

/** The routes of a route table that lead to clusters. */
export function forwardingsOf(table: unknown): Forwarding[] {
  return arr(get(table, 'virtual_hosts')).flatMap((host) =>
    arr(get(host, 'routes'))
      .filter((route) => isObject(get(route, 'route')))
      .map((route) => ({
        match: get(route, 'match'),
        settings: [route, host, table].map((one) => get(one, 'typed_per_filter_config')),
      })),
  );
}

/** Whether a match is met by the path of every request, without further conditions. */
export function isEveryPath(match: unknown): boolean {
  const limits = [
    'headers',
    'query_parameters',
    'runtime_fraction',
    'grpc',
    'dynamic_metadata',
    'connect_matcher',
  ];
  const regex = str(at(match, 'safe_regex', 'regex'));
  return (
    limits.every((key) => get(match, key) === undefined) &&
    (['/', ''].includes(str(get(match, 'prefix')) ?? 'none') || regex === '.*' || regex === '/.*')
  );
}
