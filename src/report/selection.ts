/** Names of records: output of `-o name`, and matching of user input. */

export interface Named {
  /** Kinds that it matches, in the API's spelling; the first one is printed. Empty = the section is the kind. */
  kinds: readonly string[];
  /** `ns/name` or `name`. */
  name: string;
  /** Another name for it; case-insensitive. */
  alias?: string;
  /** Names of other objects that it leads to or through, and host names. */
  others?: readonly string[];
}

/** Names for `get SECTION NAME`, the record, the row, and the additional columns of `-o wide`. */
export type SectionRow = Named & {
  /** The namespace of a namespaced object. */
  namespace?: string | undefined;
  record: object;
  row: readonly string[];
  wide: readonly string[];
};

/** A section as a table. */
export interface Drawing {
  head: readonly string[];
  wideHead: readonly string[];
  rows: readonly SectionRow[];
}

/** API groups of kinds that kubectl names with them; other kinds are of the core group or contain their group. */
const GROUPS: Readonly<Record<string, string>> = {
  Deployment: 'apps',
  DaemonSet: 'apps',
  StatefulSet: 'apps',
  ReplicaSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  Ingress: 'networking.k8s.io',
  StorageClass: 'storage.k8s.io',
  CSIDriver: 'storage.k8s.io',
  CertificateSigningRequest: 'certificates.k8s.io',
  ValidatingWebhookConfiguration: 'admissionregistration.k8s.io',
  MutatingWebhookConfiguration: 'admissionregistration.k8s.io',
  APIService: 'apiregistration.k8s.io',
  CustomResourceDefinition: 'apiextensions.k8s.io',
};

/** `deployment.apps/cart`, `node/cp-1`, as `kubectl get -o name`: without the namespace. A record without a kind has its name alone. */
export function kubectlName({ kinds: [kind], name }: Named): string {
  if (kind === undefined) return name;
  const group = Object.hasOwn(GROUPS, kind) ? `.${GROUPS[kind]}` : '';
  return `${kind.toLowerCase()}${group}/${name.slice(name.lastIndexOf('/') + 1)}`;
}

/** Whether a record has this kind, in the API's spelling; a kind without a group is in every group. */
export function isOfKind({ kinds }: Named, kind: string): boolean {
  return kinds.some((own) => sameKind(own.toLowerCase(), kind.toLowerCase()));
}

/**
 * Whether the word matches this record. `cart`, `shop/cart`, `Deployment/cart` and `deployment.apps/shop/cart`, as printed by kubectl, all
 * match Deployment shop/cart.
 */
export function means({ kinds, name, alias, others = [] }: Named, word: string): boolean {
  if (sameName(name, word) || alias?.toLowerCase() === word.toLowerCase()) return true;
  if (others.some((other) => sameName(other, word))) return true;
  const slash = word.indexOf('/');
  if (slash < 0) return false;
  const kind = word.slice(0, slash).toLowerCase();
  return kinds.some((own) => sameKind(own.toLowerCase(), kind)) && sameName(name, word.slice(slash + 1));
}

/** `gateway` and `gateway.networking.istio.io` are the same kind; two different groups are not. */
function sameKind(own: string, wanted: string): boolean {
  const [a = '', ...group] = own.split('.');
  const [b = '', ...other] = wanted.split('.');
  return a === b && (group.length === 0 || other.length === 0 || group.join('.') === other.join('.'));
}

/** `shop/web` and `web` both match shop/web. */
function sameName(full: string, wanted: string): boolean {
  return full === wanted || full.endsWith(`/${wanted}`);
}
