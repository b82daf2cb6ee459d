import { isLoopback } from '../../shared/addresses.ts';
import type { EnvoyFacts, EnvoyProxyFacts } from '../../addons/types.ts';
import type { EnvoyBootstrapRecord, RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { EnvoyListener, Fault } from '../helpers/envoy.ts';
import { askedOfEnvoys, edgeFinder, failAt, fieldOf, placeName, valuesAt } from '../helpers/envoy.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/listener-without-tls',
  title: 'Envoy serves external traffic without TLS',
  control: 'TLS of external listeners',
  severity: 'medium',
  why: 'Requests, cookies and tokens cross the network in plaintext. An attacker on the path can read and modify them.',
  remediation:
    'Add an HTTPS listener with a certificate, and let the HTTP listener redirect to it (`requestRedirect.scheme: https`).',
  references: ['envoy-edge', 'envoy-tls', 'K06'],
  needs: [],
  uses: ['envoy', 'services', 'exposure', 'extensions'],
  passNeeds: ['gateways', 'services'],
  run({ envoy, ...parts }): Iterable<Finding> {
    const edge = edgeFinder(parts);
    return askedOfEnvoys(envoy, {
      asks: ['listeners'],
      covers: ['Envoy Gateway'],
      faults: (bootstrap, proxy) => ofBootstrap(bootstrap, proxy, edge),
      objects: (facts) => ofObjects(facts, parts.extensions.routes),
      none: 'no listener without TLS is exposed externally',
    });
  },
});

function ofBootstrap(
  { listeners }: EnvoyBootstrapRecord,
  proxy: EnvoyProxyFacts,
  edge: ReturnType<typeof edgeFinder>,
): Fault[] {
  return listeners.filter(isPlain).flatMap((listener) => {
    const ways = edge(proxy, [listener.port]);
    if (ways.length === 0) return [];
    return [
      {
        what: `listener on ${placeName(listener)} has no TLS and is exposed by ${listed(ways.map(({ name }) => name))}`,
        evidence: ways.slice(0, 3).map(({ evidence }) => evidence),
      },
    ];
  });
}

/** It forwards requests, from other hosts, without TLS. */
function isPlain({ tls, port, address, http }: EnvoyListener): boolean {
  const answersAlone =
    http !== undefined &&
    http.length > 0 &&
    http.every(
      ({ noUpstream, requiresTls, redirectsToHttp }) =>
        requiresTls === true || (noUpstream === true && redirectsToHttp !== true),
    );
  return !tls && port !== undefined && !isLoopback(address) && !answersAlone;
}

function* ofObjects(
  { listeners, objects }: EnvoyFacts,
  routes: readonly RouteRecord[],
): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const { namespace, gateway, name, protocol, tls, routes: own, evidence } of listeners) {
    if (protocol !== 'HTTP' || tls !== 'none') continue;
    if (own.every(({ redirects }) => redirects)) continue;
    yield {
      ...failAt(
        { kind: 'Gateway', namespace, name: gateway },
        `listener ${name} has protocol HTTP and serves ${own.length === 1 ? 'a route' : `${own.length} routes`} without a redirect to https`,
        [evidence, ...own.slice(0, 3).map((route) => observed(route.name, 'attached'))],
      ),
      detail: name,
    };
  }
  for (const { kind, namespace, name, hosts, hasTls, permitsPlain } of routes) {
    if (kind !== 'HTTPProxy' || hosts.length === 0 || (hasTls === true && permitsPlain !== true)) continue;
    const what = hasTls ? 'permitInsecure is true' : 'virtualhost.tls is not set';
    yield failAt({ kind, namespace, name }, `${what}: ${listed(hosts)} is served without TLS`, [
      observed(`HTTPProxy ${namespace}/${name}`, what),
    ]);
  }
  for (const record of objects('getambassador.io/Host'))
    if (valuesAt(record, 'requestPolicy.insecure.action').includes('Route'))
      yield failAt(record, 'requestPolicy.insecure.action is Route: plaintext requests are served', [
        fieldOf(record, 'requestPolicy.insecure.action', 'Route'),
      ]);
}
