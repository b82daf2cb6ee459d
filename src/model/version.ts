/** Version strings of servers, kubelets and images: `v1.34.2-gke.100`, `v1.31.0+k3s1`, `3.6.8-0`. */

export interface ParsedVersion {
  major: number;
  minor: number;
  patch: number;
  /** What follows, e.g. `-gke.100`, `+k3s1`; empty for upstream builds. */
  suffix: string;
}

/**
 * Undefined when the text does not begin like a version, and for 0.0.0, which builds without a version report
 * (`v0.0.0-master+$Format:%H$`): it names no release.
 */
export function parseVersion(text: string): ParsedVersion | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?(.*)$/.exec(text);
  if (!match) return undefined;
  const [major, minor, patch] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (major + minor + patch === 0) return undefined;
  return { major, minor, patch, suffix: match[4] ?? '' };
}

/** Minor of a Kubernetes version: undefined for other tags, such as a date. */
export function kubernetesMinor(text: string): number | undefined {
  const version = parseVersion(text);
  return version?.major === 1 ? version.minor : undefined;
}

/** `v1.36.0-rc.1`: a build before the release of that name. */
export function isPrerelease(text: string): boolean {
  return /^-(?:alpha|beta|rc)(?:[.\d+-]|$)/.test(parseVersion(text)?.suffix ?? '');
}

/** `1.37`; undefined when the text is not a version. */
export function minorName(text: string): string | undefined {
  const version = parseVersion(text);
  return version && `${version.major}.${version.minor}`;
}

/** The tag of an image reference; undefined when it has none or only a digest. */
export function imageTag(image: string): string | undefined {
  const withoutDigest = image.split('@', 1)[0] ?? '';
  const colon = withoutDigest.lastIndexOf(':');
  return colon > withoutDigest.lastIndexOf('/') ? withoutDigest.slice(colon + 1) : undefined;
}
