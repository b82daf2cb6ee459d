/**
 * Pages of lists. All pages of one list carry the resourceVersion of the first, and the first says how many objects follow it: with the
 * others they are a whole list, and without them no list of this kind is, whatever lies beside it.
 */
import type { Raw } from '../project/raw.ts';

/** What was given of one list, by its resourceVersion. */
interface Pages {
  /** Objects of all pages. */
  count: number;
  /** Objects of the earliest page that says how many follow, and these. */
  wanted: number;
  /** A page says that the list goes on. */
  continued: boolean;
  /** A page says that nothing follows. */
  ended: boolean;
}

/** Lists of one kind that are told apart; the namespaces of a cluster have one each. */
const MAX_LISTS = 100_000;

/** More was to come, as the server says. */
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
    /** Kinds of which a list goes on and pages of it are missing. */
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
