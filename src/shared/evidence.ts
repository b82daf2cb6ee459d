/** Evidence of statements. Shared by the model, the checks and the result. */
import type { Requirement } from './requirement.ts';

/**
 * Strongest first. `default`: an absent flag whose default in that version is known. `documented`: stated by the provider's documentation.
 */
export type Confidence = 'observed' | 'default' | 'inferred' | 'documented';

/**
 * Kind of data source. `configmap` is declared configuration: kubeadm-config is never sufficient alone; what OpenShift's operator rolls out
 * is, as `inferred`.
 */
export type EvidenceSource =
  | 'flagz'
  | 'configz'
  | 'pod'
  | 'node-annotation'
  | 'configmap'
  | 'metrics'
  | 'health'
  | 'probe'
  | 'lease'
  | 'object'
  | 'endpoint'
  | 'version'
  | 'discovery'
  | 'provider'
  | 'data';

export interface Evidence {
  source: EvidenceSource;
  confidence: Confidence;
  /** Object or path, e.g. `pod kube-system/kube-apiserver-cp-1`, `GET /flagz`. */
  location: string;
  /** The observed value, short and masked, e.g. `--anonymous-auth=true`. */
  value: string;
}

/** A value that may be unknown. */
export type Known<T> =
  { known: true; value: T; evidence: readonly Evidence[] } | ({ known: false } & UnknownReason);

/** Why a value is unknown, and what is required to determine it. */
export interface UnknownReason {
  reason: string;
  requires: readonly Requirement[];
}

export function known<T>(value: T, ...evidence: readonly Evidence[]): Known<T> {
  return { known: true, value, evidence };
}

export function unknown(
  reason: string,
  ...requires: readonly Requirement[]
): { known: false } & UnknownReason {
  return { known: false, reason, requires };
}

/** The result for a value that is known; the reason of one that is not. */
export function andThen<T, R>(value: Known<T>, use: (value: T) => Known<R>): Known<R> {
  return value.known ? use(value.value) : value;
}
