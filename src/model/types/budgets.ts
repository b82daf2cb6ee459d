import type { CustomRecord, PodRecord } from '../../snapshot/records/index.ts';
import type { WorkloadFacts } from './workloads.ts';

/** A PodDisruptionBudget, and what it is about. */
export interface BudgetFacts {
  record: CustomRecord;
  namespace: string;
  /** Pods that it picks and that a drain evicts. */
  pods: readonly PodRecord[];
  /** Pods that it picks and that a drain leaves where they are: of DaemonSets, and those that a kubelet runs from files. */
  staying: readonly PodRecord[];
  /** Pods that it picks and that name a DaemonSet which may be among those that were not seen, or that may be a kubelet's. */
  doubtful: readonly PodRecord[];
  /** How many that it picks have ended. */
  ended: number;
  /** All pods of its namespace were seen; and all controllers. */
  podsSeen: boolean;
  controllersSeen: boolean;
  /** How many DaemonSets make pods that it picks. */
  daemons: number;
  /** Controllers whose pods it picks, with the replicas that they are to have; by an autoscaler: the least, and the `most`. */
  scales: readonly { workload: WorkloadFacts; replicas?: number; most?: number; autoscaler?: string }[];
  /** Its selector is one that no pod can have. */
  picksNothing: boolean;
  /** Its selector has a requirement that cannot be read: it may pick fewer pods. */
  unclear: boolean;
}
