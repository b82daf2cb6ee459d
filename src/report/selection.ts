/** Names of records: how `-o name` prints them, and which of them a word of the user means. */

export interface Named {
  /** Kinds that it goes by, as the API spells them; the first one is printed. Empty = the section says it all. */
  kinds: readonly string[];
  /** `ns/name` or `name`. */
  name: string;
  /** What people call it beside that; case does not matter. */
  alias?: string;
}

/** `deployment/shop/cart`, `node/cp-1`, `etcd`: unique within a section. */
export function typedName({ kinds: [kind], name }: Named): string {
  return kind === undefined ? name : `${kind.toLowerCase()}/${name}`;
}

/**
 * Does the word mean this record? `cart`, `shop/cart`, `Deployment/cart` and `deployment.apps/shop/cart`, as kubectl prints
 * kinds, all mean Deployment shop/cart.
 */
export function means({ kinds, name, alias }: Named, word: string): boolean {
  if (sameName(name, word) || alias?.toLowerCase() === word.toLowerCase()) return true;
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

/** `shop/web` and `web` both name shop/web. */
function sameName(full: string, wanted: string): boolean {
  return full === wanted || full.endsWith(`/${wanted}`);
}
