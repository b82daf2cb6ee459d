import type { WorkloadFacts } from '../../model/types.ts';
import type { Evidence, UnknownReason } from '../../shared/evidence.ts';

export interface AddonFacts {
  id: string;
  name: string;
  category: string;
  version?: string;
  namespaces: readonly string[];
  form?: string;
  /** Workloads that look like its controllers and agents, of any origin. */
  workloads: readonly WorkloadFacts[];
  /** Those that an administrator installed: only these excuse or satisfy anything (src/model/trust.ts). */
  trusted: readonly WorkloadFacts[];
  /** Those whose origin is unknown, with the reason and what is required to decide it. */
  uncertain: readonly ({ workload: WorkloadFacts } & UnknownReason)[];
  evidence: readonly Evidence[];
  notes: readonly string[];
}
