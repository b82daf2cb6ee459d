import type { WorkloadFacts } from '../model/types.ts';
import { put } from '../shared/group.ts';
import { imageKeys, imageNames } from '../shared/image.ts';
import type { Evidence } from '../shared/evidence.ts';
import { containerOf, lastingContainers } from './images.ts';
import type { ClusterSignals, OwnObjects } from './presence.ts';
import type { AddonSignals } from './signals.ts';

/** What was found of the add-ons. */
export interface Members {
  /** The workloads of each, with what each was recognized by. */
  of: ReadonlyMap<AddonSignals, ReadonlyMap<WorkloadFacts, Evidence>>;
  /** Workloads with names, labels or callers of an add-on and none of its images: which of its programs they run is not known. */
  renamed: ReadonlyMap<AddonSignals, readonly WorkloadFacts[]>;
}

/** Labels that name a program. */
const PROGRAM = ['app.kubernetes.io/name', 'k8s-app'];

/** With labels that repeat the name of the workload: kubectl sets `app`. They add nothing to it. */
const NAMING = [...PROGRAM, 'app', 'name'];

/**
 * One pass over the workloads: the last segment of each image, its name and its labels give the few candidates. Names and labels count
 * only for add-ons without a workload of their images, and only for workloads whose images belong to no other add-on: an add-on's
 * databases and proxies carry its labels as well. Without any of these, the workload that the API server calls under the add-on's name is
 * its controller.
 */
export function membersOf(
  workloads: readonly WorkloadFacts[],
  catalogue: readonly AddonSignals[],
  present: ClusterSignals,
  calledBy: (own: OwnObjects) => readonly WorkloadFacts[],
  objects: ReadonlyMap<AddonSignals, OwnObjects>,
): Members {
  const index = indexOf(catalogue);
  const members = new Map<AddonSignals, Map<WorkloadFacts, Evidence>>();
  const add = (signals: AddonSignals, workload: WorkloadFacts, value: string): void => {
    const own = members.get(signals) ?? new Map<WorkloadFacts, Evidence>();
    members.set(signals, own.set(workload, seen(workload, value)));
  };
  const candidates: (readonly [AddonSignals, WorkloadFacts, string])[] = [];
  const renamed = new Map<AddonSignals, WorkloadFacts[]>();
  for (const workload of workloads) {
    const byImage = imageCandidates(workload, index.images).flatMap((signals) => {
      const container = containerOf(workload, signals.images, signals.sidecar);
      return container ? [[signals, container.image] as const] : [];
    });
    for (const [signals, image] of byImage) add(signals, workload, image);
    if (byImage.length > 0) continue;
    for (const { signals, value, isNamed } of nameCandidates(workload, index.names, present)) {
      candidates.push([signals, workload, value]);
      if (isNamed) put(renamed, signals, workload);
    }
  }
  const ofImages = new Set(members.keys());
  for (const [signals, workload, value] of candidates)
    if (!ofImages.has(signals)) add(signals, workload, value);
  for (const [signals, own] of objects) {
    const [call] = own.calls;
    if (!call) continue;
    const isFound = members.has(signals);
    for (const workload of calledBy(own)) {
      if (containerOf(workload, signals.images, signals.sidecar)) continue;
      if (!isFound) add(signals, workload, `called by ${call.name}`);
      if (renamed.get(signals)?.includes(workload) !== true) put(renamed, signals, workload);
    }
  }
  return { of: members, renamed };
}

interface CatalogueIndex {
  images: ReadonlyMap<string, readonly AddonSignals[]>;
  names: ReadonlyMap<string, readonly AddonSignals[]>;
}

const indexes = new WeakMap<readonly AddonSignals[], CatalogueIndex>();

function indexOf(catalogue: readonly AddonSignals[]): CatalogueIndex {
  const known = indexes.get(catalogue);
  if (known) return known;
  const images = new Map<string, AddonSignals[]>();
  const names = new Map<string, AddonSignals[]>();
  for (const signals of catalogue) {
    for (const key of new Set(signals.images.flatMap(imageKeys))) put(images, key, signals);
    for (const name of new Set(signals.names ?? [])) put(names, name, signals);
  }
  const index = { images, names };
  indexes.set(catalogue, index);
  return index;
}

function imageCandidates(workload: WorkloadFacts, byName: CatalogueIndex['images']): readonly AddonSignals[] {
  const images = new Set(lastingContainers(workload).map(({ image }) => image));
  return [
    ...new Set([...images].flatMap((image) => imageNames(image).flatMap((name) => byName.get(name) ?? []))),
  ];
}

/** Two of: its name, one of its labels, an object of the cluster. `isNamed`: its name is one of them. */
function nameCandidates(
  workload: WorkloadFacts,
  byName: CatalogueIndex['names'],
  present: ClusterSignals,
): { signals: AddonSignals; value: string; isNamed: boolean }[] {
  const { kind, name } = workload;
  const programs = labeled(workload, PROGRAM, byName);
  const byLabel = labeled(workload, NAMING, byName);
  const named = new Set(endings(name).flatMap((ending) => byName.get(ending) ?? []));
  return [...new Set([...byLabel, ...named])].flatMap((signals) => {
    const object = present.get(signals);
    if (!object && !(programs.has(signals) && named.has(signals))) return [];
    const parts = [
      named.has(signals) ? `${kind} ${name}` : undefined,
      byLabel.has(signals) ? 'its labels' : undefined,
      object?.location,
    ];
    const value = parts.filter((part) => part !== undefined).join(', ');
    return [{ signals, value, isNamed: named.has(signals) }];
  });
}

function labeled(
  { labels = {}, template }: WorkloadFacts,
  keys: readonly string[],
  byName: CatalogueIndex['names'],
): ReadonlySet<AddonSignals> {
  const values = new Set(keys.flatMap((key) => [labels[key], template.labels[key]]));
  return new Set([...values].flatMap((value) => (value === undefined ? [] : (byName.get(value) ?? []))));
}

/** A name, and what is left of it without the release that precedes it: `prod-cert-manager` also ends in `cert-manager`. */
function endings(name: string): string[] {
  const words = name.split('-').slice(0, 12);
  return words.map((_, index) => words.slice(index).join('-'));
}

function seen({ kind, namespace, name }: WorkloadFacts, value: string): Evidence {
  return { source: 'object', confidence: 'observed', location: `${kind} ${namespace}/${name}`, value };
}
