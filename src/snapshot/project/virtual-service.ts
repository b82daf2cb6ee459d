import { arr, isObject, num, obj, put, someStrings, str, strings } from './raw.ts';
import type { Raw } from './raw.ts';
import type { Traffic } from '../schema/traffic.ts';
import { unusedRules } from './unused-rules.ts';

/** What is kept of the rules of a VirtualService. */
export function trafficOf(spec: Raw): Traffic {
  const http = arr(spec['http']).map(obj);
  const rest = ['tls', 'tcp'] as const;
  const record: { -readonly [K in keyof Traffic]: Traffic[K] } = {
    destinations: [
      ...http.flatMap((rule) => [
        ...arr(rule['route']).flatMap((route) => destinationOf(obj(route)['destination'], 'http')),
        ...[rule['mirror'], ...arr(rule['mirrors']).map((mirror) => obj(mirror)['destination'])].flatMap(
          (mirror) => destinationOf(mirror, 'mirror'),
        ),
      ]),
      ...rest.flatMap((protocol) =>
        arr(spec[protocol])
          .flatMap((rule) => arr(obj(rule)['route']))
          .flatMap((route) => destinationOf(obj(route)['destination'], protocol)),
      ),
    ],
  };
  put(record, 'exportTo', someStrings(spec['exportTo']));
  const others = rest.some((protocol) => arr(spec[protocol]).length > 0);
  if (!others && http.length > 0 && http.every((rule) => isObject(rule['redirect']))) record.redirects = true;
  put(record, 'claim', claimIn(http));
  const unused = unusedRules(spec);
  if (unused.length > 0) record.unused = unused;
  return record;
}

function destinationOf(value: unknown, of: Traffic['destinations'][number]['of']): Traffic['destinations'] {
  const raw = obj(value);
  const host = str(raw['host'], 256);
  if (host === undefined) return [];
  const found: { host: string; of: typeof of; port?: number; subset?: string } = { host, of };
  put(found, 'port', num(obj(raw['port'])['number']));
  put(found, 'subset', str(raw['subset'], 256));
  return [found];
}

/** Headers that istiod reads from the token of the request (https://istio.io/latest/docs/tasks/security/authentication/jwt-route/). */
const CLAIM = /^@request\.auth\.claims[.[]/i;

function claimIn(http: readonly Raw[]): string | undefined {
  const keys = http
    .flatMap((rule) => arr(rule['match']).map(obj))
    .flatMap((match) => ['headers', 'withoutHeaders'].flatMap((field) => Object.keys(obj(match[field]))));
  return strings([keys.find((key) => CLAIM.test(key))])[0];
}
