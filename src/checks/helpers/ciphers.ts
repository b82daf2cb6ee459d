import { insecureSuite, safeByDefaultSince } from '../../data/cipher-suites.ts';
import { listItems } from '../../model/control-plane/sources/flag-sources.ts';

/** Whether a server offers weak suites: by its own list, or without one by Go's default. `version`: that depends on its release. */
export function offersWeak(list: string, minors: readonly number[] | undefined): boolean | 'version' {
  const names = listItems(list);
  if (names.length > 0) return names.some((name) => insecureSuite.test(name));
  const weak = new Set((minors ?? [0, Infinity]).map((minor) => minor < safeByDefaultSince));
  return weak.size === 1 ? weak.has(true) : 'version';
}

/** Whether the suites are configured, and all of them are among these. */
export function isListed(list: string, allowed: ReadonlySet<string>): boolean {
  const names = listItems(list);
  return names.length > 0 && names.every((name) => allowed.has(name));
}
