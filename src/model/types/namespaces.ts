import type { UnknownReason } from '../../shared/evidence.ts';
import type { NamespaceRecord, PodRecord } from '../../snapshot/records/index.ts';

export interface NamespaceFacts {
  record: NamespaceRecord;
  name: string;
  builtIn: boolean;
  /** Made by the distribution, a cloud or an add-on, as far as an administrator's word shows it (TrustFacts.isProducts). */
  system: boolean;
  /** Its name is an add-on's, and whether it is the add-on's cannot be told: why, and what is required to know it. */
  unclear?: UnknownReason;
  /** pod-security.kubernetes.io/enforce. */
  podSecurity?: string;
  pods: readonly PodRecord[];
}
