/**
 * Pages of lists. All pages of one list have the resourceVersion of the first, and the first contains how many objects follow it: with
 * the others they are a complete list, and without them no list of this kind is, even with other objects in the input.
 */
import type { Raw } from '../project/raw.ts';

/** The pages of one list, by its resourceVersion. */
interface Pages {
  /** Objects of all pages. */
  count: number;
  /** Objects of the earliest page with a count of the remaining ones, and those. */
  wanted: number;
  /** A page has a continue token or a remaining count. */
  continued: boolean;
  /** A page is the last one. */
  ended: boolean;
}

/** Lists of one kind that are distinguished; the namespaces of a cluster have one each. */
const MAX_LISTS = 100_000;

/** The server reports that more objects follow. */
export function isContinued(meta: Raw): boolean {
  return (typeof meta['continue'] === 'string' && meta['continue'] !== '') || remaining(meta) > 0;
}

function remaining(meta: Raw): number {
  const rest = meta['remainingItemCount'];
  return typeof rest === 'number' ? rest : 0;
}

export function createPages() {
  const kinds = new Map<string, Map<string, Pages>>();
  let lists = 0;
  return {
    /** A list, or a page of one, of so many objects of the kind. */
    add(key: string, meta: Raw, count: number): void {
      const reported = meta['resourceVersion'];
      const version = typeof reported === 'string' ? reported : '';
      const continued = isContinued(meta);
      if (lists >= MAX_LISTS && !continued) return;
      const pages = kinds.get(key) ?? new Map<string, Pages>();
      kinds.set(key, pages);
      const known = pages.get(version) ?? { count: 0, wanted: 0, continued: false, ended: false };
      if (!pages.has(version)) lists++;
      known.count += count;
      known.continued ||= continued;
      known.ended ||= !continued;
      if (remaining(meta) > 0) known.wanted = Math.max(known.wanted, count + remaining(meta));
      pages.set(version, known);
    },
    /** Kinds with a list whose other pages are missing. */
    missing(): string[] {
      return [...kinds].flatMap(([key, pages]) =>
        [...pages.values()].some((one) => one.continued && !isWhole(one)) ? [key] : [],
      );
    },
  };
}

function isWhole({ count, wanted, ended }: Pages): boolean {
  return ended && wanted > 0 && count === wanted;
}
