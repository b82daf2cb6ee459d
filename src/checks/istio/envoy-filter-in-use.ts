import { isRecord, recordsIn, recordsOf } from '../../addons/istio/custom-objects.ts';
import type { IstioFacts } from '../../addons/types.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import { list } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { withoutIstio } from '../helpers/istio-control-planes.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/envoy-filter-in-use',
  title: 'EnvoyFilter modifies proxy configuration',
  control: 'EnvoyFilters of the mesh',
  severity: 'medium',
  why: 'An EnvoyFilter changes generated proxy configuration without validation and can remove authentication, authorization or TLS. After an upgrade it may no longer match, or break every proxy that it selects.',
  remediation:
    'Replace it with a supported API (Telemetry, WasmPlugin, TrafficExtension, DestinationRule). Otherwise limit it with `workloadSelector` or `targetRefs`, and set `match.proxy.proxyVersion`.',
  references: ['istio-envoy-filter', 'istio-security-best-practices'],
  needs: [],
  uses: ['extensions', 'istio'],
  passNeeds: ['istio'],
  kinds: { istio: ['networking.istio.io/EnvoyFilter'] },
  *run({ extensions, istio }): Iterable<Finding> {
    const filters = recordsOf(extensions.custom, 'networking.istio.io', 'EnvoyFilter');
    const findings = filters.flatMap((filter) => evaluate(filter, istio) ?? []);
    yield* findings;
    if (findings.length > 0) return;
    const absent = filters.length === 0 ? withoutIstio(istio) : undefined;
    if (absent) {
      yield absent;
      return;
    }
    yield {
      verdict: 'pass',
      message:
        filters.length === 0
          ? 'no EnvoyFilter exists'
          : `${plural(filters.length, 'EnvoyFilter')}, all shipped with Istio`,
      evidence: [observed('EnvoyFilters', plural(filters.length, 'object'))],
    };
  },
});

/** Filters that Istio installed for its own telemetry up to 1.21 (chart istio-discovery, telemetryv2): limited to one version each. */
const SHIPPED = /^(?:tcp-)?(?:stats|metadata-exchange|stackdriver)-filter-1\.\d+(?:-[a-z0-9-]+)?$/;

function evaluate(filter: CustomRecord, { rootNamespace, rootAssumed }: IstioFacts): Finding | undefined {
  const { namespace = '', name, spec } = filter;
  const patches = recordsIn(spec['configPatches']);
  const at = { kind: 'EnvoyFilter', namespace, name };
  const root = rootNamespace.known ? rootNamespace.value : undefined;
  if (namespace === root && !rootAssumed && SHIPPED.test(name) && patches.every(hasVersion)) return undefined;
  const evidence = [observed(`EnvoyFilter ${namespace}/${name}`, descriptionOf(patches))];
  const selects = isRecord(spec['workloadSelector']) || recordsIn(spec['targetRefs']).length > 0;
  const flaws = [
    ...(patches.some(isLua) ? ['it runs Lua code'] : []),
    ...(patches.every(hasVersion) ? [] : ['match.proxy.proxyVersion is not set']),
  ];
  const more = flaws.length > 0 ? `; ${flaws.join(', ')}` : '';
  if (root === undefined && !selects)
    return {
      verdict: 'unknown',
      at,
      message: `the root namespace of the mesh is unknown: an EnvoyFilter there without a selector applies to all proxies${more}`,
      requires:
        rootNamespace.known || rootNamespace.requires.length === 0 ? [list('pods')] : rootNamespace.requires,
      evidence,
    };
  if (namespace === root && !selects)
    return {
      verdict: 'fail',
      at,
      detail: 'mesh',
      message: `applies to all proxies of the mesh: root namespace, no selector${more}`,
      evidence,
    };
  const edge = patches.some(({ match }) => isRecord(match) && match['context'] === 'GATEWAY');
  return {
    verdict: 'fail',
    at,
    detail: 'namespace',
    ...(!edge && { severity: 'low' as const }),
    message: `${selects ? 'applies to selected proxies' : `applies to all proxies of namespace ${namespace}`}${edge ? ', gateways included' : ''}${more}`,
    evidence,
  };
}

type Patch = Readonly<Record<string, unknown>>;

function hasVersion({ match }: Patch): boolean {
  const proxy = isRecord(match) ? match['proxy'] : undefined;
  return isRecord(proxy) && typeof proxy['proxyVersion'] === 'string';
}

function isLua({ patch }: Patch): boolean {
  const value = isRecord(patch) ? patch['value'] : undefined;
  return isRecord(value) && typeof value['name'] === 'string' && /(?:^|\.)lua$/.test(value['name']);
}

function descriptionOf(patches: readonly Patch[]): string {
  const words = patches.map(({ applyTo, patch }) => {
    const operation = isRecord(patch) ? patch['operation'] : undefined;
    return `${typeof operation === 'string' ? operation : 'MERGE'} ${typeof applyTo === 'string' ? applyTo : '?'}`;
  });
  return [...new Set(words)].slice(0, 5).join(', ') || 'no patch';
}
