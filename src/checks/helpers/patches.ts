import { kubernetesReleases } from '../../data/kubernetes-releases.ts';
import { parseVersion } from '../../model/version.ts';

export interface Gap {
  missing: number;
  /** `1.36.6`. */
  newest: string;
}

/** How far a version is behind the newest patch of its minor that was out; undefined for a minor that is not in the table. */
export function behind(version: string): Gap | undefined {
  const parsed = parseVersion(version);
  const release = parsed && kubernetesReleases.find(({ minor }) => minor === parsed.minor);
  if (!parsed || !release) return undefined;
  return {
    missing: Math.max(0, release.lastPatch - parsed.patch),
    newest: `1.${release.minor}.${release.lastPatch}`,
  };
}
