import { systemNamespaces } from '../data/system-namespaces.ts';
import type { ProductMarks, TrustFacts, WorkloadFacts } from '../model/types.ts';
import type { AddonFacts } from './types.ts';

/**
 * Which workloads that look like a product were installed by an administrator. Unknown origin is reported only for namespaces
 * that are named after an add-on: elsewhere a workload counts as a tenant's until a cluster-scoped object shows otherwise.
 */
export function origins(
  workloads: readonly WorkloadFacts[],
  marks: ProductMarks,
  trust: Pick<TrustFacts, 'put'>,
): Pick<AddonFacts, 'trusted' | 'uncertain'> {
  const evaluated = workloads.map((workload) => ({ workload, put: trust.put(workload, marks) }));
  return {
    trusted: evaluated.flatMap(({ workload, put }) => (put.known && put.value ? workload : [])),
    uncertain: evaluated.flatMap(({ workload, put }) =>
      put.known || !systemNamespaces.has(workload.namespace)
        ? []
        : { workload, reason: put.reason, requires: put.requires },
    ),
  };
}

/** At least one pod is ready: a workload scaled to zero, or one that does not start, has no effect. */
export function isRunning({ ready, pods }: WorkloadFacts): boolean {
  return (ready ?? 0) > 0 || pods.some((pod) => pod.ready);
}
