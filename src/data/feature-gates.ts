/**
 * Stages of the feature gates that checks evaluate, by minor release of Kubernetes: from `since` on. `AllAlpha` and `AllBeta` apply to
 * the gates of their stage that are not set by name. As of 2026-11-30; source: pkg/features/kube_features.go of
 * https://github.com/kubernetes/kubernetes, releases 1.12 to 1.36.
 */
export const asOf = '2026-11-30';

export interface GateStage {
  since: number;
  stage: 'alpha' | 'beta' | 'stable';
  /** Whether it is on by default. */
  on: boolean;
}

/** Oldest first. */
export const featureGates = {
  AuthorizePodWebsocketUpgradeCreatePermission: [{ since: 35, stage: 'beta', on: true }],
  ConstrainedImpersonation: [
    { since: 35, stage: 'alpha', on: false },
    { since: 36, stage: 'beta', on: true },
  ],
  PodSecurity: [
    { since: 22, stage: 'alpha', on: false },
    { since: 23, stage: 'beta', on: true },
    { since: 25, stage: 'stable', on: true },
  ],
  RotateKubeletServerCertificate: [
    { since: 7, stage: 'alpha', on: false },
    { since: 12, stage: 'beta', on: true },
  ],
} as const satisfies Readonly<Record<string, readonly GateStage[]>>;

export type FeatureGate = keyof typeof featureGates;

/** Gates that set all gates of a stage. */
export const ofStage = { alpha: 'AllAlpha', beta: 'AllBeta', stable: undefined } as const;
