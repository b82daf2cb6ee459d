/**
 * Names of container images. Registries are mirrored and images are repackaged, so that a program is recognised by the last
 * segments of a path, without what packagers put around them. Anybody may give an image any name: it says what a container looks
 * like, and proves nothing of who built it.
 */

/** `reg.example:5000/a/b/c:tag@sha256:..` -> path segments `[a, b, c]` and tag. */
export function parseImage(image: string): { path: readonly string[]; tag?: string } {
  const [name = ''] = image.split('@', 1);
  const slash = name.lastIndexOf('/');
  const colon = name.indexOf(':', slash + 1);
  const path = (colon < 0 ? name : name.slice(0, colon)).toLowerCase().split('/');
  const first = path[0] ?? '';
  if (path.length > 1 && (first.includes('.') || first.includes(':') || first === 'localhost')) path.shift();
  return {
    path,
    ...(colon >= 0 && { tag: name.slice(colon + 1) }),
  };
}

/** Registry and folder that an image comes from: everything before the last slash, as it is written. */
export function imageSource(image: string): string {
  return image.slice(0, Math.max(0, image.lastIndexOf('/')));
}

/** What packagers put in front: Rancher (`mirrored-`, `hardened-`), OpenShift (`ose-`, `origin-`), clouds. */
const PREFIX = /^(?:mirrored|hardened|rancher|ose|origin|bitnami|eks|gke|aks)-/;

/** What they put behind: platforms, base images, variants (`-amd64`, `-rhel9`, `-fips`, `-chroot`); ko puts the MD5 of the import path there. */
const SUFFIX =
  /-(?:linux-)?(?:amd64|x86_64|arm64|arm|armv7|ppc64le|s390x|slim|chroot|distroless|debug|fips|alpine|debian|ubuntu|dev|latest|ubi\d*|rhel\d+|[\da-f]{32})$/;

/** The last segment as the image has it, and what is left of it step by step without the packager's additions. */
export function imageNames(image: string): readonly string[] {
  let name = parseImage(image).path.at(-1) ?? '';
  const names = [name];
  for (;;) {
    const bare = name.replace(PREFIX, '').replace(SUFFIX, '');
    if (bare === name || bare === '') return names;
    names.push((name = bare));
  }
}

/**
 * Does the image end in these path segments (`pilot`, `ingress-nginx/controller`)? A mirror may have joined the segments with a
 * dash: `rancher/mirrored-calico-node` is `calico/node`.
 */
export function imageIs(image: string, wanted: string): boolean {
  const names = imageNames(image);
  const slash = wanted.lastIndexOf('/');
  if (slash < 0) return names.includes(wanted) || names.includes(`${wanted}-${wanted}`);
  if (names.includes(wanted.replaceAll('/', '-'))) return true;
  const before = `/${foldersOf(image, wanted)}`;
  return names.includes(wanted.slice(slash + 1)) && before.endsWith(`/${wanted.slice(0, slash)}`);
}

/** What stands before the last segment; a registry counts where one is wanted, as for images that stand at its root. */
function foldersOf(image: string, wanted: string): string {
  if (/^[^/]*[.:]/.test(wanted)) return imageSource(image.toLowerCase());
  return parseImage(image).path.slice(0, -1).join('/');
}

/** The names (`imageNames`) of which an image has at least one when `imageIs` says yes: for an index of many wanted images. */
export function imageKeys(wanted: string): string[] {
  const last = wanted.slice(wanted.lastIndexOf('/') + 1);
  return wanted.includes('/') ? [last, wanted.replaceAll('/', '-')] : [last, `${last}-${last}`];
}

/** Version out of a tag: `v1.30.7-distroless` -> `1.30.7`; undefined for `latest` and digests. */
export function imageVersion(image: string): string | undefined {
  const tag = parseImage(image).tag;
  const match = tag && /(?:^|[v-])(\d+\.\d+(?:\.\d+)?)(?=$|[-+_])/.exec(tag);
  return match?.[1];
}
