/**
 * What decides on the number of replicas of a controller. As of 2026-11-30; sources: https://keda.sh/docs/latest/reference/scaledobject-spec (KEDA makes a
 * HorizontalPodAutoscaler of each ScaledObject), https://docs.datadoghq.com/containers/autoscaling/, https://github.com/DataDog/watermarkpodautoscaler,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/multidimensional-pod-autoscaling, https://gocrane.io/docs/core-concept/replicas-autoscaling/.
 * A VerticalPodAutoscaler changes what pods ask for, and never their number.
 */
export const asOf = '2026-11-30';

export interface AutoscalerKind {
  /** `group/Kind`. */
  of: string;
  /** The field of its spec that names the controller. */
  target: 'scaleTargetRef' | 'targetRef';
  /** The default kind of the controller. */
  defaultKind?: string;
  /** Fields of its spec, and what holds without them; absent: how many replicas it leaves or makes is not read. */
  bounds?: { least: string; most: string; defaultLeast: number; defaultMost?: number };
  /** In a live cluster another object that it makes says the same, as long as it works. */
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
    filesOnly: true,
  },
  { of: 'datadoghq.com/DatadogPodAutoscaler', target: 'targetRef' },
  { of: 'datadoghq.com/WatermarkPodAutoscaler', target: 'scaleTargetRef' },
  { of: 'autoscaling.gke.io/MultidimPodAutoscaler', target: 'scaleTargetRef' },
  { of: 'autoscaling.crane.io/EffectiveHorizontalPodAutoscaler', target: 'scaleTargetRef' },
];
