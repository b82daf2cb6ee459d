import { systemNamespaces } from '../data/system-namespaces.ts';
import type { ProductMarks, TrustFacts, WorkloadFacts } from '../model/types.ts';
import type { AddonFacts } from './types.ts';

/**
 * Which of the workloads that look like a product an administrator put there. What cannot be told is said of namespaces that are
 * named after an add-on alone: elsewhere a workload is its author's until an administrator speaks for it.
 */
export function origins(
  workloads: readonly WorkloadFacts[],
  marks: ProductMarks,
  trust: Pick<TrustFacts, 'put'>,
): Pick<AddonFacts, 'trusted' | 'doubtful'> {
  const evaluated = workloads.map((workload) => ({ workload, put: trust.put(workload, marks) }));
  return {
    trusted: evaluated.flatMap(({ workload, put }) => (put.known && put.value ? workload : [])),
    doubtful: evaluated.flatMap(({ workload, put }) =>
      put.known || !systemNamespaces.has(workload.namespace)
        ? []
        : { workload, reason: put.reason, requires: put.requires },
    ),
  };
}

/** Some pod of it is ready: what is scaled to zero, or does not come up, does nothing. */
export function isRunning({ ready, pods }: WorkloadFacts): boolean {
  return (ready ?? 0) > 0 || pods.some((pod) => pod.ready);
}
