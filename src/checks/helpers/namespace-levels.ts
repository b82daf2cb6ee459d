import type { NeededLevel, PodSecurityLevel, Violation } from '../../model/pod-security.ts';
import { compareLevels, neededLevel } from '../../model/pod-security.ts';
import type { PodSecurityMode, WorkloadFacts } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';
import { known } from '../../shared/evidence.ts';
import type { PodTemplate } from '../../snapshot/records/index.ts';
import { listed } from './objects.ts';

/** The strictest level that admits everything in a namespace. */
export interface NamespaceLevel {
  level: PodSecurityLevel;
  /** The workloads that need it, and what the next stricter level forbids in them. */
  because: readonly { workload: WorkloadFacts; needed: NeededLevel }[];
}

/** The level that the templates of these workloads and their running pods need together. Unknown where one of them is, unless another needs privileged. */
export function levelOfWorkloads(workloads: readonly WorkloadFacts[], minor: number): Known<NamespaceLevel> {
  let open: Known<never> | undefined;
  let level: PodSecurityLevel = 'restricted';
  const because: { workload: WorkloadFacts; needed: NeededLevel }[] = [];
  for (const workload of workloads)
    for (const template of currentTemplates(workload)) {
      const needed = neededLevel(template, minor);
      if (!needed.known) {
        open ??= needed;
        continue;
      }
      const compared = compareLevels(needed.value.level, level);
      if (compared < 0) because.length = 0;
      if (compared < 0) level = needed.value.level;
      if (compared <= 0) because.push({ workload, needed: needed.value });
    }
  return open && level !== 'privileged' ? open : known({ level, because });
}

/** The templates that pods are created from, and those of pods that run. */
export function currentTemplates({ templates }: WorkloadFacts): PodTemplate[] {
  return templates
    .filter(
      ({ ofController, pods }) =>
        ofController || pods.some(({ phase }) => phase !== 'Succeeded' && phase !== 'Failed'),
    )
    .map(({ template }) => template);
}

/** The minor of the standards by which a mode is evaluated: never newer than the API server. */
export function minorOf(mode: Pick<PodSecurityMode, 'minor'>, server: Known<number>): Known<number> {
  if (mode.minor === undefined) return server;
  return known(
    server.known ? Math.min(mode.minor, server.value) : mode.minor,
    ...(server.known ? server.evidence : []),
  );
}

/** `hostPath volumes (hostPath volume data), runAsUser (container web)`. */
export function violationText(violations: readonly Violation[]): string {
  return listed(violations.map(({ control, offenders }) => `${control} (${listed(offenders, 2)})`));
}
