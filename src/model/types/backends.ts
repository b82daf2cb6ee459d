import type { Requirement } from '../../shared/requirement.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import type { ServiceFacts } from './entries.ts';

/** What the API server is configured to call: a Service, or a URL, of which the snapshot contains only the target. */
export interface BackendRef {
  /** `namespace/name`. */
  service?: string;
  /** Absent: the port is unknown, and any matches. */
  servicePort?: number;
  urlLeads?: 'loopback' | 'cluster' | 'elsewhere';
  address?: string;
  /** The part of the URL's host after `.svc.`. */
  urlDomain?: string;
  /** The URL's host where it is neither an address nor a Service's name. */
  urlHost?: string;
}

/** The availability of a backend at the time of the snapshot. */
export type Backend = {
  /** The Service of the backend; absent when there is none, or it was not collected. */
  service?: ServiceFacts;
  evidence: readonly Evidence[];
  /** Some of its endpoints are outside the cluster, regardless of its pods. */
  leaves?: readonly Evidence[];
} & (
  | { state: 'answers' }
  /** Unavailable: `reason` states why, based on complete lists. */
  | { state: 'down'; reason: string }
  | {
      state: 'unknown';
      reason: string;
      restsOn: readonly CollectorId[];
      requires: readonly Requirement[];
      /** It may lead out of the cluster. */ mayLeaveCluster?: true;
    }
  /** On the API server's own host, or outside the cluster: its availability is not visible here. */
  | { state: 'own-host' | 'outside' }
);

/** Servers that the API server is configured to call, for webhooks and APIServices. */
export interface BackendFacts {
  of: (ref: BackendRef) => Backend;
}
