import type { Requirement } from '../../shared/requirement.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import type { ServiceFacts } from './entries.ts';

/** What the API server is told to call: a Service, or a URL of which the snapshot keeps where it leads. */
export interface BackendRef {
  /** `namespace/name`. */
  service?: string;
  /** Absent: which of its ports is meant is not known, and any will do. */
  servicePort?: number;
  urlLeads?: 'loopback' | 'cluster' | 'elsewhere';
  address?: string;
  /** What stands behind `.svc.` in the URL's host. */
  urlDomain?: string;
  /** The URL's host where it is neither an address nor a Service's name. */
  urlHost?: string;
}

/** Whether anybody answers behind it, at the time of the snapshot. */
export type Backend = {
  /** The Service behind it; absent when there is none, or it was not seen. */
  service?: ServiceFacts;
  evidence: readonly Evidence[];
  /** Some of its endpoints lie outside the cluster, whatever its pods do. */
  leaves?: readonly Evidence[];
} & (
  | { state: 'answers' }
  /** Nobody can answer: `reason` says why, with all the lists seen that it rests on. */
  | { state: 'down'; reason: string }
  | {
      state: 'unknown';
      reason: string;
      restsOn: readonly CollectorId[];
      requires: readonly Requirement[];
      /** It may lead out of the cluster. */ mayLeaveCluster?: true;
    }
  /** On the API server's own host, or outside the cluster: nothing here shows whether it answers. */
  | { state: 'own-host' | 'outside' }
);

/** Servers that the API server is told to call: behind webhooks and APIServices. */
export interface BackendFacts {
  of: (ref: BackendRef) => Backend;
}
