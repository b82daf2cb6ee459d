import type { WorkloadFacts } from '../../../model/types.ts';
import type { Known } from '../../../shared/evidence.ts';
import { imageVersion } from '../../../shared/image.ts';
import type { Finding } from '../../define.ts';
import { observed, workloadName, workloadRef } from '../objects.ts';
import { containersOf } from './installed.ts';
import { readSpec } from './settings.ts';

/** Compares the minor version 1.x of a program with that of the API server. */
export function evaluateMinor(
  workload: WorkloadFacts,
  images: readonly string[],
  wanted: Known<number>,
): Finding[] {
  const at = workloadRef(workload);
  return containersOf(workload, { images }).map(({ image }): Finding => {
    const evidence = [observed(workloadName(workload), image)];
    const [major, minor] = (imageVersion(image) ?? '').split('.').map(Number);
    if (major !== 1 || minor === undefined)
      return {
        verdict: 'unknown',
        at,
        message: `image ${image} has no version 1.x`,
        requires: [readSpec(workload)],
        evidence,
      };
    if (!wanted.known)
      return { verdict: 'unknown', at, message: wanted.reason, requires: wanted.requires, evidence };
    const difference = Math.abs(wanted.value - minor);
    if (difference === 0) return { verdict: 'pass', at, message: `minor version is 1.${minor}`, evidence };
    return {
      verdict: 'fail',
      at,
      ...(difference > 1 && { severity: 'medium' as const }),
      message: `minor version is 1.${minor}; expected 1.${wanted.value}`,
      evidence,
    };
  });
}
