import type { CustomRecord, PodRecord } from '../../snapshot/records/index.ts';
import type { WorkloadFacts } from './workloads.ts';

/** A PodDisruptionBudget, and the objects that it covers. */
export interface BudgetFacts {
  record: CustomRecord;
  namespace: string;
  /** Pods that it selects and that a drain evicts. */
  pods: readonly PodRecord[];
  /** Pods that it selects and that a drain does not evict: those of DaemonSets, and static pods. */
  notEvicted: readonly PodRecord[];
  /** Pods that it selects and that name a DaemonSet which may not have been collected, or that may be static pods. */
  uncertain: readonly PodRecord[];
  /** How many of the selected pods have ended. */
  ended: number;
  /** All pods of its namespace were collected; and all controllers. */
  podsSeen: boolean;
  controllersSeen: boolean;
  /** How many DaemonSets create pods that it selects. */
  daemons: number;
  /** Controllers whose pods it selects, with their desired replicas; with an autoscaler: the minimum, and `most`. */
  scales: readonly { workload: WorkloadFacts; replicas?: number; most?: number; autoscaler?: string }[];
  /** No pod can match its selector. */
  picksNothing: boolean;
  /** Its selector has an unreadable requirement: it may select fewer pods. */
  unclear: boolean;
}
