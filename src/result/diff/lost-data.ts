import type { CoverageRow, Result, Verdict } from '../types.ts';
import { ITEM_SECTIONS } from './items.ts';

/**
 * Whether one of two results has less data about a risk than the other. A risk or object that is absent there is no change: files contain
 * what was saved, and a user with fewer permissions sees fewer objects.
 */
export interface DataComparison {
  /** Data that `poorer` lacks about this risk, `pods: list pods is forbidden`; undefined where it has the same or more. */
  lacks: (verdict: Verdict) => string | undefined;
  /** Both results are of files. */
  betweenFiles: boolean;
}

/** Compares the coverage of two results. `richer` is the one with the risk. Linear in the objects of `richer`. */
export function compareData(richer: Result, poorer: Result): DataComparison {
  const before = new Map(richer.coverage.map((row) => [row.collector, completeness(row, richer)]));
  const lost = poorer.coverage.filter(
    (row) => completeness(row, poorer) < (before.get(row.collector) ?? Completeness.none),
  );
  const sources = lost.length === 0 ? new Map<string, ReadonlySet<string>>() : sourcesByKind(richer);
  return {
    betweenFiles: richer.source === 'files' && poorer.source === 'files',
    lacks({ object }) {
      // What could not be read may contain the object.
      if (poorer.damage !== undefined) return poorer.damage;
      const own = object && sources.get(object.kind);
      // A risk of the cluster, or of a kind without a section, may require any of it.
      const rows = lost.filter((row) => own?.has(row.collector) ?? true);
      return rows.length === 0
        ? undefined
        : rows.map(({ title, status, reason }) => `${title}: ${reason ?? status}`).join(', ');
    },
  };
}

const Completeness = { none: 0, partial: 1, whole: 2 } as const;

/** An API that a live server does not serve has no objects; files without a kind say nothing about it. */
function completeness({ status }: CoverageRow, { source }: Result): number {
  if (status === 'ok' || (status === 'unavailable' && source === 'live')) return Completeness.whole;
  return status === 'partial' ? Completeness.partial : Completeness.none;
}

/** The collectors of the sections that list objects of a kind. */
function sourcesByKind(result: Result): Map<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { sources, items } of ITEM_SECTIONS) {
    for (const { object } of items(result)) {
      if (!object) continue;
      const own = found.get(object.kind) ?? new Set();
      for (const source of sources) own.add(source);
      found.set(object.kind, own);
    }
  }
  return found;
}
