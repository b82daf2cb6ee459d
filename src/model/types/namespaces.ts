import type { UnknownReason } from '../../shared/evidence.ts';
import type { NamespaceRecord, PodRecord } from '../../snapshot/records/index.ts';

export interface NamespaceFacts {
  record: NamespaceRecord;
  name: string;
  builtIn: boolean;
  /** Created by the distribution, a cloud or an add-on, as proven by an administrator's objects (TrustFacts.isProducts). */
  system: boolean;
  /** It has the name of an add-on, and whether it is the add-on's is unknown: why, and what is required to decide it. */
  unclear?: UnknownReason;
  /** pod-security.kubernetes.io/enforce. */
  podSecurity?: string;
  pods: readonly PodRecord[];
}
