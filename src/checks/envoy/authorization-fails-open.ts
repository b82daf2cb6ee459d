import type { EnvoyFacts } from '../../addons/types.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { ofContour } from '../helpers/envoy-settings.ts';
import { weakProxies } from '../helpers/contour.ts';
import { askedOfEnvoys, doubtOf, failAt, fieldOf, placeName, valuesAt } from '../helpers/envoy.ts';

export default defineCheck({
  id: 'envoy/authorization-fails-open',
  title: 'Envoy authorization fails open',
  control: 'Failure mode of authorization in Envoy',
  severity: 'medium',
  why: 'Requests are forwarded without authorization while the authorization service does not answer, or because rules are only counted. An attacker who stops that service has access to everything behind it.',
  remediation:
    'Remove `failure_mode_allow` from `ext_authz`, and set `rules` in addition to `shadow_rules` of `rbac`. In Envoy Gateway, remove `extAuth.failOpen` of SecurityPolicy; in Contour, remove `failOpen` of `authorization` and `globalExtAuth`.',
  references: ['envoy-external-authorization', 'K03'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['envoy', 'gateways', 'workloads'],
  run: ({ envoy, extensions }): Iterable<Finding> =>
    askedOfEnvoys(envoy, {
      asks: ['listeners'],
      covers: ['Envoy Gateway', 'Contour'],
      faults: ({ listeners }) =>
        listeners.flatMap((listener) =>
          (listener.http ?? [])
            .flatMap(({ guards = [] }) => guards)
            .filter(({ filter, weak }) => weak !== undefined && DECIDES.has(filter))
            .map(({ filter, weak = '' }) => ({
              what: `${filter} has ${weak} on the listener on ${placeName(listener)}`,
            })),
        ),
      doubts: (bootstrap) => doubtOf(bootstrap, (filter) => DECIDES.has(filter)),
      objects: (facts) => ofObjects(facts, extensions),
      none: 'no authorization filter fails open',
    }),
});

const DECIDES: ReadonlySet<string> = new Set(['ext_authz', 'ext_proc', 'rbac']);

/** Kinds, and the path of the switch. */
const FIELDS: readonly (readonly [kind: string, path: string])[] = [
  ['gateway.envoyproxy.io/SecurityPolicy', 'extAuth.failOpen'],
  ['gateway.envoyproxy.io/EnvoyExtensionPolicy', 'extProc.failOpen'],
  ['gateway.envoyproxy.io/EnvoyExtensionPolicy', 'wasm.failOpen'],
];

function* ofObjects(
  envoy: EnvoyFacts,
  extensions: CheckParts['extensions'],
): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const [kind, path] of FIELDS)
    for (const record of envoy.objects(kind))
      if (valuesAt(record, path).includes(true))
        yield {
          ...failAt(
            record,
            `${path} is true`,
            [fieldOf(record, path, true)],
            path === 'extAuth.failOpen' ? 'medium' : 'low',
          ),
          detail: path,
        };
  yield* weakProxies(extensions, {
    'authorization.failOpen': { what: 'virtualhost.authorization.failOpen is true', severity: 'medium' },
  });
  yield* ofContour(envoy, extensions, {
    key: 'globalExtAuth.failOpen',
    path: 'globalExtAuth.failOpen',
    fault: (value) => (value === true ? { what: 'is true (expected: false)' } : undefined),
  });
}
