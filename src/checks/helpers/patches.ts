import { kubernetesReleases } from '../../data/kubernetes-releases.ts';
import { isPrerelease, kubernetesMinor, parseVersion } from '../../model/version.ts';

export interface Gap {
  missing: number;
  /** `1.36.6`. */
  newest: string;
}

/** How far a version is behind the newest released patch of its minor; undefined for a minor that is not in the table. */
export function behind(version: string): Gap | undefined {
  const minor = kubernetesMinor(version);
  const release = minor === undefined ? undefined : kubernetesReleases.find((one) => one.minor === minor);
  if (!release) return undefined;
  // A prerelease build is older than the release.
  const own = (parseVersion(version)?.patch ?? 0) - (isPrerelease(version) ? 1 : 0);
  return {
    missing: Math.max(0, release.lastPatch - own),
    newest: `1.${release.minor}.${release.lastPatch}`,
  };
}
