import { insecureSuite, safeByDefaultSince } from '../../data/cipher-suites.ts';
import { listItems } from '../../model/control-plane/sources/flag-sources.ts';

/** Does a server offer weak suites: by its own list, or by Go's, which it takes without one? `version`: that depends on its release. */
export function offersWeak(list: string, minors: readonly number[] | undefined): boolean | 'version' {
  const names = listItems(list);
  if (names.length > 0) return names.some((name) => insecureSuite.test(name));
  const weak = new Set((minors ?? [0, Infinity]).map((minor) => minor < safeByDefaultSince));
  return weak.size === 1 ? weak.has(true) : 'version';
}

/** Are the suites chosen, and all of them among these? */
export function isListed(list: string, allowed: ReadonlySet<string>): boolean {
  const names = listItems(list);
  return names.length > 0 && names.every((name) => allowed.has(name));
}
