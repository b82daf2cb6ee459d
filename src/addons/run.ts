import { lastingContainers } from './images.ts';
import type { ClusterModel } from '../model/parts.ts';
import type { WorkloadFacts } from '../model/types.ts';
import { compare } from '../model/sorting.ts';
import { addonSignals } from './catalogue.ts';
import { envoyAddon } from './envoy/build.ts';
import { istioAddon } from './istio/build.ts';
import { membersOf } from './members.ts';
import { origins } from './origin.ts';
import type { OwnObjects } from './presence.ts';
import { clusterSignals, evidenceOf, groupEvidence, ownObjects } from './presence.ts';
import { serviceTargets } from './selection.ts';
import type { AddonSignals } from './signals.ts';
import { calledServices, stateOfWorkloads, stateWithoutWorkloads } from './state.ts';
import type { AddonFacts, EnvoyFacts, IstioFacts, RecognizedAddon } from './types.ts';
import { unrecognizedAddons } from './unrecognized.ts';
import { versionsOf } from './versions.ts';

/** Recognizes the software in the cluster other than Kubernetes, sorted. Pure. */
export function detectAddons(
  model: ClusterModel & { readonly istio: IstioFacts; readonly envoy: EnvoyFacts },
): AddonFacts[] {
  const { workloads, services } = model;
  const targets = serviceTargets(services, workloads);
  const known = [
    ...catalogueAddons(model, targets),
    istioAddon(model, model.istio),
    envoyAddon(model, model.envoy),
  ].filter((addon) => addon !== undefined);
  return [...known, ...unrecognizedAddons(model, known, targets)]
    .map((addon) => complete(addon))
    .sort((a, b) => compare(a.category, b.category) || compare(a.name, b.name) || compare(a.id, b.id));
}

function catalogueAddons(
  model: ClusterModel,
  targets: ReturnType<typeof serviceTargets>,
): (RecognizedAddon | undefined)[] {
  const objects = ownObjects(model, addonSignals);
  const members = membersOf(
    model.workloads,
    addonSignals,
    clusterSignals(objects),
    ({ calls }) => calls.flatMap(calledServices).flatMap(targets),
    objects,
  );
  const ids = new Set([...members.of.keys()].map(({ id }) => id));
  return addonSignals.map((signals) => {
    const own = objects.get(signals);
    const found = members.of.get(signals);
    if (found)
      return { ...installed(signals, found, own, model.trust), renamed: members.renamed.get(signals) ?? [] };
    // Its operator creates the rest on demand, and its CRDs are the operator's.
    if (signals.createdBy !== undefined && ids.has(signals.createdBy)) return undefined;
    return own && withoutWorkloads(signals, own, model);
  });
}

function installed(
  signals: AddonSignals,
  members: ReadonlyMap<WorkloadFacts, RecognizedAddon['evidence'][number]>,
  own: OwnObjects | undefined,
  trust: ClusterModel['trust'],
): RecognizedAddon {
  const { id, name, category } = signals;
  const workloads = [...members.keys()];
  const versions = versionsOf(signals, workloads, own?.crds ?? []);
  return {
    id,
    name,
    category,
    ...(versions.length > 0 && { version: versions.map(({ version }) => version).join(', ') }),
    versions,
    namespaces: [...new Set(workloads.map(({ namespace }) => namespace))].sort(),
    workloads,
    ...origins(workloads, signals, trust),
    evidence: [...members.values()].slice(0, 3),
    ...(own?.group !== undefined && { api: groupEvidence({ group: own.group, crds: own.crds }) }),
    notes: [],
  };
}

/** What is left of it, or what it runs elsewhere for; undefined where nothing identifies it. */
function withoutWorkloads(
  signals: AddonSignals,
  own: OwnObjects,
  model: ClusterModel,
): RecognizedAddon | undefined {
  const { id, name, category, definitions, mayBeHosted } = signals;
  if (own.group === undefined && own.calls.length === 0) return undefined;
  const evidence = evidenceOf(own).slice(0, 3);
  const versions = versionsOf(signals, [], own.crds);
  const state = definitions
    ? ({ known: true, value: 'installed', evidence } as const)
    : stateWithoutWorkloads(model, own.calls, evidence, mayBeHosted === true && canBeHosted(model));
  return {
    id,
    name,
    category,
    ...(versions.length > 0 && { version: versions.map(({ version }) => version).join(', ') }),
    versions,
    namespaces: [],
    ...(own.group !== undefined && { form: 'CRDs only' }),
    workloads: [],
    trusted: [],
    uncertain: [],
    evidence,
    state,
    notes: [noteOn(state)],
  };
}

/** Only a provider that runs the control plane runs add-ons beside it. */
function canBeHosted({ cluster: { managed } }: ClusterModel): boolean {
  return !managed.known || managed.value;
}

function noteOn(state: NonNullable<RecognizedAddon['state']>): string {
  if (!state.known) return `CRDs installed; ${state.reason}`;
  switch (state.value) {
    case 'external':
      return 'a webhook refers to a controller outside the cluster';
    case 'controller-missing':
      return 'a webhook or an APIService refers to a controller that does not exist';
    case 'installed':
      return 'an API that other add-ons implement';
    default:
      return 'CRDs installed, no controller found (stale CRDs or an external controller)';
  }
}

/** Adds the facts that follow from the workloads. */
function complete(addon: RecognizedAddon): AddonFacts {
  const { workloads, version, state, versions } = addon;
  const images = new Set(
    workloads.flatMap((workload) => lastingContainers(workload).map(({ image }) => image)),
  );
  const counted = workloads.filter(({ kind }) => kind !== 'CronJob' && kind !== 'Job');
  const replicas = sumOf(
    counted.map((workload) => workload.replicas ?? (workload.kind === 'Pod' ? 1 : undefined)),
  );
  const ready = sumOf(counted.map((workload) => workload.ready));
  return {
    ...addon,
    state: state ?? stateOfWorkloads(workloads),
    versions: versions ?? (version === undefined ? [] : version.split(', ').map(fromImage)),
    images: [...images].sort(),
    ...(replicas !== undefined && { replicas }),
    ...(ready !== undefined && { ready }),
  };
}

function fromImage(version: string): AddonFacts['versions'][number] {
  return { version, source: 'image' };
}

function sumOf(numbers: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const number of numbers) {
    if (number === undefined) return undefined;
    sum += number;
  }
  return numbers.length > 0 ? sum : undefined;
}
