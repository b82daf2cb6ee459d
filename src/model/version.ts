/** Version strings of servers, kubelets and images: `v1.34.2-gke.100`, `v1.31.0+k3s1`, `3.6.8-0`. */

export interface ParsedVersion {
  major: number;
  minor: number;
  patch: number;
  /** What follows, e.g. `-gke.100`, `+k3s1`; empty for upstream builds. */
  suffix: string;
}

/** Undefined when the text does not begin like a version. */
export function parseVersion(text: string): ParsedVersion | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?(.*)$/.exec(text);
  if (!match) return undefined;
  return {
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: Number(match[3] ?? 0),
    suffix: match[4] ?? '',
  };
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
