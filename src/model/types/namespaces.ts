import type { UnknownReason } from '../../shared/evidence.ts';
import type { PodSecurityLevel } from '../pod-security.ts';
import type { CustomRecord, NamespaceRecord, PodRecord } from '../../snapshot/records/index.ts';

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
  /** All of its Pod Security labels. */
  policy: PodSecurityPolicy;
  pods: readonly PodRecord[];
}

/** One mode of Pod Security admission in a namespace. */
export interface PodSecurityMode {
  level: PodSecurityLevel;
  /** The pinned minor of the standards; absent = that of the API server. */
  minor?: number;
}

/** What the Pod Security labels of a namespace mean for the admission plugin. */
export interface PodSecurityPolicy {
  enforce?: PodSecurityMode;
  audit?: PodSecurityMode;
  warn?: PodSecurityMode;
  /** Labels with a value that the plugin does not accept. */
  invalid: readonly { key: string; value: string }[];
  /** Labels with its prefix that it does not read. */
  unknownKeys: readonly string[];
}

/** ResourceQuotas and LimitRanges by namespace. */
export interface NamespaceLimits {
  quotas: ReadonlyMap<string, readonly CustomRecord[]>;
  limitRanges: ReadonlyMap<string, readonly CustomRecord[]>;
}
