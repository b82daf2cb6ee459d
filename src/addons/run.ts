import type { ClusterModel } from '../model/parts.ts';
import type { WorkloadFacts } from '../model/types.ts';
import { compare } from '../model/sorting.ts';
import type { Evidence } from '../shared/evidence.ts';
import { addonSignals } from './catalogue.ts';
import { envoyAddon } from './envoy/build.ts';
import { containerOf, lastingContainers } from './images.ts';
import { origins } from './origin.ts';
import type { AddonSignals } from './signals.ts';
import { put } from '../shared/group.ts';
import { imageKeys, imageNames, imageVersion } from '../shared/image.ts';
import { istioAddon } from './istio/build.ts';
import type { AddonFacts, EnvoyFacts, IstioFacts } from './types.ts';

/** Recognizes the software in the cluster other than Kubernetes, sorted. Pure. */
export function detectAddons(
  model: ClusterModel & { readonly istio: IstioFacts; readonly envoy: EnvoyFacts },
): AddonFacts[] {
  const found = [...catalogueAddons(model), istioAddon(model, model.istio), envoyAddon(model, model.envoy)];
  return found
    .filter((addon) => addon !== undefined)
    .sort((a, b) => compare(a.category, b.category) || compare(a.name, b.name));
}

/** One pass over the workloads: the last segment of each image gives the few candidates. */
function catalogueAddons(model: ClusterModel): AddonFacts[] {
  const byName = new Map<string, AddonSignals[]>();
  for (const signals of addonSignals)
    for (const name of new Set(signals.images.flatMap(imageKeys))) put(byName, name, signals);
  const members = new Map<AddonSignals, WorkloadFacts[]>();
  for (const workload of model.workloads) {
    const images = new Set(lastingContainers(workload).map(({ image }) => image));
    const candidates = [...images].flatMap((image) =>
      imageNames(image).flatMap((name) => byName.get(name) ?? []),
    );
    for (const signals of new Set(candidates)) {
      if (!containerOf(workload, signals.images, signals.sidecar)) continue;
      const list = members.get(signals);
      if (list) list.push(workload);
      else members.set(signals, [workload]);
    }
  }
  return addonSignals.flatMap((signals) => {
    const workloads = members.get(signals);
    return workloads ? [running(signals, workloads, model.trust)] : leftover(signals, model);
  });
}

function running(
  signals: AddonSignals,
  workloads: readonly WorkloadFacts[],
  trust: ClusterModel['trust'],
): AddonFacts {
  const { id, name, category, images, sidecar } = signals;
  const versions = [
    ...new Set(
      workloads
        .map((workload) => imageVersion(containerOf(workload, images, sidecar)?.image ?? ''))
        .filter((version) => version !== undefined),
    ),
  ].sort();
  return {
    id,
    name,
    category,
    ...(versions.length > 0 && { version: versions.join(', ') }),
    namespaces: [...new Set(workloads.map(({ namespace }) => namespace))].sort(),
    workloads,
    ...origins(workloads, signals, trust),
    evidence: workloads.slice(0, 3).map((workload): Evidence => ({
      source: 'object',
      confidence: 'observed',
      location: `${workload.kind} ${workload.namespace}/${workload.name}`,
      value: containerOf(workload, images, sidecar)?.image ?? '',
    })),
    notes: [],
  };
}

/** Definitions without a controller; the note depends on whether the pods were readable. */
function leftover(
  { id, name, category, groups = [] }: AddonSignals,
  { extensions, outcome }: ClusterModel,
): AddonFacts[] {
  const group = groups.find((candidate) => extensions.groups.has(candidate));
  if (!group) return [];
  const seen = outcome('pods').status === 'ok';
  const note = seen
    ? 'CRDs installed, no controller found (stale CRDs or an external controller)'
    : 'CRDs installed; a controller can run where Pods are not observed';
  const evidence: Evidence = {
    source: 'discovery',
    confidence: 'observed',
    location: 'API groups',
    value: group,
  };
  return [
    {
      id,
      name,
      category,
      namespaces: [],
      form: 'CRDs only',
      workloads: [],
      trusted: [],
      uncertain: [],
      evidence: [evidence],
      notes: [note],
    },
  ];
}
