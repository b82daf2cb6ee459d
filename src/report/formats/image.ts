/** An image reference, parsed as in the container runtimes (https://github.com/distribution/reference). */
export interface ImageName {
  /** `docker.io`, `registry.k8s.io:443`. */
  registry: string;
  /** `library/nginx`. */
  repository: string;
  tag?: string;
  /** `sha256:...`. */
  digest?: string;
}

/** Parts of an image reference; undefined for invalid text. */
export function parseImage(reference: string): ImageName | undefined {
  const match = /^([^@]+?)(?::([\w][\w.-]{0,127}))?(?:@([a-z0-9+._-]+:[0-9a-fA-F]{32,}))?$/.exec(reference);
  if (!match) return undefined;
  const [, name = '', tag, digest] = match;
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const path = hasRegistry ? name.slice(slash + 1) : name;
  if (path === '' || /[^a-z0-9._/-]/.test(path)) return undefined;
  return {
    registry: hasRegistry ? first : 'docker.io',
    repository: hasRegistry || path.includes('/') ? path : `library/${path}`,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** `pkg:oci/nginx@sha256%3A...?repository_url=docker.io/library/nginx&tag=1.27`; the version of an OCI purl is a digest only. */
export function ociPurl({ registry, repository, tag, digest }: ImageName): string {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const qualifiers = [
    `repository_url=${encodeURIComponent(`${registry}/${repository}`).replace(/%2F/g, '/').replace(/%3A/g, ':')}`,
    ...(tag === undefined ? [] : [`tag=${encodeURIComponent(tag)}`]),
  ];
  return `pkg:oci/${name}${digest === undefined ? '' : `@${encodeURIComponent(digest)}`}?${qualifiers.join('&')}`;
}
