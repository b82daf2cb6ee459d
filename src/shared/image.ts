/**
 * Names of container images. Registries are mirrored and images are repackaged, so a program is recognized by the last path segments,
 * without the additions of packagers. An image can have any name: a match indicates what a container is, and does not prove its origin.
 */
import { packagerFolders, vendorImages } from './vendor-images.ts';

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

/** Registry and folder of an image: everything before the last slash, unchanged. */
export function imageSource(image: string): string {
  return image.slice(0, Math.max(0, image.lastIndexOf('/')));
}

/**
 * Prefixes of packagers: Rancher (`mirrored-`, `hardened-`), OpenShift (`ose-`, `origin-`), clouds; and folders that a mirror joined with the
 * name (`mirrored-library-traefik`, `hardened-k8s-metrics-server`).
 */
const PREFIX =
  /^(?:mirrored|hardened|rancher|ose|origin|bitnami|eks|gke|aks|library|jetstack|k8s|sig-storage)-/;

/**
 * Suffixes of packagers: platforms, base images, variants (`-amd64`, `-rhel9`, `-fips`, `-chroot`), editions (`-enterprise`); ko appends the MD5 of the import path.
 */
const SUFFIX =
  /-(?:linux-)?(?:amd64|x86_64|arm64|arm|armv7|ppc64le|s390x|slim|chroot|distroless|debug|fips|alpine|debian|ubuntu|dev|latest|enterprise|oss|ubi\d*|rhel\d+|[\da-f]{32})$/;

/** Base image in the middle of a name: `strimzi-rhel9-operator`. */
const INFIX = /-(?:rhel|ubi)\d+(?=-)/;

/** Words of image names that say nothing about the product. */
const COMMON = new Set(['operator', 'controller', 'kubernetes', 'cluster', 'policy']);

/** Every recognition compares the same images with many names. Bounded, because the images of a snapshot are untrusted. */
const known = new Map<string, readonly string[]>();
const MAX_KNOWN = 10_000;

/** The last segment unchanged, then with the packagers' additions removed one by one. */
export function imageNames(image: string): readonly string[] {
  const before = known.get(image);
  if (before) return before;
  const names = namesIn(image);
  if (known.size < MAX_KNOWN) known.set(image, names);
  return names;
}

function namesIn(image: string): readonly string[] {
  const names = bareNames(image);
  const upstream = upstreamImage(image, names);
  return upstream === undefined ? names : [...new Set([...names, ...bareNames(upstream)])];
}

function bareNames(image: string): string[] {
  let name = parseImage(image).path.at(-1) ?? '';
  const names = [name];
  for (;;) {
    const bare = name.replace(PREFIX, '').replace(SUFFIX, '').replace(INFIX, '');
    if (bare === name || bare === '') return names;
    names.push((name = bare));
  }
}

/** The upstream image that a vendor's image replaces; `names`: those of the image. */
function upstreamImage(image: string, names: readonly string[]): string | undefined {
  const folder = parseImage(image).path.at(-2);
  if (folder === undefined) return undefined;
  const key = names.map((name) => `${folder}/${name}`).find((one) => Object.hasOwn(vendorImages, one));
  return key === undefined ? undefined : vendorImages[key];
}

/**
 * Whether the image ends in these path segments (`pilot`, `ingress-nginx/controller`). A mirror may have joined the segments with a dash:
 * `rancher/mirrored-calico-node` is `calico/node`. A packager or a mirror without folders may have left the folder out (`bitnami/velero`),
 * and a vendor may have a name of its own (`isovalent/cilium`).
 */
export function imageIs(image: string, wanted: string): boolean {
  const names = imageNames(image);
  const slash = wanted.lastIndexOf('/');
  if (slash < 0) return names.includes(wanted) || names.includes(`${wanted}-${wanted}`);
  if (names.includes(wanted.replaceAll('/', '-'))) return true;
  const last = wanted.slice(slash + 1);
  if (!names.includes(last)) return false;
  const folder = wanted.slice(0, slash);
  if (`/${foldersOf(image, wanted)}`.endsWith(`/${folder}`)) return true;
  const upstream = upstreamImage(image, names);
  return upstream === undefined ? isRepackaged(image, folder, last) : `/${upstream}`.endsWith(`/${wanted}`);
}

/** Whether the folder is missing, or a packager's, and the last segment alone names the product: `kyverno/kyverno`, `kong/kong-gateway`. */
function isRepackaged(image: string, folder: string, last: string): boolean {
  const path = parseImage(image).path;
  const own = path.at(-2);
  if (own !== undefined && !(path.length === 2 && packagerFolders.has(own))) return false;
  if (last === folder || last.startsWith(`${folder}-`)) return true;
  // A part of `nginx-gateway-fabric` names another product.
  const [word = ''] = last.split('-', 1);
  return word.length > 2 && !COMMON.has(word) && !folder.includes('-') && folder.includes(word);
}

/** Everything before the last segment; with the registry if the wanted name has one, as for images at the root of a registry. */
function foldersOf(image: string, wanted: string): string {
  if (/^[^/]*[.:]/.test(wanted)) return imageSource(image.toLowerCase());
  return parseImage(image).path.slice(0, -1).join('/');
}

/** The names (`imageNames`) of which an image has at least one when `imageIs` matches: for an index of many wanted images. */
export function imageKeys(wanted: string): string[] {
  const last = wanted.slice(wanted.lastIndexOf('/') + 1);
  return wanted.includes('/') ? [last, wanted.replaceAll('/', '-')] : [last, `${last}-${last}`];
}

/** Version in a tag: `v1.30.7-distroless` -> `1.30.7`; undefined for `latest` and digests. MinIO's releases are dates. */
export function imageVersion(image: string): string | undefined {
  const tag = parseImage(image).tag;
  const match = tag && /(?:^|[v-])(\d+\.\d+(?:\.\d+){0,2})(?=$|[-+_])|^RELEASE\.(\d{4}-\d\d-\d\d)T/.exec(tag);
  return match ? (match[1] ?? match[2]) : undefined;
}
