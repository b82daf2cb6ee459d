import type { EnvoyFacts } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { EnvoyHttp } from '../helpers/envoy.ts';
import { ofContour } from '../helpers/envoy-settings.ts';
import { askedOfEnvoys, failAt, fieldOf, placeName, valuesAt } from '../helpers/envoy.ts';

export default defineCheck({
  id: 'envoy/path-normalization-off',
  title: 'Envoy does not normalize request paths',
  control: 'Path normalization in Envoy',
  severity: 'low',
  why: 'Envoy and the service behind it can read `/a/../admin` or `//admin` as different paths. An attacker bypasses authorization rules and routes that match by path.',
  remediation:
    'Set `normalize_path: true`, `merge_slashes: true` and `path_with_escaped_slashes_action: UNESCAPE_AND_REDIRECT`. In Envoy Gateway, remove `path.disableMergeSlashes` and `escapedSlashesAction: KeepUnchanged`; in Contour, remove `disableMergeSlashes`.',
  references: ['envoy-edge', 'K06'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['envoy', 'workloads'],
  run: ({ envoy, extensions }): Iterable<Finding> =>
    askedOfEnvoys(envoy, {
      asks: ['listeners'],
      covers: ['Envoy Gateway', 'Contour'],
      faults: ({ listeners }) =>
        listeners.flatMap((listener) =>
          (listener.http ?? []).filter(isRaw).map((http) => ({
            what: `normalize_path or merge_slashes is not true for the listener on ${placeName(listener)}${guarded(http) ? ', which authorizes requests' : ''}`,
            ...(guarded(http) && { severity: 'medium' as const }),
          })),
        ),
      objects: (facts) => ofObjects(facts, extensions),
      none: 'request paths are normalized',
    }),
});

function isRaw({ normalizePath, mergeSlashes, noUpstream }: EnvoyHttp): boolean {
  return noUpstream !== true && (normalizePath !== true || mergeSlashes !== true);
}

/** Its filters decide by the request, which usually includes the path. */
function guarded({ guards = [] }: EnvoyHttp): boolean {
  return guards.some(({ filter }) => filter !== 'ext_proc');
}

function* ofObjects(
  envoy: EnvoyFacts,
  extensions: Parameters<typeof ofContour>[1],
): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const record of envoy.objects('gateway.envoyproxy.io/ClientTrafficPolicy')) {
    if (valuesAt(record, 'path.disableMergeSlashes').includes(true))
      yield failAt(record, 'path.disableMergeSlashes is true', [
        fieldOf(record, 'path.disableMergeSlashes', true),
      ]);
    else if (valuesAt(record, 'path.escapedSlashesAction').includes('KeepUnchanged'))
      yield failAt(record, 'path.escapedSlashesAction is KeepUnchanged', [
        fieldOf(record, 'path.escapedSlashesAction', 'KeepUnchanged'),
      ]);
  }
  yield* ofContour(envoy, extensions, {
    key: 'disableMergeSlashes',
    path: 'envoy.listener.disableMergeSlashes',
    fault: (value) => (value === true ? { what: 'is true (expected: false)' } : undefined),
  });
}
