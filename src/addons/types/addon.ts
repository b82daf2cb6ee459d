import type { WorkloadFacts } from '../../model/types.ts';
import type { Evidence, Known, UnknownReason } from '../../shared/evidence.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';

/**
 * `running`: at least one pod is ready, or a CronJob starts them. `down`: workloads without a ready pod. `leftover`: CRDs without a
 * controller. `controller-missing`: a webhook or an APIService refers to a controller that does not exist. `external`: its controller runs
 * outside the cluster. `installed`: CRDs of an API that has no controller of its own.
 */
export type AddonState = 'running' | 'down' | 'leftover' | 'controller-missing' | 'external' | 'installed';

/** A version, and what it was read from, best first. */
export interface AddonVersion {
  version: string;
  source: 'image' | 'label' | 'chart' | 'definition';
}

/** A recognized add-on, before the facts that follow from its workloads. */
export interface RecognizedAddon {
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
  /** Those that names, labels or callers identify, and no image: which of its programs they run is not known. Absent = none. */
  renamed?: readonly WorkloadFacts[];
  evidence: readonly Evidence[];
  /** Its API group is served by CRDs of its own, whatever runs. Absent = no, or an add-on outside the catalogue. */
  api?: Evidence;
  notes: readonly string[];
  /** Absent = from its workloads. */
  state?: Known<AddonState>;
  /** Absent = those of the images. */
  versions?: readonly AddonVersion[];
}

export interface AddonFacts extends RecognizedAddon {
  /** Unknown where pods were not collected, and in manifests, which have no status. */
  state: Known<AddonState>;
  versions: readonly AddonVersion[];
  /** Of its workloads, sorted. */
  images: readonly string[];
  /** Desired and ready pods of all its workloads; absent where one of them does not report it. */
  replicas?: number;
  ready?: number;
}

/** The objects of a custom kind. */
export interface KindObjects {
  /** Those that were collected. */
  all: readonly CustomRecord[];
  /** Why there may be others; absent: there are none. */
  gap?: UnknownReason;
}

/** Custom resources of add-ons. */
export interface AddonObjects {
  /** By `group/Kind`. */
  of: (kind: string) => KindObjects;
  /** Every kind of an API group. */
  ofGroup: (group: string) => KindObjects;
}
