import { arr, isObject, num, obj, put, scalar, someStrings, str, strings } from './raw.ts';
import type { Raw } from './raw.ts';
import type { Traffic } from '../schema/traffic.ts';
import { partsOf, reference, route } from './routes.ts';
import type { RouteRecord } from '../schema/route.ts';
import type { Project } from '../kinds/define.ts';
import { unusedRules } from './unused-rules.ts';

/** Istio VirtualService. Parents are gateways as `namespace/name`, or `mesh`; without any it applies to the mesh. */
export const projectVirtualService: Project<RouteRecord> = (input) => {
  const { raw, namespace } = partsOf(input);
  const spec = obj(raw['spec']);
  const gateways = strings(spec['gateways']).map((name) => gatewayNamed(name, namespace));
  const rules = ['http', 'tls', 'tcp'].flatMap((protocol) => arr(spec[protocol]).map(obj));
  const backends = rules
    .flatMap((rule) => [...weighed(rule['route']).map(({ destination }) => destination), ...mirrors(rule)])
    .flatMap((entry) => {
      const destination = obj(entry);
      const host = str(destination['host'], 256);
      const port = scalar(obj(destination['port'])['number']);
      return host === undefined ? [] : [port === undefined ? host : `${host}:${port}`];
    });
  return route(input, {
    parents: gateways.length > 0 ? gateways : ['mesh'],
    hosts: strings(spec['hosts']),
    backends,
    includes: rules.flatMap(({ delegate }) => reference(delegate, namespace, '')),
    traffic: trafficOf(spec),
  });
};

/**
 * `namespace/name` of a Gateway: a name of its own namespace, `./name`, or the older form of a DNS name (pilot/pkg/model/virtualservice.go,
 * resolveGatewayName).
 */
function gatewayNamed(name: string, namespace: string): string {
  if (name === 'mesh') return name;
  if (name.startsWith('./')) return `${namespace}/${name.slice(2)}`;
  if (name.includes('/')) return name;
  const [first = '', second] = name.split('.');
  return second === undefined || second === '' ? `${namespace}/${first}` : `${second}/${first}`;
}

/** A single destination receives everything, with any weight. */
function weighed(value: unknown): Raw[] {
  const all = arr(value).map(obj);
  return all.length === 1 ? all : all.filter(({ weight }) => weight !== 0);
}

/** Backends that receive copies of requests. */
function mirrors(rule: Raw): unknown[] {
  return [rule['mirror'], ...arr(rule['mirrors']).map((entry) => obj(entry)['destination'])];
}

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
  const { forwarding, redirected } = portsOf(http);
  put(record, 'httpPorts', forwarding);
  if (redirected.length > 0) record.redirectedPorts = redirected;
  put(record, 'claim', claimIn(http));
  const unused = unusedRules(spec);
  if (unused.length > 0) record.unused = unused;
  return record;
}

/** On which ports HTTP rules forward, in their order; `forwarding` is undefined where one does so on every port. */
function portsOf(http: readonly Raw[]): { forwarding?: number[]; redirected: number[] } {
  const forwarding = new Set<number>();
  const redirected = new Set<number>();
  for (const rule of http) {
    const matches = arr(rule['match']).map(obj);
    const ports = matches.map(({ port }) => num(port));
    if (isObject(rule['redirect'])) {
      // No request reaches the rules after it.
      if (matches.length === 0) break;
      for (const match of matches) {
        const port = num(match['port']);
        const onlyPort = Object.keys(match).every((key) => key === 'port' || key === 'name');
        if (onlyPort && port !== undefined && !forwarding.has(port)) redirected.add(port);
      }
    } else if (ports.length === 0 || ports.includes(undefined)) return { redirected: [...redirected] };
    else for (const port of ports) if (port !== undefined && !redirected.has(port)) forwarding.add(port);
  }
  return { forwarding: [...forwarding], redirected: [...redirected] };
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
