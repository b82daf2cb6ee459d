/** What a statement rests on. Shared by the model, the checks and the result. */
import type { Requirement } from './requirement.ts';

/** Strongest first. `default`: an absent flag whose default in that version is known. `documented`: a provider's promise. */
export type Confidence = 'observed' | 'default' | 'inferred' | 'documented';

/** Who said it. `configmap` is intent: kubeadm-config never decides alone; what OpenShift's operator rolls out does, as `inferred`. */
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
  /** The value seen, short and masked, e.g. `--anonymous-auth=true`. */
  value: string;
}

/** A value that may not be known. */
export type Known<T> =
  { known: true; value: T; evidence: readonly Evidence[] } | ({ known: false } & UnknownReason);

/** Why something is not known, and what is required to know it. */
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
