import type { ContainerFacts, WorkloadFacts } from '../model/types.ts';

/** `reg.example:5000/a/b/c:tag@sha256:..` -> path segments `[a, b, c]` and tag. */
export function parseImage(image: string): { path: readonly string[]; tag?: string } {
  const [name = ''] = image.split('@', 1);
  const slash = name.lastIndexOf('/');
  const colon = name.indexOf(':', slash + 1);
  const path = (colon < 0 ? name : name.slice(0, colon)).split('/');
  const first = path[0] ?? '';
  if (path.length > 1 && (first.includes('.') || first.includes(':') || first === 'localhost')) path.shift();
  return {
    path,
    ...(colon >= 0 && { tag: name.slice(colon + 1) }),
  };
}

/** Does the image end in these path segments (`pilot`, `ingress-nginx/controller`)? */
export function imageIs(image: string, wanted: string): boolean {
  return `/${parseImage(image).path.join('/')}`.endsWith(`/${wanted}`);
}

/** Version out of a tag: `v1.30.7-distroless` -> `1.30.7`; undefined for `latest` and digests. */
export function imageVersion(image: string): string | undefined {
  const tag = parseImage(image).tag;
  const match = tag && /(?:^|[v-])(\d+\.\d+(?:\.\d+)?)(?=$|[-+_])/.exec(tag);
  return match?.[1];
}

/** The workload's container with one of the images; init containers and `sidecar` do not count. */
export function containerOf(
  workload: WorkloadFacts,
  images: readonly string[],
  sidecar?: string,
): ContainerFacts | undefined {
  return workload.template.containers.find(
    ({ image, name, role }) =>
      role !== 'init' && name !== sidecar && images.some((wanted) => imageIs(image, wanted)),
  );
}
