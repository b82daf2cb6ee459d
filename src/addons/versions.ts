import type { WorkloadFacts } from '../model/types.ts';
import { compare } from '../model/sorting.ts';
import type { CrdRecord } from '../snapshot/records/index.ts';
import { imageVersion } from '../shared/image.ts';
import { containerOf, lastingContainers } from './images.ts';
import type { AddonSignals } from './signals.ts';
import type { AddonVersion } from './types.ts';

/**
 * The versions of an add-on: those of its images, except images with a version of their own. Without any tag, the labels of
 * the workloads count, and the annotations of CRDs last: a chart upgrades workloads, and often leaves CRDs.
 */
export function versionsOf(
  signals: AddonSignals,
  workloads: readonly WorkloadFacts[],
  crds: readonly CrdRecord[],
): readonly AddonVersion[] {
  const { images, unversioned = [], sidecar } = signals;
  const own = images.filter((image) => !unversioned.includes(image));
  const sources: readonly (readonly [AddonVersion['source'], () => readonly (string | undefined)[]])[] = [
    [
      'image',
      () => workloads.map((workload) => tagOf(workload, own, sidecar) ?? renamedTag(workload, signals)),
    ],
    ['label', () => workloads.map(labeledVersion)],
    ['chart', () => workloads.map(chartVersion)],
    ['definition', () => crds.map(definedVersion)],
  ];
  for (const [source, read] of sources) {
    const versions = distinctVersions(read());
    if (versions.length > 0) return versions.map((version) => ({ version, source }));
  }
  return [];
}

/** Sorted by their numbers. */
export function distinctVersions(versions: readonly (string | undefined)[]): string[] {
  return [...new Set(versions.filter((version) => version !== undefined))].sort(
    (a, b) => a.localeCompare(b, 'en', { numeric: true }) || compare(a, b),
  );
}

function tagOf(workload: WorkloadFacts, images: readonly string[], sidecar?: string): string | undefined {
  const container = containerOf(workload, images, sidecar);
  return container && imageVersion(container.image);
}

/**
 * The tag of the only container, in a workload that was recognized without its image; unknown where some programs of the add-on have versions
 * of their own, because it may be one of them.
 */
function renamedTag(workload: WorkloadFacts, { images, unversioned = [] }: AddonSignals): string | undefined {
  if (unversioned.length > 0) return undefined;
  const [only, ...others] = lastingContainers(workload);
  return only && others.length === 0 && !containerOf(workload, images) ? imageVersion(only.image) : undefined;
}

function labelOf({ labels = {}, template }: WorkloadFacts, name: string): string | undefined {
  return labels[name] ?? template.labels[name];
}

const VERSION = /^v?(\d+\.\d+(?:\.\d+)?)(?=$|[-+_])/;

function labeledVersion(workload: WorkloadFacts): string | undefined {
  return VERSION.exec(labelOf(workload, 'app.kubernetes.io/version') ?? '')?.[1];
}

/** `cert-manager-v1.21.0`: the version of the chart, which many projects keep equal to that of the program. */
function chartVersion(workload: WorkloadFacts): string | undefined {
  return /-v?(\d+\.\d+(?:\.\d+)?)(?=$|[-+_])/.exec(labelOf(workload, 'helm.sh/chart') ?? '')?.[1];
}

const ANNOTATIONS = ['gateway.networking.k8s.io/bundle-version', 'app.kubernetes.io/version'];

function definedVersion({ annotations, labels }: CrdRecord): string | undefined {
  for (const name of ANNOTATIONS) {
    const version = VERSION.exec(annotations[name] ?? labels[name] ?? '')?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}
