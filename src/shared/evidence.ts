/** What a statement rests on. Shared by the model, the checks and the result. */

/** Strongest first. `default`: an absent flag whose default in that version is known. `documented`: a provider's promise. */
export type Confidence = 'observed' | 'default' | 'inferred' | 'documented';

/** Who said it. `configmap` is intent: kubeadm-config never decides alone; what OpenShift's operator rolls out does, as `inferred`. */
export type Witness =
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
  witness: Witness;
  confidence: Confidence;
  /** Object or path, e.g. `pod kube-system/kube-apiserver-cp-1`, `GET /flagz`. */
  source: string;
  /** The value seen, short and masked, e.g. `--anonymous-auth=true`. */
  value: string;
}

/** A value that may not be known; when it is not, why, and what would settle it (a right, a flag, a command). */
export type Known<T> =
  | { known: true; value: T; evidence: readonly Evidence[] }
  | { known: false; reason: string; settle: readonly string[] };

export function known<T>(value: T, ...evidence: readonly Evidence[]): Known<T> {
  return { known: true, value, evidence };
}

export function unknown(
  reason: string,
  ...settle: readonly string[]
): { known: false; reason: string; settle: readonly string[] } {
  return { known: false, reason, settle };
}
