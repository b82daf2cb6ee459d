/**
 * Objects that set the number of replicas of a controller. As of 2026-12-01; sources:
 * https://keda.sh/docs/latest/reference/scaledobject-spec (KEDA creates a HorizontalPodAutoscaler for each ScaledObject),
 * https://docs.datadoghq.com/containers/autoscaling/, https://github.com/DataDog/watermarkpodautoscaler,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/multidimensional-pod-autoscaling,
 * https://gocrane.io/docs/core-concept/replicas-autoscaling/. A VerticalPodAutoscaler changes requests of pods, never their number.
 */
export const asOf = '2026-12-01';

export interface AutoscalerKind {
  /** `group/Kind`. */
  of: string;
  /** The field of its spec that names the controller. */
  target: 'scaleTargetRef' | 'targetRef';
  /** The default kind of the controller. */
  defaultKind?: string;
  /** Fields of its spec with the bounds, and their defaults; absent: its bounds are not read. */
  bounds?: { least: string; most: string; defaultLeast: number; defaultMost?: number };
  /** Annotations that stop it: at so many replicas, or (`true`) at those that there are. */
  paused?: { replicas: string; switch: string };
  /** In a live cluster it creates another object with the same bounds, as long as it works. */
  filesOnly?: true;
}

export const autoscalerKinds: readonly AutoscalerKind[] = [
  {
    of: 'autoscaling/HorizontalPodAutoscaler',
    target: 'scaleTargetRef',
    bounds: { least: 'minReplicas', most: 'maxReplicas', defaultLeast: 1 },
  },
  {
    of: 'keda.sh/ScaledObject',
    target: 'scaleTargetRef',
    defaultKind: 'Deployment',
    bounds: { least: 'minReplicaCount', most: 'maxReplicaCount', defaultLeast: 0, defaultMost: 100 },
    // https://keda.sh/docs/latest/concepts/scaling-deployments/#pausing-autoscaling
    paused: { replicas: 'autoscaling.keda.sh/paused-replicas', switch: 'autoscaling.keda.sh/paused' },
    filesOnly: true,
  },
  { of: 'datadoghq.com/DatadogPodAutoscaler', target: 'targetRef' },
  { of: 'datadoghq.com/WatermarkPodAutoscaler', target: 'scaleTargetRef' },
  { of: 'autoscaling.gke.io/MultidimPodAutoscaler', target: 'scaleTargetRef' },
  { of: 'autoscaling.crane.io/EffectiveHorizontalPodAutoscaler', target: 'scaleTargetRef' },
];
