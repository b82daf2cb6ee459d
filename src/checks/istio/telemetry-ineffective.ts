import type { MeshSettings } from '../../snapshot/mesh-settings.ts';
import type { TelemetryFacts } from '../../addons/istio/telemetry.ts';
import { isWide, providerExists, readTelemetries } from '../../addons/istio/telemetry.ts';
import { groupBy, put } from '../../shared/group.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { invalidOnes, policyName, policyRef, policyVerdict } from '../helpers/mesh-policies.ts';
import { listed, observed, workloadName } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/telemetry-ineffective',
  title: 'Istio Telemetry without effect or in conflict',
  control: 'Effect of Istio Telemetry',
  severity: 'low',
  why: 'Only the oldest Telemetry without a selector counts in a namespace, and an unknown provider receives nothing. Access logs or traces that an investigation requires are missing unnoticed.',
  remediation:
    'Keep one Telemetry without `selector` in each namespace, correct `selector.matchLabels`, and name a provider of `extensionProviders` in the mesh configuration.',
  references: ['istio-access-logs', 'istio-analysis-messages', 'K10'],
  needs: [],
  uses: ['istio', 'mesh', 'meshEdge', 'extensions'],
  passNeeds: ['istio', 'pods', 'workloads'],
  kinds: { istio: ['telemetry.istio.io/Telemetry'] },
  *run({ istio, mesh, meshEdge, extensions }): Iterable<Finding> {
    const telemetries = readTelemetries(extensions.custom);
    const valid = telemetries.filter(({ problem }) => problem === undefined);
    const { settings } = mesh;
    const words = new Map<TelemetryFacts, string[]>();
    for (const [one, text] of [
      ...shadowed(valid),
      ...selections(valid, meshEdge),
      ...(settings.known ? valid.flatMap((one) => withoutProvider(one, settings.value)) : []),
    ])
      words.set(one, [...(words.get(one) ?? []), text]);
    const faults = [...words].map(([one, found]): Finding => ({
      verdict: 'fail',
      at: policyRef(one.record),
      message: found.join('; '),
      restsOn: ['pods', 'workloads', 'istio'],
      evidence: [observed(policyName(one), found.join('; '))],
    }));
    const open =
      faults.length === 0 && valid.length > 0 && !settings.known
        ? [{ verdict: 'unknown' as const, message: settings.reason, requires: settings.requires }]
        : [];
    yield* policyVerdict(istio, {
      findings: [...faults, ...invalidOnes(telemetries), ...open],
      objects: telemetries.length,
      noun: 'Telemetry',
      pass: 'every Telemetry is in effect',
    });
  },
});

type Found = [TelemetryFacts, string];

/** The oldest without a selector counts (istio pilot/pkg/model/telemetry.go, namespaceWideTelemetryConfig). */
function shadowed(telemetries: readonly TelemetryFacts[]): Found[] {
  return [...groupBy(telemetries.filter(isWide), ({ namespace }) => namespace).values()].flatMap(
    ([first, ...rest]) =>
      first ? rest.map((one): Found => [one, `ignored: ${first.name} without a selector is older`]) : [],
  );
}

/** Selectors that match nothing, and workloads or targets that several select: the later ones override the others. */
function selections(telemetries: readonly TelemetryFacts[], { selected }: CheckParts['meshEdge']): Found[] {
  const places = new Map<string, TelemetryFacts[]>();
  const found: Found[] = [];
  for (const one of telemetries) {
    if (isWide(one)) continue;
    const { namespace, targetRefs, selector = {} } = one;
    const names =
      targetRefs.length > 0
        ? targetRefs.map(({ kind, name }) => `${kind} ${namespace}/${name}`)
        : selected(selector, namespace).map(workloadName);
    if (names.length === 0)
      found.push([one, `selector ${selectorText(one)} matches no Pod of the namespace`]);
    for (const name of new Set(names)) put(places, name, one);
  }
  const conflicts = new Map<TelemetryFacts, Found>();
  for (const [place, all] of places)
    if (all.length > 1)
      for (const one of all.slice(0, SHOWN))
        if (!conflicts.has(one)) {
          const others = all.slice(0, SHOWN).filter((other) => other !== one);
          conflicts.set(one, [one, `${listed(others.map(({ name }) => name))} also selects ${place}`]);
        }
  return [...found, ...conflicts.values()];
}

/** Hundreds may select one workload, and a few names are enough. */
const SHOWN = 20;

function selectorText({ selector = {} }: TelemetryFacts): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

/** Entries for access logs that no provider receives; one that only disables logs needs none. */
function withoutProvider(one: TelemetryFacts, settings: MeshSettings): Found[] {
  const enabling = one.logs.filter(({ disabled }) => !disabled);
  const unknown = enabling.flatMap(({ providers }) =>
    providers.filter((name) => !providerExists(name, settings)),
  );
  const none =
    enabling.some(({ providers }) => providers.length === 0) &&
    (settings.defaultProviders?.accessLogging ?? []).length === 0;
  return [
    ...(unknown.length > 0
      ? [[one, `accessLogging provider ${listed([...new Set(unknown)])} does not exist`] as Found]
      : []),
    ...(none ? [[one, 'accessLogging names no provider, and the mesh has no default one'] as Found] : []),
  ];
}
