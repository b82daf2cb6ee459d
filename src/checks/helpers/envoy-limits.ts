/** Request limits that controllers of Envoys configure: Envoy Gateway by ClientTrafficPolicy, Contour by its configuration. */
import { CLIENT_POLICY, clientPoliciesOf } from '../../addons/envoy/policies.ts';
import type { EnvoyFacts, EnvoyListenerFacts } from '../../addons/types.ts';
import { groupBy } from '../../shared/group.ts';
import { see } from '../../shared/requirement.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { CheckParts, Finding } from '../define.ts';
import { edgeFinder, failAt, fieldOf, valuesAt } from './envoy.ts';
import { ofContour } from './envoy-settings.ts';
import { few, listed } from './objects.ts';

type Open = Finding & { verdict: 'fail' | 'unknown' };

const HEADERS = 'headers.withUnderscoresAction';
/** Envoy Gateway sets neither timeout by itself, and limits streams to 100 (internal/xds/translator/listener.go). */
const TIMEOUTS = ['timeout.http.requestHeadersReceivedTimeout', 'timeout.http.requestReceivedTimeout'];
/** `0s` and `0` disable a timeout. */
const NONE = /^0+(?:\.0+)?[a-z]*$/;

/** Fails of the objects that these controllers turn into configuration. */
export function* ofObjects(
  envoy: EnvoyFacts,
  parts: Parameters<typeof edgeFinder>[0] & Pick<CheckParts, 'extensions'>,
): Iterable<Open> {
  for (const record of envoy.objects(CLIENT_POLICY))
    if (valuesAt(record, HEADERS).includes('Allow'))
      yield failAt(record, `${HEADERS} is Allow (expected: RejectRequest)`, [
        fieldOf(record, HEADERS, 'Allow'),
      ]);
  yield* ofGateways(envoy, parts);
  yield* ofContour(envoy, parts.extensions, {
    key: 'timeouts.request-timeout',
    path: 'envoy.timeouts.requestTimeout',
    fault: (value) => {
      if (value === undefined) return { what: 'is not set (default: infinity)' };
      const isOff = NONE.test(String(value)) || /^infinit[ey]$/.test(String(value));
      return isOff ? { what: `is ${String(value)}: requests may take any time` } : undefined;
    },
  });
}

/** One finding per Gateway of Envoy Gateway. */
function* ofGateways(envoy: EnvoyFacts, parts: Parameters<typeof edgeFinder>[0]): Iterable<Open> {
  const isInternal = internalGateways(envoy, parts);
  const http = envoy.listeners.filter(
    ({ form, protocol, tls }) =>
      form === 'Envoy Gateway' && /^HTTPS?$/.test(protocol) && tls !== 'Passthrough',
  );
  const byGateway = groupBy(http, ({ namespace, gateway }) => `${namespace}/${gateway}`);
  for (const [place, listeners] of byGateway) {
    const [first] = listeners;
    if (!first || isInternal(place)) continue;
    const found = listeners.map((listener) => ({ listener, state: stateOf(listener, envoy) }));
    const without = found.filter(({ state }) => state === 'none').map(({ listener }) => listener);
    const unclear = found.filter(({ state }) => state === 'unclear').map(({ listener }) => listener);
    const at = { kind: 'Gateway', namespace: first.namespace, name: first.gateway };
    const evidence = few(without.length > 0 ? without : unclear, (one) => one.evidence);
    if (without.length > 0)
      yield {
        ...failAt(at, `no ClientTrafficPolicy sets ${TIMEOUTS[0] ?? ''} for ${namesOf(without)}`, evidence),
        restsOn: ['envoy'],
      };
    else if (unclear.length > 0)
      yield {
        verdict: 'unknown',
        at,
        message: `several ClientTrafficPolicies may apply to ${namesOf(unclear)}, and not all of them set a timeout`,
        requires: [see('check the status of the ClientTrafficPolicies')],
        evidence,
      };
  }
}

function namesOf(listeners: readonly EnvoyListenerFacts[]): string {
  return `listener ${listed(listeners.map(({ name }) => name))}`;
}

function stateOf(listener: EnvoyListenerFacts, { objects }: EnvoyFacts): 'limited' | 'none' | 'unclear' {
  const { applied, unclear } = clientPoliciesOf(listener, objects);
  const limited = applied.filter(hasTimeout).length;
  if (unclear.length > 0) return 'unclear';
  if (limited === 0) return 'none';
  return limited === applied.length ? 'limited' : 'unclear';
}

function hasTimeout(record: CustomRecord): boolean {
  return TIMEOUTS.some((path) => valuesAt(record, path).some((value) => !NONE.test(String(value))));
}

/** Gateways whose proxies are known, and which nothing outside the cluster reaches. */
function internalGateways(
  { proxies }: EnvoyFacts,
  parts: Parameters<typeof edgeFinder>[0],
): (place: string) => boolean {
  const edge = edgeFinder(parts);
  const own = groupBy(
    proxies.filter(({ form, trusted }) => form === 'Envoy Gateway' && trusted),
    ({ workload }) => {
      const { labels } = workload.template;
      return `${labels['gateway.envoyproxy.io/owning-gateway-namespace'] ?? ''}/${labels['gateway.envoyproxy.io/owning-gateway-name'] ?? ''}`;
    },
  );
  return (place) => {
    const found = own.get(place) ?? [];
    return found.length > 0 && found.every((proxy) => edge(proxy, 'any').length === 0);
  };
}
