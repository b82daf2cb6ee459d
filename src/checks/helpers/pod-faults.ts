/** The faults of a workload's pods, from any of its templates. */
import { LIST_NODES } from '../../model/requirements.ts';
import { command, list, see } from '../../shared/requirement.ts';
import type { StorageFacts, TemplateFacts, WorkloadFacts } from '../../model/types.ts';
import type { ContainerRecord, PodTemplate } from '../../snapshot/records/index.ts';
import { TEXT_LIMITS } from '../../snapshot/text.ts';
import type { Finding } from '../define.ts';
import { listed, workloadRef } from './objects.ts';
import type { Place, PlaceParts } from './pod-places.ts';
import { placesOn } from './pod-places.ts';
import type { Requirement } from '../../shared/requirement.ts';

/** Why it is unknown whether there is a fault, and what is required to decide it. */
export interface Uncertainty {
  reason: string;
  requires: Requirement;
}

export interface Fault {
  /** `container web: privileged: true`. */
  what: string;
  /**
   * The setting is absent: admission may have filled into the pods what a controller's template omits. `linux` = Windows has no such
   * setting.
   */
  unset?: 'linux' | 'anywhere';
  /** Whether it is a fault is unknown. */
  uncertainty?: Uncertainty;
}

/** The faults of a template; empty = none. */
export type FindFaults = (template: PodTemplate, place: Place) => readonly Fault[];

export interface Faults {
  /** Each as a line of evidence. */
  wrong: readonly string[];
  /** Possible further faults. */
  uncertainties: readonly Uncertainty[];
}

const NOTHING: Faults = { wrong: [], uncertainties: [] };

const UNCLEAR_SYSTEM: Uncertainty = {
  reason: 'its Pods may run on Windows, and their nodes are not observed',
  requires: LIST_NODES,
};

const UNCOLLECTED_PODS: Uncertainty = {
  reason: 'its Pods, which contain changes by admission, are not all observed',
  requires: list('pods'),
};

const CUT: Uncertainty = {
  reason: 'a Pod of it has more containers, volumes or mounts than are kept, or longer paths',
  requires: see('review the Pod'),
};

/** Findings for workloads of which only a part was collected: whether the fault is in the rest is unknown. */
export function cutShort(workloads: readonly WorkloadFacts[]): Finding[] {
  return workloads
    .filter(({ templates }) => templates.some(({ template }) => template.cut))
    .map((workload) => ({
      verdict: 'unknown',
      at: workloadRef(workload),
      message: CUT.reason,
      requires: [CUT.requires],
    }));
}

/** Evaluates every template of a workload. A fault that only some of its pods have names them. */
export function faultsOf(workload: WorkloadFacts, parts: PlaceParts, find: FindFaults): Faults {
  const placeOf = placesOn(parts);
  const requested = workload.templates.map((facts) => {
    const place = placeOf(workload, facts);
    return { facts, place, faults: find(facts.template, place) };
  });
  if (requested.every(({ facts, faults }) => faults.length === 0 && !facts.template.cut)) return NOTHING;
  const found = new Map<string, Set<TemplateFacts>>();
  const uncertainties: Uncertainty[] = [];
  for (const { facts, place, faults } of requested) {
    if (facts.template.cut) uncertainties.push(CUT);
    for (const fault of faults) {
      const known = doubtAbout(fault, workload, facts, place);
      const open = known === 'none' ? known : (fault.uncertainty ?? known);
      if (open === 'none') continue;
      if (open) uncertainties.push(open);
      else found.set(fault.what, (found.get(fault.what) ?? new Set()).add(facts));
    }
  }
  return {
    wrong: [...found].map(([what, where]) => `${what}${whose(workload, where)}`),
    uncertainties: [
      ...new Map(uncertainties.map((uncertainty) => [uncertainty.reason, uncertainty])).values(),
    ],
  };
}

/** Why an absent setting may be no fault; `none` = it is none. */
function doubtAbout(
  { unset: missing }: Fault,
  workload: WorkloadFacts,
  facts: TemplateFacts,
  { os }: Place,
): Uncertainty | 'none' | undefined {
  if (!missing) return undefined;
  if (isFilledIn(workload, facts) || (missing === 'linux' && os === 'windows')) return 'none';
  if (missing === 'linux' && os === 'unclear') return UNCLEAR_SYSTEM;
  return workload.updated === 'unseen' && facts.ofController && facts.pods.length === 0
    ? UNCOLLECTED_PODS
    : undefined;
}

/** The templates with all settings visible: not a controller's that admission extends, where all of its pods were collected. */
export function completeTemplates(workload: WorkloadFacts): PodTemplate[] {
  return workload.templates.filter((facts) => !isFilledIn(workload, facts)).map(({ template }) => template);
}

/** Its pods contain what admission added. */
function isFilledIn({ updated }: WorkloadFacts, { ofController, pods }: TemplateFacts): boolean {
  return updated === 'all' && ofController && pods.length === 0;
}

/** ` (pod web-1)`: the pods of a workload that are meant, where others differ; empty where all pods are equal. */
export function whose({ templates, pods }: WorkloadFacts, where: ReadonlySet<TemplateFacts>): string {
  const having = [...where].flatMap((facts) => facts.pods);
  if (templates.length === 1 || (pods.length > 0 && having.length === pods.length)) return '';
  const names = having.map(({ name }) => name);
  const shown = names.length > 0 ? `Pod ${listed(names, 1)}` : 'controller template';
  return ` (${shown})`;
}

/**
 * The faults of each container, init and ephemeral ones too: `container web: <what>`. A plain string is a fault on any operating
 * system.
 */
export function ofContainers(
  { containers }: PodTemplate,
  what: (container: ContainerRecord) => Fault | string | undefined,
): Fault[] {
  const found: Fault[] = [];
  for (const container of containers) {
    const declared = what(container);
    if (declared === undefined) continue;
    const fault: Fault = typeof declared === 'string' ? { what: declared } : declared;
    found.push({ ...fault, what: `container ${container.name}: ${fault.what}` });
  }
  return found;
}

/** An absent setting, of Linux by default. */
export function unset(what: string, where: NonNullable<Fault['unset']> = 'linux'): Fault {
  return { what, unset: where };
}

/** The same for PersistentVolumes. */
export function longPaths({ volumes }: StorageFacts): Finding[] {
  return volumes
    .filter(({ cut }) => cut)
    .map(({ name }) => ({
      verdict: 'unknown',
      at: { kind: 'PersistentVolume', name },
      message: `path exceeds ${TEXT_LIMITS.path.toLocaleString('en-US')} characters and is not evaluated completely`,
      requires: [command(`kubectl get persistentvolume ${name} -o yaml`)],
    }));
}
