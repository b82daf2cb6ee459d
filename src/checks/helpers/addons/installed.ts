import { containerOf, lastingContainers } from '../../../addons/images.ts';
import { isRunning, origins } from '../../../addons/origin.ts';
import type { AddonFacts } from '../../../addons/types.ts';
import type { ContainerFacts, ProductMarks, WorkloadFacts } from '../../../model/types.ts';
import type { UnknownReason } from '../../../shared/evidence.ts';
import { imageIs } from '../../../shared/image.ts';
import { plural } from '../../../shared/text.ts';
import { listAll, see } from '../../../shared/requirement.ts';
import type { CheckParts, Finding } from '../../define.ts';
import { observed } from '../objects.ts';

/** An add-on of the catalogue by its id, or a program that is not in it by its images. */
export type AddonName = string | ({ name: string; images: readonly string[] } & ProductMarks);

/** What runs of an add-on. */
export interface Installed {
  name: string;
  /** By their looks: enough for a fail, and for a statement about that workload itself. */
  workloads: readonly WorkloadFacts[];
  /** Installed by an administrator: required for a pass that is about anything else. */
  trusted: readonly WorkloadFacts[];
  uncertain: AddonFacts['uncertain'];
  /** Identified without an image: which of its programs they run is not known. */
  renamed: readonly WorkloadFacts[];
  /** Namespaces of its workloads. */
  namespaces: ReadonlySet<string>;
  /** Its API extension is installed, and no controller was found. */
  leftover: boolean;
}

export function installed(
  addon: AddonName,
  { addons, workloads, trust }: Pick<CheckParts, 'addons' | 'workloads' | 'trust'>,
): Installed {
  if (typeof addon !== 'string') {
    const own = workloads.filter((workload) => containerOf(workload, addon.images) !== undefined);
    const namespaces = new Set(own.map(({ namespace }) => namespace));
    return {
      name: addon.name,
      workloads: own,
      ...origins(own, addon, trust),
      renamed: addons.find(({ name }) => name === addon.name)?.renamed ?? [],
      namespaces,
      leftover: false,
    };
  }
  const found = addons.find(({ id }) => id === addon);
  return {
    name: found?.name ?? addon,
    workloads: found?.workloads ?? [],
    trusted: found?.trusted ?? [],
    uncertain: found?.uncertain ?? [],
    renamed: found?.renamed ?? [],
    namespaces: new Set(found?.workloads.map(({ namespace }) => namespace)),
    leftover: found !== undefined && found.workloads.length === 0,
  };
}

/** No workload of it runs. A pass of the family requires complete lists of workloads, and so does this. */
export function notInstalled(
  { name, leftover }: Installed,
  { workloads }: Pick<CheckParts, 'workloads'>,
): Finding {
  return {
    verdict: 'not-applicable',
    message: leftover
      ? `no controller of ${name} found; only its CRDs are installed`
      : `${name} is not installed`,
    evidence: [observed('pods', `images of ${plural(workloads.length, 'workload')} evaluated`)],
  };
}

/** A program of an add-on. */
export interface Program {
  images: readonly string[];
  /** Where one image has several programs: a word of the command line, or the name of the container. */
  runs?: RegExp;
}

/** The containers of a workload that run the program, in every template. */
export function containersOf(workload: WorkloadFacts, { images, runs }: Program): ContainerFacts[] {
  return lastingContainers(workload).filter(
    ({ name, image, command = [], args = [], env = {} }) =>
      images.some((wanted) => imageIs(image, wanted)) &&
      (runs?.test([name, ...command, ...args, env['ARGOCD_BINARY_NAME'] ?? ''].join(' ')) ?? true),
  );
}

/** Why it is not known that an administrator installed an add-on without a trusted workload. */
export function doubtOf({ name, uncertain }: Pick<AddonFacts, 'name' | 'uncertain'>): UnknownReason {
  const [first] = uncertain;
  return first
    ? { reason: first.reason, requires: first.requires }
    : {
        reason: `nothing shows that an administrator installed ${name}`,
        requires: [see(`check who installed ${name}`)],
      };
}

/**
 * Whether an administrator installed it and it runs: only then is a statement about other objects justified by it. Undefined: yes; else why
 * not.
 */
export function distrust(found: Installed): UnknownReason | undefined {
  if (found.trusted.some(isRunning)) return undefined;
  return found.trusted.length > 0
    ? { reason: `no Pod of ${found.name} is ready`, requires: [listAll('pods')] }
    : doubtOf(found);
}
