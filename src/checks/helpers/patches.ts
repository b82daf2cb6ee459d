import { kubernetesReleases } from '../../data/kubernetes-releases.ts';
import { isPrerelease, kubernetesMinor, parseVersion } from '../../model/version.ts';

export interface Gap {
  missing: number;
  /** `1.36.6`. */
  newest: string;
}

/** How far a version is behind the newest patch of its minor that was out; undefined for a minor that is not in the table. */
export function behind(version: string): Gap | undefined {
  const minor = kubernetesMinor(version);
  const release = minor === undefined ? undefined : kubernetesReleases.find((one) => one.minor === minor);
  if (!release) return undefined;
  // A build before a release is not that release.
  const own = (parseVersion(version)?.patch ?? 0) - (isPrerelease(version) ? 1 : 0);
  return {
    missing: Math.max(0, release.lastPatch - own),
    newest: `1.${release.minor}.${release.lastPatch}`,
  };
}
