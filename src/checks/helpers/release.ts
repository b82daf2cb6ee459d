import type { ClusterFacts, ControlPlaneFacts } from '../../model/types.ts';

/** The inputs that decide whether the API server has a feature: its release, and the feature gates of its flags. */
export interface ReleaseParts {
  cluster: Pick<ClusterFacts, 'minor' | 'emulatedMinor'>;
  controlPlane: Pick<ControlPlaneFacts, 'apiServer'>;
}

/** The minor version that the API server emulates where it reports one, else its own. Undefined = not known. */
export function effectiveMinor({ minor, emulatedMinor }: ReleaseParts['cluster']): number | undefined {
  return emulatedMinor ?? (minor.known ? minor.value : undefined);
}
