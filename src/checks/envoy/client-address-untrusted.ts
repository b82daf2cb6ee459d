import { see } from '../../shared/requirement.ts';
import type { EnvoyFacts } from '../../addons/types.ts';
import { CLIENT_POLICY } from '../../addons/envoy/policies.ts';
import type { EnvoyBootstrapRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { EnvoyHttp } from '../helpers/envoy.ts';
import { askedOfEnvoys, externalListeners, failAt, fieldOf, placeName, valuesAt } from '../helpers/envoy.ts';
import { ofContour } from '../helpers/envoy-settings.ts';
import { listed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/client-address-untrusted',
  title: 'Envoy takes the client address from the request',
  control: 'Client address in Envoy',
  severity: 'medium',
  why: 'Without `use_remote_address`, the client sets `x-forwarded-for` and internal headers itself. Address rules, rate limits and logs then use a forged address.',
  remediation:
    'Set `use_remote_address: true` in the HTTP connection manager, and `xff_num_trusted_hops` to the number of proxies in front. In Envoy Gateway, list the addresses of these proxies in `clientIPDetection.xForwardedFor.trustedCIDRs`.',
  references: ['envoy-edge', 'K06'],
  needs: [],
  uses: ['envoy', 'services', 'exposure', 'extensions'],
  passNeeds: ['services', 'envoy'],
  run({ envoy, ...parts }): Iterable<Finding> {
    const external = externalListeners(parts);
    return askedOfEnvoys(envoy, {
      asks: ['listeners'],
      covers: ['Envoy Gateway', 'Contour'],
      faults: ({ listeners }, proxy) =>
        external(
          proxy,
          listeners.filter(({ http = [] }) => http.some(isForged)),
        ).map((listener) => ({
          what: `use_remote_address is not true for the external listener on ${placeName(listener)}`,
        })),
      doubts: ({ listeners }, proxy) => hopsOf(external(proxy, listeners)),
      objects: (facts) => ofObjects(facts, parts.extensions),
      none: 'external listeners use the address of the connection',
    });
  },
});

function isForged({ useRemoteAddress, noUpstream }: EnvoyHttp): boolean {
  return useRemoteAddress !== true && noUpstream !== true;
}

/** Nothing in the cluster shows how many HTTP proxies are in front, or whether clients can pass them by. */
const PROXIES = see(
  'check that every request passes the proxies that the setting trusts, and that they append to x-forwarded-for',
);

function hopsOf(listeners: EnvoyBootstrapRecord['listeners']): string | undefined {
  const found = listeners.flatMap((listener) =>
    (listener.http ?? []).flatMap(({ trustedHops = 0 }) =>
      trustedHops > 0 ? [`xff_num_trusted_hops is ${trustedHops} on ${placeName(listener)}`] : [],
    ),
  );
  return found.length > 0
    ? `${listed(found)}: the address comes from x-forwarded-for, and the proxies in front are not known`
    : undefined;
}

function* ofObjects(
  envoy: EnvoyFacts,
  extensions: Parameters<typeof ofContour>[1],
): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const record of envoy.objects(CLIENT_POLICY)) {
    const ranges = valuesAt(record, TRUSTED_CIDRS).filter((range) => /\/0+$/.test(String(range)));
    if (ranges.length > 0) {
      yield failAt(
        record,
        `${TRUSTED_CIDRS} contains ${listed(ranges.map(String))}: every client sets its own address`,
        [fieldOf(record, TRUSTED_CIDRS, ranges.join(', '))],
      );
      continue;
    }
    const path = FROM_HEADERS.find((one) => valuesAt(record, one).length > 0);
    if (path === undefined) continue;
    const [value] = valuesAt(record, path);
    yield {
      verdict: 'unknown',
      at: {
        kind: record.kind,
        name: record.name,
        ...(record.namespace !== undefined && { namespace: record.namespace }),
      },
      message: `${path} is ${String(value)}: the address comes from a header, and the proxies in front are not known`,
      requires: [PROXIES],
      evidence: [fieldOf(record, path, value)],
    };
  }
  yield* ofContour(envoy, extensions, {
    key: 'network.num-trusted-hops',
    path: 'envoy.network.numTrustedHops',
    fault: (value) =>
      Number(value ?? 0) > 0
        ? { what: `is ${String(value)}: the proxies in front are not known`, open: PROXIES }
        : undefined,
  });
}

const TRUSTED_CIDRS = 'clientIPDetection.xForwardedFor.trustedCIDRs';
/** With either, Envoy Gateway sets `use_remote_address: false` (internal/xds/translator/listener.go). */
const FROM_HEADERS = [
  'clientIPDetection.xForwardedFor.numTrustedHops',
  'clientIPDetection.customHeader.name',
] as const;
