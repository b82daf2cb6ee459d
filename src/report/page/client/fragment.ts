/** The fragment of the URL: a section or a risk, and the filters of the list of risks, `#risks?severity=high&q=etcd`. */
import type { FilterName } from '../filter-names.ts';
import { FILTERS } from '../filter-names.ts';

/** Values of the filters; `q` is the text. */
export type Filters = Partial<Record<FilterName | 'q', string>>;

export interface Fragment {
  anchor: string;
  /** Absent = the fragment says nothing about filters. */
  filters?: Filters;
}

/** Reads a fragment with or without `#`; unknown names and malformed escapes are ignored. */
export function readFragment(hash: string): Fragment {
  const [anchor = '', query] = hash.replace(/^#/, '').split(/\?(.*)/s);
  if (query === undefined) return { anchor: decoded(anchor) };
  return { anchor: decoded(anchor), filters: readFilters(query) };
}

export function readFilters(query: string): Filters {
  const values = new URLSearchParams(query);
  const filters: Filters = {};
  for (const name of [...FILTERS, 'q'] as const) {
    const value = values.get(name);
    if (value !== null) filters[name] = value;
  }
  return filters;
}

/** The fragment of the list of risks with these filters. */
export function writeFragment(filters: Filters): string {
  const query = new URLSearchParams(filters).toString();
  return query === '' ? '#risks' : `#risks?${query}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
